/* The functions that stand in for the driver's event callbacks: see callbacks.h. */
#include "callbacks.h"

#include "addresses.h"
#include "clients.h"
#include "events.h"
#include "sockets.h"
#include "state.h"

static VOID WsktCallbackEnter(_Out_ WSKT_CALLBACK *Callback, _In_ const WSKT_CLIENT *Client,
                              _In_ WSKT_CALLBACK_KIND Kind, _In_ ULONG64 Bytes, _In_ ULONG Indications)
{
    Callback->Kind = Kind;
    Callback->Run = Client->Run;
    Callback->SocketId = WsktRead64(&Client->SocketId);
    Callback->Socket = Callback->SocketId != 0 ? Client->Socket : NULL;
    Callback->Bytes = Bytes;
    Callback->Indications = Indications;
    if (Callback->Run == WsktRun()) {
        WsktEventCallbackEnter(Callback);
    }
}

static NTSTATUS WsktCallbackLeave(_In_ const WSKT_CALLBACK *Callback, _In_ NTSTATUS Status)
{
    if (Callback->Run == WsktRun()) {
        WsktEventCallbackLeave(Callback, Status);
    }
    return Status;
}

/* ---- Connections ------------------------------------------------------------------------------------------------- */

static NTSTATUS WSKAPI WsktReceiveIndicated(_In_opt_ PVOID SocketContext, _In_ ULONG Flags,
                                            _In_opt_ PWSK_DATA_INDICATION DataIndication, _In_ SIZE_T BytesIndicated,
                                            _Inout_ SIZE_T *BytesAccepted)
{
    const WSKT_CLIENT *Client = (const WSKT_CLIENT *)SocketContext;
    const WSK_DATA_INDICATION *Node;
    WSKT_CALLBACK Callback;
    ULONG Indications = 0;

    if (WsktEventCallbacksAreWanted()) { /* else the list is not walked: it may be long */
        for (Node = DataIndication; Node != NULL; Node = Node->Next) {
            Indications++;
        }
    }
    WsktCallbackEnter(&Callback, Client, WsktReceiveEvent, BytesIndicated, Indications);
    return WsktCallbackLeave(&Callback, Client->Connection->WskReceiveEvent(Client->Context, Flags, DataIndication,
                                                                            BytesIndicated, BytesAccepted));
}

static NTSTATUS WSKAPI WsktDisconnected(_In_opt_ PVOID SocketContext, _In_ ULONG Flags)
{
    const WSKT_CLIENT *Client = (const WSKT_CLIENT *)SocketContext;
    WSKT_CALLBACK Callback;

    WsktCallbackEnter(&Callback, Client, WsktDisconnectEvent, 0, 0);
    return WsktCallbackLeave(&Callback, Client->Connection->WskDisconnectEvent(Client->Context, Flags));
}

static NTSTATUS WSKAPI WsktBacklogChanged(_In_opt_ PVOID SocketContext, _In_ SIZE_T IdealBacklogSize)
{
    const WSKT_CLIENT *Client = (const WSKT_CLIENT *)SocketContext;
    WSKT_CALLBACK Callback;

    WsktCallbackEnter(&Callback, Client, WsktSendBacklogEvent, IdealBacklogSize, 0);
    return WsktCallbackLeave(&Callback, Client->Connection->WskSendBacklogEvent(Client->Context, IdealBacklogSize));
}

static VOID WsktConnectionStandIn(_Inout_ WSKT_CLIENT *Client)
{
    const WSK_CLIENT_CONNECTION_DISPATCH *Theirs = Client->Connection;
    WSK_CLIENT_CONNECTION_DISPATCH *Ours = &Client->StandIn.Connection;

    /* Where the driver has none, neither has the table: WSK may look. */
    Ours->WskReceiveEvent = Theirs->WskReceiveEvent != NULL ? WsktReceiveIndicated : NULL;
    Ours->WskDisconnectEvent = Theirs->WskDisconnectEvent != NULL ? WsktDisconnected : NULL;
    Ours->WskSendBacklogEvent = Theirs->WskSendBacklogEvent != NULL ? WsktBacklogChanged : NULL;
}

/* ---- Listening sockets ------------------------------------------------------------------------------------------- */

/* The connection's context and table become the library's, as those of a socket that a call makes. */
static VOID WsktAcceptedTakeOver(_In_ PWSK_SOCKET Socket, _In_ ULONG64 SocketId, _In_ LONG Run,
                                 _Inout_ PVOID *Context, _Inout_ const WSK_CLIENT_CONNECTION_DISPATCH **Dispatch)
{
    WSKT_CLIENT *Client = WsktClientTake(WSK_FLAG_CONNECTION_SOCKET, *Context, *Dispatch, Run);

    if (Client != NULL) {
        *Dispatch = (const WSK_CLIENT_CONNECTION_DISPATCH *)WsktCallbacksStandIn(Client, WSK_FLAG_CONNECTION_SOCKET);
        *Context = Client;
        WsktClientOpened(Client, Socket, SocketId);
    }
}

static NTSTATUS WSKAPI WsktAccepted(_In_opt_ PVOID SocketContext, _In_ ULONG Flags, _In_ PSOCKADDR LocalAddress,
                                    _In_ PSOCKADDR RemoteAddress, _In_opt_ PWSK_SOCKET AcceptSocket,
                                    _Outptr_result_maybenull_ PVOID *AcceptSocketContext,
                                    _Outptr_result_maybenull_ const WSK_CLIENT_CONNECTION_DISPATCH **AcceptSocketDispatch)
{
    const WSKT_CLIENT *Client = (const WSKT_CLIENT *)SocketContext;
    const LONG Run = Client->Run;
    const BOOLEAN Traced = AcceptSocket != NULL && Run == WsktRun();
    WSKT_SOCKET_FOUND Listener;
    WSKT_ADDRESSES Addresses;
    WSKT_SOCKET_KIND Kind;
    WSKT_CALLBACK Callback;
    ULONG64 SocketId = 0;
    NTSTATUS Status;

    WsktCallbackEnter(&Callback, Client, WsktAcceptEvent, 0, 0);
    if (Traced) {
        /* Told before the driver sees it: another of its threads may use and close it before this function returns. */
        WsktSocketFind(Callback.Socket, &Listener);
        Kind = WsktSocketKindOfAccepted(&Listener);
        SocketId = WsktSocketCreated(AcceptSocket, &Kind, Run);
        WsktAddressesKeep(&Addresses, LocalAddress, RemoteAddress, NULL, NULL);
        if (SocketId != 0) {
            WsktAddressesTell(&Addresses, AcceptSocket, SocketId);
        }
    }
    Status = Client->Listen->WskAcceptEvent(Client->Context, Flags, LocalAddress, RemoteAddress, AcceptSocket,
                                            AcceptSocketContext, AcceptSocketDispatch);
    if (Traced && NT_SUCCESS(Status)) {
        WsktAcceptedTakeOver(AcceptSocket, SocketId, Run, AcceptSocketContext, AcceptSocketDispatch);
    } else if (Traced) {
        WsktSocketClosed(AcceptSocket, SocketId, STATUS_SUCCESS); /* the driver declined: WSK closes it */
    }
    return WsktCallbackLeave(&Callback, Status);
}

static WSK_INSPECT_ACTION WSKAPI WsktInspected(_In_opt_ PVOID SocketContext, _In_ PSOCKADDR LocalAddress,
                                               _In_ PSOCKADDR RemoteAddress, _In_opt_ PWSK_INSPECT_ID InspectID)
{
    const WSKT_CLIENT *Client = (const WSKT_CLIENT *)SocketContext;
    WSKT_CALLBACK Callback;
    WSK_INSPECT_ACTION Action;

    WsktCallbackEnter(&Callback, Client, WsktInspectEvent, 0, 0);
    Action = Client->Listen->WskInspectEvent(Client->Context, LocalAddress, RemoteAddress, InspectID);
    (VOID) WsktCallbackLeave(&Callback, (NTSTATUS)Action);
    return Action;
}

static NTSTATUS WSKAPI WsktAborted(_In_opt_ PVOID SocketContext, _In_ PWSK_INSPECT_ID InspectID)
{
    const WSKT_CLIENT *Client = (const WSKT_CLIENT *)SocketContext;
    WSKT_CALLBACK Callback;

    WsktCallbackEnter(&Callback, Client, WsktAbortEvent, 0, 0);
    return WsktCallbackLeave(&Callback, Client->Listen->WskAbortEvent(Client->Context, InspectID));
}

static VOID WsktListenStandIn(_Inout_ WSKT_CLIENT *Client)
{
    const WSK_CLIENT_LISTEN_DISPATCH *Theirs = Client->Listen;
    WSK_CLIENT_LISTEN_DISPATCH *Ours = &Client->StandIn.Listen;

    Ours->WskAcceptEvent = Theirs->WskAcceptEvent != NULL ? WsktAccepted : NULL;
    Ours->WskInspectEvent = Theirs->WskInspectEvent != NULL ? WsktInspected : NULL;
    Ours->WskAbortEvent = Theirs->WskAbortEvent != NULL ? WsktAborted : NULL;
}

/* ---- Datagram sockets -------------------------------------------------------------------------------------------- */

static NTSTATUS WSKAPI WsktDatagramsIndicated(_In_opt_ PVOID SocketContext, _In_ ULONG Flags,
                                              _In_opt_ PWSK_DATAGRAM_INDICATION DataIndication)
{
    const WSKT_CLIENT *Client = (const WSKT_CLIENT *)SocketContext;
    const WSK_DATAGRAM_INDICATION *Node;
    WSKT_CALLBACK Callback;
    ULONG Indications = 0;
    ULONG64 Bytes = 0;

    if (WsktEventCallbacksAreWanted()) {
        for (Node = DataIndication; Node != NULL; Node = Node->Next) {
            Indications++;
            Bytes += Node->Buffer.Length;
        }
    }
    WsktCallbackEnter(&Callback, Client, WsktReceiveFromEvent, Bytes, Indications);
    return WsktCallbackLeave(&Callback,
                             Client->Datagram->WskReceiveFromEvent(Client->Context, Flags, DataIndication));
}

static VOID WsktDatagramStandIn(_Inout_ WSKT_CLIENT *Client)
{
    Client->StandIn.Datagram.WskReceiveFromEvent =
        Client->Datagram->WskReceiveFromEvent != NULL ? WsktDatagramsIndicated : NULL;
}

/* ---- Tables ------------------------------------------------------------------------------------------------------ */

_Use_decl_annotations_
const VOID *WsktCallbacksStandIn(WSKT_CLIENT *Client, ULONG Category)
{
    WSKT_STAND_IN *StandIn = &Client->StandIn;

    if (Client->Listen != NULL) {
        WsktListenStandIn(Client);
    }
    if (Client->Connection != NULL) {
        WsktConnectionStandIn(Client);
    }
    if (Client->Datagram != NULL) {
        WsktDatagramStandIn(Client);
    }
    switch (Category) {
    case WSK_FLAG_LISTEN_SOCKET:
        return &StandIn->Listen;
    case WSK_FLAG_CONNECTION_SOCKET:
        return &StandIn->Connection;
    case WSK_FLAG_DATAGRAM_SOCKET:
        return &StandIn->Datagram;
    default:
        StandIn->Stream.Listen = Client->Listen != NULL ? &StandIn->Listen : NULL;
        StandIn->Stream.Connect = Client->Connection != NULL ? &StandIn->Connection : NULL;
        return &StandIn->Stream;
    }
}
