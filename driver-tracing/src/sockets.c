/* The driver's sockets: see sockets.h. */
#include "sockets.h"

#include "addresses.h"
#include "events.h"
#include "lost.h"
#include "provider.h"

VOID WsktSocketFind(_In_opt_ PWSK_SOCKET Socket, _Out_ WSKT_SOCKET_FOUND *Found)
{
    WSKT_RECORD *Record = NULL;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;

    RtlZeroMemory(Found, sizeof(*Found));
    if (Socket == NULL) {
        return;
    }
    Bucket = WsktSetLock(&WsktGlobal.Sockets, Socket, &OldIrql);
    Record = WsktBucketFind(Bucket, Socket);
    if (Record != NULL && (Record->Live || Record->Id > (ULONG64)WsktGlobal.ForgetClosedUpTo)) {
        Found->Id = Record->Id;
        Found->Kind = CONTAINING_RECORD(Record, WSKT_SOCKET, Record)->Kind;
    }
    WsktSetUnlock(Bucket, OldIrql);
}

WSKT_SOCKET_KIND WsktSocketKindOfAccepted(_In_ const WSKT_SOCKET_FOUND *Listener)
{
    WSKT_SOCKET_KIND Kind = Listener->Kind;

    Kind.Category = WSK_FLAG_CONNECTION_SOCKET;
    Kind.ListenerId = Listener->Id;
    return Kind;
}

BOOLEAN WsktSocketIsCreatedBy(_In_ WSKT_OP Op)
{
    return Op == WsktOpSocket || Op == WsktOpSocketConnect || Op == WsktOpAccept;
}

/* The socket with this id is no longer open. Returns whether it was. */
static BOOLEAN WsktSocketEnd(_In_ PWSK_SOCKET Socket, _In_ ULONG64 SocketId)
{
    WSKT_RECORD *Record;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;
    BOOLEAN Ended = FALSE;

    Bucket = WsktSetLock(&WsktGlobal.Sockets, Socket, &OldIrql);
    Record = WsktBucketFind(Bucket, Socket);
    if (Record != NULL && Record->Id == SocketId && Record->Live) {
        Record->Live = FALSE;
        Ended = TRUE;
    }
    WsktSetUnlock(Bucket, OldIrql);

    if (Ended) {
        InterlockedDecrement(&WsktGlobal.Sockets.LiveCount);
        WsktSetRecycle(&WsktGlobal.Sockets, Record);
    }
    return Ended;
}

ULONG64 WsktSocketCreated(_In_ PWSK_SOCKET Socket, _In_ const WSKT_SOCKET_KIND *Kind)
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
    SocketId = WsktSetInsert(&WsktGlobal.Sockets, Record, Socket);
    WsktEventSocketCreated(Socket, SocketId, Kind);
    return SocketId;
}

VOID WsktSocketClosed(_In_ PWSK_SOCKET Socket, _In_ ULONG64 SocketId, _In_ NTSTATUS Status)
{
    if (SocketId == 0) {
        return; /* not a socket that the trace knows */
    }
    if (NT_SUCCESS(Status)) {
        (VOID) WsktSocketEnd(Socket, SocketId);
    }
    WsktEventSocketClosed(Socket, SocketId, Status);
}

VOID WsktSocketsForgetClosed(VOID)
{
    /* Ids rise, so every socket closed by now has one up to the last that was given out. */
    InterlockedExchange64(&WsktGlobal.ForgetClosedUpTo, WsktGlobal.Sockets.LastId);
}

VOID WskTraceSocketHandedOver(_In_ PWSK_SOCKET ListenSocket, _In_ PWSK_SOCKET AcceptSocket,
                              _In_opt_ PSOCKADDR LocalAddress, _In_opt_ PSOCKADDR RemoteAddress)
{
    WSKT_ADDRESSES Addresses;
    WSKT_SOCKET_KIND Kind;
    WSKT_SOCKET_FOUND Listener;
    ULONG64 SocketId;

    if (!WsktGlobal.Running) {
        return;
    }
    WsktSocketFind(ListenSocket, &Listener);
    Kind = WsktSocketKindOfAccepted(&Listener);
    SocketId = WsktSocketCreated(AcceptSocket, &Kind);
    if (SocketId != 0) {
        WsktAddressesKeep(&Addresses, LocalAddress, RemoteAddress, NULL, NULL);
        WsktAddressesTell(&Addresses, AcceptSocket, SocketId);
    }
}
