#include "listening_socket.h"

static IO_COMPLETION_ROUTINE CreateListeningSocketComplete;

_Use_decl_annotations_
NTSTATUS CreateListeningSocket(PWSK_PROVIDER_NPI WskProviderNpi, PWSK_APP_SOCKET_CONTEXT SocketContext,
    const WSK_CLIENT_LISTEN_DISPATCH *Dispatch)
{
    PIRP irp = WskTraceAllocateIrp(1, FALSE);

    if (irp == NULL) {
        SocketContext->Status = STATUS_INSUFFICIENT_RESOURCES;
        KeSetEvent(&SocketContext->Created, IO_NO_INCREMENT, FALSE);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    /* For success, error and cancel alike: the IRP is this driver's to free. */
    IoSetCompletionRoutine(irp, CreateListeningSocketComplete, SocketContext, TRUE, TRUE, TRUE);

    return WskTraceSocket(WskProviderNpi->Dispatch, WskProviderNpi->Client, AF_INET, SOCK_STREAM, IPPROTO_TCP,
        WSK_FLAG_LISTEN_SOCKET, SocketContext, Dispatch, NULL, NULL, NULL, irp);
}

_Use_decl_annotations_
static NTSTATUS NTAPI CreateListeningSocketComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PWSK_APP_SOCKET_CONTEXT socketContext = Context;

    UNREFERENCED_PARAMETER(DeviceObject);

    socketContext->Status = Irp->IoStatus.Status;
    if (NT_SUCCESS(Irp->IoStatus.Status)) {
        socketContext->Socket = (PWSK_SOCKET)Irp->IoStatus.Information;
    }
    WskTraceFreeIrp(Irp);
    /* The last touch: whoever waits may free the context from here on. */
    KeSetEvent(&socketContext->Created, IO_NO_INCREMENT, FALSE);

    /* Ends the completion processing: the IRP is gone. */
    return STATUS_MORE_PROCESSING_REQUIRED;
}

_Use_decl_annotations_
NTSTATUS CreateListeningSocketAndWait(PWSK_PROVIDER_NPI WskProviderNpi, PWSK_APP_SOCKET_CONTEXT SocketContext,
    PVOID Owner, const WSK_CLIENT_LISTEN_DISPATCH *Dispatch)
{
    SocketContext->Socket = NULL;
    SocketContext->Status = STATUS_PENDING;
    SocketContext->Owner = Owner;
    KeInitializeEvent(&SocketContext->Created, NotificationEvent, FALSE);

    (VOID)CreateListeningSocket(WskProviderNpi, SocketContext, Dispatch);
    KeWaitForSingleObject(&SocketContext->Created, Executive, KernelMode, FALSE, NULL);
    return SocketContext->Status;
}
