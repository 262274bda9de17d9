/* Sound runs: the client's event callbacks, on the provider's thread at DISPATCH_LEVEL. */
#include "sockets.h"

typedef struct _EVENT_SERVER {
    PWSK_SOCKET Listener;
    PWSK_SOCKET Socket;
    PWSK_DATA_INDICATION Kept;
    BOOLEAN Declines;
    BOOLEAN Keeps;
} EVENT_SERVER;

/* The driver's own context arrives, whatever WSK was given. */
static EVENT_SERVER *ServerOf(PVOID SocketContext)
{
    CHECK(NtHeldLocks() == 0 && KeGetCurrentIrql() == DISPATCH_LEVEL);
    return SocketContext;
}

/* Takes what it is shown at once, or keeps it for later. */
static NTSTATUS OnReceive(PVOID SocketContext, ULONG Flags, PWSK_DATA_INDICATION DataIndication, SIZE_T BytesIndicated,
                          SIZE_T *BytesAccepted)
{
    EVENT_SERVER *Server = ServerOf(SocketContext);

    (void)Flags, (void)BytesIndicated, (void)BytesAccepted;
    if (!Server->Keeps) {
        return STATUS_SUCCESS;
    }
    Server->Kept = DataIndication;
    return STATUS_PENDING;
}

static NTSTATUS OnDisconnect(PVOID SocketContext, ULONG Flags)
{
    (void)Flags;
    return ServerOf(SocketContext) != NULL ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}

static NTSTATUS OnSendBacklog(PVOID SocketContext, SIZE_T IdealBacklogSize)
{
    (void)IdealBacklogSize;
    return ServerOf(SocketContext) != NULL ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}

static const WSK_CLIENT_CONNECTION_DISPATCH ConnectionClient = {OnReceive, OnDisconnect, OnSendBacklog};

static NTSTATUS OnAccept(PVOID SocketContext, ULONG Flags, PSOCKADDR LocalAddress, PSOCKADDR RemoteAddress,
                         PWSK_SOCKET AcceptSocket, PVOID *AcceptSocketContext,
                         const WSK_CLIENT_CONNECTION_DISPATCH **AcceptSocketDispatch)
{
    EVENT_SERVER *Server = ServerOf(SocketContext);

    (void)Flags, (void)LocalAddress, (void)RemoteAddress;
    if (Server->Declines) {
        return STATUS_REQUEST_NOT_ACCEPTED;
    }
    Server->Socket = AcceptSocket;
    *AcceptSocketContext = Server;
    *AcceptSocketDispatch = &ConnectionClient;
    return STATUS_SUCCESS;
}

static WSK_INSPECT_ACTION OnInspect(PVOID SocketContext, PSOCKADDR LocalAddress, PSOCKADDR RemoteAddress,
                                    PWSK_INSPECT_ID InspectID)
{
    (void)LocalAddress, (void)RemoteAddress, (void)InspectID;
    return ServerOf(SocketContext) != NULL ? WskInspectPend : WskInspectReject;
}

static NTSTATUS OnAbort(PVOID SocketContext, PWSK_INSPECT_ID InspectID)
{
    (void)InspectID;
    return ServerOf(SocketContext) != NULL ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}

static const WSK_CLIENT_LISTEN_DISPATCH ListenClient = {OnAccept, OnInspect, OnAbort};

static NTSTATUS OnReceiveFrom(PVOID SocketContext, ULONG Flags, PWSK_DATAGRAM_INDICATION DataIndication)
{
    (void)Flags, (void)DataIndication;
    return ServerOf(SocketContext) != NULL ? STATUS_PENDING : STATUS_SUCCESS;
}

static const WSK_CLIENT_DATAGRAM_DISPATCH DatagramClient = {OnReceiveFrom};

static VOID EnableCallbacks(PWSK_SOCKET Socket, ULONG Mask)
{
    WSK_EVENT_CALLBACK_CONTROL Control = {&NPI_WSK_INTERFACE_ID, Mask};

    CHECK(NT_SUCCESS(WskTraceControlSocket(BASIC(Socket), Socket, WskSetOption, SO_WSK_EVENT_CALLBACK, SOL_SOCKET,
                                           sizeof(Control), &Control, 0, NULL, NULL, NULL)));
}

/*
 * An event-driven server: accept by event, data taken and data kept, then released, and both kinds of release. Some
 * indications are lists; a list is given back in one piece, and in two.
 */
VOID CleanCallbacks(VOID)
{
    EVENT_SERVER Server = {.Keeps = FALSE};
    WSK_DATA_INDICATION Second = {NULL, {NULL, 0, 200}}, First = {&Second, {NULL, 0, 300}};
    WSK_DATAGRAM_INDICATION Two = {NULL, {NULL, 0, 30}, NULL, 0, NULL}, One = {&Two, {NULL, 0, 60}, NULL, 0, NULL};
    PWSK_SOCKET Datagram;

    Server.Listener = OpenListenerWith(&Server, &ListenClient);
    Datagram = OpenSocket(WSK_FLAG_DATAGRAM_SOCKET, AF_INET, SOCK_DGRAM, IPPROTO_UDP, &Server, &DatagramClient);
    EnableCallbacks(Server.Listener, WSK_EVENT_ACCEPT);
    NtEventsForget();
    CHECK(NT_SUCCESS(ProviderAcceptEvent(Server.Listener, NULL)));
    EXPECT_EVENTS("CallbackEnter SocketCreated SocketAddress SocketAddress CallbackLeave");

    EnableCallbacks(Server.Socket, WSK_EVENT_RECEIVE | WSK_EVENT_DISCONNECT | WSK_EVENT_SEND_BACKLOG);
    CHECK(ProviderReceiveEvent(Server.Socket, &First) == STATUS_SUCCESS);
    Server.Keeps = TRUE;
    CHECK(ProviderReceiveEvent(Server.Socket, &First) == STATUS_PENDING);
    CHECK(NT_SUCCESS(ProviderSendBacklogEvent(Server.Socket, 65536)));
    CHECK(Server.Kept == &First);
    CHECK(NT_SUCCESS(WskTraceRelease(CONNECTION(Server.Socket), Server.Socket, Server.Kept)));
    CHECK(ProviderReceiveEvent(Server.Socket, &First) == STATUS_PENDING);
    First.Next = NULL;
    CHECK(NT_SUCCESS(WskTraceRelease(CONNECTION(Server.Socket), Server.Socket, &Second)));
    CHECK(NT_SUCCESS(WskTraceRelease(CONNECTION(Server.Socket), Server.Socket, &First)));
    CHECK(NT_SUCCESS(ProviderDisconnectEvent(Server.Socket)));

    EnableCallbacks(Datagram, WSK_EVENT_RECEIVE_FROM);
    CHECK(ProviderReceiveFromEvent(Datagram, &One) == STATUS_PENDING);
    CHECK(NT_SUCCESS(WskTraceReleaseDatagram(DATAGRAM(Datagram), Datagram, &One)));

    EnableCallbacks(Server.Socket, WSK_EVENT_DISABLE | WSK_EVENT_RECEIVE);
    CloseIt(Server.Socket);
    CloseIt(Datagram);
    CloseIt(Server.Listener);
}

/* Conditional accept: two requests inspected, one accepted later, one given up by the peer. Then one connection that the
   driver declines when it is handed over. */
VOID CleanConditionalAccept(VOID)
{
    EVENT_SERVER Server = {.Declines = TRUE};
    PWSK_SOCKET Listener = OpenListenerWith(&Server, &ListenClient);
    WSK_INSPECT_ID Inspect = {1, 1};
    PWSK_SOCKET Declined;
    REQUEST Request;

    CHECK(ProviderInspectEvent(Listener, &Inspect) == WskInspectPend);
    CHECK(ProviderInspectEvent(Listener, &Inspect) == WskInspectPend);
    RequestBegin(&Request);
    WskTraceInspectComplete(LISTEN(Listener), Listener, &Inspect, WskInspectAccept, Request.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Request)));
    CHECK(NT_SUCCESS(ProviderAbortEvent(Listener, &Inspect)));
    CloseIt(AcceptOne(Listener));
    NtEventsForget();
    CHECK(ProviderAcceptEvent(Listener, &Declined) == STATUS_REQUEST_NOT_ACCEPTED && Declined == NULL);
    EXPECT_EVENTS("CallbackEnter SocketCreated SocketAddress SocketAddress SocketClosed CallbackLeave");
    CloseIt(Listener);
}

/* Stream sockets and sockets that a call makes: their tables are taken over, too, and a table may lack what it lacks. */
VOID CleanCallbacksOfCalls(VOID)
{
    static const WSK_CLIENT_STREAM_DISPATCH StreamClient = {&ListenClient, &ConnectionClient};
    static const WSK_CLIENT_CONNECTION_DISPATCH OnlyDisconnect = {.WskDisconnectEvent = OnDisconnect};
    EVENT_SERVER Server = {.Keeps = FALSE};
    WSK_DATA_INDICATION Data = {NULL, {NULL, 0, 80}};
    PWSK_SOCKET Stream =
        OpenSocket(WSK_FLAG_STREAM_SOCKET, AF_INET, SOCK_STREAM, IPPROTO_TCP, &Server, &StreamClient);
    PWSK_SOCKET Connected = ConnectOutWith(&Server, &OnlyDisconnect);
    PWSK_SOCKET Basic = OpenSocket(WSK_FLAG_BASIC_SOCKET, AF_INET, SOCK_STREAM, IPPROTO_TCP, &Server, NULL);

    CHECK(NT_SUCCESS(ProviderReceiveEvent(Stream, &Data)));
    CHECK(NT_SUCCESS(ProviderDisconnectEvent(Connected)));
    CloseIt(Basic);
    CloseIt(Connected);
    CloseIt(Stream);
}
