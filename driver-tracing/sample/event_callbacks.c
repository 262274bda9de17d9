#include "event_server.h"

/* FALSE where the item's connection is closing: behind its close the thread would find the connection gone. */
_IRQL_requires_max_(DISPATCH_LEVEL) _Must_inspect_result_
static BOOLEAN Queue(_Inout_ PEVENT_SERVER Server, _Inout_ PEVENT_ITEM Item)
{
    BOOLEAN taken;
    KIRQL irql;

    KeAcquireSpinLock(&Server->Lock, &irql);
    taken = Item->Connection == NULL || !Item->Connection->Closing;
    if (taken) {
        InsertTailList(&Server->Queue, &Item->Link);
    }
    KeReleaseSpinLock(&Server->Lock, irql);
    if (taken) {
        KeSetEvent(&Server->Work, IO_NO_INCREMENT, FALSE);
    }
    return taken;
}

_IRQL_requires_max_(DISPATCH_LEVEL) _Ret_maybenull_
static PEVENT_ITEM NewItem(_In_ EVENT_KIND Kind, _In_opt_ PEVENT_CONNECTION Connection)
{
    PEVENT_ITEM item = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*item), SAMPLE_POOL_TAG);

    if (item != NULL) {
        RtlZeroMemory(item, sizeof(*item));
        item->Kind = Kind;
        item->Connection = Connection;
    }
    return item;
}

_Use_decl_annotations_
VOID EventQueueClose(PEVENT_CONNECTION Connection)
{
    PEVENT_SERVER server = Connection->Server;
    KIRQL irql;

    KeAcquireSpinLock(&server->Lock, &irql);
    if (!Connection->Closing) {
        Connection->Closing = TRUE;
        Connection->Closed.Kind = EventClosed;
        Connection->Closed.Connection = Connection;
        InsertTailList(&server->Queue, &Connection->Closed.Link);
    }
    KeReleaseSpinLock(&server->Lock, irql);
    KeSetEvent(&server->Work, IO_NO_INCREMENT, FALSE);
}

/* Keeps the indication (STATUS_PENDING) until the thread has sent it back and released it. */
_IRQL_requires_max_(DISPATCH_LEVEL)
static NTSTATUS WSKAPI OnReceive(_In_opt_ PVOID SocketContext, _In_ ULONG Flags,
    _In_opt_ PWSK_DATA_INDICATION DataIndication, _In_ SIZE_T BytesIndicated, _Inout_ SIZE_T *BytesAccepted)
{
    PEVENT_CONNECTION connection = SocketContext;
    PEVENT_ITEM item;

    UNREFERENCED_PARAMETER(Flags);
    UNREFERENCED_PARAMETER(BytesIndicated);
    UNREFERENCED_PARAMETER(BytesAccepted);

    if (DataIndication == NULL) {
        EventQueueClose(connection);
        return STATUS_SUCCESS;
    }
    item = NewItem(EventReceived, connection);
    if (item == NULL) {
        return STATUS_DATA_NOT_ACCEPTED;
    }
    item->Indication = DataIndication;
    if (!Queue(connection->Server, item)) {
        /* Not kept: the close would wait for it. */
        ExFreePoolWithTag(item, SAMPLE_POOL_TAG);
        return STATUS_DATA_NOT_ACCEPTED;
    }
    return STATUS_PENDING;
}

_IRQL_requires_max_(DISPATCH_LEVEL)
static NTSTATUS WSKAPI OnDisconnect(_In_opt_ PVOID SocketContext, _In_ ULONG Flags)
{
    PEVENT_CONNECTION connection = SocketContext;

    UNREFERENCED_PARAMETER(Flags);
    EventQueueClose(connection);
    return STATUS_SUCCESS;
}

/* The echo has at most one send under way, so that the ideal backlog is only worth a line in the trace. */
_IRQL_requires_max_(DISPATCH_LEVEL)
static NTSTATUS WSKAPI OnSendBacklog(_In_opt_ PVOID SocketContext, _In_ SIZE_T IdealBacklogSize)
{
    UNREFERENCED_PARAMETER(SocketContext);
    UNREFERENCED_PARAMETER(IdealBacklogSize);
    return STATUS_SUCCESS;
}

static const WSK_CLIENT_CONNECTION_DISPATCH ConnectionDispatch = {OnReceive, OnDisconnect, OnSendBacklog};

_IRQL_requires_max_(DISPATCH_LEVEL) _Ret_maybenull_
static PEVENT_CONNECTION NewConnection(_Inout_ PEVENT_SERVER Server, _In_ PWSK_SOCKET Socket)
{
    PEVENT_CONNECTION connection =
        ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*connection), SAMPLE_POOL_TAG);
    KIRQL irql;

    if (connection == NULL) {
        return NULL;
    }
    RtlZeroMemory(connection, sizeof(*connection));
    connection->Server = Server;
    connection->Socket = Socket;
    KeAcquireSpinLock(&Server->Lock, &irql);
    InsertTailList(&Server->Connections, &connection->Link);
    KeReleaseSpinLock(&Server->Lock, irql);
    return connection;
}

/* The accepted socket has the listener's callbacks enabled already, and is the driver's when this succeeds. */
_IRQL_requires_max_(DISPATCH_LEVEL)
static NTSTATUS WSKAPI OnAccept(_In_opt_ PVOID SocketContext, _In_ ULONG Flags, _In_ PSOCKADDR LocalAddress,
    _In_ PSOCKADDR RemoteAddress, _In_opt_ PWSK_SOCKET AcceptSocket,
    _Outptr_result_maybenull_ PVOID *AcceptSocketContext,
    _Outptr_result_maybenull_ const WSK_CLIENT_CONNECTION_DISPATCH **AcceptSocketDispatch)
{
    PWSK_APP_SOCKET_CONTEXT listener = SocketContext;
    PEVENT_CONNECTION connection;

    UNREFERENCED_PARAMETER(Flags);
    UNREFERENCED_PARAMETER(LocalAddress);
    UNREFERENCED_PARAMETER(RemoteAddress);
    *AcceptSocketContext = NULL;
    *AcceptSocketDispatch = NULL;

    /* NULL: the listener has failed. The thread closes it at unload, with nothing more to come before. */
    connection = AcceptSocket != NULL ? NewConnection(listener->Owner, AcceptSocket) : NULL;
    if (connection == NULL) {
        return STATUS_REQUEST_NOT_ACCEPTED;
    }
    *AcceptSocketContext = connection;
    *AcceptSocketDispatch = &ConnectionDispatch;
    return STATUS_SUCCESS;
}

/* Conditional accept: this host's own connections are taken at once, the thread decides about the others. */
_IRQL_requires_max_(DISPATCH_LEVEL)
static WSK_INSPECT_ACTION WSKAPI OnInspect(_In_opt_ PVOID SocketContext, _In_ PSOCKADDR LocalAddress,
    _In_ PSOCKADDR RemoteAddress, _In_opt_ PWSK_INSPECT_ID InspectID)
{
    PWSK_APP_SOCKET_CONTEXT listener = SocketContext;
    WSK_INSPECT_ACTION action = WskInspectReject;
    PEVENT_ITEM item;

    if (InspectID != NULL) {
        if (((PSOCKADDR_IN)LocalAddress)->sin_addr.s_addr == ((PSOCKADDR_IN)RemoteAddress)->sin_addr.s_addr) {
            action = WskInspectAccept;
        } else {
            item = NewItem(EventInspected, NULL);
            if (item != NULL) {
                item->InspectId = *InspectID;
                (VOID)Queue(listener->Owner, item); /* of no connection yet: always taken */
                action = WskInspectPend;
            }
        }
    }
    return action;
}

/* A connection that was inspected is gone again. Its WskInspectComplete, if still to come, fails and does no harm. */
_IRQL_requires_max_(DISPATCH_LEVEL)
static NTSTATUS WSKAPI OnAbort(_In_opt_ PVOID SocketContext, _In_ PWSK_INSPECT_ID InspectID)
{
    UNREFERENCED_PARAMETER(SocketContext);
    UNREFERENCED_PARAMETER(InspectID);
    return STATUS_SUCCESS;
}

const WSK_CLIENT_LISTEN_DISPATCH EventListenDispatch = {OnAccept, OnInspect, OnAbort};
