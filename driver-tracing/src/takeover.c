/* What wsktrace_takeover.h puts in the place of the registration calls and of DriverEntry. */
#include "internal.h"

static DRIVER_UNLOAD WsktUnload;

/* The driver's own, which the library's stands in for. Written once, before the driver can be unloaded. */
static PDRIVER_UNLOAD DriversUnload;

_Use_decl_annotations_
static VOID NTAPI WsktUnload(PDRIVER_OBJECT DriverObject)
{
    WskTraceDriverState(WskTraceUnloadStart, STATUS_SUCCESS);
    DriversUnload(DriverObject);
    WskTraceStop();
}

_Use_decl_annotations_
NTSTATUS WskTraceDriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath,
                             NTSTATUS(NTAPI *Entry)(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath))
{
    NTSTATUS Status;

    (VOID) WskTraceStart();
    Status = Entry(DriverObject, RegistryPath);
    WskTraceDriverState(WskTraceLoaded, Status);
    if (!NT_SUCCESS(Status)) {
        WskTraceStop();
    } else if (DriverObject->DriverUnload != NULL) {
        DriversUnload = DriverObject->DriverUnload;
        DriverObject->DriverUnload = WsktUnload;
    }
    return Status;
}

_Use_decl_annotations_
NTSTATUS WskTraceRegister(PWSK_CLIENT_NPI WskClientNpi, PWSK_REGISTRATION WskRegistration)
{
    NTSTATUS Status = WskRegister(WskClientNpi, WskRegistration);

    WskTraceDriverState(WskTraceRegistered, Status);
    return Status;
}

_Use_decl_annotations_
NTSTATUS WskTraceCaptureProviderNPI(PWSK_REGISTRATION WskRegistration, ULONG WaitTimeout,
                                    PWSK_PROVIDER_NPI WskProviderNpi)
{
    NTSTATUS Status = WskCaptureProviderNPI(WskRegistration, WaitTimeout, WskProviderNpi);

    WskTraceDriverState(WskTraceNpiCaptured, Status);
    return Status;
}

_Use_decl_annotations_
VOID WskTraceReleaseProviderNPI(PWSK_REGISTRATION WskRegistration)
{
    WskReleaseProviderNPI(WskRegistration);
    WskTraceDriverState(WskTraceNpiReleased, STATUS_SUCCESS);
}

_Use_decl_annotations_
VOID WskTraceDeregister(PWSK_REGISTRATION WskRegistration)
{
    WskDeregister(WskRegistration);
    WskTraceDriverState(WskTraceDeregistered, STATUS_SUCCESS);
}
