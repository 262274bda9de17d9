/* Sockets as a program has them: see ks.h. */
#include "ks.h"

#define POOL_TAG 'coSK'
#define NETWORK_ORDER(Port) ((USHORT)(((Port) << 8 | (Port) >> 8) & 0xFFFF))

static const WSK_CLIENT_DISPATCH AppDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
static WSK_REGISTRATION Registration;
static WSK_PROVIDER_NPI Npi;
static KEVENT Cancelled;

NTSTATUS KsStart(VOID)
{
    WSK_CLIENT_NPI client = {NULL, &AppDispatch};
    NTSTATUS status;

    KeInitializeEvent(&Cancelled, NotificationEvent, FALSE);
    status = WskRegister(&client, &Registration);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WskCaptureProviderNPI(&Registration, WSK_INFINITE_WAIT, &Npi);
    if (!NT_SUCCESS(status)) {
        WskDeregister(&Registration);
    }
    return status;
}

VOID KsStop(VOID)
{
    WskReleaseProviderNPI(&Registration);
    WskDeregister(&Registration);
}

VOID KsCancelAll(VOID)
{
    KeSetEvent(&Cancelled, IO_NO_INCREMENT, FALSE);
}

static NTSTATUS NTAPI Completed(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    KeSetEvent((PKEVENT)Context, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static PKS_SOCKET NewSocket(VOID)
{
    PKS_SOCKET socket = (PKS_SOCKET)ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*socket), POOL_TAG);

    if (socket == NULL) {
        return NULL;
    }
    RtlZeroMemory(socket, sizeof(*socket));
    KeInitializeEvent(&socket->Done, NotificationEvent, FALSE);
    socket->Irp = IoAllocateIrp(1, FALSE);
    if (socket->Irp == NULL) {
        ExFreePoolWithTag(socket, POOL_TAG);
        return NULL;
    }
    socket->Close = IoAllocateIrp(1, FALSE);
    if (socket->Close == NULL) {
        IoFreeIrp(socket->Irp);
        ExFreePoolWithTag(socket, POOL_TAG);
        return NULL;
    }
    return socket;
}

static VOID FreeSocket(PKS_SOCKET Socket)
{
    IoFreeIrp(Socket->Irp);
    IoFreeIrp(Socket->Close);
    ExFreePoolWithTag(Socket, POOL_TAG);
}

/* Makes the IRP ready for the next call. */
static PIRP Prepare(PKS_SOCKET Socket)
{
    IoReuseIrp(Socket->Irp, STATUS_UNSUCCESSFUL);
    KeClearEvent(&Socket->Done);
    IoSetCompletionRoutine(Socket->Irp, Completed, &Socket->Done, TRUE, TRUE, TRUE);
    return Socket->Irp;
}

static NTSTATUS Wait(PKS_SOCKET Socket)
{
    KeWaitForSingleObject(&Socket->Done, Executive, KernelMode, FALSE, NULL);
    return Socket->Irp->IoStatus.Status;
}

/* As Wait, for a call that may pend for long: leaves it to the close when all are cancelled. */
static NTSTATUS WaitOrCancel(PKS_SOCKET Socket)
{
    PVOID objects[2];

    objects[0] = &Socket->Done;
    objects[1] = &Cancelled;
    if (KeWaitForMultipleObjects(2, objects, WaitAny, Executive, KernelMode, FALSE, NULL, NULL) == STATUS_WAIT_1) {
        Socket->Abandoned = TRUE;
        return STATUS_CANCELLED;
    }
    return Socket->Irp->IoStatus.Status;
}

NTSTATUS KsListen(PKS_SOCKET *Listener, USHORT Port)
{
    PKS_SOCKET socket = NewSocket();
    SOCKADDR_IN address;
    NTSTATUS status;

    *Listener = socket;
    if (socket == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Npi.Dispatch->WskSocket(Npi.Client, AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_LISTEN_SOCKET, NULL, NULL, NULL,
                            NULL, NULL, Prepare(socket));
    status = Wait(socket);
    if (!NT_SUCCESS(status)) {
        FreeSocket(socket);
        *Listener = NULL;
        return status;
    }
    socket->Wsk = (PWSK_SOCKET)socket->Irp->IoStatus.Information;
    RtlZeroMemory(&address, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_port = NETWORK_ORDER(Port);
    ((const WSK_PROVIDER_LISTEN_DISPATCH *)socket->Wsk->Dispatch)
        ->WskBind(socket->Wsk, (PSOCKADDR)&address, 0, Prepare(socket));
    return Wait(socket);
}

NTSTATUS KsAccept(PKS_SOCKET Listener, PKS_SOCKET *Socket)
{
    PKS_SOCKET socket = NewSocket(); /* first: what is accepted has to be closed by it */
    NTSTATUS status;

    *Socket = NULL;
    if (socket == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ((const WSK_PROVIDER_LISTEN_DISPATCH *)Listener->Wsk->Dispatch)
        ->WskAccept(Listener->Wsk, 0, NULL, NULL, NULL, NULL, Prepare(Listener));
    Listener->Accepting = socket;
    status = WaitOrCancel(Listener);
    if (Listener->Abandoned) {
        return status;
    }
    Listener->Accepting = NULL;
    if (!NT_SUCCESS(status)) {
        FreeSocket(socket);
        return status;
    }
    socket->Wsk = (PWSK_SOCKET)Listener->Irp->IoStatus.Information;
    *Socket = socket;
    return STATUS_SUCCESS;
}

/* The buffer, described for as long as a call takes. */
static NTSTATUS Describe(PWSK_BUF Description, PVOID Buffer, ULONG Bytes)
{
    Description->Offset = 0;
    Description->Length = Bytes;
    Description->Mdl = IoAllocateMdl(Buffer, Bytes, FALSE, FALSE, NULL);
    if (Description->Mdl == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    MmBuildMdlForNonPagedPool(Description->Mdl);
    return STATUS_SUCCESS;
}

/* Until the call has ended the buffer is WSK's. */
static NTSTATUS EndTransfer(PKS_SOCKET Socket, PMDL Mdl, PULONG Bytes)
{
    NTSTATUS status = WaitOrCancel(Socket);

    if (Socket->Abandoned) {
        Socket->Mdl = Mdl;
        return status;
    }
    *Bytes = (ULONG)Socket->Irp->IoStatus.Information;
    IoFreeMdl(Mdl);
    return status;
}

NTSTATUS KsSend(PKS_SOCKET Socket, PVOID Buffer, PULONG Bytes)
{
    WSK_BUF description;
    NTSTATUS status = Describe(&description, Buffer, *Bytes);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    ((const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Wsk->Dispatch)
        ->WskSend(Socket->Wsk, &description, 0, Prepare(Socket));
    return EndTransfer(Socket, description.Mdl, Bytes);
}

NTSTATUS KsReceive(PKS_SOCKET Socket, PVOID Buffer, PULONG Bytes)
{
    WSK_BUF description;
    NTSTATUS status = Describe(&description, Buffer, *Bytes);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    ((const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Wsk->Dispatch)
        ->WskReceive(Socket->Wsk, &description, 0, Prepare(Socket));
    return EndTransfer(Socket, description.Mdl, Bytes);
}

/* What an abandoned call had: the close has ended it, and it may have succeeded all the same. */
static VOID EndAbandoned(PKS_SOCKET Socket)
{
    NTSTATUS status = Wait(Socket);

    if (Socket->Mdl != NULL) {
        IoFreeMdl(Socket->Mdl);
    }
    if (Socket->Accepting == NULL) {
        return;
    }
    if (NT_SUCCESS(status)) {
        Socket->Accepting->Wsk = (PWSK_SOCKET)Socket->Irp->IoStatus.Information;
        KsClose(Socket->Accepting);
    } else {
        FreeSocket(Socket->Accepting);
    }
}

VOID KsClose(PKS_SOCKET Socket)
{
    const WSK_PROVIDER_BASIC_DISPATCH *dispatch = (const WSK_PROVIDER_BASIC_DISPATCH *)Socket->Wsk->Dispatch;
    KEVENT closed;

    KeInitializeEvent(&closed, NotificationEvent, FALSE);
    IoSetCompletionRoutine(Socket->Close, Completed, &closed, TRUE, TRUE, TRUE);
    dispatch->WskCloseSocket(Socket->Wsk, Socket->Close);
    KeWaitForSingleObject(&closed, Executive, KernelMode, FALSE, NULL);
    if (Socket->Abandoned) {
        EndAbandoned(Socket);
    }
    FreeSocket(Socket);
}
