/* Sound runs: the client's event callbacks, on the provider's thread at DISPATCH_LEVEL. */
#include "sockets.h"

typedef struct _EVENT_SERVER {
    PWSK_SOCKET Listener;
    PWSK_SOCKET Socket;
    WSK_DATA_INDICATION Kept;
} EVENT_SERVER;

static VOID OnAccept(PVOID Context)
{
    EVENT_SERVER *Server = Context;
    WSKTRACE_CALLBACK Callback;
    SOCKADDR_IN Local, Remote;

    CHECK(NtHeldLocks() == 0 && KeGetCurrentIrql() == DISPATCH_LEVEL);
    WskTraceCallbackEnter(&Callback, WskTraceAcceptEvent, Server->Listener, 0);
    Server->Socket = ProviderNewConnection(Server->Listener, (PSOCKADDR)&Local, (PSOCKADDR)&Remote);
    WskTraceSocketHandedOver(Server->Listener, Server->Socket, (PSOCKADDR)&Local, (PSOCKADDR)&Remote);
    CHECK(WskTraceCallbackLeave(&Callback, STATUS_SUCCESS) == STATUS_SUCCESS);
}

/* Takes what it is shown at once. */
static VOID OnReceiveTaken(PVOID Context)
{
    EVENT_SERVER *Server = Context;
    WSKTRACE_CALLBACK Callback;

    WskTraceCallbackEnter(&Callback, WskTraceReceiveEvent, Server->Socket, 300);
    WskTraceCallbackLeave(&Callback, STATUS_SUCCESS);
}

/* Keeps the indication for later. */
static VOID OnReceiveKept(PVOID Context)
{
    EVENT_SERVER *Server = Context;
    WSKTRACE_CALLBACK Callback;

    WskTraceCallbackEnter(&Callback, WskTraceReceiveEvent, Server->Socket, 500);
    Server->Kept.Buffer.Length = 500;
    WskTraceCallbackLeave(&Callback, STATUS_PENDING);
}

static VOID OnDisconnect(PVOID Context)
{
    EVENT_SERVER *Server = Context;
    WSKTRACE_CALLBACK Callback;

    WskTraceCallbackEnter(&Callback, WskTraceDisconnectEvent, Server->Socket, 0);
    WskTraceCallbackLeave(&Callback, STATUS_SUCCESS);
}

static VOID OnSendBacklog(PVOID Context)
{
    EVENT_SERVER *Server = Context;
    WSKTRACE_CALLBACK Callback;

    WskTraceCallbackEnter(&Callback, WskTraceSendBacklogEvent, Server->Socket, 65536);
    WskTraceCallbackLeave(&Callback, STATUS_SUCCESS);
}

static VOID OnReceiveFromKept(PVOID Context)
{
    WSKTRACE_CALLBACK Callback;

    WskTraceCallbackEnter(&Callback, WskTraceReceiveFromEvent, (PWSK_SOCKET)Context, 90);
    WskTraceCallbackLeave(&Callback, STATUS_PENDING);
}

static VOID EnableCallbacks(PWSK_SOCKET Socket, ULONG Mask)
{
    WSK_EVENT_CALLBACK_CONTROL Control = {(PNPIID)&NPI_WSK_INTERFACE_ID, Mask};

    CHECK(NT_SUCCESS(WskTraceControlSocket(BASIC(Socket), Socket, WskSetOption, SO_WSK_EVENT_CALLBACK, SOL_SOCKET,
                                           sizeof(Control), &Control, 0, NULL, NULL, NULL)));
}

/* An event-driven server: accept by event, data taken and data kept, then released, and both kinds of release. */
VOID CleanCallbacks(VOID)
{
    EVENT_SERVER Server = {.Listener = OpenListener()};
    PWSK_SOCKET Datagram = OpenSocket(WSK_FLAG_DATAGRAM_SOCKET, AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    WSK_DATAGRAM_INDICATION Kept = {NULL, {NULL, 0, 90}, NULL, 0, NULL};

    EnableCallbacks(Server.Listener, WSK_EVENT_ACCEPT);
    NtEventsForget();
    ProviderIndicate(OnAccept, &Server);
    EXPECT_EVENTS("CallbackEnter SocketCreated SocketAddress SocketAddress CallbackLeave");

    EnableCallbacks(Server.Socket, WSK_EVENT_RECEIVE | WSK_EVENT_DISCONNECT | WSK_EVENT_SEND_BACKLOG);
    ProviderIndicate(OnReceiveTaken, &Server);
    ProviderIndicate(OnReceiveKept, &Server);
    ProviderIndicate(OnSendBacklog, &Server);
    CHECK(NT_SUCCESS(WskTraceRelease(CONNECTION(Server.Socket), Server.Socket, &Server.Kept)));
    ProviderIndicate(OnDisconnect, &Server);

    EnableCallbacks(Datagram, WSK_EVENT_RECEIVE_FROM);
    ProviderIndicate(OnReceiveFromKept, Datagram);
    CHECK(NT_SUCCESS(WskTraceReleaseDatagram(DATAGRAM(Datagram), Datagram, &Kept)));

    EnableCallbacks(Server.Socket, WSK_EVENT_DISABLE | WSK_EVENT_RECEIVE);
    CloseIt(Server.Socket);
    CloseIt(Datagram);
    CloseIt(Server.Listener);
}

static VOID OnInspect(PVOID Context)
{
    WSKTRACE_CALLBACK Callback;

    WskTraceCallbackEnter(&Callback, WskTraceInspectEvent, (PWSK_SOCKET)Context, 0);
    WskTraceCallbackLeave(&Callback, (NTSTATUS)WskInspectPend);
}

static VOID OnAbort(PVOID Context)
{
    WSKTRACE_CALLBACK Callback;

    WskTraceCallbackEnter(&Callback, WskTraceAbortEvent, (PWSK_SOCKET)Context, 0);
    WskTraceCallbackLeave(&Callback, STATUS_SUCCESS);
}

/* Conditional accept: two requests inspected, one accepted later, one given up by the peer. */
VOID CleanConditionalAccept(VOID)
{
    PWSK_SOCKET Listener = OpenListener();
    WSK_INSPECT_ID Inspect = {1, 1};
    REQUEST Request;

    ProviderIndicate(OnInspect, Listener);
    ProviderIndicate(OnInspect, Listener);
    RequestBegin(&Request);
    WskTraceInspectComplete(LISTEN(Listener), Listener, &Inspect, WskInspectAccept, Request.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Request)));
    ProviderIndicate(OnAbort, Listener);
    CloseIt(AcceptOne(Listener));
    CloseIt(Listener);
}
