/* The provider's functions that take a socket, and the tables that they stand in. */
#include "loopback.h"
#include "net.h"

#define SOCKET_OF(Socket) ((LOOPBACK_SOCKET *)(Socket))
#define FROM_MDL(Mdl, Offset) ((Mdl)->Bytes + (Offset))

static NTSTATUS LoopbackControlSocket(PWSK_SOCKET Socket, WSK_CONTROL_SOCKET_TYPE RequestType, ULONG ControlCode,
                                      ULONG Level, SIZE_T InputSize, PVOID InputBuffer, SIZE_T OutputSize,
                                      PVOID OutputBuffer, SIZE_T *OutputSizeReturned, PIRP Irp)
{
    NTSTATUS Status = STATUS_NOT_SUPPORTED;

    (void)InputSize, (void)OutputSize, (void)OutputBuffer, (void)OutputSizeReturned;
    if (RequestType == WskSetOption && Level == SOL_SOCKET && ControlCode == SO_WSK_EVENT_CALLBACK) {
        Status = EventsControl(SOCKET_OF(Socket), ((PWSK_EVENT_CALLBACK_CONTROL)InputBuffer)->EventMask);
    } else if (RequestType == WskSetOption && Level == SOL_SOCKET && ControlCode == SO_CONDITIONAL_ACCEPT) {
        pthread_mutex_lock(&SOCKET_OF(Socket)->Lock);
        SOCKET_OF(Socket)->Conditional = *(PULONG)InputBuffer != 0;
        pthread_mutex_unlock(&SOCKET_OF(Socket)->Lock);
        Status = STATUS_SUCCESS;
    }
    return Irp != NULL ? CallComplete(Irp, Status, 0) : Status;
}

/* An indication that the driver keeps stops it for good. */
static NTSTATUS RunClose(CALL *Call)
{
    LOOPBACK_SOCKET *Socket = Call->Context;

    SocketStop(Socket);
    SocketFree(Socket);
    return STATUS_SUCCESS;
}

static NTSTATUS LoopbackCloseSocket(PWSK_SOCKET Socket, PIRP Irp)
{
    CALL Call = {.Irp = Irp, .Run = RunClose, .Context = Socket};

    return CallStart(&Call);
}

static NTSTATUS LoopbackBind(PWSK_SOCKET Socket, PSOCKADDR LocalAddress, ULONG Flags, PIRP Irp)
{
    LOOPBACK_SOCKET *Bound = SOCKET_OF(Socket);
    int Result = NetBind(Bound->Net, LocalAddress);

    (void)Flags;
    if (Result == 0 && Bound->Category == WSK_FLAG_LISTEN_SOCKET) {
        Result = NetListen(Bound->Net);
        EventsStart(Bound);
    }
    return CallComplete(Irp, StatusOfError(Result), 0);
}

static NTSTATUS LoopbackListen(PWSK_SOCKET Socket, PIRP Irp)
{
    return CallComplete(Irp, StatusOfError(NetListen(SOCKET_OF(Socket)->Net)), 0);
}

static NTSTATUS RunAccept(CALL *Call)
{
    LOOPBACK_SOCKET *Listener = Call->Socket;
    UCHAR Remote[NET_ADDRESS_BYTES];
    LOOPBACK_SOCKET *Accepted;
    int Net;

    if (!NetWait(Listener->Net, Listener->Wake, 0)) {
        return STATUS_CANCELLED;
    }
    Net = NetAccept(Listener->Net, Remote);
    if (Net < 0) {
        return StatusOfError(Net);
    }
    Accepted = SocketNew(Listener->Category == WSK_FLAG_STREAM_SOCKET ? WSK_FLAG_STREAM_SOCKET
                                                                      : WSK_FLAG_CONNECTION_SOCKET,
                         Listener->Family, SOCK_STREAM, Net);
    Accepted->Context = Call->Context;
    Accepted->Connection = Call->Dispatch;
    if (Call->Remote != NULL) {
        NetRemoteAddress(Net, Call->Remote);
    }
    if (Call->Local != NULL) {
        NetLocalAddress(Net, Call->Local);
    }
    Call->Information = (ULONG_PTR)Accepted;
    return STATUS_SUCCESS;
}

static NTSTATUS LoopbackAccept(PWSK_SOCKET ListenSocket, ULONG Flags, PVOID AcceptSocketContext,
                               const WSK_CLIENT_CONNECTION_DISPATCH *AcceptSocketDispatch, PSOCKADDR LocalAddress,
                               PSOCKADDR RemoteAddress, PIRP Irp)
{
    CALL Call = {.Socket = SOCKET_OF(ListenSocket),
                 .Irp = Irp,
                 .Run = RunAccept,
                 .Context = AcceptSocketContext,
                 .Dispatch = AcceptSocketDispatch,
                 .Local = LocalAddress,
                 .Remote = RemoteAddress};

    (void)Flags;
    return CallStart(&Call);
}

static NTSTATUS LoopbackInspectComplete(PWSK_SOCKET ListenSocket, PWSK_INSPECT_ID InspectID, WSK_INSPECT_ACTION Action,
                                        PIRP Irp)
{
    return CallComplete(Irp, EventsInspectComplete(SOCKET_OF(ListenSocket), InspectID, Action), 0);
}

static NTSTATUS RunConnect(CALL *Call)
{
    LOOPBACK_SOCKET *Socket = Call->Socket;
    int Result = NetConnect(Socket->Net, Call->Remote);

    if (Result == 0) {
        return STATUS_SUCCESS;
    }
    if (!NetWait(Socket->Net, Socket->Wake, 1)) {
        return STATUS_CANCELLED;
    }
    return StatusOfError(NetConnectResult(Socket->Net));
}

static NTSTATUS LoopbackConnect(PWSK_SOCKET Socket, PSOCKADDR RemoteAddress, ULONG Flags, PIRP Irp)
{
    CALL Call = {.Socket = SOCKET_OF(Socket), .Irp = Irp, .Run = RunConnect, .Remote = RemoteAddress};

    (void)Flags;
    return CallStart(&Call);
}

static NTSTATUS LoopbackDisconnect(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    (void)Buffer;
    return CallComplete(Irp, StatusOfError(NetShutdown(SOCKET_OF(Socket)->Net, (Flags & WSK_FLAG_ABORTIVE) != 0)), 0);
}

static NTSTATUS LoopbackGetLocalAddress(PWSK_SOCKET Socket, PSOCKADDR LocalAddress, PIRP Irp)
{
    return CallComplete(Irp, StatusOfError(NetLocalAddress(SOCKET_OF(Socket)->Net, LocalAddress)), 0);
}

static NTSTATUS LoopbackGetRemoteAddress(PWSK_SOCKET Socket, PSOCKADDR RemoteAddress, PIRP Irp)
{
    return CallComplete(Irp, StatusOfError(NetRemoteAddress(SOCKET_OF(Socket)->Net, RemoteAddress)), 0);
}

/* Buffers of one MDL are all that the sample has. */
static NTSTATUS RunReceive(CALL *Call)
{
    LOOPBACK_SOCKET *Socket = Call->Socket;
    long Received;

    if (!NetWait(Socket->Net, Socket->Wake, 0)) {
        return STATUS_CANCELLED;
    }
    Received = NetReceive(Socket->Net, FROM_MDL(Call->Buffer.Mdl, Call->Buffer.Offset), Call->Buffer.Length,
                          Call->Remote);
    if (Received < 0) {
        return StatusOfError(Received);
    }
    if (Call->ControlFlags != NULL) {
        *Call->ControlFlags = 0;
    }
    Call->Information = (ULONG_PTR)Received;
    return STATUS_SUCCESS;
}

static NTSTATUS RunSend(CALL *Call)
{
    LOOPBACK_SOCKET *Socket = Call->Socket;
    SIZE_T Sent = 0;

    while (Sent < Call->Buffer.Length) {
        long Result;

        if (!NetWait(Socket->Net, Socket->Wake, 1)) {
            return STATUS_CANCELLED;
        }
        Result = NetSend(Socket->Net, FROM_MDL(Call->Buffer.Mdl, Call->Buffer.Offset + Sent),
                         Call->Buffer.Length - Sent, Call->Remote);
        if (Result < 0) {
            return StatusOfError(Result);
        }
        Sent += (SIZE_T)Result;
    }
    Call->Information = Sent;
    return STATUS_SUCCESS;
}

static NTSTATUS LoopbackReceive(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    CALL Call = {.Socket = SOCKET_OF(Socket), .Irp = Irp, .Run = RunReceive, .Buffer = *Buffer};

    (void)Flags;
    return CallStart(&Call);
}

static NTSTATUS LoopbackSend(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    CALL Call = {.Socket = SOCKET_OF(Socket), .Irp = Irp, .Run = RunSend, .Buffer = *Buffer};

    (void)Flags;
    return CallStart(&Call);
}

static NTSTATUS LoopbackReceiveFrom(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PSOCKADDR RemoteAddress,
                                    PULONG ControlInfoLength, PCMSGHDR ControlInfo, PULONG ControlFlags, PIRP Irp)
{
    CALL Call = {.Socket = SOCKET_OF(Socket),
                 .Irp = Irp,
                 .Run = RunReceive,
                 .Buffer = *Buffer,
                 .Remote = RemoteAddress,
                 .ControlFlags = ControlFlags};

    (void)Flags, (void)ControlInfoLength, (void)ControlInfo;
    return CallStart(&Call);
}

static NTSTATUS LoopbackSendTo(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PSOCKADDR RemoteAddress,
                               ULONG ControlInfoLength, PCMSGHDR ControlInfo, PIRP Irp)
{
    CALL Call = {
        .Socket = SOCKET_OF(Socket), .Irp = Irp, .Run = RunSend, .Buffer = *Buffer, .Remote = RemoteAddress};

    (void)Flags, (void)ControlInfoLength, (void)ControlInfo;
    return CallStart(&Call);
}

static NTSTATUS LoopbackRelease(PWSK_SOCKET Socket, PWSK_DATA_INDICATION DataIndication)
{
    return EventsRelease(SOCKET_OF(Socket), DataIndication);
}

static NTSTATUS LoopbackReleaseDatagram(PWSK_SOCKET Socket, PWSK_DATAGRAM_INDICATION DatagramIndication)
{
    return EventsRelease(SOCKET_OF(Socket), DatagramIndication);
}

#define BASIC .WskControlSocket = LoopbackControlSocket, .WskCloseSocket = LoopbackCloseSocket

static const WSK_PROVIDER_BASIC_DISPATCH Basic = {BASIC};

static const WSK_PROVIDER_LISTEN_DISPATCH Listen = {
    BASIC,
    .WskBind = LoopbackBind,
    .WskAccept = LoopbackAccept,
    .WskInspectComplete = LoopbackInspectComplete,
    .WskGetLocalAddress = LoopbackGetLocalAddress,
};

static const WSK_PROVIDER_DATAGRAM_DISPATCH Datagram = {
    BASIC,
    .WskBind = LoopbackBind,
    .WskSendTo = LoopbackSendTo,
    .WskReceiveFrom = LoopbackReceiveFrom,
    .WskRelease = LoopbackReleaseDatagram,
    .WskGetLocalAddress = LoopbackGetLocalAddress,
};

static const WSK_PROVIDER_CONNECTION_DISPATCH Connection = {
    BASIC,
    .WskBind = LoopbackBind,
    .WskConnect = LoopbackConnect,
    .WskGetLocalAddress = LoopbackGetLocalAddress,
    .WskGetRemoteAddress = LoopbackGetRemoteAddress,
    .WskSend = LoopbackSend,
    .WskReceive = LoopbackReceive,
    .WskDisconnect = LoopbackDisconnect,
    .WskRelease = LoopbackRelease,
};

static const WSK_PROVIDER_STREAM_DISPATCH Stream = {
    BASIC,
    .WskBind = LoopbackBind,
    .WskAccept = LoopbackAccept,
    .WskConnect = LoopbackConnect,
    .WskListen = LoopbackListen,
    .WskSend = LoopbackSend,
    .WskReceive = LoopbackReceive,
    .WskDisconnect = LoopbackDisconnect,
    .WskRelease = LoopbackRelease,
    .WskGetLocalAddress = LoopbackGetLocalAddress,
    .WskGetRemoteAddress = LoopbackGetRemoteAddress,
};

const VOID *DispatchOf(ULONG Category)
{
    switch (Category) {
    case WSK_FLAG_LISTEN_SOCKET: return &Listen;
    case WSK_FLAG_CONNECTION_SOCKET: return &Connection;
    case WSK_FLAG_DATAGRAM_SOCKET: return &Datagram;
    case WSK_FLAG_STREAM_SOCKET: return &Stream;
    default: return &Basic;
    }
}
