/*
 * The lab's WSK provider: every category of socket over a network in memory, whose peers the scenario plays (peer.h).
 *
 * A call is checked against the contract, its point is asked, and then it is tried: at once, later, or never. What cannot
 * be done yet (a receive without data) waits and is tried again when something changes. Completions and callbacks run at
 * DISPATCH_LEVEL, on the provider's own threads or inline.
 */
#ifndef LAB_PROVIDER_H
#define LAB_PROVIDER_H

#include "lab.h"

#define PROVIDER_THREADS 2

typedef struct _LAB_PEER LAB_PEER;
typedef struct _LAB_SOCKET LAB_SOCKET;
typedef struct _LAB_CALL LAB_CALL;

/* ---- The network (network.c) -------------------------------------------------------------------------------------- */

/* One end of a connection. It has what the other one sent. */
typedef struct _LAB_END {
    struct _LAB_END *Other; /* NULL once that is gone */
    LAB_SOCKET *Socket;     /* whose it is: a socket of the driver's, */
    LAB_PEER *Peer;         /* or a peer of the scenario's */
    USHORT Port;            /* its own */
    ULONG Address;          /* its own IPv4 address, network order */
    PUCHAR Bytes;
    SIZE_T Count;
    BOOLEAN Finished; /* the other end sends no more */
    BOOLEAN Reset;    /* the connection is gone */
} LAB_END;

/* Both ends of a new connection. Ports in host order. */
LAB_END *NetConnection(USHORT Port, USHORT OtherPort, ULONG OtherAddress);
/* How much fits towards Other now. */
SIZE_T NetRoom(const LAB_END *End);
VOID NetPut(LAB_END *End, const VOID *Bytes, SIZE_T Count);
VOID NetTake(LAB_END *End, PVOID Bytes, SIZE_T Count);
VOID NetFinish(LAB_END *End);
VOID NetReset(LAB_END *End);
/* The end's owner is gone: what it has not read resets the connection. */
VOID NetClose(LAB_END *End);
/* A port that nobody has. */
USHORT NetFreePort(VOID);

/* ---- Sockets (sockets.c) ------------------------------------------------------------------------------------------ */

/* A datagram on its way. */
typedef struct _LAB_DATAGRAM {
    LIST_ENTRY Link;
    USHORT Port; /* whom it is from */
    ULONG Address;
    SIZE_T Count;
    UCHAR Bytes[];
} LAB_DATAGRAM;

/* A connection that nobody has accepted yet, or that waits for an inspection. */
typedef struct _LAB_ARRIVAL {
    LIST_ENTRY Link;
    LAB_END *End; /* the listener's side */
    BOOLEAN Inspected;
    BOOLEAN Indicating; /* a callback has it */
    WSK_INSPECT_ID Id;  /* Key 0: not pended */
} LAB_ARRIVAL;

struct _LAB_SOCKET {
    LIST_ENTRY Link; /* in the provider's list, also when it is closed */
    PWSK_SOCKET Wsk; /* what the driver holds: a block of its own, gone when the socket is closed */
    ULONG Id;
    ULONG Category;
    ADDRESS_FAMILY Family;
    LAB_STACK Created;
    PVOID Context;
    const WSK_CLIENT_LISTEN_DISPATCH *Listen;
    const WSK_CLIENT_CONNECTION_DISPATCH *Connection;
    const WSK_CLIENT_DATAGRAM_DISPATCH *Datagram;
    ULONG EventMask;
    BOOLEAN Conditional;
    BOOLEAN Bound;
    BOOLEAN Listening;
    BOOLEAN Failed; /* STATUS_FILE_FORCED_CLOSED from now on */
    BOOLEAN Closing;
    BOOLEAN Closed;
    USHORT Port;
    LAB_END *End;
    LIST_ENTRY Calls;     /* pending, the close not among them */
    LIST_ENTRY Arrivals;  /* LAB_ARRIVAL */
    LIST_ENTRY Datagrams; /* LAB_DATAGRAM */
    LIST_ENTRY Retained;  /* indications that the driver kept */
    ULONG InCallback;
    BOOLEAN ReceiveHeld;  /* STATUS_DATA_NOT_ACCEPTED: until the driver asks */
    BOOLEAN ToldDisconnect;
    BOOLEAN ToldBacklog;
    BOOLEAN PumpPosted;
};

LAB_SOCKET *SocketNew(ULONG Category, ADDRESS_FAMILY Family, PVOID Context, const VOID *Dispatch);
/* The socket of a handle, also of a closed one. What never was one is a bug check. */
LAB_SOCKET *SocketOf(PWSK_SOCKET Wsk);
VOID SocketFree(LAB_SOCKET *Socket);
ULONG SocketsOpen(VOID);
LAB_SOCKET *SocketOnPort(USHORT Port, ULONG Categories);
/* After unload: a fact for each socket that is open. */
VOID SocketsTell(VOID);
/* Something changed: pending calls are tried again, and events indicated, soon. */
VOID SocketPump(LAB_SOCKET *Socket);
/* The same for all: a peer listens now. */
VOID SocketsPump(VOID);
VOID SocketFail(LAB_SOCKET *Socket);
/* Whether it failed, or its connection is gone. NULL: never. */
BOOLEAN SocketIsOver(const LAB_SOCKET *Socket);

/* ---- Calls (calls.c) ---------------------------------------------------------------------------------------------- */

#define LAB_FAILURES 6

/* What an operation is, and how it may be answered. */
typedef struct _LAB_OPERATION {
    PCSTR Name;
    NTSTATUS Failures[LAB_FAILURES]; /* what it may fail with; 0 ends them */
    BOOLEAN CanHang;      /* never ends by itself */
    BOOLEAN CanBePartial;
    BOOLEAN OfConnection; /* the peer may reset it, or shut down */
    BOOLEAN NeedsPassive;
} LAB_OPERATION;

struct _LAB_CALL {
    LIST_ENTRY Link;
    const LAB_OPERATION *Operation;
    LAB_SOCKET *Socket; /* NULL: of the provider */
    PIRP Irp;
    LAB_STACK Stack;
    /* Makes progress: TRUE when the call has ended, with Status and Information. */
    BOOLEAN (*Try)(LAB_CALL *Call);
    NTSTATUS Status;
    ULONG_PTR Information;
    ULONG64 Started;
    ULONG64 NotBefore; /* not tried before; the largest: never */
    BOOLEAN Cancelled;
    BOOLEAN Gone;      /* the driver took its IRP's memory away */
    BOOLEAN NoBuffer;  /* or its buffer's */
    BOOLEAN Partial;
    WSK_BUF Buffer;
    SIZE_T Moved;
    SIZE_T Limit; /* moves no more; 0: as much as was asked */
    ULONG Flags;
    PSOCKADDR Local;
    PSOCKADDR Remote;
    PVOID Context;
    const VOID *Dispatch;
    ULONG Number; /* category, control code: by the operation */
    ADDRESS_FAMILY Family;
    PVOID Argument;
};

/* Runs a call from its function: checks, asks, tries. What the function returns. */
NTSTATUS CallIssue(const LAB_CALL *Template);
/* The same for one without an IRP, which ends with its return. */
NTSTATUS CallWithoutIrp(const LAB_CALL *Template);
/* Tries the call again after a while: for one that waits for what is nowhere told. */
VOID CallRetry(LAB_CALL *Call, ULONG64 DelayUs);
/* Tries what pends on the socket. */
VOID CallsTry(LAB_SOCKET *Socket);
/* Ends all that pends on the socket but Except. */
VOID CallsEnd(LAB_SOCKET *Socket, NTSTATUS Status);
ULONG CallsPending(VOID);
/* The driver frees memory: calls that need it are told, and do without. */
VOID CallsMemoryFreed(NT_KIND Kind, PVOID Memory, SIZE_T Size);
/* Fills or reads the call's buffer, a chain of MDLs. */
VOID CallBufferWrite(const LAB_CALL *Call, SIZE_T At, const VOID *Bytes, SIZE_T Count);
VOID CallBufferRead(const LAB_CALL *Call, SIZE_T At, PVOID Bytes, SIZE_T Count);

/* ---- The provider's threads (provider.c) -------------------------------------------------------------------------- */

VOID ProviderStart(VOID);
/* Runs Routine after a while, on one of the provider's threads, at DISPATCH_LEVEL. */
VOID ProviderPost(ULONG64 DelayUs, VOID (*Routine)(PVOID Context), PVOID Context);
extern const WSK_PROVIDER_DISPATCH ProviderDispatch; /* client_calls.c */
const VOID *ProviderDispatchOf(ULONG Category);      /* socket_calls.c */
/* What the driver sees of them where it has no tracing of its own: see ../untraced/untraced.c. NULL: as they are. */
const WSK_PROVIDER_DISPATCH *TracedDispatch(VOID) __attribute__((weak));
const VOID *TracedDispatchOf(ULONG Category) __attribute__((weak));
NTSTATUS LabTracedEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath, DRIVER_INITIALIZE *Entry)
    __attribute__((weak));

/* ---- Event callbacks (events.c) ------------------------------------------------------------------------------------ */

#define EVENTS_OF_CONNECTIONS (WSK_EVENT_RECEIVE | WSK_EVENT_DISCONNECT | WSK_EVENT_SEND_BACKLOG)

/* Indicates what there is, one thing at a time. */
VOID EventsIndicate(LAB_SOCKET *Socket);
/* The driver gives back what one callback indicated. FALSE: it does not have it. */
BOOLEAN EventsRelease(LAB_SOCKET *Socket, PVOID Indication);
/* The driver decides about an inspected connection. */
NTSTATUS EventsInspected(LAB_SOCKET *Listener, const WSK_INSPECT_ID *Id, WSK_INSPECT_ACTION Action);
VOID EventsEnd(LAB_SOCKET *Socket);

/* ---- The scenario's peers (peer.c) ---------------------------------------------------------------------------------- */

/* A connection from Port to a listening peer: the driver's end. NULL: nobody listens there. */
LAB_END *PeersTakeConnection(USHORT Port, ULONG PeerPort);
VOID PeersTakeDatagram(USHORT Port, USHORT PeerPort, const VOID *Bytes, SIZE_T Count);
#define CONNECT_RETRY_US 100000
#define CONNECT_RETRIES_US 1000000

/* ---- Addresses (network.c) ----------------------------------------------------------------------------------------- */

VOID AddressPut(PSOCKADDR To, ADDRESS_FAMILY Family, ULONG Address, USHORT Port);
USHORT AddressPort(const SOCKADDR *Address);
#define ADDRESS_LOOPBACK 0x0100007f /* network order */

/* ---- What run.c asks ------------------------------------------------------------------------------------------------ */

BOOLEAN RegistrationIsHeld(VOID);

#endif
