/*
 * The connected end of a TCP connection, on a connection or a stream socket: receive, send, disconnect, close. All its
 * sends and receives share one IRP; each call is waited for before the next.
 */
#ifndef SAMPLE_PEER_H
#define SAMPLE_PEER_H

#include "buffer.h"
#include "request.h"

typedef struct _PEER {
    PSAMPLE Sample;
    PWSK_SOCKET Socket;
    BOOLEAN Stream; /* its provider table is a stream socket's */
    PREQUEST Request;
    PBUFFER Buffer;
} PEER, *PPEER;

/* Takes Socket over. On failure the peer is empty but for the socket, and PeerClose still closes that. */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS PeerOpen(_Out_ PPEER Peer, _In_ PSAMPLE Sample, _In_ PWSK_SOCKET Socket, _In_ BOOLEAN Stream);

/* Receives up to Length bytes to Offset. Received 0: the peer has closed. STATUS_PENDING: unload begins. */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS PeerReceive(_Inout_ PPEER Peer, _In_ ULONG Offset, _In_ ULONG Length, _Out_ PULONG Received);

/* Starts a receive and does not wait for it. */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS PeerStartReceive(_Inout_ PPEER Peer, _In_ ULONG Offset, _In_ ULONG Length);

/* Sends the first Length bytes of the buffer. */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS PeerSend(_Inout_ PPEER Peer, _In_ ULONG Length);

/* A graceful disconnect, given up after a while: it may never complete while the peer keeps its side open. */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS PeerDisconnect(_Inout_ PPEER Peer);

/* Closes the socket, waits for what is pending on it and frees what the peer holds. */
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID PeerClose(_Inout_ PPEER Peer);

#endif
