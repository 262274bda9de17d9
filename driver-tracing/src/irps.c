/* The IRPs that the driver holds: see irps.h. */
#include "irps.h"

#include "events.h"
#include "lost.h"
#include "state.h"

static VOID WsktIrpTell(_In_ const WSKT_RECORD *Record, _Out_ WSKT_IRP_FOUND *Found)
{
    Found->Id = Record->Id;
    Found->Origin = CONTAINING_RECORD(Record, const WSKT_IRP, Record)->Origin;
    Found->Live = Record->Live;
}

_Use_decl_annotations_
BOOLEAN WsktIrpFind(PIRP Irp, WSKT_IRP_FOUND *Found)
{
    WSKT_RECORD *Record;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;

    Bucket = WsktSetLock(&WsktGlobal.Irps, Irp, &OldIrql);
    Record = WsktBucketFind(Bucket, Irp);
    if (Record != NULL) {
        WsktIrpTell(Record, Found);
    }
    WsktSetUnlock(Bucket, OldIrql);
    return Record != NULL;
}

_Use_decl_annotations_
BOOLEAN WsktIrpFindAndEnd(PIRP Irp, WSKT_IRP_FOUND *Found)
{
    WSKT_RECORD *Record;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;

    Bucket = WsktSetLock(&WsktGlobal.Irps, Irp, &OldIrql);
    Record = WsktBucketFind(Bucket, Irp);
    if (Record != NULL) {
        WsktIrpTell(Record, Found);
        if (WsktBucketEnd(Bucket, Record)) {
            WsktSetRecycle(&WsktGlobal.Irps, Record); /* under the lock: the set may be closed as soon as it is released */
        }
    }
    WsktSetUnlock(Bucket, OldIrql);
    return Record != NULL;
}

_Use_decl_annotations_
ULONG64 WsktIrpBegin(PIRP Irp, WSKT_ORIGIN Origin, UCHAR StackSize, PCSTR Function, ULONG Line, LONG Run)
{
    WSKT_RECORD *Record;
    WSKT_IRP_FOUND Before;
    WSKT_IRP *New;
    ULONG64 IrpId;

    /* Its memory was handed out again, so what was there before is gone by a way that was not traced. */
    if (WsktIrpFindAndEnd(Irp, &Before) && Before.Live && Before.Origin != WsktOriginPassedDown) {
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
    IrpId = WsktSetInsert(&WsktGlobal.Irps, Record, Irp, Run);
    if (IrpId == 0) {
        WsktSetDrop(Record);
        return 0;
    }
    WsktEventIrpAllocated(Irp, IrpId, StackSize, (UCHAR)Origin, Function, Line);
    return IrpId;
}

_Use_decl_annotations_
WSKT_IRP_IDENTITY WsktIrpForCall(PIRP Irp, PCSTR Function, ULONG Line, LONG Run)
{
    WSKT_IRP_IDENTITY Identity = {0, WsktOriginPassedDown, FALSE};
    WSKT_IRP_FOUND Known;

    if (WsktIrpFind(Irp, &Known) && Known.Live) {
        Identity.Id = Known.Id;
        Identity.Origin = Known.Origin;
    } else {
        Identity.Id = WsktIrpBegin(Irp, WsktOriginPassedDown, (UCHAR)Irp->StackCount, Function, Line, Run);
        Identity.AdoptedForCall = TRUE;
    }
    return Identity;
}

_Use_decl_annotations_
VOID WsktIrpForget(PIRP Irp, ULONG64 IrpId)
{
    WSKT_RECORD *Record;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;

    Bucket = WsktSetLock(&WsktGlobal.Irps, Irp, &OldIrql);
    Record = WsktBucketFind(Bucket, Irp);
    if (Record != NULL && Record->Id == IrpId && WsktBucketEnd(Bucket, Record)) {
        WsktSetRecycle(&WsktGlobal.Irps, Record); /* under the lock: see WsktIrpFindAndEnd */
    }
    WsktSetUnlock(Bucket, OldIrql);
}
