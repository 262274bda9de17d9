/* The provider's functions that take a socket: each says what the call is, and how it makes progress. */
#include "dispatch_tables.h"
#include "provider.h"

#include <stdlib.h>

#define FAILURES(...) .Failures = {__VA_ARGS__}

/* Of a socket that failed, or whose connection is gone, every call ends so; the socket is good for its close alone. */
static BOOLEAN IsOver(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;

    if (Socket->End != NULL && Socket->End->Reset) {
        Socket->Failed = TRUE;
    }
    if (Socket->Failed) {
        Call->Status = STATUS_FILE_FORCED_CLOSED;
        Call->Information = 0;
    }
    return Socket->Failed;
}

static BOOLEAN Ends(LAB_CALL *Call, NTSTATUS Status, ULONG_PTR Information)
{
    Call->Status = Status;
    Call->Information = Information;
    return TRUE;
}

/* ---- Control and close -------------------------------------------------------------------------------------------- */

static BOOLEAN TryControl(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (Call->Number == SO_CONDITIONAL_ACCEPT) {
        Socket->Conditional = Call->Flags != 0;
    } else if (Call->Number == SO_WSK_EVENT_CALLBACK) {
        Socket->EventMask |= Call->Flags;
        SocketPump(Socket);
    }
    return Ends(Call, STATUS_SUCCESS, 0);
}

/* Without an IRP it can't wait for a callback that runs, and says so. */
static BOOLEAN TryDisable(LAB_CALL *Call)
{
    Call->Socket->EventMask &= ~Call->Flags;
    if (Call->Socket->InCallback != 0) {
        Call->Status = STATUS_EVENT_PENDING;
        return FALSE;
    }
    return Ends(Call, STATUS_SUCCESS, 0);
}

static NTSTATUS LabControlSocket(PWSK_SOCKET Wsk, WSK_CONTROL_SOCKET_TYPE RequestType, ULONG ControlCode, ULONG Level,
                                 SIZE_T InputSize, PVOID InputBuffer, SIZE_T OutputSize, PVOID OutputBuffer,
                                 SIZE_T *OutputSizeReturned, PIRP Irp)
{
    static const LAB_OPERATION Control = {
        "ControlSocket", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED, STATUS_NOT_SUPPORTED)};
    static const LAB_OPERATION Disable = {"ControlSocket", FAILURES(0)};
    LAB_CALL Call = {.Operation = &Control, .Socket = SocketOf(Wsk), .Irp = Irp, .Try = TryControl};
    BOOLEAN IsOption = RequestType == WskSetOption && Level == SOL_SOCKET;

    (void)OutputBuffer;
    if (IsOption && ControlCode == SO_WSK_EVENT_CALLBACK && InputSize >= sizeof(WSK_EVENT_CALLBACK_CONTROL)) {
        Call.Number = ControlCode;
        Call.Flags = ((PWSK_EVENT_CALLBACK_CONTROL)InputBuffer)->EventMask;
        if ((Call.Flags & WSK_EVENT_DISABLE) != 0) {
            Call.Flags &= ~WSK_EVENT_DISABLE;
            Call.Operation = &Disable;
            Call.Try = TryDisable;
        }
    } else if (IsOption && ControlCode == SO_CONDITIONAL_ACCEPT && InputSize >= sizeof(ULONG)) {
        Call.Number = ControlCode;
        Call.Flags = *(PULONG)InputBuffer;
    } else if (OutputSize != 0 && OutputSizeReturned != NULL) {
        *OutputSizeReturned = 0;
    }
    return Irp != NULL ? CallIssue(&Call) : CallWithoutIrp(&Call);
}

/* Ends what pends on the socket, and waits for what the driver still has of it. */
static BOOLEAN TryClose(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;

    CallsEnd(Socket, STATUS_CANCELLED);
    EventsEnd(Socket);
    if (!IsListEmpty(&Socket->Retained) || Socket->InCallback != 0) {
        return FALSE;
    }
    SocketFree(Socket);
    return Ends(Call, STATUS_SUCCESS, 0);
}

static NTSTATUS LabCloseSocket(PWSK_SOCKET Wsk, PIRP Irp)
{
    static const LAB_OPERATION Close = {"CloseSocket", FAILURES(0)};
    LAB_CALL Call = {.Operation = &Close, .Socket = SocketOf(Wsk), .Irp = Irp, .Try = TryClose};

    return CallIssue(&Call);
}

/* ---- Addresses ---------------------------------------------------------------------------------------------------- */

static BOOLEAN TryBind(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;
    USHORT Port;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (Socket->Bound || Socket->Category == WSK_FLAG_BASIC_SOCKET) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    Port = Call->Local != NULL ? AddressPort(Call->Local) : 0;
    if (Port != 0 && SocketOnPort(Port, Socket->Category) != NULL) {
        return Ends(Call, STATUS_ADDRESS_ALREADY_EXISTS, 0);
    }
    Socket->Port = Port != 0 ? Port : NetFreePort();
    Socket->Bound = TRUE;
    Socket->Listening = Socket->Category == WSK_FLAG_LISTEN_SOCKET;
    return Ends(Call, STATUS_SUCCESS, 0);
}

static NTSTATUS LabBind(PWSK_SOCKET Wsk, PSOCKADDR LocalAddress, ULONG Flags, PIRP Irp)
{
    static const LAB_OPERATION Bind = {
        "Bind", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_ADDRESS_ALREADY_EXISTS, STATUS_FILE_FORCED_CLOSED)};
    LAB_CALL Call = {.Operation = &Bind, .Socket = SocketOf(Wsk), .Irp = Irp, .Try = TryBind, .Local = LocalAddress};

    (void)Flags;
    return CallIssue(&Call);
}

static BOOLEAN TryGetLocal(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (!Socket->Bound) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    if (Call->Local != NULL) {
        AddressPut(Call->Local, Socket->Family, ADDRESS_LOOPBACK, Socket->Port);
    }
    return Ends(Call, STATUS_SUCCESS, 0);
}

static BOOLEAN TryGetRemote(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (Socket->End == NULL || Socket->End->Other == NULL) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    if (Call->Remote != NULL) {
        AddressPut(Call->Remote, Socket->Family, Socket->End->Other->Address, Socket->End->Other->Port);
    }
    return Ends(Call, STATUS_SUCCESS, 0);
}

static NTSTATUS LabGetLocalAddress(PWSK_SOCKET Wsk, PSOCKADDR LocalAddress, PIRP Irp)
{
    static const LAB_OPERATION Get = {
        "GetLocalAddress", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED,
                                    STATUS_INVALID_DEVICE_STATE)};
    LAB_CALL Call = {.Operation = &Get, .Socket = SocketOf(Wsk), .Irp = Irp, .Try = TryGetLocal, .Local = LocalAddress};

    return CallIssue(&Call);
}

static NTSTATUS LabGetRemoteAddress(PWSK_SOCKET Wsk, PSOCKADDR RemoteAddress, PIRP Irp)
{
    static const LAB_OPERATION Get = {
        "GetRemoteAddress", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED,
                                     STATUS_INVALID_DEVICE_STATE)};
    LAB_CALL Call = {
        .Operation = &Get, .Socket = SocketOf(Wsk), .Irp = Irp, .Try = TryGetRemote, .Remote = RemoteAddress};

    return CallIssue(&Call);
}

/* ---- Listening ---------------------------------------------------------------------------------------------------- */

static BOOLEAN TryListen(LAB_CALL *Call)
{
    if (IsOver(Call)) {
        return TRUE;
    }
    if (!Call->Socket->Bound) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    Call->Socket->Listening = TRUE;
    return Ends(Call, STATUS_SUCCESS, 0);
}

static NTSTATUS LabListen(PWSK_SOCKET Wsk, PIRP Irp)
{
    static const LAB_OPERATION Listen = {
        "Listen", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED, STATUS_INVALID_DEVICE_STATE)};
    LAB_CALL Call = {.Operation = &Listen, .Socket = SocketOf(Wsk), .Irp = Irp, .Try = TryListen};

    return CallIssue(&Call);
}

static BOOLEAN TryAccept(LAB_CALL *Call)
{
    LAB_SOCKET *Listener = Call->Socket;
    LAB_SOCKET *Accepted;
    LAB_ARRIVAL *Arrival;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (!Listener->Listening) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    if (IsListEmpty(&Listener->Arrivals)) {
        return FALSE;
    }
    Arrival = CONTAINING_RECORD(RemoveHeadList(&Listener->Arrivals), LAB_ARRIVAL, Link);
    Accepted = SocketNew(Listener->Category == WSK_FLAG_STREAM_SOCKET ? WSK_FLAG_STREAM_SOCKET
                                                                      : WSK_FLAG_CONNECTION_SOCKET,
                         Listener->Family, Call->Context, NULL);
    Accepted->Created = Call->Stack;
    Accepted->Connection = Call->Dispatch;
    Accepted->Bound = TRUE;
    Accepted->EventMask = Listener->EventMask & EVENTS_OF_CONNECTIONS;
    Accepted->End = Arrival->End;
    Accepted->End->Socket = Accepted;
    free(Arrival);
    if (Call->Local != NULL) {
        AddressPut(Call->Local, Listener->Family, ADDRESS_LOOPBACK, Listener->Port);
    }
    if (Call->Remote != NULL && Accepted->End->Other != NULL) {
        AddressPut(Call->Remote, Listener->Family, Accepted->End->Other->Address, Accepted->End->Other->Port);
    }
    SocketPump(Accepted);
    return Ends(Call, STATUS_SUCCESS, (ULONG_PTR)Accepted->Wsk);
}

static NTSTATUS LabAccept(PWSK_SOCKET Wsk, ULONG Flags, PVOID AcceptSocketContext,
                          const WSK_CLIENT_CONNECTION_DISPATCH *AcceptSocketDispatch, PSOCKADDR LocalAddress,
                          PSOCKADDR RemoteAddress, PIRP Irp)
{
    static const LAB_OPERATION Accept = {
        "Accept", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED, STATUS_CANCELLED),
        .CanHang = TRUE};
    LAB_CALL Call = {.Operation = &Accept,
                     .Socket = SocketOf(Wsk),
                     .Irp = Irp,
                     .Try = TryAccept,
                     .Context = AcceptSocketContext,
                     .Dispatch = AcceptSocketDispatch,
                     .Local = LocalAddress,
                     .Remote = RemoteAddress};

    (void)Flags;
    return CallIssue(&Call);
}

static BOOLEAN TryInspectComplete(LAB_CALL *Call)
{
    WSK_INSPECT_ID Id = {(ULONG_PTR)Call->Argument, (ULONG)(ULONG_PTR)Call->Argument};

    return IsOver(Call) || Ends(Call, EventsInspected(Call->Socket, &Id, (WSK_INSPECT_ACTION)Call->Number), 0);
}

static NTSTATUS LabInspectComplete(PWSK_SOCKET Wsk, PWSK_INSPECT_ID InspectID, WSK_INSPECT_ACTION Action, PIRP Irp)
{
    static const LAB_OPERATION Complete = {
        "InspectComplete", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED)};
    LAB_CALL Call = {.Operation = &Complete,
                     .Socket = SocketOf(Wsk),
                     .Irp = Irp,
                     .Try = TryInspectComplete,
                     .Argument = (PVOID)InspectID->Key,
                     .Number = (ULONG)Action};

    return CallIssue(&Call);
}

/* ---- Connecting --------------------------------------------------------------------------------------------------- */

static BOOLEAN TryConnect(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (!Socket->Bound || Socket->End != NULL) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    Socket->End = PeersTakeConnection(Socket->Port, Call->Number);
    if (Socket->End != NULL) {
        Socket->End->Socket = Socket;
        return Ends(Call, STATUS_SUCCESS, 0);
    }
    if (NtClockNow() >= Call->Started + CONNECT_RETRIES_US * 10) {
        return Ends(Call, STATUS_CONNECTION_REFUSED, 0);
    }
    CallRetry(Call, CONNECT_RETRY_US);
    return FALSE;
}

static NTSTATUS Connect(const LAB_OPERATION *Operation, PWSK_SOCKET Wsk, PSOCKADDR RemoteAddress, PIRP Irp)
{
    LAB_CALL Call = {.Operation = Operation,
                     .Socket = SocketOf(Wsk),
                     .Irp = Irp,
                     .Try = TryConnect,
                     .Number = AddressPort(RemoteAddress)};

    return CallIssue(&Call);
}

static NTSTATUS LabConnect(PWSK_SOCKET Wsk, PSOCKADDR RemoteAddress, ULONG Flags, PIRP Irp)
{
    static const LAB_OPERATION Operation = {
        "Connect", FAILURES(STATUS_CONNECTION_REFUSED, STATUS_IO_TIMEOUT, STATUS_INSUFFICIENT_RESOURCES,
                            STATUS_FILE_FORCED_CLOSED, STATUS_HOST_UNREACHABLE, STATUS_CANCELLED)};

    (void)Flags;
    return Connect(&Operation, Wsk, RemoteAddress, Irp);
}

/* Data that comes along is sent behind the connection, and never by itself. */
static NTSTATUS LabConnectEx(PWSK_SOCKET Wsk, PSOCKADDR RemoteAddress, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    static const LAB_OPERATION Operation = {
        "ConnectEx", FAILURES(STATUS_CONNECTION_REFUSED, STATUS_IO_TIMEOUT, STATUS_INSUFFICIENT_RESOURCES,
                              STATUS_FILE_FORCED_CLOSED, STATUS_HOST_UNREACHABLE, STATUS_CANCELLED)};

    (void)Flags, (void)Buffer;
    return Connect(&Operation, Wsk, RemoteAddress, Irp);
}

/* ---- Streams ------------------------------------------------------------------------------------------------------ */

static SIZE_T Wanted(const LAB_CALL *Call)
{
    SIZE_T Length = Call->Partial ? Call->Buffer.Length / 2 : Call->Buffer.Length;

    return Call->Limit != 0 && Call->Limit < Length ? Call->Limit : Length;
}

static BOOLEAN TrySend(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;
    SIZE_T Left = Wanted(Call) - Call->Moved;
    SIZE_T Fits;
    PVOID Bytes;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (Socket->End == NULL) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    Fits = NetRoom(Socket->End);
    Fits = Fits < Left ? Fits : Left;
    Bytes = malloc(Fits + 1);
    if (Bytes == NULL) {
        NtFail("out of memory");
    }
    CallBufferRead(Call, Call->Moved, Bytes, Fits);
    NetPut(Socket->End, Bytes, Fits);
    free(Bytes);
    Call->Moved += Fits;
    return Fits == Left ? Ends(Call, STATUS_SUCCESS, Call->Moved) : FALSE;
}

static BOOLEAN TryReceive(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;
    LAB_END *End = Socket->End;
    SIZE_T Count;
    PVOID Bytes;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (End == NULL) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    Socket->ReceiveHeld = FALSE;
    Count = Wanted(Call) - Call->Moved;
    Count = Count < End->Count ? Count : End->Count;
    if (Count != 0) {
        Bytes = malloc(Count);
        if (Bytes == NULL) {
            NtFail("out of memory");
        }
        NetTake(End, Bytes, Count);
        CallBufferWrite(Call, Call->Moved, Bytes, Count);
        free(Bytes);
        Call->Moved += Count;
    }
    if (End->Finished || Call->Moved == Wanted(Call) || (Call->Moved != 0 && (Call->Flags & WSK_FLAG_WAITALL) == 0)) {
        return Ends(Call, STATUS_SUCCESS, Call->Moved);
    }
    return FALSE;
}

static BOOLEAN TryDisconnect(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (Socket->End == NULL) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    if ((Call->Flags & WSK_FLAG_ABORTIVE) != 0) {
        NetReset(Socket->End);
    } else {
        NetFinish(Socket->End);
    }
    return Ends(Call, STATUS_SUCCESS, 0);
}

static NTSTATUS Transfer(const LAB_OPERATION *Operation, BOOLEAN (*Try)(LAB_CALL *), PWSK_SOCKET Wsk, PWSK_BUF Buffer,
                         ULONG Flags, PIRP Irp)
{
    LAB_CALL Call = {.Operation = Operation, .Socket = SocketOf(Wsk), .Irp = Irp, .Try = Try, .Flags = Flags};

    if (Buffer != NULL) {
        Call.Buffer = *Buffer;
    }
    return CallIssue(&Call);
}

static NTSTATUS LabSend(PWSK_SOCKET Wsk, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    static const LAB_OPERATION Send = {
        "Send", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED, STATUS_CONNECTION_DISCONNECTED,
                         STATUS_CANCELLED),
        .CanHang = TRUE, .CanBePartial = TRUE, .OfConnection = TRUE};

    return Transfer(&Send, TrySend, Wsk, Buffer, Flags, Irp);
}

static NTSTATUS LabReceive(PWSK_SOCKET Wsk, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    static const LAB_OPERATION Receive = {
        "Receive", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED, STATUS_CONNECTION_RESET,
                            STATUS_CANCELLED),
        .CanHang = TRUE, .CanBePartial = TRUE, .OfConnection = TRUE};

    return Transfer(&Receive, TryReceive, Wsk, Buffer, Flags, Irp);
}

static NTSTATUS LabDisconnect(PWSK_SOCKET Wsk, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    static const LAB_OPERATION Graceful = {
        "Disconnect", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED, STATUS_CANCELLED),
        .CanHang = TRUE, .OfConnection = TRUE};
    static const LAB_OPERATION Abortive = {"Disconnect", FAILURES(STATUS_FILE_FORCED_CLOSED)};

    return Transfer((Flags & WSK_FLAG_ABORTIVE) != 0 ? &Abortive : &Graceful, TryDisconnect, Wsk, Buffer, Flags, Irp);
}

static BOOLEAN TryRelease(LAB_CALL *Call)
{
    if (!EventsRelease(Call->Socket, Call->Argument)) {
        LabFact("release-unknown", Call->Stack, "an indication is released that the driver does not hold");
        return Ends(Call, STATUS_INVALID_PARAMETER, 0);
    }
    return Ends(Call, STATUS_SUCCESS, 0);
}

static NTSTATUS Release(PWSK_SOCKET Wsk, PVOID Indication)
{
    static const LAB_OPERATION Operation = {"Release", FAILURES(0)};
    LAB_CALL Call = {.Operation = &Operation, .Socket = SocketOf(Wsk), .Try = TryRelease, .Argument = Indication};

    return CallWithoutIrp(&Call);
}

static NTSTATUS LabRelease(PWSK_SOCKET Wsk, PWSK_DATA_INDICATION DataIndication)
{
    return Release(Wsk, DataIndication);
}

/* ---- Datagrams ---------------------------------------------------------------------------------------------------- */

static BOOLEAN TrySendTo(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;
    PVOID Bytes;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (!Socket->Bound || Call->Number == 0) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    Bytes = malloc(Call->Buffer.Length + 1);
    if (Bytes == NULL) {
        NtFail("out of memory");
    }
    CallBufferRead(Call, 0, Bytes, Call->Buffer.Length);
    PeersTakeDatagram(Socket->Port, (USHORT)Call->Number, Bytes, Call->Buffer.Length);
    free(Bytes);
    return Ends(Call, STATUS_SUCCESS, Call->Buffer.Length);
}

static const LAB_OPERATION SendToOperation = {
    "SendTo", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_HOST_UNREACHABLE, STATUS_FILE_FORCED_CLOSED,
                       STATUS_CANCELLED)};
static const LAB_OPERATION SendMessagesOperation = {
    "SendMessages", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_HOST_UNREACHABLE, STATUS_FILE_FORCED_CLOSED,
                             STATUS_CANCELLED)};

static NTSTATUS LabSendTo(PWSK_SOCKET Wsk, PWSK_BUF Buffer, ULONG Flags, PSOCKADDR RemoteAddress,
                          ULONG ControlInfoLength, PCMSGHDR ControlInfo, PIRP Irp)
{
    LAB_CALL Call = {.Operation = &SendToOperation,
                     .Socket = SocketOf(Wsk),
                     .Irp = Irp,
                     .Try = TrySendTo,
                     .Buffer = *Buffer,
                     .Remote = RemoteAddress,
                     .Number = RemoteAddress != NULL ? AddressPort(RemoteAddress) : 0};

    (void)Flags, (void)ControlInfoLength, (void)ControlInfo;
    return CallIssue(&Call);
}

/* Of a list the first message alone goes out; the call counts as all of them. */
static NTSTATUS LabSendMessages(PWSK_SOCKET Wsk, PWSK_BUF_LIST BufferList, ULONG Flags, PSOCKADDR RemoteAddress,
                                ULONG ControlInfoLength, PCMSGHDR ControlInfo, PIRP Irp)
{
    LAB_CALL Call = {.Operation = &SendMessagesOperation,
                     .Socket = SocketOf(Wsk),
                     .Irp = Irp,
                     .Try = TrySendTo,
                     .Buffer = BufferList->Buffer,
                     .Remote = RemoteAddress,
                     .Number = RemoteAddress != NULL ? AddressPort(RemoteAddress) : 0};

    (void)Flags, (void)ControlInfoLength, (void)ControlInfo;
    return CallIssue(&Call);
}

static BOOLEAN TryReceiveFrom(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = Call->Socket;
    LAB_DATAGRAM *Datagram;
    SIZE_T Count;

    if (IsOver(Call)) {
        return TRUE;
    }
    if (!Socket->Bound) {
        return Ends(Call, STATUS_INVALID_DEVICE_STATE, 0);
    }
    if (IsListEmpty(&Socket->Datagrams)) {
        return FALSE;
    }
    Datagram = CONTAINING_RECORD(RemoveHeadList(&Socket->Datagrams), LAB_DATAGRAM, Link);
    Count = Datagram->Count < Call->Buffer.Length ? Datagram->Count : Call->Buffer.Length;
    CallBufferWrite(Call, 0, Datagram->Bytes, Count);
    if (Call->Remote != NULL) {
        AddressPut(Call->Remote, Socket->Family, Datagram->Address, Datagram->Port);
    }
    if (Call->Argument != NULL) {
        *(PULONG)Call->Argument = 0;
    }
    free(Datagram);
    return Ends(Call, STATUS_SUCCESS, Count);
}

static NTSTATUS LabReceiveFrom(PWSK_SOCKET Wsk, PWSK_BUF Buffer, ULONG Flags, PSOCKADDR RemoteAddress,
                               PULONG ControlInfoLength, PCMSGHDR ControlInfo, PULONG ControlFlags, PIRP Irp)
{
    static const LAB_OPERATION ReceiveFrom = {
        "ReceiveFrom", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_FILE_FORCED_CLOSED, STATUS_CANCELLED),
        .CanHang = TRUE};
    LAB_CALL Call = {.Operation = &ReceiveFrom,
                     .Socket = SocketOf(Wsk),
                     .Irp = Irp,
                     .Try = TryReceiveFrom,
                     .Buffer = *Buffer,
                     .Remote = RemoteAddress,
                     .Argument = ControlFlags};

    (void)Flags, (void)ControlInfoLength, (void)ControlInfo;
    return CallIssue(&Call);
}

static NTSTATUS LabReleaseDatagram(PWSK_SOCKET Wsk, PWSK_DATAGRAM_INDICATION DatagramIndication)
{
    return Release(Wsk, DatagramIndication);
}

/* ---- The tables --------------------------------------------------------------------------------------------------- */

SOCKET_TABLES(ProviderDispatchOf, Lab)
