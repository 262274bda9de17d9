/* The IRPs that the driver holds: see irps.h. */
#include "irps.h"

#include "calls.h"
#include "events.h"
#include "lost.h"
#include "provider.h"

typedef struct _WSKT_IRP_FOUND {
    ULONG64 Id;
    WSKT_ORIGIN Origin;
    BOOLEAN Live;
} WSKT_IRP_FOUND;

/* The newest IRP at this address, outstanding or not, as it is now. */
static BOOLEAN WsktIrpFind(_In_ PIRP Irp, _Out_ WSKT_IRP_FOUND *Found)
{
    WSKT_RECORD *Record;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;

    Bucket = WsktSetLock(&WsktGlobal.Irps, Irp, &OldIrql);
    Record = WsktBucketFind(Bucket, Irp);
    if (Record != NULL) {
        Found->Id = Record->Id;
        Found->Origin = CONTAINING_RECORD(Record, WSKT_IRP, Record)->Origin;
        Found->Live = Record->Live;
    }
    WsktSetUnlock(Bucket, OldIrql);
    return Record != NULL;
}

/* The IRP with this id is no longer outstanding. Returns whether it was. */
static BOOLEAN WsktIrpEnd(_In_ PIRP Irp, _In_ ULONG64 IrpId)
{
    WSKT_RECORD *Record;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;
    BOOLEAN Ended = FALSE;

    Bucket = WsktSetLock(&WsktGlobal.Irps, Irp, &OldIrql);
    Record = WsktBucketFind(Bucket, Irp);
    if (Record != NULL && Record->Id == IrpId && Record->Live) {
        Record->Live = FALSE;
        Ended = TRUE;
    }
    WsktSetUnlock(Bucket, OldIrql);

    if (Ended) {
        InterlockedDecrement(&WsktGlobal.Irps.LiveCount);
        WsktSetRecycle(&WsktGlobal.Irps, Record);
    }
    return Ended;
}

/* Notes an IRP that the driver holds from now on. Returns its id, or 0 when there is no memory for the note. */
static ULONG64 WsktIrpBegin(_In_ PIRP Irp, _In_ WSKT_ORIGIN Origin, _In_ UCHAR StackSize, _In_z_ PCSTR Function,
                            _In_ ULONG Line)
{
    WSKT_RECORD *Record;
    WSKT_IRP_FOUND Before;
    WSKT_IRP *New;
    ULONG64 IrpId;

    /* Its memory was handed out again, so what was there before is gone by a way that was not traced. */
    if (WsktIrpFind(Irp, &Before) && WsktIrpEnd(Irp, Before.Id) && Before.Origin != WsktOriginPassedDown) {
        WsktEventIrpFreed(Irp, Before.Id, 0);
    }

    Record = WsktSetTake(&WsktGlobal.Irps);
    if (Record == NULL) {
        WsktLost(WsktLostIrp);
        return 0;
    }
    New = CONTAINING_RECORD(Record, WSKT_IRP, Record);
    New->Origin = Origin;
    New->StackSize = StackSize;
    New->Function = Function;
    New->Line = Line;
    IrpId = WsktSetInsert(&WsktGlobal.Irps, Record, Irp);
    WsktEventIrpAllocated(Irp, IrpId, StackSize, (UCHAR)Origin, Function, Line);
    return IrpId;
}

WSKT_IRP_IDENTITY WsktIrpForCall(_In_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_IRP_IDENTITY Identity = {0, WsktOriginPassedDown, FALSE};
    WSKT_IRP_FOUND Known;

    if (WsktIrpFind(Irp, &Known) && Known.Live) {
        Identity.Id = Known.Id;
        Identity.Origin = Known.Origin;
    } else {
        Identity.Id = WsktIrpBegin(Irp, WsktOriginPassedDown, (UCHAR)Irp->StackCount, Function, Line);
        Identity.AdoptedForCall = TRUE;
    }
    return Identity;
}

VOID WsktIrpForget(_In_ PIRP Irp, _In_ ULONG64 IrpId)
{
    (VOID) WsktIrpEnd(Irp, IrpId);
}

_Must_inspect_result_
PIRP WskTraceAllocateIrpAt(_In_ CCHAR StackSize, _In_ BOOLEAN ChargeQuota, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    PIRP Irp = IoAllocateIrp(StackSize, ChargeQuota);

    if (Irp != NULL && WsktGlobal.Running) {
        (VOID) WsktIrpBegin(Irp, WsktOriginAllocated, (UCHAR)StackSize, Function, Line);
    }
    return Irp;
}

VOID WskTraceInitializeIrpAt(_Out_ PIRP Irp, _In_ USHORT PacketSize, _In_ CCHAR StackSize, _In_z_ PCSTR Function,
                             _In_ ULONG Line)
{
    WSKT_IRP_FOUND Known;

    if (WsktGlobal.Running && WsktIrpFind(Irp, &Known) && Known.Live &&
        Known.Origin == WsktOriginEmbedded) {
        /* Initialized before and not cleaned up: the same IRP, used once more. Its old status is not read, since the
           memory may have been anything's in between. */
        WsktEventIrpReused(Irp, Known.Id, STATUS_SUCCESS);
        IoInitializeIrp(Irp, PacketSize, StackSize);
        return;
    }
    IoInitializeIrp(Irp, PacketSize, StackSize);
    if (WsktGlobal.Running) {
        (VOID) WsktIrpBegin(Irp, WsktOriginEmbedded, (UCHAR)StackSize, Function, Line);
    }
}

VOID WskTraceAdoptIrpAt(_In_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    if (WsktGlobal.Running) {
        (VOID) WsktIrpBegin(Irp, WsktOriginPassedDown, (UCHAR)Irp->StackCount, Function, Line);
    }
}

VOID WskTraceReuseIrpAt(_Inout_ PIRP Irp, _In_ NTSTATUS Status)
{
    WSKT_IRP_FOUND Known;

    if (WsktGlobal.Running && WsktIrpFind(Irp, &Known)) {
        WsktEventIrpReused(Irp, Known.Id, Irp->IoStatus.Status);
    }
    IoReuseIrp(Irp, Status);
}

BOOLEAN WskTraceCancelIrpAt(_In_ PIRP Irp)
{
    ULONG64 IrpId = 0;
    ULONG64 CallId = 0;
    BOOLEAN Result;
    WSKT_IRP_FOUND Known;

    /* Asked before: the IRP may be completed, freed and its address another IRP's when IoCancelIrp returns. */
    if (WsktGlobal.Running && WsktIrpFind(Irp, &Known)) {
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
static VOID WsktIrpRelease(_In_ PIRP Irp, _In_ ULONG Line)
{
    WSKT_IRP_FOUND Known;

    if (WsktGlobal.Running && WsktIrpFind(Irp, &Known)) {
        WsktCallsSettle(Irp);
        (VOID) WsktIrpEnd(Irp, Known.Id);
        WsktEventIrpFreed(Irp, Known.Id, Line);
    }
}

VOID WskTraceFreeIrpAt(_In_ PIRP Irp, _In_ ULONG Line)
{
    WsktIrpRelease(Irp, Line);
    IoFreeIrp(Irp);
}

VOID WskTraceUninitializeIrpAt(_In_ PIRP Irp, _In_ ULONG Line)
{
    WsktIrpRelease(Irp, Line);
}
