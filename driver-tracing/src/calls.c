/* Calls to WSK functions that are under way: see calls.h. */
#include "calls.h"

#include "addresses.h"
#include "clients.h"
#include "lost.h"
#include "sockets.h"
#include "state.h"

_Use_decl_annotations_
WSKT_CALL *WsktCallBegin(WSKT_ISSUE *Issue, const WSKT_IRP_IDENTITY *Irp, const WSKT_SOCKET_FOUND *Socket)
{
    WSKT_RECORD *Record = WsktSetTake(&WsktGlobal.Calls);
    WSKT_CALL *Call;

    if (Record == NULL) {
        WsktLost(WsktLostCall);
        return NULL;
    }
    Call = CONTAINING_RECORD(Record, WSKT_CALL, Record);
    Record->Held = TRUE; /* by the IRP, as its completion routine's context */
    Call->State = 0;
    Call->Op = Issue->Op;
    Call->Irp = *Irp;
    Call->Socket = Issue->Socket;
    Call->SocketId = Socket->Id;
    Call->Length = Issue->Length;
    Call->Flags = Issue->Flags;
    Call->Function = Issue->Function;
    Call->Line = Issue->Line;
    Call->Creates = Issue->Op == WsktOpAccept ? WsktSocketKindOfAccepted(Socket) : Issue->Creates;
    Call->Of.ClientId = Issue->Op == WsktOpCloseSocket ? WsktClientFind(Issue->Socket) : 0;
    Call->Run = Issue->Run;
    Call->HasAddresses = Issue->LocalGiven != NULL || Issue->RemoteGiven != NULL || Issue->LocalAsked != NULL ||
                         Issue->RemoteAsked != NULL;
    if (Call->HasAddresses) {
        WsktAddressesKeep(&Call->Addresses, Issue->LocalGiven, Issue->RemoteGiven, Issue->LocalAsked,
                          Issue->RemoteAsked);
    }
    Issue->CallId = WsktSetInsert(&WsktGlobal.Calls, Record, Issue->Irp, Issue->Run);
    if (Issue->CallId == 0) {
        WsktSetDrop(Record);
        return NULL;
    }
    return Call;
}

_Use_decl_annotations_
BOOLEAN WsktCallFailed(PIRP Irp, WSKT_CALL *Call)
{
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;
    BOOLEAN WasLive;

    Bucket = WsktSetLock(&WsktGlobal.Calls, Irp, &OldIrql);
    WasLive = WsktBucketEnd(Bucket, &Call->Record); /* it is not once it was completed */
    WsktSetUnlock(Bucket, OldIrql);
    if (WasLive) {
        InterlockedIncrement(&WsktGlobal.FailedCalls);
    }
    return WasLive;
}

_Use_decl_annotations_
WSKT_CALL *WsktCallCompleted(PIRP Irp, WSKT_CALL *Set)
{
    WSKT_CALL *Completed = Set;
    WSKT_BUCKET *Bucket;
    LIST_ENTRY *Entry;
    KIRQL OldIrql;
    BOOLEAN WasFailed;

    Bucket = WsktSetLock(&WsktGlobal.Calls, Irp, &OldIrql);
    if (Set->Record.Live) {
        for (Entry = Bucket->Head.Flink; Entry != &Bucket->Head; Entry = Entry->Flink) { /* newest first */
            WSKT_CALL *Call = CONTAINING_RECORD(Entry, WSKT_CALL, Record.Bucket);

            if (Call->Record.Live && Call->Record.Key == Irp && Call->Irp.Id == Set->Irp.Id) {
                Completed = Call;
            }
        }
    }
    WasFailed = !WsktBucketEnd(Bucket, &Completed->Record) && Completed->Record.Findable;
    WsktBucketRemove(&Completed->Record);
    WsktSetUnlock(Bucket, OldIrql);

    if (WasFailed) {
        InterlockedDecrement(&WsktGlobal.FailedCalls);
    }
    return Completed;
}

_Use_decl_annotations_
LONG WsktCallMark(WSKT_CALL *Call, LONG Bits)
{
    const LONG Over = WSKT_CALL_RETURNED | WSKT_CALL_COMPLETED;
    LONG Before = InterlockedOr(&Call->State, Bits);

    if (((Before | Bits) & Over) == Over &&
        (InterlockedOr(&Call->State, WSKT_CALL_RECYCLED) & WSKT_CALL_RECYCLED) == 0) {
        if (WsktSocketIsCreatedBy(Call->Op) && Call->Of.Client != NULL) {
            WsktClientDiscard(Call->Of.Client); /* the socket that the call was to make was not made */
        }
        WsktSetRecycle(&WsktGlobal.Calls, &Call->Record);
    }
    return Before;
}

_Use_decl_annotations_
ULONG64 WsktCallOldest(PIRP Irp, WSKT_OP *Op)
{
    ULONG64 CallId = 0;
    WSKT_BUCKET *Bucket;
    LIST_ENTRY *Entry;
    KIRQL OldIrql;

    Bucket = WsktSetLock(&WsktGlobal.Calls, Irp, &OldIrql);
    for (Entry = Bucket->Head.Flink; Entry != &Bucket->Head; Entry = Entry->Flink) {
        WSKT_CALL *Call = CONTAINING_RECORD(Entry, WSKT_CALL, Record.Bucket);

        if (Call->Record.Live && Call->Record.Key == Irp) {
            CallId = Call->Record.Id;
            if (Op != NULL) {
                *Op = Call->Op;
            }
        }
    }
    WsktSetUnlock(Bucket, OldIrql);
    return CallId;
}

_Use_decl_annotations_
VOID WsktCallsSettle(PIRP Irp)
{
    WSKT_BUCKET *Bucket;
    LIST_ENTRY *Entry, *Next;
    KIRQL OldIrql;

    if (WsktRead(&WsktGlobal.FailedCalls) == 0) {
        return; /* nearly always: a call that fails is completed, too */
    }
    Bucket = WsktSetLock(&WsktGlobal.Calls, Irp, &OldIrql);
    for (Entry = Bucket->Head.Flink; Entry != &Bucket->Head; Entry = Next) {
        WSKT_CALL *Call = CONTAINING_RECORD(Entry, WSKT_CALL, Record.Bucket);

        Next = Entry->Flink;
        if (!Call->Record.Live && Call->Record.Key == Irp) {
            WsktBucketRemove(&Call->Record);
            InterlockedDecrement(&WsktGlobal.FailedCalls);
            (VOID) WsktCallMark(Call, WSKT_CALL_COMPLETED); /* it never will be */
        }
    }
    WsktSetUnlock(Bucket, OldIrql);
}
