/*
 * A request: one IRP that is allocated once and reused for one WSK call after another, and a bounded wait for it.
 *
 *     status = WskTraceReceive(dispatch, socket, &buffer, 0, RequestArm(request));
 *     status = RequestWait(request, status, stop, 0);
 *
 * The request owns its IRP. One call at a time.
 */
#ifndef SAMPLE_REQUEST_H
#define SAMPLE_REQUEST_H

#include "sample.h"

typedef struct _REQUEST {
    PIRP Irp;
    KEVENT Done; /* notification event: the call's IRP was completed */
    BOOLEAN Used; /* the IRP has to be reused before its next call */
    BOOLEAN Outstanding; /* armed, and its completion was not seen */
    BOOLEAN Abandoned; /* the provider failed the call and did not complete the IRP */
} REQUEST, *PREQUEST;

/* NULL when there is no memory. */
_IRQL_requires_max_(DISPATCH_LEVEL) _Must_inspect_result_ _Ret_maybenull_
PREQUEST RequestCreate(VOID);

/* Makes the IRP ready for one call, and returns it. The request keeps it. */
_IRQL_requires_max_(DISPATCH_LEVEL)
PIRP RequestArm(_Inout_ PREQUEST Request);

/*
 * Waits for the call that returned CallStatus: the IRP's final status, or
 *  - STATUS_PENDING where Stop was signalled or LimitMs (0: none) went by first: the call is still under way, and the
 *    caller has to end it (by closing the socket, say) and wait again;
 *  - CallStatus where the provider reports a failure and does not complete the IRP, which the contract rules out: then
 *    the request is good for nothing more than RequestDestroy.
 * Each time that the wait's bound runs out, the trace is told.
 */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS RequestWait(
    _Inout_ PREQUEST Request, _In_ NTSTATUS CallStatus, _In_opt_ PKEVENT Stop, _In_ ULONG LimitMs);

/*
 * Waits for a call that is still under way and whose end is certain, since its socket was closed. TRUE where there was one
 * and it succeeded all the same: what it made (an accepted socket) is the caller's.
 */
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN RequestDrain(_Inout_ PREQUEST Request);

/* Information of the last completion: a byte count or a PWSK_SOCKET, by the call. */
_IRQL_requires_max_(DISPATCH_LEVEL)
ULONG_PTR RequestInformation(_In_ const REQUEST *Request);

/* Frees the IRP and the request. One whose IRP is not back is left behind: a leak, but no crash. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID RequestDestroy(_In_opt_ PREQUEST Request);

#endif
