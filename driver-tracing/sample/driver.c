/* DriverEntry and unload: attaches to the WSK subsystem, starts the role's thread, and takes both back. */
#include "sample.h"

#define NPI_WAIT_MS 5000

WSKTRACE_DEFINE_DEFAULT_PROVIDER();

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD SampleUnload;
static KSTART_ROUTINE RoleThread;

static const WSK_CLIENT_DISPATCH ClientDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};

static ROLE_ROUTINE *const Roles[RoleCount] = {
    [RoleEcho] = EchoServerRun,
    [RoleStream] = EchoServerRun,
    [RoleEvents] = EventServerRun,
    [RoleDatagram] = DatagramServerRun,
    [RoleClient] = ClientRun,
    [RoleSocketConnect] = ClientRun,
    [RoleCategories] = CategoriesRun,
};

/* The unload routine gets no context of its own: this is the driver's one static object. */
static SAMPLE Sample;

_Use_decl_annotations_
static VOID RoleThread(PVOID Context)
{
    PSAMPLE sample = Context;

    (VOID)Roles[sample->Settings.Role](sample);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS StartRole(_Inout_ PSAMPLE sample)
{
    HANDLE handle;
    NTSTATUS status = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, RoleThread, sample);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, NULL, KernelMode, &sample->Thread, NULL);
    ZwClose(handle);
    return status;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID Detach(_Inout_ PSAMPLE sample)
{
    if (sample->Settings.Fault != FaultNeverRelease) {
        WskReleaseProviderNPI(&sample->Registration);
        WskTraceDriverState(WskTraceNpiReleased, STATUS_SUCCESS);
    }
    WskDeregister(&sample->Registration);
    WskTraceDriverState(WskTraceDeregistered, STATUS_SUCCESS);
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS Attach(_Inout_ PSAMPLE sample)
{
    WSK_CLIENT_NPI client = {sample, &ClientDispatch};
    NTSTATUS status = WskRegister(&client, &sample->Registration);

    WskTraceDriverState(WskTraceRegistered, status);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WskCaptureProviderNPI(&sample->Registration, NPI_WAIT_MS, &sample->Npi);
    WskTraceDriverState(WskTraceNpiCaptured, status);
    if (!NT_SUCCESS(status)) {
        WskDeregister(&sample->Registration);
        WskTraceDriverState(WskTraceDeregistered, STATUS_SUCCESS);
    }
    return status;
}

_Use_decl_annotations_
static VOID SampleUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);

    WskTraceDriverState(WskTraceUnloadStart, STATUS_SUCCESS);
    KeSetEvent(&Sample.Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(Sample.Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Sample.Thread);
    Detach(&Sample);
    WskTraceStop();
}

_Use_decl_annotations_
NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    DriverObject->DriverUnload = SampleUnload;
    KeInitializeEvent(&Sample.Stop, NotificationEvent, FALSE);
    SettingsRead(&Sample.Settings, RegistryPath);

    (VOID)WskTraceStart();
    status = Attach(&Sample);
    if (NT_SUCCESS(status)) {
        status = StartRole(&Sample);
        if (!NT_SUCCESS(status)) {
            Detach(&Sample);
        }
    }
    WskTraceDriverState(WskTraceLoaded, status);
    if (!NT_SUCCESS(status)) {
        WskTraceStop();
    }
    return status;
}
