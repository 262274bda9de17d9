#include "request.h"

/* How long a wait lasts before the trace is told that somebody still waits. */
#define WAIT_BOUND_MS 500
#define TICKS_PER_MS 10000 /* KeWait's timeouts are in 100 ns */

static IO_COMPLETION_ROUTINE RequestComplete;

_Use_decl_annotations_
static NTSTATUS NTAPI RequestComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PREQUEST request = Context;

    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    KeSetEvent(&request->Done, IO_NO_INCREMENT, FALSE);
    /* The request keeps its IRP: completion processing ends here. */
    return STATUS_MORE_PROCESSING_REQUIRED;
}

_Use_decl_annotations_
PREQUEST RequestCreate(VOID)
{
    PREQUEST request = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*request), SAMPLE_POOL_TAG);

    if (request == NULL) {
        return NULL;
    }
    RtlZeroMemory(request, sizeof(*request));
    KeInitializeEvent(&request->Done, NotificationEvent, FALSE);
    request->Irp = WskTraceAllocateIrp(1, FALSE);
    if (request->Irp == NULL) {
        ExFreePoolWithTag(request, SAMPLE_POOL_TAG);
        return NULL;
    }
    return request;
}

_Use_decl_annotations_
PIRP RequestArm(PREQUEST Request)
{
    if (Request->Used) {
        WskTraceReuseIrp(Request->Irp, STATUS_UNSUCCESSFUL);
    }
    Request->Used = TRUE;
    Request->Outstanding = TRUE;
    KeClearEvent(&Request->Done);
    IoSetCompletionRoutine(Request->Irp, RequestComplete, Request, TRUE, TRUE, TRUE);
    return Request->Irp;
}

_Use_decl_annotations_
NTSTATUS RequestWait(PREQUEST Request, NTSTATUS CallStatus, PKEVENT Stop, ULONG LimitMs)
{
    PVOID objects[2] = {&Request->Done, Stop};
    LARGE_INTEGER bound;
    ULONG waitedMs = 0;
    NTSTATUS status;

    bound.QuadPart = -(LONGLONG)WAIT_BOUND_MS * TICKS_PER_MS;
    for (;;) {
        status = KeWaitForMultipleObjects(
            Stop != NULL ? 2 : 1, objects, WaitAny, Executive, KernelMode, FALSE, &bound, NULL);
        if (status == STATUS_WAIT_0) {
            Request->Outstanding = FALSE;
            return Request->Irp->IoStatus.Status;
        }
        if (status == STATUS_WAIT_1) {
            return STATUS_PENDING;
        }
        waitedMs += WAIT_BOUND_MS;
        WskTraceWaitStillPending(Request->Irp, waitedMs);
        if (!NT_SUCCESS(CallStatus)) {
            Request->Abandoned = TRUE;
            return CallStatus;
        }
        if (LimitMs != 0 && waitedMs >= LimitMs) {
            return STATUS_PENDING;
        }
    }
}

_Use_decl_annotations_
BOOLEAN RequestDrain(PREQUEST Request)
{
    return Request->Outstanding && !Request->Abandoned &&
           RequestWait(Request, STATUS_PENDING, NULL, 0) == STATUS_SUCCESS;
}

_Use_decl_annotations_
ULONG_PTR RequestInformation(const REQUEST *Request)
{
    return Request->Irp->IoStatus.Information;
}

_Use_decl_annotations_
VOID RequestDestroy(PREQUEST Request)
{
    if (Request == NULL || Request->Outstanding) {
        return;
    }
    WskTraceFreeIrp(Request->Irp);
    ExFreePoolWithTag(Request, SAMPLE_POOL_TAG);
}
