/* ETW for the harness: a session made of the sink, and a log of event names for the tests. */
#define _GNU_SOURCE
#include "nt_harness.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../sink/etw_sink.h"

#define PROCESS_ID 4 /* System, which a driver's own threads belong to */
#define LOG_SIZE (1u << 20)

static struct {
    ETW_SINK Sink; /* takes Lock through its platform */
    pthread_mutex_t Lock;
    /* Set before there are threads, or in runs of one. */
    int File;
    ULONG64 Keywords;
    BOOLEAN Refuse;
    ULONG LoseNext;
    /* Written under Lock, and read when nothing writes events any more. */
    ULONG LogLength;
    char Log[LOG_SIZE];
} Session = {.Lock = PTHREAD_MUTEX_INITIALIZER};

static int NtFileWrite(void *Context, uint64_t Offset, const void *Data, uint32_t Length)
{
    UNREFERENCED_PARAMETER(Context);
    if (Session.File < 0) {
        return 1; /* a session in memory alone */
    }
    if (Session.LoseNext > 0) {
        Session.LoseNext--;
        return 0;
    }
    return pwrite(Session.File, Data, Length, (off_t)Offset) == (ssize_t)Length;
}

static void *NtFileAllocate(void *Context, uint32_t Length)
{
    UNREFERENCED_PARAMETER(Context);
    return calloc(1, Length);
}

static void NtFileFree(void *Context, void *Memory)
{
    UNREFERENCED_PARAMETER(Context);
    free(Memory);
}

static uint64_t NtFileTicks(void *Context)
{
    UNREFERENCED_PARAMETER(Context);
    return NtClockTicks();
}

static uint64_t NtFileSystemTime(void *Context)
{
    UNREFERENCED_PARAMETER(Context);
    return NtClockSystemTime();
}

static uint32_t NtFileProcessor(void *Context)
{
    UNREFERENCED_PARAMETER(Context);
    return NtProcessor();
}

static void NtFileThread(void *Context, uint32_t *ProcessId, uint32_t *ThreadId)
{
    UNREFERENCED_PARAMETER(Context);
    *ProcessId = PROCESS_ID;
    *ThreadId = NtThreadId();
}

static uintptr_t NtFileLock(void *Context)
{
    UNREFERENCED_PARAMETER(Context);
    pthread_mutex_lock(&Session.Lock);
    return 0;
}

static void NtFileUnlock(void *Context, uintptr_t State)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(State);
    pthread_mutex_unlock(&Session.Lock);
}

VOID NtSessionKeywords(ULONG64 Keywords)
{
    Session.Keywords = Keywords;
}

VOID NtSessionOpen(PCSTR Path, ULONG BufferSize)
{
    const ETW_SINK_PLATFORM Platform = {.Write = NtFileWrite,
                                        .Allocate = NtFileAllocate,
                                        .Free = NtFileFree,
                                        .Ticks = NtFileTicks,
                                        .Frequency = NT_TICKS_PER_SECOND,
                                        .SystemTime = NtFileSystemTime,
                                        .Processor = NtFileProcessor,
                                        .Thread = NtFileThread,
                                        .Lock = NtFileLock,
                                        .Unlock = NtFileUnlock};
    const ETW_SINK_OPTIONS Options = {.BufferSize = BufferSize,
                                      .Processors = 2,
                                      .Keywords = Session.Keywords,
                                      .LoggerName = "wsktrace host harness",
                                      .FileName = "trace.etl",
                                      .BootTime = NtClockBootTime()};

    Session.File = Path != NULL ? open(Path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644) : -1;
    if ((Path != NULL && Session.File < 0) || !EtwSinkOpen(&Session.Sink, &Platform, &Options)) {
        NtFail("can't write %s", Path);
    }
}

/*
 * Held while providers come, go and are told: ETW unregisters a provider only when its callback does not run. Guards the
 * callbacks below. Taken before Session.Lock.
 */
static pthread_mutex_t Providers = PTHREAD_MUTEX_INITIALIZER;

VOID NtSessionEnable(BOOLEAN Enable)
{
    pthread_mutex_lock(&Providers);
    if (Enable) {
        EtwSinkEnable(&Session.Sink);
    } else {
        EtwSinkDisable(&Session.Sink);
    }
    pthread_mutex_unlock(&Providers);
}

VOID NtSessionCaptureState(VOID)
{
    pthread_mutex_lock(&Providers);
    EtwSinkCaptureState(&Session.Sink);
    pthread_mutex_unlock(&Providers);
}

ULONG NtSessionEvents(VOID)
{
    return Session.Sink.EventsWritten;
}

VOID NtSessionClose(VOID)
{
    EtwSinkClose(&Session.Sink);
    if (Session.File >= 0) {
        close(Session.File);
    }
}

PCSTR NtEventNames(VOID)
{
    return Session.Log;
}

VOID NtEventsForget(VOID)
{
    Session.LogLength = 0;
    Session.Log[0] = 0;
}

ULONG NtEventCount(PCSTR Name)
{
    ULONG Count = 0;
    size_t Length = strlen(Name);
    const char *At;

    for (At = Session.Log; (At = strstr(At, Name)) != NULL; At += Length) {
        Count += (At == Session.Log || At[-1] == ' ') && (At[Length] == ' ' || At[Length] == 0);
    }
    return Count;
}

/* The name is the first string of the event's metadata, behind its size and its tag, whose bytes but the last have bit 7. */
static const char *NtEventName(const EVENT_DATA_DESCRIPTOR *Metadata)
{
    const char *Tag = (const char *)(uintptr_t)Metadata->Ptr + 2;

    while ((*Tag & 0x80) != 0) {
        Tag++;
    }
    return Tag + 1;
}

static VOID NtEventLog(ULONG Count, const EVENT_DATA_DESCRIPTOR *Data)
{
    ULONG I;

    for (I = 0; I < Count && Session.File >= 0; I++) {
        if (Data[I].Reserved == 1) {
            const char *Name = NtEventName(&Data[I]);
            size_t Length = strlen(Name);

            pthread_mutex_lock(&Session.Lock);
            if (Session.LogLength + Length + 2 < LOG_SIZE) {
                if (Session.LogLength != 0) {
                    Session.Log[Session.LogLength++] = ' ';
                }
                memcpy(Session.Log + Session.LogLength, Name, Length + 1);
                Session.LogLength += (ULONG)Length;
            }
            pthread_mutex_unlock(&Session.Lock);
        }
    }
}

VOID NtEventsLose(ULONG Count)
{
    Session.LoseNext = Count;
}

VOID NtEtwRefuse(BOOLEAN Refuse)
{
    Session.Refuse = Refuse;
}

/* The sink's callback has the kernel's shape but for the types of what it does not use. */
static PETWENABLECALLBACK Callbacks[ETW_SINK_MAX_PROVIDERS];
static PVOID CallbackContexts[ETW_SINK_MAX_PROVIDERS];

static void NtCallback(const void *SourceId, uint32_t Code, uint8_t Level, uint64_t AnyKeyword, uint64_t AllKeyword,
                       void *FilterData, void *Context)
{
    size_t I = (size_t)(uintptr_t)Context;

    Callbacks[I]((LPCGUID)SourceId, Code, Level, AnyKeyword, AllKeyword, (PEVENT_FILTER_DESCRIPTOR)FilterData,
                 CallbackContexts[I]);
}

NTSTATUS EtwRegister(LPCGUID ProviderId, PETWENABLECALLBACK Callback, PVOID Context, PREGHANDLE Handle)
{
    NTSTATUS Status = STATUS_INSUFFICIENT_RESOURCES;
    size_t I = 0;

    if (KeGetCurrentIrql() != PASSIVE_LEVEL) {
        NtFail("EtwRegister at IRQL %u", KeGetCurrentIrql());
    }
    pthread_mutex_lock(&Providers);
    while (I < ETW_SINK_MAX_PROVIDERS && Callbacks[I] != NULL) {
        I++;
    }
    if (!Session.Refuse && I < ETW_SINK_MAX_PROVIDERS) {
        Callbacks[I] = Callback;
        CallbackContexts[I] = Context;
        if (EtwSinkRegister(&Session.Sink, ProviderId, NtCallback, (void *)I, Handle)) {
            Status = STATUS_SUCCESS;
        }
    }
    pthread_mutex_unlock(&Providers);
    return Status;
}

NTSTATUS EtwUnregister(REGHANDLE Handle)
{
    pthread_mutex_lock(&Providers);
    EtwSinkUnregister(&Session.Sink, Handle);
    Callbacks[Handle - 1] = NULL; /* the sink gives the lowest free number, as here */
    pthread_mutex_unlock(&Providers);
    return STATUS_SUCCESS;
}

NTSTATUS EtwSetInformation(REGHANDLE Handle, ULONG InformationClass, PVOID Information, ULONG Length);

NTSTATUS EtwSetInformation(REGHANDLE Handle, ULONG InformationClass, PVOID Information, ULONG Length)
{
    return InformationClass == 2 && EtwSinkSetTraits(&Session.Sink, Handle, Information, Length)
               ? STATUS_SUCCESS
               : STATUS_UNSUCCESSFUL;
}

NTSTATUS EtwWriteTransfer(REGHANDLE Handle, const EVENT_DESCRIPTOR *Event, LPCGUID ActivityId,
                          LPCGUID RelatedActivityId, ULONG Count, EVENT_DATA_DESCRIPTOR *Data)
{
    UNREFERENCED_PARAMETER(ActivityId);
    UNREFERENCED_PARAMETER(RelatedActivityId);
    _Static_assert(sizeof(ETW_SINK_DATA) == sizeof(EVENT_DATA_DESCRIPTOR), "one layout");
    _Static_assert(sizeof(ETW_SINK_DESCRIPTOR) == sizeof(EVENT_DESCRIPTOR), "one layout");

    NtEventLog(Count, Data);
    return EtwSinkWrite(&Session.Sink, Handle, (const ETW_SINK_DESCRIPTOR *)Event, Count, (const ETW_SINK_DATA *)Data)
               ? STATUS_SUCCESS
               : STATUS_UNSUCCESSFUL;
}
