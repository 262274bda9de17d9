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
    int Net; /* -1: none */
    WSK_INSPECT_ID Id;
} INSPECTED;

typedef struct _LOOPBACK_SOCKET {
    WSK_SOCKET Wsk; /* first: what the driver holds */
    ULONG Category;
    ADDRESS_FAMILY Family;
    int Net;  /* the host's socket; -1 for a basic one */
    int Wake; /* ends waits on Net */
    PVOID Context;
    const WSK_CLIENT_LISTEN_DISPATCH *Listen;
    const WSK_CLIENT_CONNECTION_DISPATCH *Connection;
    const WSK_CLIENT_DATAGRAM_DISPATCH *Datagram;

    pthread_mutex_t Lock; /* guards what follows; never held across a callback or a completion */
    pthread_cond_t Idle;
    BOOLEAN Closing;
    BOOLEAN Conditional; /* SO_CONDITIONAL_ACCEPT */
    ULONG EventMask;
    ULONG Calls;    /* outstanding, the close not counted */
    ULONG Retained; /* indications that the driver kept */
    BOOLEAN EventThread;
    INSPECTED Inspected;
    pthread_mutex_t Callback; /* held while a callback runs */
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

#endif
