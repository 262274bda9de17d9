/* The driver's sockets. All functions: IRQL <= DISPATCH_LEVEL. */
#ifndef WSKTRACE_SOCKETS_H
#define WSKTRACE_SOCKETS_H

#include "records.h"

typedef struct _WSKT_SOCKET_KIND {
    ULONG Category; /* WSK_FLAG_..._SOCKET */
    USHORT AddressFamily;
    USHORT SocketType;
    ULONG Protocol;
    ULONG64 ListenerId; /* 0: not an accepted socket */
} WSKT_SOCKET_KIND;

typedef struct _WSKT_SOCKET {
    WSKT_RECORD Record;
    WSKT_SOCKET_KIND Kind;
} WSKT_SOCKET;

/* Which socket is at an address. Id 0: none that the library knows. */
typedef struct _WSKT_SOCKET_FOUND {
    ULONG64 Id;
    WSKT_SOCKET_KIND Kind;
} WSKT_SOCKET_FOUND;

/* Finds it, open or closed since: a call on a closed socket is told with the identity of the closed one. */
VOID WsktSocketFind(_In_opt_ PWSK_SOCKET Socket, _Out_ WSKT_SOCKET_FOUND *Found);

/* Of a socket that Listener accepts: the same transport, and a connection socket whatever the listener is. */
WSKT_SOCKET_KIND WsktSocketKindOfAccepted(_In_ const WSKT_SOCKET_FOUND *Listener);

/* Whether a successful call of this kind makes a socket (IoStatus.Information). */
BOOLEAN WsktSocketIsCreatedBy(_In_ WSKT_OP Op);

/* Notes a new socket and writes SocketCreated. Returns its id, or 0 when there is no memory for the note. */
ULONG64 WsktSocketCreated(_In_ PWSK_SOCKET Socket, _In_ const WSKT_SOCKET_KIND *Kind);

/* A WskCloseSocket was completed: writes SocketClosed. With a failure the socket stays open. */
VOID WsktSocketClosed(_In_ PWSK_SOCKET Socket, _In_ ULONG64 SocketId, _In_ NTSTATUS Status);

/* From here on a closed socket's address means nothing, since a socket that is not known may have taken it. */
VOID WsktSocketsForgetClosed(VOID);

#endif
