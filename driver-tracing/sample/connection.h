/* One accepted connection: a thread that sends back what it receives, until the peer closes or unload begins. */
#ifndef SAMPLE_CONNECTION_H
#define SAMPLE_CONNECTION_H

#include "peer.h"

/*
 * Counts connections, so that their server can wait for the last to end. A thread that said so still has some of the
 * driver's instructions before it: until the thread itself is over, the driver must not be unloaded.
 */
typedef struct _CONNECTION_COUNT {
    LONG Running; /* one for the server itself, one for each connection */
    KEVENT None; /* notification event: Running is 0 */
    KSPIN_LOCK Lock; /* guards Ended */
    LIST_ENTRY Ended; /* of CONNECTION: served, and their threads about to end */
} CONNECTION_COUNT, *PCONNECTION_COUNT;

_IRQL_requires_max_(PASSIVE_LEVEL)
VOID ConnectionCountStart(_Out_ PCONNECTION_COUNT Count);

/* Takes the server's own count away and waits for all connections and their threads. */
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID ConnectionCountWait(_Inout_ PCONNECTION_COUNT Count);

/* Takes over Socket, which it closes whatever happens, and serves it in a thread of its own. By the server's thread alone. */
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID ConnectionStart(
    _In_ PSAMPLE Sample, _In_ PCONNECTION_COUNT Count, _In_ PWSK_SOCKET Socket, _In_ BOOLEAN Stream);

#endif
