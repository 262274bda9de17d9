/*
 * Sockets with event callbacks: what stands in for the driver's context and table at WSK. All functions: IRQL <=
 * DISPATCH_LEVEL.
 */
#ifndef WSKTRACE_CLIENTS_H
#define WSKTRACE_CLIENTS_H

#include "objects.h"

/* The set stays open from the first WskTraceStart on: a socket may outlive a run. */
#define WSKT_CLIENTS_RUN 1

/*
 * For a socket of this category that is about to be made, with the driver's context and client dispatch table. NULL
 * where there are no callbacks to take over, or no memory: then WSK is given the driver's own.
 */
_Must_inspect_result_
WSKT_CLIENT *WsktClientTake(_In_ ULONG Category, _In_opt_ PVOID Context, _In_opt_ const VOID *Dispatch, _In_ LONG Run);

/* The socket is made, and known by this id (or not: 0). WSK has the client from before that. */
VOID WsktClientOpened(_Inout_ WSKT_CLIENT *Client, _In_ PWSK_SOCKET Socket, _In_ ULONG64 SocketId);

/* The socket was not made: WSK has forgotten the client. */
VOID WsktClientDiscard(_Inout_ WSKT_CLIENT *Client);

/* The id of the client of an open socket, or 0. */
ULONG64 WsktClientFind(_In_opt_ PWSK_SOCKET Socket);

/*
 * The socket whose client has this id is closed: no callback comes any more. Its address may be another's by now.
 */
VOID WsktClientClosed(_In_ PWSK_SOCKET Socket, _In_ ULONG64 ClientId);

#endif
