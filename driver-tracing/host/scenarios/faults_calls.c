/* Faults in how calls are completed. */
#include "sockets.h"

/* A graceful disconnect that the peer never answers; the socket can't be closed behind it. */
VOID FaultNeverCompleted(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    REQUEST Disconnect;

    RequestBegin(&Disconnect);
    ProviderNext((SCRIPT){.When = CompletesNever, .Returned = STATUS_PENDING});
    WskTraceDisconnect(CONNECTION(Socket), Socket, NULL, 0, Disconnect.Irp);
    NtClockAdvance(30000000);
    WskTraceWaitStillPending(Disconnect.Irp, 30000);
}

/* A receive that is completed twice. */
VOID FaultDoubleCompletion(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Request;

    RequestBegin(&Request);
    ProviderNext((SCRIPT){.Returned = STATUS_PENDING, .Information = 12, .DelayUs = 300, .Times = 2});
    WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    CHECK(ProviderDeliver() && ProviderDeliverAgain());
    CHECK(Request.Completions == 2);
    WskTraceFreeIrp(Request.Irp);
    CloseIt(Socket);
}

/* The second completion comes when the IRP was freed. */
VOID FaultDoubleCompletionAfterFree(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Request;

    RequestBegin(&Request);
    ProviderNext((SCRIPT){.Returned = STATUS_PENDING, .Information = 12, .DelayUs = 300, .Times = 2});
    WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    RequestEnd(&Request);
    CHECK(ProviderDeliverAgain());
    CloseIt(Socket);
}

/* Not implemented, and never completed; the driver gives the IRP up soundly. */
VOID FaultErrorWithoutCompletion(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    SOCKADDR_IN Address;
    REQUEST Request;

    NtEventsForget();
    RequestBegin(&Request);
    ProviderNext((SCRIPT){.When = CompletesNever, .Returned = STATUS_NOT_IMPLEMENTED});
    CHECK(WskTraceGetRemoteAddress(CONNECTION(Socket), Socket, (PSOCKADDR)&Address, Request.Irp) ==
          STATUS_NOT_IMPLEMENTED);
    WskTraceFreeIrp(Request.Irp);
    EXPECT_EVENTS("IrpAllocated WskCallIssued WskCallReturned IrpFreed");
    CloseIt(Socket);
}

/* Returns success, and is completed with a failure. */
VOID FaultStatusMismatch(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 256};
    REQUEST Request;

    RequestBegin(&Request);
    ProviderNext((SCRIPT){.When = CompletesInline, .Status = STATUS_CONNECTION_RESET, .Returned = STATUS_SUCCESS});
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    CHECK(RequestEnd(&Request) == STATUS_CONNECTION_RESET);
    CloseIt(Socket);
}

/* Cancelled, and nothing happens. */
VOID FaultCancelNotCompleted(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Request;

    RequestBegin(&Request);
    ProviderNext((SCRIPT){.When = CompletesNever, .Returned = STATUS_PENDING, .IgnoresCancel = TRUE});
    WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    NtClockAdvance(10000000);
    CHECK(!WskTraceCancelIrp(Request.Irp));
    NtClockAdvance(10000000);
    WskTraceWaitStillPending(Request.Irp, 20000);
}

/* The provider's clock is set back for a while: no offset of two clocks explains a completion so long before its issue. */
VOID FaultClockAnomaly(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 256};
    REQUEST Request;

    NtClockAdvance(50000);
    NtClockSkew(30000);
    RequestBegin(&Request);
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    RequestEnd(&Request);
    NtClockSkew(0);
    CloseIt(Socket);
}
