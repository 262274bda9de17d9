/*
 * A WSK provider over the host's own sockets: every category of socket, both families, real peers. Where the host
 * harness's provider does what a script says, this one does what the network does.
 *
 * Each call that can wait has a thread of its own, which completes the IRP at DISPATCH_LEVEL.
 */
#ifndef LOOPBACK_H
#define LOOPBACK_H

#include <pthread.h>
#include <ntddk.h>
#include <wsk.h>

#include "nt_harness.h"

/* A connection that WskInspectEvent pended: waits for its WskInspectComplete. */
typedef struct _INSPECTED {
    struct _INSPECTED *Next;
    int Net;
    WSK_INSPECT_ID Id;
} INSPECTED;

/*
 * The driver's threads, a thread for each call and the one of its events share a socket. Each field has one rule:
 *
 *   - What stands first is written before anybody else has the socket, and read by all from then on.
 *   - Lock guards the rest. It is held for moments: never across a callback, a completion or a wait on the network.
 *   - Callback is held while a callback runs: one at a time. It is taken before Lock, never after.
 *
 * Whoever works on a socket for longer than it holds Lock has a hold on it (SocketHold). A close waits for all holds, and
 * then is alone.
 */
typedef struct _LOOPBACK_SOCKET {
    WSK_SOCKET Wsk; /* first: what the driver holds */
    ULONG Category;
    ADDRESS_FAMILY Family;
    int Net;  /* the host's socket; -1 for a basic one */
    int Wake; /* ends waits on Net */

    pthread_mutex_t Callback;
    pthread_mutex_t Lock;
    pthread_cond_t Changed; /* Holds, or Inspected */
    PVOID Context;          /* this and the tables are there before the event thread, which reads them without the lock */
    const WSK_CLIENT_LISTEN_DISPATCH *Listen;
    const WSK_CLIENT_CONNECTION_DISPATCH *Connection;
    const WSK_CLIENT_DATAGRAM_DISPATCH *Datagram;
    BOOLEAN Closing;
    BOOLEAN Conditional; /* SO_CONDITIONAL_ACCEPT */
    ULONG EventMask;
    BOOLEAN EventThread; /* there is one, or will be none again */
    ULONG Holds;         /* of calls under way, indications that the driver has, the event thread, an accept callback */
    INSPECTED *Inspected;
} LOOPBACK_SOCKET;

/* What a call needs when its thread runs. */
typedef struct _CALL {
    LOOPBACK_SOCKET *Socket;
    PIRP Irp;
    NTSTATUS (*Run)(struct _CALL *Call); /* the final status; may set Information */
    ULONG_PTR Information;
    WSK_BUF Buffer;
    ULONG Flags;
    PSOCKADDR Local;  /* as the call uses it: to bind to, or to fill */
    PSOCKADDR Remote;
    PULONG ControlFlags;
    PVOID Context;
    const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch;
} CALL;

/* calls.c */
NTSTATUS CallStart(const CALL *Template);
/* Completes the IRP of a call that did not wait. Returns Status. */
NTSTATUS CallComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);
NTSTATUS StatusOfError(long Error);
extern const WSK_PROVIDER_DISPATCH ClientCalls;

/* sockets.c: NULL where the host has no such socket. Net below 0: a new one. */
LOOPBACK_SOCKET *SocketNew(ULONG Category, ADDRESS_FAMILY Family, USHORT Type, int Net);
VOID SocketFree(LOOPBACK_SOCKET *Socket);
ULONG SocketsOpen(VOID);
VOID SocketHold(LOOPBACK_SOCKET *Socket);
/* Socket may be gone when this returns. */
VOID SocketLetGo(LOOPBACK_SOCKET *Socket);
/* Stops what pends on the socket, and waits until nobody has a hold on it. */
VOID SocketStop(LOOPBACK_SOCKET *Socket);

/* dispatch.c */
const VOID *DispatchOf(ULONG Category);

/* events.c */
VOID EventsStart(LOOPBACK_SOCKET *Socket);
NTSTATUS EventsControl(LOOPBACK_SOCKET *Socket, ULONG Mask);
NTSTATUS EventsInspectComplete(LOOPBACK_SOCKET *Socket, const WSK_INSPECT_ID *Id, WSK_INSPECT_ACTION Action);
/* Indication: the first of what one event indicated, a WSK_DATA_INDICATION or a WSK_DATAGRAM_INDICATION. */
NTSTATUS EventsRelease(LOOPBACK_SOCKET *Socket, PVOID Indication);

/* A thread of the provider's own, for which the harness wants a number. */
VOID ProviderThread(void *(*Routine)(void *Context), void *Context);

/* main.c: ends a run in which something waits for ever, with its trace saved, as a user would by hand. */
DECLSPEC_NORETURN VOID RunHangs(PCSTR What);
/* How long an unload may take. */
ULONG UnloadLimitS(VOID);

#endif
