/* Sockets with event callbacks: see clients.h. */
#include "clients.h"

#include "lost.h"
#include "state.h"

_Use_decl_annotations_
WSKT_CLIENT *WsktClientTake(ULONG Category, PVOID Context, const VOID *Dispatch, LONG Run)
{
    const WSK_CLIENT_STREAM_DISPATCH *Stream;
    WSKT_RECORD *Record;
    WSKT_CLIENT *Client;

    if (Dispatch == NULL ||
        (Category != WSK_FLAG_LISTEN_SOCKET && Category != WSK_FLAG_CONNECTION_SOCKET &&
         Category != WSK_FLAG_DATAGRAM_SOCKET && Category != WSK_FLAG_STREAM_SOCKET)) {
        return NULL;
    }
    Record = WsktSetTake(&WsktGlobal.Clients);
    if (Record == NULL) {
        WsktLost(WsktLostCallbacks);
        return NULL;
    }
    Client = CONTAINING_RECORD(Record, WSKT_CLIENT, Record);
    Record->Held = TRUE;
    Client->Run = Run;
    Client->Context = Context;
    Client->Listen = NULL;
    Client->Connection = NULL;
    Client->Datagram = NULL;
    Client->Socket = NULL;
    InterlockedExchange64(&Client->SocketId, 0);
    switch (Category) {
    case WSK_FLAG_LISTEN_SOCKET:
        Client->Listen = (const WSK_CLIENT_LISTEN_DISPATCH *)Dispatch;
        break;
    case WSK_FLAG_CONNECTION_SOCKET:
        Client->Connection = (const WSK_CLIENT_CONNECTION_DISPATCH *)Dispatch;
        break;
    case WSK_FLAG_DATAGRAM_SOCKET:
        Client->Datagram = (const WSK_CLIENT_DATAGRAM_DISPATCH *)Dispatch;
        break;
    default:
        Stream = (const WSK_CLIENT_STREAM_DISPATCH *)Dispatch;
        Client->Listen = Stream->Listen;
        Client->Connection = Stream->Connect;
        break;
    }
    return Client;
}

_Use_decl_annotations_
VOID WsktClientOpened(WSKT_CLIENT *Client, PWSK_SOCKET Socket, ULONG64 SocketId)
{
    /* A client that was at the address before is over: its socket was closed in a way that was not traced. */
    WsktClientClosed(Socket, WsktClientFind(Socket));
    Client->Socket = Socket;
    InterlockedExchange64(&Client->SocketId, (LONG64)SocketId);
    (VOID) WsktSetInsert(&WsktGlobal.Clients, &Client->Record, Socket, WSKT_CLIENTS_RUN);
}

_Use_decl_annotations_
VOID WsktClientDiscard(WSKT_CLIENT *Client)
{
    WsktSetRecycle(&WsktGlobal.Clients, &Client->Record);
}

_Use_decl_annotations_
ULONG64 WsktClientFind(PWSK_SOCKET Socket)
{
    const WSKT_RECORD *Record;
    WSKT_BUCKET *Bucket;
    KIRQL OldIrql;
    ULONG64 Id;

    Bucket = WsktSetLock(&WsktGlobal.Clients, Socket, &OldIrql);
    Record = WsktBucketFind(Bucket, Socket);
    Id = Record != NULL && Record->Live ? Record->Id : 0;
    WsktSetUnlock(Bucket, OldIrql);
    return Id;
}

_Use_decl_annotations_
VOID WsktClientClosed(PWSK_SOCKET Socket, ULONG64 ClientId)
{
    WSKT_BUCKET *Bucket;
    LIST_ENTRY *Entry;
    KIRQL OldIrql;

    if (ClientId == 0) {
        return;
    }
    Bucket = WsktSetLock(&WsktGlobal.Clients, Socket, &OldIrql);
    for (Entry = Bucket->Head.Flink; Entry != &Bucket->Head; Entry = Entry->Flink) {
        WSKT_RECORD *Record = CONTAINING_RECORD(Entry, WSKT_RECORD, Bucket);

        if (Record->Id == ClientId && WsktBucketEnd(Bucket, Record)) {
            WsktSetRecycle(&WsktGlobal.Clients, Record);
            break;
        }
    }
    WsktSetUnlock(Bucket, OldIrql);
}
