/*
 * The ETW sink as a driver: Wine's ntoskrnl exports no Etw*, so the driver under test imports these from
 * here, and what it writes becomes a real .etl file.
 *
 * Wine maps this image as an import of the driver and never calls its DriverEntry: the session opens with
 * the first EtwRegister and closes with the last EtwUnregister. Its settings stand in the registry, under
 * HKLM\Software\wsktrace\Sink: TraceFile (REG_SZ, a DOS path), BufferSize, Processors and BootTime (REG_DWORD).
 *
 * Exported as EtwRegister and so on by wsktrace-etw.def, since ntddk.h declares those names as imports.
 *
 * Only for Wine, where IRQL is always PASSIVE_LEVEL: the file is written with a spin lock held.
 */
#include <ntddk.h>

#include "../sink/etw_sink.h"
#include "sink_settings.h"

#define POOL_TAG 'kniS'
#define UNIX_EPOCH 116444736000000000ull /* 1970-01-01 00:00:00 UTC, in 100 ns since 1601 */
#define TICKS_PER_SECOND 10000000ull

static struct {
    ETW_SINK Sink;
    KSPIN_LOCK Lock;
    HANDLE File;
    LONG Registered;
} Session;

static int SinkWrite(void *context, uint64_t offset, const void *data, uint32_t length)
{
    LARGE_INTEGER position;
    IO_STATUS_BLOCK io;

    (void)context;
    position.QuadPart = (LONGLONG)offset;
    return NT_SUCCESS(
        ZwWriteFile(Session.File, NULL, NULL, NULL, &io, (PVOID)data, length, &position, NULL));
}

static void *SinkAllocate(void *context, uint32_t length)
{
    void *memory = ExAllocatePoolWithTag(NonPagedPool, length, POOL_TAG);

    (void)context;
    if (memory != NULL) {
        RtlZeroMemory(memory, length);
    }
    return memory;
}

static void SinkFree(void *context, void *memory)
{
    (void)context;
    ExFreePoolWithTag(memory, POOL_TAG);
}

static uint64_t SinkTicks(void *context)
{
    (void)context;
    return (uint64_t)KeQueryPerformanceCounter(NULL).QuadPart;
}

static uint64_t SinkSystemTime(void *context)
{
    LARGE_INTEGER now = {.QuadPart = 0};

    (void)context;
    KeQuerySystemTime(&now);
    return (uint64_t)now.QuadPart;
}

static uint32_t SinkProcessor(void *context)
{
    (void)context;
    return KeGetCurrentProcessorNumberEx(NULL);
}

static void SinkThread(void *context, uint32_t *process, uint32_t *thread)
{
    (void)context;
    *process = (uint32_t)(ULONG_PTR)PsGetCurrentProcessId();
    *thread = (uint32_t)(ULONG_PTR)PsGetCurrentThreadId();
}

static uintptr_t SinkLock(void *context)
{
    KIRQL irql;

    (void)context;
    KeAcquireSpinLock(&Session.Lock, &irql);
    return irql;
}

static void SinkUnlock(void *context, uintptr_t state)
{
    (void)context;
    KeReleaseSpinLock(&Session.Lock, (KIRQL)state);
}

static void OpenSession(void)
{
    SINK_SETTINGS settings;
    LARGE_INTEGER frequency;
    ETW_SINK_PLATFORM platform = {
        .Write = SinkWrite,
        .Allocate = SinkAllocate,
        .Free = SinkFree,
        .Ticks = SinkTicks,
        .SystemTime = SinkSystemTime,
        .Processor = SinkProcessor,
        .Thread = SinkThread,
        .Lock = SinkLock,
        .Unlock = SinkUnlock,
    };
    ETW_SINK_OPTIONS options = {.LoggerName = "wsktrace under Wine", .FileName = "trace.etl"};

    if (!SinkSettingsRead(&settings) || !NT_SUCCESS(SinkCreateFile(&settings, &Session.File))) {
        return;
    }
    (void)KeQueryPerformanceCounter(&frequency);
    platform.Frequency = (uint64_t)frequency.QuadPart;
    options.BufferSize = settings.BufferSize;
    options.Processors = settings.Processors;
    options.BootTime = settings.BootTime != 0 ? UNIX_EPOCH + settings.BootTime * TICKS_PER_SECOND : 0;
    if (!EtwSinkOpen(&Session.Sink, &platform, &options)) {
        ZwClose(Session.File);
        Session.File = NULL;
    }
}

NTSTATUS NTAPI SinkEtwRegister(
    LPCGUID provider, PVOID callback, PVOID context, uint64_t *handle)
{
    if (InterlockedIncrement(&Session.Registered) == 1) {
        OpenSession();
    }
    if (!EtwSinkRegister(&Session.Sink, provider, (ETW_SINK_CALLBACK)callback, context, handle)) {
        InterlockedDecrement(&Session.Registered);
        return STATUS_NO_MEMORY;
    }
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI SinkEtwUnregister(uint64_t handle)
{
    EtwSinkUnregister(&Session.Sink, handle);
    if (InterlockedDecrement(&Session.Registered) == 0 && Session.File != NULL) {
        EtwSinkClose(&Session.Sink);
        ZwClose(Session.File);
        RtlZeroMemory(&Session, sizeof(Session));
    }
    return STATUS_SUCCESS;
}

/* EventProviderSetTraits is the only class that TraceLogging uses. */
NTSTATUS NTAPI SinkEtwSetInformation(
    uint64_t handle, ULONG informationClass, PVOID information, ULONG length)
{
    if (informationClass != 2) {
        return STATUS_NOT_SUPPORTED;
    }
    return EtwSinkSetTraits(&Session.Sink, handle, information, length) ? STATUS_SUCCESS
                                                                        : STATUS_INVALID_PARAMETER;
}

BOOLEAN NTAPI SinkEtwProviderEnabled(uint64_t handle, UCHAR level, ULONGLONG keyword)
{
    return EtwSinkEnabled(&Session.Sink, handle, level, keyword) != 0;
}

NTSTATUS NTAPI SinkEtwWriteTransfer(uint64_t handle, const ETW_SINK_DESCRIPTOR *event,
    LPCGUID activity, LPCGUID related, ULONG count, const ETW_SINK_DATA *data)
{
    (void)activity;
    (void)related;
    return EtwSinkWrite(&Session.Sink, handle, event, count, data) ? STATUS_SUCCESS
                                                                   : STATUS_NO_MEMORY;
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    (void)driver;
    (void)path;
    return STATUS_SUCCESS;
}
