/* Telling a session what is outstanding: see rundown.h. */
#include "rundown.h"

#include "events.h"
#include "state.h"

/* One event for each live record of a set. Returns how many. A bucket's lock is held meanwhile: an object can't go
   between being seen and being told, and neither WSK nor the driver is called under it. */
static ULONG WsktRundownSet(_Inout_ WSKT_SET *Set, _In_ VOID (*Tell)(const WSKT_RECORD *Record))
{
    ULONG Told = 0;
    ULONG I;

    for (I = 0; I < WSKT_BUCKETS; I++) {
        WSKT_BUCKET *Bucket = &Set->Buckets[I];
        LIST_ENTRY *Entry;
        KIRQL OldIrql;

        KeAcquireSpinLock(&Bucket->Lock, &OldIrql);
        for (Entry = Bucket->Head.Flink; Entry != &Bucket->Head; Entry = Entry->Flink) {
            const WSKT_RECORD *Record = CONTAINING_RECORD(Entry, WSKT_RECORD, Bucket);

            if (Record->Live) {
                Tell(Record);
                Told++;
            }
        }
        KeReleaseSpinLock(&Bucket->Lock, OldIrql);
    }
    return Told;
}

static VOID WsktRundownIrp(_In_ const WSKT_RECORD *Record)
{
    WsktEventIrpRundown(CONTAINING_RECORD(Record, const WSKT_IRP, Record), WsktRecordAgeMs(Record));
}

static VOID WsktRundownCall(_In_ const WSKT_RECORD *Record)
{
    WsktEventCallRundown(CONTAINING_RECORD(Record, const WSKT_CALL, Record), WsktRecordAgeMs(Record));
}

static VOID WsktRundownSocket(_In_ const WSKT_RECORD *Record)
{
    WsktEventSocketRundown(CONTAINING_RECORD(Record, const WSKT_SOCKET, Record), WsktRecordAgeMs(Record));
}

_Use_decl_annotations_
VOID WsktRundown(WSKT_RUNDOWN_REASON Reason)
{
    ULONG Irps, Calls, Sockets;

    WsktEventRundownBegin((UCHAR)Reason, WsktSetLiveCount(&WsktGlobal.Irps),
                          WsktSetLiveCount(&WsktGlobal.Calls),
                          WsktSetLiveCount(&WsktGlobal.Sockets));
    /* Calls name their IRP and socket, so those come first. */
    Irps = WsktRundownSet(&WsktGlobal.Irps, WsktRundownIrp);
    Sockets = WsktRundownSet(&WsktGlobal.Sockets, WsktRundownSocket);
    Calls = WsktRundownSet(&WsktGlobal.Calls, WsktRundownCall);
    WsktEventRundownEnd((UCHAR)Reason, Irps, Calls, Sockets);
}
