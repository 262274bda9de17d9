/* Faults in what the driver does with its IRPs. */
#include "sockets.h"

/* Sends with an IRP each, and every third is forgotten. */
VOID FaultIrpLeak(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 256};
    ULONG I;

    for (I = 0; I < 9; I++) {
        REQUEST Request;

        RequestBegin(&Request);
        WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
        RequestWait(&Request);
        if (I % 3 != 2) {
            WskTraceFreeIrp(Request.Irp);
        }
    }
    CloseIt(Socket);
}

/* The way out of a socket creation that failed forgets the IRP. */
VOID FaultIrpLeakOnFailure(VOID)
{
    REQUEST Request;

    CloseIt(OpenSocket(WSK_FLAG_DATAGRAM_SOCKET, AF_INET, SOCK_DGRAM, IPPROTO_UDP, NULL, NULL));
    ProviderNext((SCRIPT){.When = CompletesInline,
                          .Status = STATUS_INSUFFICIENT_RESOURCES,
                          .Returned = STATUS_INSUFFICIENT_RESOURCES});
    RequestBegin(&Request);
    if (!NT_SUCCESS(WskTraceSocket(ProviderNpi.Dispatch, ProviderNpi.Client, AF_INET, SOCK_DGRAM, IPPROTO_UDP,
                                   WSK_FLAG_DATAGRAM_SOCKET, NULL, NULL, NULL, NULL, NULL, Request.Irp))) {
        return;
    }
    RequestEnd(&Request);
}

/* Freed in the completion routine's place and once more by the caller. */
VOID FaultDoubleFree(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 256};
    REQUEST Request;

    RequestBegin(&Request);
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    RequestEnd(&Request);
    WskTraceFreeIrp(Request.Irp);
    CloseIt(Socket);
}

/*
 * Cancelled and freed without waiting for the completion, which then comes: on the same processor, so that the trace
 * proves which came first.
 */
VOID FaultFreeWhilePending(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Request;

    ProviderRunsOn(0);
    RequestBegin(&Request);
    WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    WskTraceCancelIrp(Request.Irp);
    WskTraceFreeIrp(Request.Irp);
    CHECK(ProviderDeliver());
    CHECK(Request.Completions == 1);
    CloseIt(Socket);
}

/* The IRP of a receive that pends is used for a send: both are completed, later on the same processor. */
VOID FaultReuseWhilePending(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Request;

    ProviderRunsOn(0);
    RequestBegin(&Request);
    WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    RequestReuse(&Request);
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    CHECK(ProviderDeliver() && ProviderDeliver());
    CHECK(Request.Completions == 2);
    WskTraceFreeIrp(Request.Irp);
    CloseIt(Socket);
}

/* Keeps nothing: the driver's own IRP goes on to the I/O manager. */
static NTSTATUS ForgetsToKeep(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    RequestCompleted(DeviceObject, Irp, Context);
    return STATUS_SUCCESS;
}

VOID FaultRoutineResult(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 256};
    REQUEST Request;

    RequestBegin(&Request);
    IoSetCompletionRoutine(Request.Irp, ForgetsToKeep, &Request, TRUE, TRUE, TRUE);
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    RequestEnd(&Request);
    CHECK(NtIrpsFinished() == 1 && NtEventCount("RoutineReturned") == 1);
    CloseIt(Socket);
}
