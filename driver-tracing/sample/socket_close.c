/* Closing a socket, with an IRP that is freed in its own completion routine. */
#include "socket.h"

/* What the completion routine tells the waiter; on the waiter's stack. */
typedef struct _CLOSE {
    KEVENT Done;
    NTSTATUS Status;
    NTSTATUS RoutineResult;
} CLOSE, *PCLOSE;

#define RETRY_MS 10
#define TICKS_PER_MS 10000 /* KeDelayExecutionThread's intervals are in 100 ns */

static IO_COMPLETION_ROUTINE CloseComplete;

/* A socket that can't be closed for want of memory would hang the unload: this waits until there is some. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static PIRP AllocateIrpAtLast(VOID)
{
    LARGE_INTEGER interval;
    PIRP irp;

    interval.QuadPart = -(LONGLONG)RETRY_MS * TICKS_PER_MS;
    while ((irp = WskTraceAllocateIrp(1, FALSE)) == NULL) {
        (VOID)KeDelayExecutionThread(KernelMode, FALSE, &interval);
    }
    return irp;
}

_Use_decl_annotations_
static NTSTATUS NTAPI CloseComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PCLOSE closing = Context;
    /* The waiter's stack may be gone once Done is signalled. */
    NTSTATUS result = closing->RoutineResult;

    UNREFERENCED_PARAMETER(DeviceObject);
    closing->Status = Irp->IoStatus.Status;
    WskTraceFreeIrp(Irp);
    KeSetEvent(&closing->Done, IO_NO_INCREMENT, FALSE);
    return result;
}

_Use_decl_annotations_
NTSTATUS SocketClose(PSAMPLE Sample, PWSK_SOCKET Socket)
{
    const WSK_PROVIDER_BASIC_DISPATCH *dispatch = Socket->Dispatch;
    CLOSE closing;
    PIRP irp = AllocateIrpAtLast();

    KeInitializeEvent(&closing.Done, NotificationEvent, FALSE);
    closing.Status = STATUS_PENDING;
    /* The fault: to free an IRP and let its completion go on. */
    closing.RoutineResult =
        Sample->Settings.Fault == FaultRoutineResult ? STATUS_SUCCESS : STATUS_MORE_PROCESSING_REQUIRED;

    IoSetCompletionRoutine(irp, CloseComplete, &closing, TRUE, TRUE, TRUE);
    (VOID)WskTraceCloseSocket(dispatch, Socket, irp);
    KeWaitForSingleObject(&closing.Done, Executive, KernelMode, FALSE, NULL);
    return closing.Status;
}
