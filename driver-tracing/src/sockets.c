/* The driver's sockets: see sockets.h. */
#include "sockets.h"

#include "events.h"
#include "lost.h"
#include "state.h"

_Use_decl_annotations_
VOID WsktSocketFind(PWSK_SOCKET Socket, WSKT_SOCKET_FOUND *Found)
{
    WSKT_RECORD *Record;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;

    RtlZeroMemory(Found, sizeof(*Found));
    if (Socket == NULL) {
        return;
    }
    Bucket = WsktSetLock(&WsktGlobal.Sockets, Socket, &OldIrql);
    Record = WsktBucketFind(Bucket, Socket);
    if (Record != NULL && (Record->Live || Record->Id > WsktRead64(&WsktGlobal.ForgetClosedUpTo))) {
        Found->Id = Record->Id;
        Found->Kind = CONTAINING_RECORD(Record, WSKT_SOCKET, Record)->Kind;
    }
    WsktSetUnlock(Bucket, OldIrql);
}

_Use_decl_annotations_
WSKT_SOCKET_KIND WsktSocketKindOfAccepted(const WSKT_SOCKET_FOUND *Listener)
{
    WSKT_SOCKET_KIND Kind = Listener->Kind;

    Kind.Category = WSK_FLAG_CONNECTION_SOCKET;
    Kind.ListenerId = Listener->Id;
    return Kind;
}

/* The socket with this id is no longer open. Returns whether it was. */
static BOOLEAN WsktSocketEnd(_In_ PWSK_SOCKET Socket, _In_ ULONG64 SocketId)
{
    WSKT_RECORD *Record;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;
    BOOLEAN Ended;

    Bucket = WsktSetLock(&WsktGlobal.Sockets, Socket, &OldIrql);
    Record = WsktBucketFind(Bucket, Socket);
    Ended = Record != NULL && Record->Id == SocketId && WsktBucketEnd(Bucket, Record);
    if (Ended) {
        WsktSetRecycle(&WsktGlobal.Sockets, Record); /* under the lock: see WsktIrpFindAndEnd */
    }
    WsktSetUnlock(Bucket, OldIrql);
    return Ended;
}

_Use_decl_annotations_
ULONG64 WsktSocketCreated(PWSK_SOCKET Socket, const WSKT_SOCKET_KIND *Kind, LONG Run)
{
    WSKT_SOCKET_FOUND Before;
    WSKT_RECORD *Record;
    ULONG64 SocketId;

    /* Its address was handed out again, so what was there before is closed in a way that was not traced. */
    WsktSocketFind(Socket, &Before);
    if (Before.Id != 0 && WsktSocketEnd(Socket, Before.Id)) {
        WsktEventSocketClosed(Socket, Before.Id, STATUS_SUCCESS);
    }

    Record = WsktSetTake(&WsktGlobal.Sockets);
    if (Record == NULL) {
        WsktLost(WsktLostSocket);
        WsktSocketsForgetClosed();
        return 0;
    }
    CONTAINING_RECORD(Record, WSKT_SOCKET, Record)->Kind = *Kind;
    SocketId = WsktSetInsert(&WsktGlobal.Sockets, Record, Socket, Run);
    if (SocketId == 0) {
        WsktSetDrop(Record);
        return 0;
    }
    WsktEventSocketCreated(Socket, SocketId, Kind);
    return SocketId;
}

_Use_decl_annotations_
VOID WsktSocketClosed(PWSK_SOCKET Socket, ULONG64 SocketId, NTSTATUS Status)
{
    if (SocketId == 0) {
        return; /* not a socket that the trace knows */
    }
    if (NT_SUCCESS(Status)) {
        (VOID) WsktSocketEnd(Socket, SocketId);
    }
    WsktEventSocketClosed(Socket, SocketId, Status);
}

_Use_decl_annotations_
VOID WsktSocketsForgetClosed(VOID)
{
    /* Ids rise, so every socket closed by now has one up to the last that was given out. */
    InterlockedExchange64(&WsktGlobal.ForgetClosedUpTo, (LONG64)WsktRead64(&WsktGlobal.Sockets.LastId));
}
