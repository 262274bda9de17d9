/* The driver's sockets. All functions: IRQL <= DISPATCH_LEVEL. */
#ifndef WSKTRACE_SOCKETS_H
#define WSKTRACE_SOCKETS_H

#include "objects.h"

/* Finds it, open or closed since: a call on a closed socket is told with the identity of the closed one. */
VOID WsktSocketFind(_In_opt_ PWSK_SOCKET Socket, _Out_ WSKT_SOCKET_FOUND *Found);

/* Of a socket that Listener accepts: the same transport, and a connection socket whatever the listener is. */
WSKT_SOCKET_KIND WsktSocketKindOfAccepted(_In_ const WSKT_SOCKET_FOUND *Listener);

/* Whether a successful call of this kind makes a socket (IoStatus.Information). */
static inline BOOLEAN WsktSocketIsCreatedBy(_In_ WSKT_OP Op)
{
    return Op == WsktOpSocket || Op == WsktOpSocketConnect || Op == WsktOpAccept;
}

/* Notes a new socket and writes SocketCreated. Returns its id, or 0 when it could not be noted. */
ULONG64 WsktSocketCreated(_In_ PWSK_SOCKET Socket, _In_ const WSKT_SOCKET_KIND *Kind, _In_ LONG Run);

/* A socket was closed, or not, by its status: writes SocketClosed. With a failure it stays open. Id 0: nothing. */
VOID WsktSocketClosed(_In_ PWSK_SOCKET Socket, _In_ ULONG64 SocketId, _In_ NTSTATUS Status);

/* From here on a closed socket's address means nothing, since a socket that is not known may have taken it. */
VOID WsktSocketsForgetClosed(VOID);

#endif
