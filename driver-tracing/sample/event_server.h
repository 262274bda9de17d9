/*
 * TCP echo by event callbacks. The callbacks may run at DISPATCH_LEVEL and must not wait for WSK: they only queue what
 * happened (event_callbacks.c); the role's thread does the rest (event_server.c).
 */
#ifndef SAMPLE_EVENT_SERVER_H
#define SAMPLE_EVENT_SERVER_H

#include "listening_socket.h"
#include "request.h"

typedef enum _EVENT_KIND {
    EventReceived, /* Indication was kept: to be sent back, then released */
    EventClosed, /* the peer has gone, or the socket has failed: to be closed */
    EventInspected /* InspectId waits for its WskInspectComplete */
} EVENT_KIND;

typedef struct _EVENT_ITEM {
    LIST_ENTRY Link;
    EVENT_KIND Kind;
    struct _EVENT_CONNECTION *Connection;
    PWSK_DATA_INDICATION Indication;
    WSK_INSPECT_ID InspectId;
} EVENT_ITEM, *PEVENT_ITEM;

/* The socket context of an accepted socket. */
typedef struct _EVENT_CONNECTION {
    LIST_ENTRY Link;
    struct _EVENT_SERVER *Server;
    PWSK_SOCKET Socket;
    BOOLEAN Closing; /* Closed is queued: nothing more is, for this connection */
    EVENT_ITEM Closed; /* preallocated, so that a close can always be queued */
} EVENT_CONNECTION, *PEVENT_CONNECTION;

typedef struct _EVENT_SERVER {
    PSAMPLE Sample;
    WSK_APP_SOCKET_CONTEXT Listener; /* its Owner is the server */
    KSPIN_LOCK Lock; /* guards the two lists and Closing; never held across a WSK call */
    LIST_ENTRY Queue; /* of EVENT_ITEM, oldest first */
    LIST_ENTRY Connections; /* of EVENT_CONNECTION */
    KEVENT Work; /* synchronization event: something was queued */
    PREQUEST Request; /* one IRP for all that the thread calls */
} EVENT_SERVER, *PEVENT_SERVER;

/* The callbacks: for a listening socket whose context is a WSK_APP_SOCKET_CONTEXT owned by an EVENT_SERVER. */
extern const WSK_CLIENT_LISTEN_DISPATCH EventListenDispatch;

/* Queues the close of a connection, once. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID EventQueueClose(_Inout_ PEVENT_CONNECTION Connection);

#endif
