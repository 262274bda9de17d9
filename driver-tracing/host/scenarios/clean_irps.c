/* Sound runs: whose the IRP is, how it is used again, and how it ends. */
#include "sockets.h"

/* Allocated once, used for many calls. */
VOID CleanReuse(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 64};
    REQUEST Request;
    ULONG I;

    RequestBegin(&Request);
    NtEventsForget();
    for (I = 0; I < 20; I++) {
        WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
        RequestWait(&Request);
        RequestReuse(&Request);
    }
    CHECK(NtEventCount("IrpReused") == 20 && NtEventCount("IrpAllocated") == 0);
    WskTraceFreeIrp(Request.Irp);
    CloseIt(Socket);
}

typedef struct _OUTER {
    IRP Irp;
    IO_STACK_LOCATION Stack[2];
    REQUEST Request;
} OUTER;

/* Inside a larger structure, initialized and cleaned up twice, and once more without a clean-up in between. */
VOID CleanEmbedded(VOID)
{
    OUTER *Outer = NtBlockAllocate(sizeof(*Outer));
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 64};
    ULONG I;

    Outer->Request.Irp = &Outer->Irp;
    for (I = 0; I < 2; I++) {
        WskTraceInitializeIrp(&Outer->Irp, IoSizeOfIrp(2), 2);
        RequestArm(&Outer->Request);
        WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, &Outer->Irp);
        RequestWait(&Outer->Request);
        WskTraceUninitializeIrp(&Outer->Irp);
    }

    NtEventsForget();
    WskTraceInitializeIrp(&Outer->Irp, IoSizeOfIrp(2), 2);
    WskTraceInitializeIrp(&Outer->Irp, IoSizeOfIrp(2), 2);
    WskTraceUninitializeIrp(&Outer->Irp);
    EXPECT_EVENTS("IrpAllocated IrpReused IrpFreed");
    NtBlockFree(Outer, sizeof(*Outer));
    CloseIt(Socket);
}

typedef struct _ABOVE {
    ULONG Completions;
    BOOLEAN SawPending;
} ABOVE;

/* The driver above: allocated the IRP with a stack location for itself and one for each driver below. */
static NTSTATUS AboveCompleted(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    ABOVE *Above = Context;

    UNREFERENCED_PARAMETER(DeviceObject);
    Above->Completions++;
    Above->SawPending = Irp->PendingReturned;
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS PropagatePending(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Context);
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

static PIRP FromAbove(ABOVE *Above)
{
    PIRP Irp = IoAllocateIrp(2, FALSE); /* by another driver: not traced */

    memset(Above, 0, sizeof(*Above));
    IoSetCompletionRoutine(Irp, AboveCompleted, Above, TRUE, TRUE, TRUE);
    IoSetNextIrpStackLocation(Irp); /* as IoCallDriver does on the way into this driver */
    return Irp;
}

/* IRPs passed down from above: announced, unannounced, and without a completion routine of this driver's. */
VOID CleanPassedDown(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 64};
    ABOVE Above;
    PIRP Irp;

    NtEventsForget();
    Irp = FromAbove(&Above);
    WskTraceAdoptIrp(Irp);
    IoSetCompletionRoutine(Irp, PropagatePending, NULL, TRUE, TRUE, TRUE);
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Irp);
    CHECK(ProviderDeliver() && Above.Completions == 1 && Above.SawPending);
    EXPECT_EVENTS("IrpAllocated WskCallIssued WskCallReturned IrpCompleted RoutineReturned");
    IoFreeIrp(Irp);

    Irp = FromAbove(&Above);
    IoSetCompletionRoutine(Irp, PropagatePending, NULL, TRUE, TRUE, TRUE);
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Irp);
    CHECK(ProviderDeliver() && Above.Completions == 1 && Above.SawPending);
    EXPECT_EVENTS("IrpAllocated WskCallIssued WskCallReturned IrpCompleted RoutineReturned");
    IoFreeIrp(Irp);

    /* The I/O manager propagates where no routine was set, or where the routine did not ask for this outcome. */
    Irp = FromAbove(&Above);
    IoSetCompletionRoutine(Irp, NULL, NULL, FALSE, FALSE, FALSE);
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Irp);
    CHECK(ProviderDeliver() && Above.Completions == 1 && Above.SawPending);
    EXPECT_EVENTS("IrpAllocated WskCallIssued WskCallReturned IrpCompleted");
    IoFreeIrp(Irp);

    Irp = FromAbove(&Above);
    IoSetCompletionRoutine(Irp, RequestCompleted, NULL, FALSE, TRUE, TRUE); /* for errors alone */
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Irp);
    CHECK(ProviderDeliver() && Above.Completions == 1 && Above.SawPending);
    IoFreeIrp(Irp);
    CloseIt(Socket);
}

/* IRPs and sockets whose addresses are handed out again at once. */
VOID CleanPointerReuse(VOID)
{
    PWSK_SOCKET Before = NULL;
    ULONG I, Same = 0;

    NtBlockReuse(TRUE);
    for (I = 0; I < 12; I++) {
        PWSK_SOCKET Socket = ConnectOut();

        Same += Socket == Before;
        CloseIt(Socket);
        Before = Socket;
    }
    CHECK(Same == 11);
}

/* A receive that is cancelled, and completed as cancelled. */
VOID CleanCancel(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Request;

    NtEventsForget();
    RequestBegin(&Request);
    WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    CHECK(WskTraceCancelIrp(Request.Irp));
    CHECK(RequestEnd(&Request) == STATUS_CANCELLED);
    EXPECT_EVENTS("IrpAllocated WskCallIssued WskCallReturned IrpCancelRequested IrpCompleted IrpFreed");
    CloseIt(Socket);
}

/* Receives, and then an accept, that end because their socket is closed. */
VOID CleanCloseCancels(VOID)
{
    PWSK_SOCKET Listener = OpenListener(), Socket = AcceptOne(Listener);
    REQUEST Receives[3], Accept;
    WSK_BUF Buffer = {NULL, 0, 4096};
    ULONG I;

    for (I = 0; I < RTL_NUMBER_OF(Receives); I++) {
        RequestBegin(&Receives[I]);
        WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Receives[I].Irp);
    }
    CloseIt(Socket);
    for (I = 0; I < RTL_NUMBER_OF(Receives); I++) {
        CHECK(RequestEnd(&Receives[I]) == STATUS_CANCELLED);
    }
    RequestBegin(&Accept);
    WskTraceAccept(LISTEN(Listener), Listener, 0, NULL, NULL, NULL, NULL, Accept.Irp);
    CloseIt(Listener);
    CHECK(RequestEnd(&Accept) == STATUS_CANCELLED);
}

/* A wait that runs out twice before the slow peer answers. */
VOID CleanWaitRanOut(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Request;

    RequestBegin(&Request);
    ProviderNext((SCRIPT){.Returned = STATUS_PENDING, .Information = 7, .DelayUs = 900000});
    WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    NtClockAdvance(1000000);
    WskTraceWaitStillPending(Request.Irp, 1000);
    NtClockAdvance(1000000);
    WskTraceWaitStillPending(Request.Irp, 2000);
    CHECK(NtEventCount("WaitStillPending") == 2);
    RequestEnd(&Request);
    CloseIt(Socket);
}

/* Everything that may be called at DISPATCH_LEVEL, called there. */
VOID CleanDispatchLevel(VOID)
{
    KIRQL OldIrql;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    CleanEcho();
    CleanCancel();
    CHECK(KeGetCurrentIrql() == DISPATCH_LEVEL);
    KeLowerIrql(OldIrql);
}
