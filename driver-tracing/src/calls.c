/* Calls to WSK functions: see calls.h. */
#include "calls.h"

#include "completion.h"
#include "events.h"
#include "lost.h"
#include "provider.h"

/* What a call made; nothing when memory is short. */
static WSKT_CALL *WsktCallBegin(_Inout_ WSKT_ISSUE *Issue, _In_ const WSKT_IRP_IDENTITY *Irp,
                                _In_ const WSKT_SOCKET_FOUND *Socket)
{
    WSKT_RECORD *Record = WsktSetTake(&WsktGlobal.Calls);
    WSKT_CALL *Call;

    if (Record == NULL) {
        WsktLost(WsktLostCall);
        return NULL;
    }
    Call = CONTAINING_RECORD(Record, WSKT_CALL, Record);
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
    WsktAddressesKeep(&Call->Addresses, Issue->LocalGiven, Issue->RemoteGiven, Issue->LocalAsked, Issue->RemoteAsked);
    Issue->CallId = WsktSetInsert(&WsktGlobal.Calls, Record, Issue->Irp);
    return Call;
}

VOID WsktCallIssue(_Inout_ WSKT_ISSUE *Issue)
{
    WSKT_IRP_IDENTITY Irp = {0, WsktOriginAllocated, FALSE};
    WSKT_SOCKET_FOUND Socket;

    Issue->CallId = 0;
    Issue->Call = NULL;
    if (!WsktGlobal.Running) {
        return;
    }
    WsktSocketFind(Issue->Socket, &Socket);
    if (Issue->Irp == NULL) {
        Issue->CallId = WsktSetNextId(&WsktGlobal.Calls);
    } else {
        WsktCallsSettle(Issue->Irp);
        Irp = WsktIrpForCall(Issue->Irp, Issue->Function, Issue->Line);
        Issue->Call = Irp.Id != 0 ? WsktCallBegin(Issue, &Irp, &Socket) : NULL;
        if (Issue->Call == NULL) {
            if (Irp.AdoptedForCall) {
                WsktIrpForget(Issue->Irp, Irp.Id);
            }
            if (WsktSocketIsCreatedBy(Issue->Op)) {
                WsktSocketsForgetClosed(); /* the new socket will not be known, and may be where a closed one was */
            }
            return;
        }
    }
    /* The record comes first: a rundown in between tells of the call twice rather than not at all. */
    WsktEventCallIssued(Issue, Irp.Id, Socket.Id);
    if (Issue->Call != NULL) {
        WsktCompletionTakeOver(Issue->Irp, Issue->Call);
    }
}

/* The call returned an error. It is over if it was not completed before; its completion may still come. */
static LONG WsktCallFailed(_In_ const WSKT_ISSUE *Issue)
{
    WSKT_CALL *Call = Issue->Call;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;
    BOOLEAN WasLive;

    Bucket = WsktSetLock(&WsktGlobal.Calls, Issue->Irp, &OldIrql);
    WasLive = Call->Record.Live; /* it is not once it was completed */
    Call->Record.Live = FALSE;
    WsktSetUnlock(Bucket, OldIrql);

    if (WasLive) {
        InterlockedDecrement(&WsktGlobal.Calls.LiveCount);
        InterlockedIncrement(&WsktGlobal.FailedCalls);
        if (Call->Irp.AdoptedForCall) {
            WsktIrpForget(Issue->Irp, Call->Irp.Id);
        }
    }
    return WSKT_CALL_RETURNED;
}

NTSTATUS WsktCallReturned(_In_ const WSKT_ISSUE *Issue, _In_ NTSTATUS Status)
{
    if (Issue->CallId == 0) {
        return Status;
    }
    WsktEventCallReturned(Issue->CallId, Issue->Op, Issue->Irp, Status);
    if (Issue->Call != NULL) {
        (VOID) WsktCallMark(Issue->Call, NT_SUCCESS(Status) ? WSKT_CALL_RETURNED : WsktCallFailed(Issue));
    }
    return Status;
}

WSKT_CALL *WsktCallCompleted(_In_ PIRP Irp, _In_ WSKT_CALL *Set)
{
    WSKT_CALL *Completed = Set;
    WSKT_BUCKET *Bucket;
    LIST_ENTRY *Entry;
    KIRQL OldIrql;
    BOOLEAN WasLive, WasFailed;

    Bucket = WsktSetLock(&WsktGlobal.Calls, Irp, &OldIrql);
    if (Set->Record.Live) {
        for (Entry = Bucket->Head.Flink; Entry != &Bucket->Head; Entry = Entry->Flink) { /* newest first */
            WSKT_CALL *Call = CONTAINING_RECORD(Entry, WSKT_CALL, Record.Bucket);

            if (Call->Record.Live && Call->Record.Key == Irp && Call->Irp.Id == Set->Irp.Id) {
                Completed = Call;
            }
        }
    }
    WasLive = Completed->Record.Live;
    WasFailed = !WasLive && Completed->Record.Key != NULL;
    Completed->Record.Live = FALSE;
    WsktBucketRemove(&Completed->Record);
    WsktSetUnlock(Bucket, OldIrql);

    if (WasLive) {
        InterlockedDecrement(&WsktGlobal.Calls.LiveCount);
    } else if (WasFailed) {
        InterlockedDecrement(&WsktGlobal.FailedCalls);
    }
    return Completed;
}

LONG WsktCallMark(_Inout_ WSKT_CALL *Call, _In_ LONG Bits)
{
    const LONG Over = WSKT_CALL_RETURNED | WSKT_CALL_COMPLETED;
    LONG Before = InterlockedOr(&Call->State, Bits);

    if (((Before | Bits) & Over) == Over &&
        (InterlockedOr(&Call->State, WSKT_CALL_RECYCLED) & WSKT_CALL_RECYCLED) == 0) {
        WsktSetRecycle(&WsktGlobal.Calls, &Call->Record);
    }
    return Before;
}

ULONG64 WsktCallOldest(_In_ PIRP Irp, _Out_opt_ WSKT_OP *Op)
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

VOID WsktCallsSettle(_In_ PIRP Irp)
{
    WSKT_BUCKET *Bucket;
    LIST_ENTRY *Entry, *Next;
    KIRQL OldIrql;

    if (WsktReadCount(&WsktGlobal.FailedCalls) == 0) {
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

VOID WskTraceWaitStillPending(_In_ PIRP Irp, _In_ ULONG ElapsedMs)
{
    WSKT_OP Op = 0;
    ULONG64 CallId = WsktGlobal.Running ? WsktCallOldest(Irp, &Op) : 0;

    if (CallId != 0) {
        WsktEventWaitStillPending(CallId, Op, ElapsedMs);
    }
}
