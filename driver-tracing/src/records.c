/* Sets of records: see records.h. */
#include "records.h"

#include "memory.h"

_Use_decl_annotations_
VOID WsktSetOpen(WSKT_SET *Set, SIZE_T RecordSize, LONG Run)
{
    KIRQL OldIrql;
    ULONG I;

    if (Set->RecordSize == 0) { /* the first time; from then on its locks and lists stay as they are */
        KeInitializeSpinLock(&Set->QueueLock);
        InitializeListHead(&Set->Queue);
        for (I = 0; I < WSKT_BUCKETS; I++) {
            KeInitializeSpinLock(&Set->Buckets[I].Lock);
            InitializeListHead(&Set->Buckets[I].Head);
        }
        Set->RecordSize = RecordSize;
    }
    InterlockedExchange64(&Set->LastId, 0);
    for (I = 0; I < WSKT_BUCKETS; I++) {
        KeAcquireSpinLock(&Set->Buckets[I].Lock, &OldIrql);
        Set->Buckets[I].Run = Run;
        Set->Buckets[I].LiveCount = 0;
        KeReleaseSpinLock(&Set->Buckets[I].Lock, OldIrql);
    }
}

/* The record that is over for longest, once at least Least are queued. It is in no bucket then. */
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

    if (Record != NULL && WsktRead(&Record->Findable)) {
        Bucket = WsktSetLock(Set, Record->Key, &OldIrql);
        WsktBucketRemove(Record);
        WsktSetUnlock(Bucket, OldIrql);
    }
    return Record;
}

_Use_decl_annotations_
VOID WsktSetTrim(WSKT_SET *Set)
{
    WSKT_RECORD *Record;

    while ((Record = WsktSetReclaim(Set, 1)) != NULL) {
        WsktMemoryFree(Record);
    }
}

/* Closes one bucket. Those of its records that are over are queued already. */
static VOID WsktBucketClose(_Inout_ WSKT_BUCKET *Bucket)
{
    LIST_ENTRY Live;
    KIRQL OldIrql;

    InitializeListHead(&Live);
    KeAcquireSpinLock(&Bucket->Lock, &OldIrql);
    Bucket->Run = 0;
    while (!IsListEmpty(&Bucket->Head)) {
        WSKT_RECORD *Record = CONTAINING_RECORD(Bucket->Head.Flink, WSKT_RECORD, Bucket);

        WsktBucketRemove(Record);
        if (WsktBucketEnd(Bucket, Record) && !Record->Held) {
            InsertTailList(&Live, &Record->Queue);
        }
    }
    KeReleaseSpinLock(&Bucket->Lock, OldIrql);
    while (!IsListEmpty(&Live)) {
        WsktMemoryFree(CONTAINING_RECORD(RemoveHeadList(&Live), WSKT_RECORD, Queue));
    }
}

_Use_decl_annotations_
VOID WsktSetClose(WSKT_SET *Set)
{
    ULONG I;

    for (I = 0; I < WSKT_BUCKETS; I++) {
        WsktBucketClose(&Set->Buckets[I]);
    }
    WsktSetTrim(Set);
}

_Use_decl_annotations_
ULONG64 WsktSetNextId(WSKT_SET *Set)
{
    return (ULONG64)InterlockedIncrement64(&Set->LastId);
}

_Use_decl_annotations_
WSKT_RECORD *WsktSetTake(WSKT_SET *Set)
{
    WSKT_RECORD *Record = WsktSetReclaim(Set, WSKT_QUARANTINE);

    if (Record == NULL) {
        Record = WsktMemoryAllocate(Set->RecordSize);
        if (Record != NULL) {
            RtlZeroMemory(Record, sizeof(*Record));
        }
    }
    if (Record == NULL) {
        Record = WsktSetReclaim(Set, 1); /* no memory: a record before its time is better than an untraced call */
    }
    return Record;
}

_Use_decl_annotations_
ULONG64 WsktSetInsert(WSKT_SET *Set, WSKT_RECORD *Record, PVOID Key, LONG Run)
{
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;
    ULONG64 Id = 0;

    Record->Key = Key;
    Record->BornTicks = KeQueryPerformanceCounter(NULL).QuadPart;

    Bucket = WsktSetLock(Set, Key, &OldIrql);
    if (Bucket->Run == Run) {
        Id = WsktSetNextId(Set);
        Record->Id = Id;
        Record->Live = TRUE;
        Bucket->LiveCount++;
        InsertHeadList(&Bucket->Head, &Record->Bucket);
        WsktWrite(&Record->Findable, TRUE);
    }
    WsktSetUnlock(Bucket, OldIrql);
    return Id; /* the record itself may already be over */
}

_Use_decl_annotations_
VOID WsktSetDrop(WSKT_RECORD *Record)
{
    WsktMemoryFree(Record);
}

_Use_decl_annotations_
VOID WsktSetRecycle(WSKT_SET *Set, WSKT_RECORD *Record)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Set->QueueLock, &OldIrql);
    InsertTailList(&Set->Queue, &Record->Queue);
    Set->Queued++;
    KeReleaseSpinLock(&Set->QueueLock, OldIrql);
}

_Use_decl_annotations_
ULONG WsktSetLiveCount(WSKT_SET *Set)
{
    ULONG Count = 0;
    KIRQL OldIrql;
    ULONG I;

    for (I = 0; I < WSKT_BUCKETS; I++) {
        KeAcquireSpinLock(&Set->Buckets[I].Lock, &OldIrql);
        Count += Set->Buckets[I].LiveCount;
        KeReleaseSpinLock(&Set->Buckets[I].Lock, OldIrql);
    }
    return Count;
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

_Use_decl_annotations_
ULONG64 WsktRecordAgeMs(const WSKT_RECORD *Record)
{
    LARGE_INTEGER Frequency;
    ULONG64 Ticks = (ULONG64)(KeQueryPerformanceCounter(&Frequency).QuadPart - Record->BornTicks);

    return Ticks / ((ULONG64)Frequency.QuadPart / 1000);
}
