/* A listening socket, created as the documentation's page "Creating Sockets" does it. */
#ifndef SAMPLE_LISTENING_SOCKET_H
#define SAMPLE_LISTENING_SOCKET_H

#include "sample.h"

typedef struct _WSK_APP_SOCKET_CONTEXT {
    PWSK_SOCKET Socket; /* NULL until the creation has succeeded */
    NTSTATUS Status; /* of the creation */
    KEVENT Created; /* notification event: the creation has completed */
    PVOID Owner; /* for the event callbacks of the socket's user */
} WSK_APP_SOCKET_CONTEXT, *PWSK_APP_SOCKET_CONTEXT;

/*
 * Creates an IPv4 TCP listening socket, not bound yet. SocketContext must be non-paged and stay until its event Created
 * is signalled, which happens in any case; Dispatch (NULL without callbacks) as long as the socket. Returns
 * STATUS_INSUFFICIENT_RESOURCES when there is no IRP, otherwise what WskSocket returned.
 * The IRP belongs to the creation alone: it is freed in its completion routine.
 */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS CreateListeningSocket(_In_ PWSK_PROVIDER_NPI WskProviderNpi, _Inout_ PWSK_APP_SOCKET_CONTEXT SocketContext,
    _In_opt_ const WSK_CLIENT_LISTEN_DISPATCH *Dispatch);

/* The same, and waits for the completion. Returns the final status. */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS CreateListeningSocketAndWait(_In_ PWSK_PROVIDER_NPI WskProviderNpi,
    _Out_ PWSK_APP_SOCKET_CONTEXT SocketContext, _In_opt_ PVOID Owner,
    _In_opt_ const WSK_CLIENT_LISTEN_DISPATCH *Dispatch);

#endif
