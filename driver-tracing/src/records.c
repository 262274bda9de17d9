/* Sets of records: see records.h. */
#include "records.h"

#include "memory.h"

static WSKT_BUCKET *WsktBucketOf(_In_ WSKT_SET *Set, _In_opt_ PVOID Key)
{
    /* Pool blocks lie 16 bytes apart; the multiplier spreads neighbours over the buckets (Knuth's multiplicative hash). */
    ULONG64 Hash = ((ULONG64)(ULONG_PTR)Key >> 4) * 0x9E3779B97F4A7C15ull;

    return &Set->Buckets[(Hash >> 32) % WSKT_BUCKETS];
}

VOID WsktSetInitialize(_Out_ WSKT_SET *Set, _In_ SIZE_T RecordSize)
{
    ULONG I;

    RtlZeroMemory(Set, sizeof(*Set));
    for (I = 0; I < WSKT_BUCKETS; I++) {
        KeInitializeSpinLock(&Set->Buckets[I].Lock);
        InitializeListHead(&Set->Buckets[I].Head);
    }
    KeInitializeSpinLock(&Set->QueueLock);
    InitializeListHead(&Set->Queue);
    Set->RecordSize = RecordSize;
}

VOID WsktSetFree(_Inout_ WSKT_SET *Set, _In_ BOOLEAN FreeLive)
{
    ULONG I;

    while (!IsListEmpty(&Set->Queue)) {
        WSKT_RECORD *Record = CONTAINING_RECORD(RemoveHeadList(&Set->Queue), WSKT_RECORD, Queue);

        if (Record->Key != NULL) {
            RemoveEntryList(&Record->Bucket);
        }
        WsktMemoryFree(Record);
    }
    for (I = 0; FreeLive && I < WSKT_BUCKETS; I++) {
        while (!IsListEmpty(&Set->Buckets[I].Head)) {
            WsktMemoryFree(CONTAINING_RECORD(RemoveHeadList(&Set->Buckets[I].Head), WSKT_RECORD, Bucket));
        }
    }
}

ULONG64 WsktSetNextId(_Inout_ WSKT_SET *Set)
{
    return (ULONG64)InterlockedIncrement64(&Set->LastId);
}

/* The record that is over for longest, once at least Least are queued. */
static WSKT_RECORD *WsktSetReclaim(_Inout_ WSKT_SET *Set, _In_ ULONG Least)
{
    WSKT_RECORD *Record = NULL;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Set->QueueLock, &OldIrql);
    if (Set->Queued >= Least) {
        Record = CONTAINING_RECORD(RemoveHeadList(&Set->Queue), WSKT_RECORD, Queue);
        Set->Queued--;
    }
    KeReleaseSpinLock(&Set->QueueLock, OldIrql);

    if (Record != NULL && Record->Key != NULL) {
        Bucket = WsktSetLock(Set, Record->Key, &OldIrql);
        WsktBucketRemove(Record);
        WsktSetUnlock(Bucket, OldIrql);
    }
    return Record;
}

_Must_inspect_result_ WSKT_RECORD *WsktSetTake(_Inout_ WSKT_SET *Set)
{
    WSKT_RECORD *Record = WsktSetReclaim(Set, WSKT_QUARANTINE);

    if (Record == NULL) {
        Record = WsktMemoryAllocate(Set->RecordSize);
    }
    if (Record == NULL) {
        Record = WsktSetReclaim(Set, 1); /* no memory: a record before its time is better than an untraced call */
    }
    return Record;
}

ULONG64 WsktSetInsert(_Inout_ WSKT_SET *Set, _Inout_ WSKT_RECORD *Record, _In_ PVOID Key)
{
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;
    ULONG64 Id = WsktSetNextId(Set);

    Record->Key = Key;
    Record->Id = Id;
    Record->BornTicks = KeQueryPerformanceCounter(NULL).QuadPart;
    Record->Live = TRUE;
    InterlockedIncrement(&Set->LiveCount);

    Bucket = WsktSetLock(Set, Key, &OldIrql);
    InsertHeadList(&Bucket->Head, &Record->Bucket);
    WsktSetUnlock(Bucket, OldIrql);
    return Id; /* the record itself may already be over */
}

VOID WsktSetRecycle(_Inout_ WSKT_SET *Set, _Inout_ WSKT_RECORD *Record)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Set->QueueLock, &OldIrql);
    InsertTailList(&Set->Queue, &Record->Queue);
    Set->Queued++;
    KeReleaseSpinLock(&Set->QueueLock, OldIrql);
}

_Use_decl_annotations_
WSKT_BUCKET *WsktSetLock(WSKT_SET *Set, PVOID Key, KIRQL *OldIrql)
{
    WSKT_BUCKET *Bucket = WsktBucketOf(Set, Key);

    KeAcquireSpinLock(&Bucket->Lock, OldIrql);
    return Bucket;
}

_Use_decl_annotations_
VOID WsktSetUnlock(WSKT_BUCKET *Bucket, KIRQL OldIrql)
{
    KeReleaseSpinLock(&Bucket->Lock, OldIrql);
}

VOID WsktBucketRemove(_Inout_ WSKT_RECORD *Record)
{
    if (Record->Key != NULL) {
        RemoveEntryList(&Record->Bucket);
        Record->Key = NULL;
    }
}

_Use_decl_annotations_
WSKT_RECORD *WsktBucketFind(WSKT_BUCKET *Bucket, PVOID Key)
{
    LIST_ENTRY *Entry;

    for (Entry = Bucket->Head.Flink; Entry != &Bucket->Head; Entry = Entry->Flink) {
        WSKT_RECORD *Record = CONTAINING_RECORD(Entry, WSKT_RECORD, Bucket);

        if (Record->Key == Key) {
            return Record;
        }
    }
    return NULL;
}

ULONG64 WsktRecordAgeMs(_In_ const WSKT_RECORD *Record)
{
    LARGE_INTEGER Frequency;
    ULONG64 Ticks = (ULONG64)(KeQueryPerformanceCounter(&Frequency).QuadPart - Record->BornTicks);

    return Ticks / ((ULONG64)Frequency.QuadPart / 1000);
}
