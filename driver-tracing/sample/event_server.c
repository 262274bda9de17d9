#include "event_server.h"

#include "socket.h"

#define CONNECTION_EVENTS (WSK_EVENT_RECEIVE | WSK_EVENT_DISCONNECT | WSK_EVENT_SEND_BACKLOG)

static const SOCKET_KIND ListenKind = {AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_LISTEN_SOCKET};

/* The send of one node. A stop cancels it and waits on: the indication's memory has to outlive the send. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS SendNode(_Inout_ PEVENT_SERVER Server, _In_ PWSK_SOCKET Socket, _In_ PWSK_DATA_INDICATION Node)
{
    PREQUEST request = Server->Request;
    NTSTATUS status = WskTraceSend(
        (const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Dispatch, Socket, &Node->Buffer, 0, RequestArm(request));

    status = RequestWait(request, status, &Server->Sample->Stop, 0);
    if (status == STATUS_PENDING) {
        (VOID)WskTraceCancelIrp(request->Irp);
        (VOID)RequestDrain(request);
    }
    return status;
}

/* Sends a kept indication back, node by node, and gives it back to WSK: before the socket is closed, always. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID EchoIndication(_Inout_ PEVENT_SERVER Server, _In_ PWSK_SOCKET Socket, _In_ PWSK_DATA_INDICATION Indication)
{
    const WSK_PROVIDER_CONNECTION_DISPATCH *dispatch = Socket->Dispatch;
    PWSK_DATA_INDICATION node;

    for (node = Indication; node != NULL && SendNode(Server, Socket, node) == STATUS_SUCCESS; node = node->Next) {
    }
    if (Server->Sample->Settings.Fault != FaultKeepIndication) {
        (VOID)WskTraceRelease(dispatch, Socket, Indication);
    }
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID CloseConnection(_Inout_ PEVENT_SERVER Server, _In_ PEVENT_CONNECTION Connection)
{
    KIRQL irql;

    (VOID)SocketClose(Server->Sample, Connection->Socket);
    KeAcquireSpinLock(&Server->Lock, &irql);
    RemoveEntryList(&Connection->Link);
    KeReleaseSpinLock(&Server->Lock, irql);
    ExFreePoolWithTag(Connection, SAMPLE_POOL_TAG);
}

/* Connections from elsewhere are welcome too: the pended inspection shows how it is completed. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID AcceptInspected(_Inout_ PEVENT_SERVER Server, _In_ PWSK_INSPECT_ID InspectId)
{
    PWSK_SOCKET socket = Server->Listener.Socket;
    NTSTATUS status = WskTraceInspectComplete((const WSK_PROVIDER_LISTEN_DISPATCH *)socket->Dispatch, socket, InspectId,
        WskInspectAccept, RequestArm(Server->Request));

    (VOID)RequestWait(Server->Request, status, NULL, 0);
}

_IRQL_requires_max_(DISPATCH_LEVEL) _Ret_maybenull_
static PEVENT_ITEM Dequeue(_Inout_ PEVENT_SERVER Server)
{
    PEVENT_ITEM item = NULL;
    KIRQL irql;

    KeAcquireSpinLock(&Server->Lock, &irql);
    if (!IsListEmpty(&Server->Queue)) {
        item = CONTAINING_RECORD(RemoveHeadList(&Server->Queue), EVENT_ITEM, Link);
    }
    KeReleaseSpinLock(&Server->Lock, irql);
    return item;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID WorkOffQueue(_Inout_ PEVENT_SERVER Server)
{
    PEVENT_ITEM item;

    while ((item = Dequeue(Server)) != NULL) {
        switch (item->Kind) {
        case EventReceived:
            EchoIndication(Server, item->Connection->Socket, item->Indication);
            ExFreePoolWithTag(item, SAMPLE_POOL_TAG);
            break;
        case EventInspected:
            AcceptInspected(Server, &item->InspectId);
            ExFreePoolWithTag(item, SAMPLE_POOL_TAG);
            break;
        case EventClosed:
            /* The item is part of the connection. */
            CloseConnection(Server, item->Connection);
            break;
        }
    }
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID ServeUntilStop(_Inout_ PEVENT_SERVER Server)
{
    PVOID objects[2] = {&Server->Sample->Stop, &Server->Work};

    while (KeWaitForMultipleObjects(2, objects, WaitAny, Executive, KernelMode, FALSE, NULL, NULL) !=
        STATUS_WAIT_0) {
        WorkOffQueue(Server);
    }
}

/* First no more connections, then no more data, then what is queued, then the sockets. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID ShutDown(_Inout_ PEVENT_SERVER Server)
{
    PLIST_ENTRY link;

    (VOID)SocketDisableCallback(Server->Listener.Socket, WSK_EVENT_ACCEPT);
    /* Accepts have ended: the list changes in this thread alone. */
    for (link = Server->Connections.Flink; link != &Server->Connections; link = link->Flink) {
        PEVENT_CONNECTION connection = CONTAINING_RECORD(link, EVENT_CONNECTION, Link);

        (VOID)SocketDisableCallback(connection->Socket, WSK_EVENT_RECEIVE);
        (VOID)SocketDisableCallback(connection->Socket, WSK_EVENT_DISCONNECT);
        EventQueueClose(connection);
    }
    WorkOffQueue(Server);
    (VOID)SocketClose(Server->Sample, Server->Listener.Socket);
}

/* Conditional accept mode has to be on before the socket is bound, since binding starts the listening. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS EnableConditionalAccept(_Inout_ PEVENT_SERVER Server)
{
    PWSK_SOCKET socket = Server->Listener.Socket;
    ULONG on = 1;
    NTSTATUS status = WskTraceControlSocket((const WSK_PROVIDER_BASIC_DISPATCH *)socket->Dispatch, socket,
        WskSetOption, SO_CONDITIONAL_ACCEPT, SOL_SOCKET, sizeof(on), &on, 0, NULL, NULL,
        RequestArm(Server->Request));

    return RequestWait(Server->Request, status, NULL, 0);
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS OpenListener(_Inout_ PEVENT_SERVER Server)
{
    NTSTATUS status =
        CreateListeningSocketAndWait(&Server->Sample->Npi, &Server->Listener, Server, &EventListenDispatch);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = EnableConditionalAccept(Server);
    if (NT_SUCCESS(status)) {
        /* A connection's events, enabled on the listener, are on by default for what it accepts. */
        status = SocketEnableCallbacks(Server->Listener.Socket, WSK_EVENT_ACCEPT | CONNECTION_EVENTS);
    }
    if (NT_SUCCESS(status)) {
        status = SocketBind(Server->Listener.Socket, &ListenKind, Server->Sample->Settings.Port);
    }
    if (!NT_SUCCESS(status)) {
        (VOID)SocketClose(Server->Sample, Server->Listener.Socket);
    }
    return status;
}

_Use_decl_annotations_
NTSTATUS EventServerRun(PSAMPLE Sample)
{
    PEVENT_SERVER server = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*server), SAMPLE_POOL_TAG);
    NTSTATUS status;

    if (server == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(server, sizeof(*server));
    server->Sample = Sample;
    KeInitializeSpinLock(&server->Lock);
    InitializeListHead(&server->Queue);
    InitializeListHead(&server->Connections);
    KeInitializeEvent(&server->Work, SynchronizationEvent, FALSE);
    server->Request = RequestCreate();

    status = server->Request != NULL ? OpenListener(server) : STATUS_INSUFFICIENT_RESOURCES;
    WskTraceDriverState(WskTraceListening, status);
    if (NT_SUCCESS(status)) {
        ServeUntilStop(server);
        ShutDown(server);
    }
    RequestDestroy(server->Request);
    ExFreePoolWithTag(server, SAMPLE_POOL_TAG);
    return status;
}
