/*
 * Sets of records: what the library knows of each IRP, call, socket and its callbacks, found by the object's address.
 *
 * A record's memory is never given back while the driver is traced. It goes to the end of a queue, and is used again only
 * once WSKT_QUARANTINE others have followed it. Two things rest on that:
 *  - The completion routine's context is a call's record. A faulty provider may run the routine a second time, after
 *    the call is over: the record is still the same call's, so that the trace can say so.
 *  - A freed IRP and a closed socket are found by their address until another takes it: a second free and a use after
 *    close are then told with the identity of what was freed or closed.
 *
 * So the only memory the library takes is for more objects at one time than ever before. It needs it without a session
 * too: a session that starts later has to be told what is outstanding (the rundown), and a completion routine can't be
 * taken over once the call is under way.
 *
 * A set is open from WskTraceStart to WskTraceStop: for one run. What still goes on when it is closed (a wrapper on another
 * processor, a completion that comes late) finds nothing in it and can put nothing into it, and touches no memory that
 * was given back. Who comes with the number of an earlier run puts nothing into the set of a later one.
 *
 * All functions: IRQL <= DISPATCH_LEVEL unless they say otherwise.
 */
#ifndef WSKTRACE_RECORDS_H
#define WSKTRACE_RECORDS_H

#include "internal.h"

#define WSKT_BUCKETS 64
#define WSKT_QUARANTINE 128

typedef struct _WSKT_RECORD {
    LIST_ENTRY Bucket;      /* under the bucket's lock, while it is findable */
    LIST_ENTRY Queue;       /* under the set's queue lock, once the record is over */
    PVOID Key;              /* the object's address; does not change from its insertion to its next use */
    ULONG64 Id;             /* never 0, never used twice in a run */
    LONGLONG BornTicks;     /* KeQueryPerformanceCounter */
    volatile LONG Findable; /* in its bucket; changed under the bucket's lock */
    BOOLEAN Live;           /* outstanding: allocated and not freed, issued and not completed, created and not closed */
    BOOLEAN Held;           /* WSK has its address while it is live: it outlives the set */
} WSKT_RECORD;

typedef struct _WSKT_BUCKET {
    KSPIN_LOCK Lock;
    LIST_ENTRY Head;        /* newest first: what is at an address now comes before what was */
    LONG Run;               /* 0: the set is closed */
    ULONG LiveCount;
} WSKT_BUCKET;

typedef struct _WSKT_SET {
    WSKT_BUCKET Buckets[WSKT_BUCKETS];
    KSPIN_LOCK QueueLock;
    LIST_ENTRY Queue;
    ULONG Queued;
    SIZE_T RecordSize;
    volatile LONG64 LastId;
} WSKT_SET;

/* RecordSize: of a structure that begins with a WSKT_RECORD. Run is never 0, and not the run of an earlier opening. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID WsktSetOpen(_Inout_ WSKT_SET *Set, _In_ SIZE_T RecordSize, _In_ LONG Run);

/*
 * Gives back the memory of the records that are over, and of those that are live and not held. A live record that is
 * held is forgotten: who holds it recycles it when it is over.
 */
_IRQL_requires_(PASSIVE_LEVEL)
VOID WsktSetClose(_Inout_ WSKT_SET *Set);

/* Gives back the memory of the records that are over, and closes nothing. */
_IRQL_requires_(PASSIVE_LEVEL)
VOID WsktSetTrim(_Inout_ WSKT_SET *Set);

/* The next id. */
ULONG64 WsktSetNextId(_Inout_ WSKT_SET *Set);

/* A record in no bucket, of unknown content behind its WSKT_RECORD; NULL when there is no memory. */
_Must_inspect_result_ WSKT_RECORD *WsktSetTake(_Inout_ WSKT_SET *Set);

/*
 * Makes a taken record findable at Key and live, with a new id, which it returns. 0 when the set is not open for Run:
 * then the record is still the caller's.
 */
_Must_inspect_result_
ULONG64 WsktSetInsert(_Inout_ WSKT_SET *Set, _Inout_ WSKT_RECORD *Record, _In_ PVOID Key, _In_ LONG Run);

/* Gives back a taken record that nobody else has seen. */
VOID WsktSetDrop(_In_ WSKT_RECORD *Record);

/* Queues a record, which must be over and not queued yet. If it is findable, it stays so until it is used again. */
VOID WsktSetRecycle(_Inout_ WSKT_SET *Set, _Inout_ WSKT_RECORD *Record);

/* How many records are live. */
ULONG WsktSetLiveCount(_Inout_ WSKT_SET *Set);

static inline WSKT_BUCKET *WsktBucketOf(_In_ WSKT_SET *Set, _In_opt_ PVOID Key)
{
    /* Pool blocks lie 16 bytes apart; the multiplier spreads neighbours over the buckets (Knuth's multiplicative hash). */
    ULONG64 Hash = ((ULONG64)(ULONG_PTR)Key >> 4) * 0x9E3779B97F4A7C15ull;

    return &Set->Buckets[(Hash >> 32) % WSKT_BUCKETS];
}

/* The lock of Key's bucket, which also guards the content of the records in it. */
_Acquires_lock_(return->Lock)
_IRQL_requires_max_(DISPATCH_LEVEL)
_IRQL_raises_(DISPATCH_LEVEL)
static inline WSKT_BUCKET *WsktSetLock(_Inout_ WSKT_SET *Set, _In_opt_ PVOID Key,
                                       _Out_ _At_(*OldIrql, _IRQL_saves_) KIRQL *OldIrql)
{
    WSKT_BUCKET *Bucket = WsktBucketOf(Set, Key);

    KeAcquireSpinLock(&Bucket->Lock, OldIrql);
    return Bucket;
}

_Releases_lock_(Bucket->Lock)
_IRQL_requires_(DISPATCH_LEVEL)
static inline VOID WsktSetUnlock(_Inout_ WSKT_BUCKET *Bucket, _In_ _IRQL_restores_ KIRQL OldIrql)
{
    KeReleaseSpinLock(&Bucket->Lock, OldIrql);
}

/* Takes a record out of its locked bucket, if it is in it: it is not found any more. */
static inline VOID WsktBucketRemove(_Inout_ WSKT_RECORD *Record)
{
    if (Record->Findable) {
        RemoveEntryList(&Record->Bucket);
        WsktWrite(&Record->Findable, FALSE);
    }
}

/* A live record of a locked bucket is live no more. Returns whether it was. */
static inline BOOLEAN WsktBucketEnd(_Inout_ WSKT_BUCKET *Bucket, _Inout_ WSKT_RECORD *Record)
{
    BOOLEAN WasLive = Record->Live;

    if (WasLive) {
        Record->Live = FALSE;
        Bucket->LiveCount--;
    }
    return WasLive;
}

/* The newest record at Key in its locked bucket, or NULL. */
_Requires_lock_held_(Bucket->Lock)
WSKT_RECORD *WsktBucketFind(_In_ WSKT_BUCKET *Bucket, _In_opt_ PVOID Key);

/* Milliseconds since the record was inserted. */
ULONG64 WsktRecordAgeMs(_In_ const WSKT_RECORD *Record);

#endif
