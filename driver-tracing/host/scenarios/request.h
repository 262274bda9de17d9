/* An IRP with somebody who waits for it: how the scenarios' driver makes most of its calls. */
#ifndef REQUEST_H
#define REQUEST_H

#include "scenario.h"

typedef struct _REQUEST {
    PIRP Irp;
    ULONG Completions;
    NTSTATUS Status;
    ULONG_PTR Information;
} REQUEST;

/* Allocates the IRP and sets its completion routine. A macro, so that the trace names the scenario's function. */
#define RequestBegin(Request) ((Request)->Irp = WskTraceAllocateIrp(1, FALSE), RequestArm(Request))

/* Takes the completed IRP for the next call. */
#define RequestReuse(Request) (WskTraceReuseIrp((Request)->Irp, STATUS_UNSUCCESSFUL), RequestArm(Request))

/* Waits, then frees the IRP. Gives the final status. */
#define RequestEnd(Request) (RequestWait(Request), WskTraceFreeIrp((Request)->Irp), RequestStatus(Request))

/* Sets the completion routine, for success, error and cancel. */
VOID RequestArm(REQUEST *Request);

/* Lets the provider work until the request is completed. */
VOID RequestWait(const REQUEST *Request);

/* The final status. */
NTSTATUS RequestStatus(const REQUEST *Request);

/* The completion routine: notes the outcome and keeps the IRP. */
IO_COMPLETION_ROUTINE RequestCompleted;

#endif
