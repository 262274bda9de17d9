/* Events of sockets: see provider.h. */
#include "engine.h"

#define HOST(Socket) CONTAINING_RECORD(Socket, HOST_SOCKET, Public)

/* One event, with what the callbacks of any kind take and give. */
typedef struct _EVENT {
    HOST_SOCKET *Socket;
    PWSK_SOCKET AcceptSocket;
    PWSK_INSPECT_ID InspectId;
    PWSK_DATA_INDICATION Data;
    PWSK_DATAGRAM_INDICATION Datagrams;
    SIZE_T Bytes;
    NTSTATUS Status;
    WSK_INSPECT_ACTION Action;
} EVENT;

/* A stream socket listens or is connected, and has a table for both. */
static const WSK_CLIENT_LISTEN_DISPATCH *ListenOf(const HOST_SOCKET *Socket)
{
    return Socket->Category == WSK_FLAG_STREAM_SOCKET ? ((const WSK_CLIENT_STREAM_DISPATCH *)Socket->Client)->Listen
                                                      : Socket->Client;
}

static const WSK_CLIENT_CONNECTION_DISPATCH *ConnectionOf(const HOST_SOCKET *Socket)
{
    return Socket->Category == WSK_FLAG_STREAM_SOCKET ? ((const WSK_CLIENT_STREAM_DISPATCH *)Socket->Client)->Connect
                                                      : Socket->Client;
}

static VOID Accept(PVOID Context)
{
    EVENT *Event = Context;
    HOST_SOCKET *Accepted = EngineNewSocket(WSK_FLAG_CONNECTION_SOCKET, Event->Socket->Family, NULL, NULL);
    const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch = NULL;
    SOCKADDR_IN6 Local, Remote;

    EngineFillAddress((PSOCKADDR)&Local, Event->Socket->Family, FALSE);
    EngineFillAddress((PSOCKADDR)&Remote, Event->Socket->Family, TRUE);
    Event->Status = ListenOf(Event->Socket)
                        ->WskAcceptEvent(Event->Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL, (PSOCKADDR)&Local,
                                         (PSOCKADDR)&Remote, &Accepted->Public, &Accepted->Context, &Dispatch);
    if (NT_SUCCESS(Event->Status)) {
        Accepted->Client = Dispatch;
        Event->AcceptSocket = &Accepted->Public;
    } else {
        NtBlockFree(Accepted, sizeof(*Accepted));
    }
}

NTSTATUS ProviderAcceptEvent(PWSK_SOCKET Listener, PWSK_SOCKET *AcceptSocket)
{
    EVENT Event = {.Socket = HOST(Listener)};

    EngineRunThere(Accept, &Event);
    if (AcceptSocket != NULL) {
        *AcceptSocket = Event.AcceptSocket;
    }
    return Event.Status;
}

static VOID Inspect(PVOID Context)
{
    EVENT *Event = Context;
    SOCKADDR_IN6 Local, Remote;

    EngineFillAddress((PSOCKADDR)&Local, Event->Socket->Family, FALSE);
    EngineFillAddress((PSOCKADDR)&Remote, Event->Socket->Family, TRUE);
    Event->Action = ListenOf(Event->Socket)
                        ->WskInspectEvent(Event->Socket->Context, (PSOCKADDR)&Local, (PSOCKADDR)&Remote,
                                          Event->InspectId);
}

WSK_INSPECT_ACTION ProviderInspectEvent(PWSK_SOCKET Listener, PWSK_INSPECT_ID InspectId)
{
    EVENT Event = {.Socket = HOST(Listener), .InspectId = InspectId};

    EngineRunThere(Inspect, &Event);
    return Event.Action;
}

static VOID Abort(PVOID Context)
{
    EVENT *Event = Context;

    Event->Status = ListenOf(Event->Socket)->WskAbortEvent(Event->Socket->Context, Event->InspectId);
}

NTSTATUS ProviderAbortEvent(PWSK_SOCKET Listener, PWSK_INSPECT_ID InspectId)
{
    EVENT Event = {.Socket = HOST(Listener), .InspectId = InspectId};

    EngineRunThere(Abort, &Event);
    return Event.Status;
}

static VOID Receive(PVOID Context)
{
    EVENT *Event = Context;
    SIZE_T Accepted = Event->Bytes;

    Event->Status = ConnectionOf(Event->Socket)
                        ->WskReceiveEvent(Event->Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL, Event->Data, Event->Bytes,
                                          &Accepted);
}

NTSTATUS ProviderReceiveEvent(PWSK_SOCKET Socket, PWSK_DATA_INDICATION Indications)
{
    EVENT Event = {.Socket = HOST(Socket), .Data = Indications};

    for (; Indications != NULL; Indications = Indications->Next) {
        Event.Bytes += Indications->Buffer.Length;
    }
    EngineRunThere(Receive, &Event);
    return Event.Status;
}

static VOID ReceiveFrom(PVOID Context)
{
    EVENT *Event = Context;
    const WSK_CLIENT_DATAGRAM_DISPATCH *Client = Event->Socket->Client;

    Event->Status = Client->WskReceiveFromEvent(Event->Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL, Event->Datagrams);
}

NTSTATUS ProviderReceiveFromEvent(PWSK_SOCKET Socket, PWSK_DATAGRAM_INDICATION Indications)
{
    EVENT Event = {.Socket = HOST(Socket), .Datagrams = Indications};

    EngineRunThere(ReceiveFrom, &Event);
    return Event.Status;
}

static VOID Disconnect(PVOID Context)
{
    EVENT *Event = Context;

    Event->Status = ConnectionOf(Event->Socket)->WskDisconnectEvent(Event->Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL);
}

NTSTATUS ProviderDisconnectEvent(PWSK_SOCKET Socket)
{
    EVENT Event = {.Socket = HOST(Socket)};

    EngineRunThere(Disconnect, &Event);
    return Event.Status;
}

static VOID SendBacklog(PVOID Context)
{
    EVENT *Event = Context;

    Event->Status = ConnectionOf(Event->Socket)->WskSendBacklogEvent(Event->Socket->Context, Event->Bytes);
}

NTSTATUS ProviderSendBacklogEvent(PWSK_SOCKET Socket, SIZE_T IdealBacklogSize)
{
    EVENT Event = {.Socket = HOST(Socket), .Bytes = IdealBacklogSize};

    EngineRunThere(SendBacklog, &Event);
    return Event.Status;
}
