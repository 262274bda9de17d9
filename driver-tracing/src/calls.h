/*
 * Calls to WSK functions, from their issue to their completion. A call is over when it was completed, and when it
 * returned an error (its completion may still come). All functions: IRQL <= DISPATCH_LEVEL.
 */
#ifndef WSKTRACE_CALLS_H
#define WSKTRACE_CALLS_H

#include "addresses.h"
#include "irps.h"
#include "sockets.h"

/* Bits of WSKT_CALL.State. */
#define WSKT_CALL_RETURNED 1  /* the WSK function returned */
#define WSKT_CALL_COMPLETED 2 /* the completion routine ran */
#define WSKT_CALL_RECYCLED 4  /* the record is queued, or used again */
#define WSKT_CALL_TOLD 8      /* what its completion did to sockets is told */

typedef struct _WSKT_CALL {
    WSKT_RECORD Record; /* Key is the IRP, Id the CallId */
    volatile LONG State;
    WSKT_OP Op;
    WSKT_IRP_IDENTITY Irp;
    PWSK_SOCKET Socket;
    ULONG64 SocketId;
    ULONG64 Length;
    ULONG Flags;
    PCSTR Function;
    ULONG Line;
    WSKT_SOCKET_KIND Creates;
    WSKT_ADDRESSES Addresses;
    /* What the driver had set in the IRP's next stack location. */
    PIO_COMPLETION_ROUTINE Routine;
    PVOID Context;
    UCHAR Control;
} WSKT_CALL;

/* A call as its wrapper sees it: filled by the wrapper but for the last two, and kept on its stack. */
typedef struct _WSKT_ISSUE {
    WSKT_OP Op;
    PIRP Irp;           /* NULL: the call has no completion */
    PWSK_SOCKET Socket; /* NULL where there is none yet */
    ULONG64 Length;
    ULONG Flags;
    PCSTR Function;
    ULONG Line;
    WSKT_SOCKET_KIND Creates;  /* of WskSocket and WskSocketConnect */
    const SOCKADDR *LocalGiven;
    const SOCKADDR *RemoteGiven;
    const SOCKADDR *LocalAsked;  /* filled by the call; live until the IRP is completed */
    const SOCKADDR *RemoteAsked;
    ULONG64 CallId;     /* 0: untraced */
    WSKT_CALL *Call;    /* NULL: untraced, or without an IRP */
} WSKT_ISSUE;

/* Right before the WSK function: writes WskCallIssued and takes the completion routine over. */
VOID WsktCallIssue(_Inout_ WSKT_ISSUE *Issue);

/* Right after it: writes WskCallReturned. Returns Status. The IRP may be gone. */
NTSTATUS WsktCallReturned(_In_ const WSKT_ISSUE *Issue, _In_ NTSTATUS Status);

/*
 * Which call is completed when the routine that was set for Set runs. That is Set, but for an IRP that was used again
 * while a call was pending: then the routine was set twice in one stack location and either completion comes with the
 * later call's. The oldest call still outstanding is taken first, so that each gets one of the completions.
 */
WSKT_CALL *WsktCallCompleted(_In_ PIRP Irp, _In_ WSKT_CALL *Set);

/* Marks the call with Bits of its state. Returns the state before. Recycles it when it is both completed and returned. */
LONG WsktCallMark(_Inout_ WSKT_CALL *Call, _In_ LONG Bits);

/* The id of the call that is outstanding on an IRP for longest, or 0. */
ULONG64 WsktCallOldest(_In_ PIRP Irp, _Out_opt_ WSKT_OP *Op);

/* The IRP is issued again or freed: forgets its calls that ended with an error and were never completed. */
VOID WsktCallsSettle(_In_ PIRP Irp);

#endif
