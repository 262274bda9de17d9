/* An IRP with somebody who waits for it: see request.h. */
#include "request.h"

NTSTATUS RequestCompleted(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    REQUEST *Request = Context;

    UNREFERENCED_PARAMETER(DeviceObject);
    CHECK(NtHeldLocks() == 0);
    Request->Status = Irp->IoStatus.Status;
    Request->Information = Irp->IoStatus.Information;
    Request->Completions++;
    return STATUS_MORE_PROCESSING_REQUIRED;
}

VOID RequestArm(REQUEST *Request)
{
    Request->Completions = 0;
    Request->Status = STATUS_PENDING;
    Request->Information = 0;
    IoSetCompletionRoutine(Request->Irp, RequestCompleted, Request, TRUE, TRUE, TRUE);
}

VOID RequestWait(const REQUEST *Request)
{
    while (Request->Completions == 0) {
        if (!ProviderDeliver()) {
            NtFail("a request waits for a completion that never comes");
        }
    }
}

NTSTATUS RequestStatus(const REQUEST *Request)
{
    return Request->Status;
}
