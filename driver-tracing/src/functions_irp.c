/* The wrappers of the I/O manager's functions for IRPs. */
#include "calls.h"
#include "events.h"
#include "irps.h"
#include "state.h"

_Use_decl_annotations_
PIRP WskTraceNoteIrpAt(PIRP Irp, PCSTR Function, ULONG Line)
{
    LONG Run = WsktRun();

    if (Irp != NULL && Run != 0) {
        (VOID) WsktIrpBegin(Irp, WsktOriginAllocated, (UCHAR)Irp->StackCount, Function, Line, Run);
    }
    return Irp;
}

_Use_decl_annotations_
PIRP WskTraceAllocateIrpAt(CCHAR StackSize, BOOLEAN ChargeQuota, PCSTR Function, ULONG Line)
{
    PIRP Irp = IoAllocateIrp(StackSize, ChargeQuota);
    LONG Run = WsktRun();

    if (Irp != NULL && Run != 0) {
        (VOID) WsktIrpBegin(Irp, WsktOriginAllocated, (UCHAR)StackSize, Function, Line, Run);
    }
    return Irp;
}

_Use_decl_annotations_
VOID WskTraceInitializeIrpAt(PIRP Irp, USHORT PacketSize, CCHAR StackSize, PCSTR Function, ULONG Line)
{
    LONG Run = WsktRun();
    WSKT_IRP_FOUND Known;

    if (Run != 0 && WsktIrpFind(Irp, &Known) && Known.Live && Known.Origin == WsktOriginEmbedded) {
        /* Initialized before and not cleaned up: the same IRP, used once more. Its old status is not read, since the
           memory may have been anything's in between. */
        WsktEventIrpReused(Irp, Known.Id, STATUS_SUCCESS);
        IoInitializeIrp(Irp, PacketSize, StackSize);
        return;
    }
    IoInitializeIrp(Irp, PacketSize, StackSize);
    if (Run != 0) {
        (VOID) WsktIrpBegin(Irp, WsktOriginEmbedded, (UCHAR)StackSize, Function, Line, Run);
    }
}

_Use_decl_annotations_
VOID WskTraceAdoptIrpAt(PIRP Irp, PCSTR Function, ULONG Line)
{
    LONG Run = WsktRun();

    if (Run != 0) {
        (VOID) WsktIrpBegin(Irp, WsktOriginPassedDown, (UCHAR)Irp->StackCount, Function, Line, Run);
    }
}

_Use_decl_annotations_
VOID WskTraceReuseIrp(PIRP Irp, NTSTATUS Status)
{
    WSKT_IRP_FOUND Known;

    if (WsktRun() != 0 && WsktIrpFind(Irp, &Known)) {
        WsktEventIrpReused(Irp, Known.Id, Irp->IoStatus.Status);
    }
    IoReuseIrp(Irp, Status);
}

_Use_decl_annotations_
BOOLEAN WskTraceCancelIrp(PIRP Irp)
{
    ULONG64 IrpId = 0;
    ULONG64 CallId = 0;
    BOOLEAN Result;
    WSKT_IRP_FOUND Known;

    /* Asked before: the IRP may be completed, freed and its address another IRP's when IoCancelIrp returns. */
    if (WsktRun() != 0 && WsktIrpFind(Irp, &Known)) {
        IrpId = Known.Id;
        CallId = WsktCallOldest(Irp, NULL);
    }
    Result = IoCancelIrp(Irp);
    if (IrpId != 0) {
        WsktEventIrpCancelRequested(Irp, IrpId, CallId, Result);
    }
    return Result;
}

/* The IRP's end by the driver's own hand. A second one is told with the identity of the first. */
_Use_decl_annotations_
VOID WskTraceUninitializeIrpAt(PIRP Irp, ULONG Line)
{
    WSKT_IRP_FOUND Known;

    if (WsktRun() != 0 && WsktIrpFindAndEnd(Irp, &Known)) {
        WsktCallsSettle(Irp);
        WsktEventIrpFreed(Irp, Known.Id, Line);
    }
}

_Use_decl_annotations_
VOID WskTraceFreeIrpAt(PIRP Irp, ULONG Line)
{
    WskTraceUninitializeIrpAt(Irp, Line);
    IoFreeIrp(Irp);
}

_Use_decl_annotations_
VOID WskTraceWaitStillPending(PIRP Irp, ULONG ElapsedMs)
{
    WSKT_OP Op = WsktOpSocket;
    ULONG64 CallId = WsktRun() != 0 ? WsktCallOldest(Irp, &Op) : 0;

    if (CallId != 0) {
        WsktEventWaitStillPending(CallId, Op, ElapsedMs);
    }
}
