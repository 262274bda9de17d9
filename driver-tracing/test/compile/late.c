/*
 * A driver whose headers come as they like: one includes the library before the file that takes the names over does, and
 * in C++ all of them stand in one block. Compiled as C and as C++, never run.
 */
#ifdef __cplusplus
extern "C" {
#endif
#include <ntddk.h>
#include <wsk.h>
#include <wsktrace.h>
#ifdef IoAllocateIrp
#error "taken over by nobody's wish"
#endif

#define WSKTRACE_TAKE_OVER
#include <wsktrace.h>
#ifndef IoAllocateIrp
#error "not taken over"
#endif

#define WSKTRACE_PROVIDER_NAME "Contoso.Late"
#define WSKTRACE_PROVIDER_GUID (0x6d1a2f3c, 0x58b4, 0x4e07, 0x9c, 0x3e, 0x1b, 0x7d, 0x42, 0x90, 0xaf, 0x65)
#include <wsktrace.h>
#ifndef DriverEntry
#error "DriverEntry is not taken over"
#endif
#include <wsktrace.h>
#ifdef __cplusplus
}
#endif

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    if (Irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IoFreeIrp(Irp);
    return TraceLoggingProviderEnabled(WskTraceProvider, 0, 0) ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
