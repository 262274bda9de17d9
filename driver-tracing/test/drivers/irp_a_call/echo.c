/*
 * TCP echo by event callbacks. What a connection receives is kept, sent back from the buffers that WSK indicated, and
 * released when the send is completed. Each call has an IRP of its own, which its completion routine frees.
 */
#include <ntddk.h>
#include <wsk.h>

#ifndef PORT
#define PORT 7007
#endif
#define POOL_TAG 'ohcE'
#define NETWORK_ORDER(Port) ((USHORT)(((Port) << 8 | (Port) >> 8) & 0xFFFF))

typedef struct _CONNECTION {
    LIST_ENTRY Link;
    PWSK_SOCKET Socket;
    PIRP Abort; /* both are there before they are needed: neither end of a connection may fail for want of memory */
    PIRP Close;
    volatile LONG References; /* the connection's own, until it ends, and one for each call under way */
    volatile LONG Ended;
    BOOLEAN Aborted;
} CONNECTION, *PCONNECTION;

/* An indication on its way back: its nodes are sent one after the other. */
typedef struct _SEND {
    PCONNECTION Connection;
    PWSK_DATA_INDICATION Indication;
    PWSK_DATA_INDICATION Node; /* is being sent */
} SEND, *PSEND;

/* A call that somebody waits for. */
typedef struct _WAITER {
    KEVENT Done;
    NTSTATUS Status;
    ULONG_PTR Information;
} WAITER, *PWAITER;

static const WSK_CLIENT_DISPATCH AppDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
static WSK_REGISTRATION Registration;
static WSK_PROVIDER_NPI Npi;
static PWSK_SOCKET Listener;
static PIRP ListenerClose;
static LIST_ENTRY Connections;
static KSPIN_LOCK ConnectionsLock;

static NTSTATUS NTAPI WakeWaiter(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PWAITER waiter = (PWAITER)Context;

    UNREFERENCED_PARAMETER(DeviceObject);
    waiter->Status = Irp->IoStatus.Status;
    waiter->Information = Irp->IoStatus.Information;
    IoFreeIrp(Irp);
    KeSetEvent(&waiter->Done, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS Wait(PWAITER Waiter)
{
    KeWaitForSingleObject(&Waiter->Done, Executive, KernelMode, FALSE, NULL);
    return Waiter->Status;
}

static VOID FreeConnection(PCONNECTION Connection)
{
    if (Connection->Abort != NULL) {
        IoFreeIrp(Connection->Abort);
    }
    if (Connection->Close != NULL) {
        IoFreeIrp(Connection->Close);
    }
    ExFreePoolWithTag(Connection, POOL_TAG);
}

static NTSTATUS NTAPI CloseComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    FreeConnection((PCONNECTION)Context);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

/* The last reference closes the socket. */
static VOID Dereference(PCONNECTION Connection)
{
    const WSK_PROVIDER_BASIC_DISPATCH *dispatch = (const WSK_PROVIDER_BASIC_DISPATCH *)Connection->Socket->Dispatch;
    KIRQL irql;

    if (InterlockedDecrement(&Connection->References) != 0) {
        return;
    }
    KeAcquireSpinLock(&ConnectionsLock, &irql);
    RemoveEntryList(&Connection->Link);
    KeReleaseSpinLock(&ConnectionsLock, irql);
    IoSetCompletionRoutine(Connection->Close, CloseComplete, Connection, TRUE, TRUE, TRUE);
    dispatch->WskCloseSocket(Connection->Socket, Connection->Close);
}

/* The peer ends a connection, or the unload does: who comes first, and gets TRUE, gives up its own reference. */
static BOOLEAN End(PCONNECTION Connection)
{
    return InterlockedExchange(&Connection->Ended, 1) == 0;
}

static VOID SendEnd(PSEND Send)
{
    PCONNECTION connection = Send->Connection;
    const WSK_PROVIDER_CONNECTION_DISPATCH *dispatch =
        (const WSK_PROVIDER_CONNECTION_DISPATCH *)connection->Socket->Dispatch;

    dispatch->WskRelease(connection->Socket, Send->Indication);
    ExFreePoolWithTag(Send, POOL_TAG);
    Dereference(connection);
}

static NTSTATUS SendNode(PSEND Send);

static NTSTATUS NTAPI SendComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PSEND send = (PSEND)Context;
    NTSTATUS status = Irp->IoStatus.Status;

    UNREFERENCED_PARAMETER(DeviceObject);
#ifndef FAULT
    IoFreeIrp(Irp);
#endif
    send->Node = send->Node->Next;
    if (!NT_SUCCESS(status) || send->Node == NULL || !NT_SUCCESS(SendNode(send))) {
        SendEnd(send);
    }
    return STATUS_MORE_PROCESSING_REQUIRED;
}

/* Fails only before the call: what comes of that is seen in the completion. */
static NTSTATUS SendNode(PSEND Send)
{
    const WSK_PROVIDER_CONNECTION_DISPATCH *dispatch =
        (const WSK_PROVIDER_CONNECTION_DISPATCH *)Send->Connection->Socket->Dispatch;
    PIRP irp = IoAllocateIrp(1, FALSE);

    if (irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IoSetCompletionRoutine(irp, SendComplete, Send, TRUE, TRUE, TRUE);
    dispatch->WskSend(Send->Connection->Socket, &Send->Node->Buffer, 0, irp);
    return STATUS_SUCCESS;
}

static NTSTATUS WSKAPI OnReceive(PVOID SocketContext, ULONG Flags, PWSK_DATA_INDICATION DataIndication,
                                 SIZE_T BytesIndicated, SIZE_T *BytesAccepted)
{
    PCONNECTION connection = (PCONNECTION)SocketContext;
    PSEND send;

    UNREFERENCED_PARAMETER(Flags);
    UNREFERENCED_PARAMETER(BytesIndicated);
    UNREFERENCED_PARAMETER(BytesAccepted);
    if (DataIndication == NULL) {
        return STATUS_SUCCESS; /* WskDisconnectEvent follows */
    }
    /* What there is no memory for is lost. Not to accept it would keep the end of the connection from coming. */
    send = (PSEND)ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*send), POOL_TAG);
    if (send == NULL) {
        return STATUS_SUCCESS;
    }
    send->Connection = connection;
    send->Indication = DataIndication;
    send->Node = DataIndication;
    InterlockedIncrement(&connection->References);
    if (!NT_SUCCESS(SendNode(send))) {
        InterlockedDecrement(&connection->References);
        ExFreePoolWithTag(send, POOL_TAG);
        return STATUS_SUCCESS;
    }
    return STATUS_PENDING;
}

static NTSTATUS WSKAPI OnDisconnect(PVOID SocketContext, ULONG Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    if (End((PCONNECTION)SocketContext)) {
        Dereference((PCONNECTION)SocketContext);
    }
    return STATUS_SUCCESS;
}

static const WSK_CLIENT_CONNECTION_DISPATCH ConnectionDispatch = {OnReceive, OnDisconnect, NULL};

static NTSTATUS WSKAPI OnAccept(PVOID SocketContext, ULONG Flags, PSOCKADDR LocalAddress, PSOCKADDR RemoteAddress,
                                PWSK_SOCKET AcceptSocket, PVOID *AcceptSocketContext,
                                const WSK_CLIENT_CONNECTION_DISPATCH **AcceptSocketDispatch)
{
    PCONNECTION connection;
    KIRQL irql;

    UNREFERENCED_PARAMETER(SocketContext);
    UNREFERENCED_PARAMETER(Flags);
    UNREFERENCED_PARAMETER(LocalAddress);
    UNREFERENCED_PARAMETER(RemoteAddress);
    if (AcceptSocket == NULL) {
        return STATUS_REQUEST_NOT_ACCEPTED;
    }
    connection = (PCONNECTION)ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*connection), POOL_TAG);
    if (connection == NULL) {
        return STATUS_REQUEST_NOT_ACCEPTED;
    }
    connection->Abort = IoAllocateIrp(1, FALSE);
    connection->Close = IoAllocateIrp(1, FALSE);
    if (connection->Abort == NULL || connection->Close == NULL) {
        FreeConnection(connection);
        return STATUS_REQUEST_NOT_ACCEPTED;
    }
    connection->Socket = AcceptSocket;
    connection->References = 1;
    connection->Ended = 0;
    connection->Aborted = FALSE;
    KeAcquireSpinLock(&ConnectionsLock, &irql);
    InsertTailList(&Connections, &connection->Link);
    KeReleaseSpinLock(&ConnectionsLock, irql);
    *AcceptSocketContext = connection;
    *AcceptSocketDispatch = &ConnectionDispatch;
    return STATUS_SUCCESS;
}

static const WSK_CLIENT_LISTEN_DISPATCH ListenDispatch = {OnAccept, NULL, NULL};

/* An IRP for a call that is waited for. NULL when there is no memory. */
static PIRP NewIrp(PWAITER Waiter)
{
    PIRP irp = IoAllocateIrp(1, FALSE);

    if (irp != NULL) {
        KeInitializeEvent(&Waiter->Done, NotificationEvent, FALSE);
        IoSetCompletionRoutine(irp, WakeWaiter, Waiter, TRUE, TRUE, TRUE);
    }
    return irp;
}

static NTSTATUS OpenListener(VOID)
{
    const WSK_PROVIDER_LISTEN_DISPATCH *dispatch;
    WSK_EVENT_CALLBACK_CONTROL control;
    SOCKADDR_IN address;
    WAITER waiter;
    PIRP irp;
    NTSTATUS status;

    ListenerClose = IoAllocateIrp(1, FALSE);
    irp = ListenerClose != NULL ? NewIrp(&waiter) : NULL;
    if (irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Npi.Dispatch->WskSocket(Npi.Client, AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_LISTEN_SOCKET, NULL,
                            &ListenDispatch, NULL, NULL, NULL, irp);
    status = Wait(&waiter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    Listener = (PWSK_SOCKET)waiter.Information;
    dispatch = (const WSK_PROVIDER_LISTEN_DISPATCH *)Listener->Dispatch;
    control.NpiId = &NPI_WSK_INTERFACE_ID;
    control.EventMask = WSK_EVENT_ACCEPT | WSK_EVENT_RECEIVE | WSK_EVENT_DISCONNECT;
    status = ((const WSK_PROVIDER_BASIC_DISPATCH *)Listener->Dispatch)
                 ->WskControlSocket(Listener, WskSetOption, SO_WSK_EVENT_CALLBACK, SOL_SOCKET, sizeof(control),
                                    &control, 0, NULL, NULL, NULL);
    irp = NT_SUCCESS(status) ? NewIrp(&waiter) : NULL;
    if (irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(&address, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_port = NETWORK_ORDER(PORT);
    dispatch->WskBind(Listener, (PSOCKADDR)&address, 0, irp);
    return Wait(&waiter);
}

/* Takes back what OpenListener has got, however far it came. */
static VOID CloseListener(VOID)
{
    WAITER waiter;

    if (Listener != NULL) {
        KeInitializeEvent(&waiter.Done, NotificationEvent, FALSE);
        IoSetCompletionRoutine(ListenerClose, WakeWaiter, &waiter, TRUE, TRUE, TRUE);
        ((const WSK_PROVIDER_BASIC_DISPATCH *)Listener->Dispatch)->WskCloseSocket(Listener, ListenerClose);
        Wait(&waiter);
    } else if (ListenerClose != NULL) {
        IoFreeIrp(ListenerClose);
    }
}

static NTSTATUS NTAPI AbortComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    Dereference((PCONNECTION)Context);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

/* A connection that is not aborted yet, with a reference for the caller; NULL: there is none any more. */
static PCONNECTION NextConnection(VOID)
{
    PCONNECTION connection = NULL;
    PLIST_ENTRY link;
    KIRQL irql;

    KeAcquireSpinLock(&ConnectionsLock, &irql);
    for (link = Connections.Flink; link != &Connections && connection == NULL; link = link->Flink) {
        PCONNECTION one = CONTAINING_RECORD(link, CONNECTION, Link);

        if (one->Aborted) {
            continue;
        }
        one->Aborted = TRUE;
        if (InterlockedIncrement(&one->References) == 1) {
            InterlockedDecrement(&one->References); /* its last reference is gone: it waits for the lock, to be closed */
        } else {
            connection = one;
        }
    }
    KeReleaseSpinLock(&ConnectionsLock, irql);
    return connection;
}

/* Aborting ends the sends, and the last reference closes the socket. WskDeregister waits for that. */
static VOID AbortConnections(VOID)
{
    PCONNECTION connection;

    while ((connection = NextConnection()) != NULL) {
        const WSK_PROVIDER_CONNECTION_DISPATCH *dispatch =
            (const WSK_PROVIDER_CONNECTION_DISPATCH *)connection->Socket->Dispatch;

        IoSetCompletionRoutine(connection->Abort, AbortComplete, connection, TRUE, TRUE, TRUE);
        if (End(connection)) {
            Dereference(connection); /* not the last one: the caller has its own */
        }
        dispatch->WskDisconnect(connection->Socket, NULL, WSK_FLAG_ABORTIVE, connection->Abort);
    }
}

static VOID NTAPI EchoUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CloseListener();
    AbortConnections();
    WskReleaseProviderNPI(&Registration);
    WskDeregister(&Registration);
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WSK_CLIENT_NPI client = {NULL, &AppDispatch};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = EchoUnload;
    InitializeListHead(&Connections);
    KeInitializeSpinLock(&ConnectionsLock);
    status = WskRegister(&client, &Registration);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WskCaptureProviderNPI(&Registration, WSK_INFINITE_WAIT, &Npi);
    if (NT_SUCCESS(status)) {
        status = OpenListener();
        if (!NT_SUCCESS(status)) {
            CloseListener();
            AbortConnections();
            WskReleaseProviderNPI(&Registration);
        }
    }
    if (!NT_SUCCESS(status)) {
        WskDeregister(&Registration);
    }
    return status;
}
