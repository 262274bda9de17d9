/*
 * A WSK driver in one file, without tracing: it creates a listening socket when it is loaded and closes it when it is
 * unloaded. docs/adding-to-your-driver.md adds the tracing library to it.
 */
#include <ntddk.h>
#include <wsk.h>

typedef struct _SOCKET_CONTEXT {
    PWSK_SOCKET Socket;
    KEVENT Done;
} SOCKET_CONTEXT, *PSOCKET_CONTEXT;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD SeedUnload;
static IO_COMPLETION_ROUTINE CreateListeningSocketComplete;
static IO_COMPLETION_ROUTINE CloseListeningSocketComplete;

static const WSK_CLIENT_DISPATCH ClientDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
static WSK_REGISTRATION Registration;
static WSK_PROVIDER_NPI Npi;
static SOCKET_CONTEXT Listener;

/* Takes the new socket, frees the IRP and ends its completion. */
static NTSTATUS NTAPI CreateListeningSocketComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PSOCKET_CONTEXT socketContext = Context;

    UNREFERENCED_PARAMETER(DeviceObject);
    if (NT_SUCCESS(Irp->IoStatus.Status)) {
        socketContext->Socket = (PWSK_SOCKET)Irp->IoStatus.Information;
    }
    IoFreeIrp(Irp);
    KeSetEvent(&socketContext->Done, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS CreateListeningSocket(PWSK_PROVIDER_NPI WskProviderNpi, PSOCKET_CONTEXT SocketContext)
{
    PIRP irp = IoAllocateIrp(1, FALSE);

    if (irp == NULL) {
        KeSetEvent(&SocketContext->Done, IO_NO_INCREMENT, FALSE);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IoSetCompletionRoutine(irp, CreateListeningSocketComplete, SocketContext, TRUE, TRUE, TRUE);
    return WskProviderNpi->Dispatch->WskSocket(WskProviderNpi->Client, AF_INET, SOCK_STREAM, IPPROTO_TCP,
        WSK_FLAG_LISTEN_SOCKET, SocketContext, NULL, NULL, NULL, NULL, irp);
}

static NTSTATUS NTAPI CloseListeningSocketComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PSOCKET_CONTEXT socketContext = Context;

    UNREFERENCED_PARAMETER(DeviceObject);
    IoFreeIrp(Irp);
    KeSetEvent(&socketContext->Done, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static VOID CloseListeningSocket(PSOCKET_CONTEXT SocketContext)
{
    const WSK_PROVIDER_LISTEN_DISPATCH *dispatch = SocketContext->Socket->Dispatch;
    PIRP irp = IoAllocateIrp(1, FALSE);

    if (irp == NULL) {
        return;
    }
    KeClearEvent(&SocketContext->Done);
    IoSetCompletionRoutine(irp, CloseListeningSocketComplete, SocketContext, TRUE, TRUE, TRUE);
    dispatch->WskCloseSocket(SocketContext->Socket, irp);
    KeWaitForSingleObject(&SocketContext->Done, Executive, KernelMode, FALSE, NULL);
}

static VOID NTAPI SeedUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeWaitForSingleObject(&Listener.Done, Executive, KernelMode, FALSE, NULL);
    if (Listener.Socket != NULL) {
        CloseListeningSocket(&Listener);
    }
    WskReleaseProviderNPI(&Registration);
    WskDeregister(&Registration);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WSK_CLIENT_NPI client = {NULL, &ClientDispatch};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SeedUnload;
    KeInitializeEvent(&Listener.Done, NotificationEvent, FALSE);

    status = WskRegister(&client, &Registration);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WskCaptureProviderNPI(&Registration, WSK_INFINITE_WAIT, &Npi);
    if (!NT_SUCCESS(status)) {
        WskDeregister(&Registration);
        return status;
    }
    /* A failure shows as a context without a socket. */
    (VOID)CreateListeningSocket(&Npi, &Listener);
    return STATUS_SUCCESS;
}
