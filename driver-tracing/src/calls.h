/*
 * Calls to WSK functions that are under way, from their issue to their completion. A call is over when it was completed,
 * and when it returned an error (its completion may still come). All functions: IRQL <= DISPATCH_LEVEL.
 */
#ifndef WSKTRACE_CALLS_H
#define WSKTRACE_CALLS_H

#include "objects.h"

/* Notes a call of this IRP on this socket and sets Issue->CallId. NULL when it could not be noted. */
WSKT_CALL *WsktCallBegin(_Inout_ WSKT_ISSUE *Issue, _In_ const WSKT_IRP_IDENTITY *Irp,
                         _In_ const WSKT_SOCKET_FOUND *Socket);

/* The call returned an error. Returns whether it is over by that: whether it was not completed before. */
BOOLEAN WsktCallFailed(_In_ PIRP Irp, _Inout_ WSKT_CALL *Call);

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
