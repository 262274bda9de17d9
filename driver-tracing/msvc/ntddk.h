/*
 * Wine's kernel headers (Debian: libwine-dev) by the WDK's name, for clang in MSVC mode: an independent second source for
 * the prototypes of the kernel and of WSK. With what they lack. Nothing built with them is run.
 */
#ifndef WSKTRACE_MSVC_NTDDK_H
#define WSKTRACE_MSVC_NTDDK_H

#include <stdarg.h>

#define WIN32_NO_STATUS
#include <windef.h>
#include <winbase.h>
#undef WIN32_NO_STATUS
#include <ntstatus.h>
#include <winternl.h>
#ifdef __cplusplus
/* Wine's MmGetSystemAddressForMdlSafe passes a number for an enumeration, which C++ has no conversion to. */
struct _MDL;
extern "C++" void *MmMapLockedPagesSpecifyCache(struct _MDL *, int, int, void *, ULONG, ULONG);
#endif
#include <ddk/ntddk.h>
#include <evntprov.h>

#ifndef _WDMDDK_
#define _WDMDDK_
#endif

#ifdef __cplusplus
extern "C" {
#endif

#ifndef RTL_NUMBER_OF
#define RTL_NUMBER_OF(Array) (sizeof(Array) / sizeof((Array)[0]))
#endif
#define NonPagedPoolNx ((POOL_TYPE)512)
#define STATUS_CONTINUE_COMPLETION STATUS_SUCCESS

typedef NTSTATUS NTAPI DRIVER_INITIALIZE(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath);
typedef VOID NTAPI DRIVER_UNLOAD(PDRIVER_OBJECT DriverObject);
typedef VOID NTAPI KSTART_ROUTINE(PVOID StartContext);
typedef NTSTATUS NTAPI IO_COMPLETION_ROUTINE(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context);
LARGE_INTEGER NTAPI KeQueryPerformanceCounter(PLARGE_INTEGER PerformanceFrequency);
ULONG NTAPI KeGetCurrentProcessorNumberEx(PPROCESSOR_NUMBER ProcNumber);
KIRQL NTAPI KeGetCurrentIrql(VOID);
LONG64 NTAPI InterlockedExchange64(LONG64 volatile *Target, LONG64 Value);

typedef PENABLECALLBACK PETWENABLECALLBACK;
NTSTATUS NTAPI EtwRegister(LPCGUID ProviderId, PETWENABLECALLBACK Callback, PVOID Context, REGHANDLE *Handle);
NTSTATUS NTAPI EtwUnregister(REGHANDLE Handle);
NTSTATUS NTAPI EtwWriteTransfer(REGHANDLE Handle, const EVENT_DESCRIPTOR *Event, LPCGUID ActivityId,
                                LPCGUID RelatedActivityId, ULONG Count, EVENT_DATA_DESCRIPTOR *Data);

static inline LONG64 ReadAcquire64(const volatile LONG64 *Value)
{
    return *Value;
}

#ifdef __cplusplus
}
#endif

#endif
