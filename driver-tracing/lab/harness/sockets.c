/* The provider's sockets. */
#include "provider.h"

#include <stdlib.h>

#define PUMP_US 10

static LIST_ENTRY Sockets = {&Sockets, &Sockets};
static ULONG Ids;
static ULONG Open;

static VOID SetClient(LAB_SOCKET *Socket, const VOID *Dispatch)
{
    const WSK_CLIENT_STREAM_DISPATCH *Stream = Dispatch;

    if (Dispatch == NULL) {
        return;
    }
    switch (Socket->Category) {
    case WSK_FLAG_LISTEN_SOCKET: Socket->Listen = Dispatch; break;
    case WSK_FLAG_CONNECTION_SOCKET: Socket->Connection = Dispatch; break;
    case WSK_FLAG_DATAGRAM_SOCKET: Socket->Datagram = Dispatch; break;
    case WSK_FLAG_STREAM_SOCKET:
        Socket->Listen = Stream->Listen;
        Socket->Connection = Stream->Connect;
        break;
    default: break;
    }
}

LAB_SOCKET *SocketNew(ULONG Category, ADDRESS_FAMILY Family, PVOID Context, const VOID *Dispatch)
{
    LAB_SOCKET *Socket = calloc(1, sizeof(*Socket));

    if (Socket == NULL) {
        NtFail("out of memory");
    }
    Socket->Wsk = NtBlockAllocate(sizeof(*Socket->Wsk));
    Socket->Wsk->Dispatch = TracedDispatchOf != NULL ? TracedDispatchOf(Category) : ProviderDispatchOf(Category);
    Socket->Id = ++Ids;
    Socket->Category = Category;
    Socket->Family = Family;
    Socket->Context = Context;
    Socket->Created = LabStack();
    SetClient(Socket, Dispatch);
    InitializeListHead(&Socket->Calls);
    InitializeListHead(&Socket->Arrivals);
    InitializeListHead(&Socket->Datagrams);
    InitializeListHead(&Socket->Retained);
    InsertTailList(&Sockets, &Socket->Link);
    Open++;
    return Socket;
}

LAB_SOCKET *SocketOf(PWSK_SOCKET Wsk)
{
    PLIST_ENTRY Link;

    for (Link = Sockets.Blink; Link != &Sockets; Link = Link->Blink) {
        LAB_SOCKET *Socket = CONTAINING_RECORD(Link, LAB_SOCKET, Link);

        if (Socket->Wsk == Wsk) {
            return Socket;
        }
    }
    NtFail("a WSK function is called on what is no socket");
}

VOID SocketFree(LAB_SOCKET *Socket)
{
    PLIST_ENTRY Link;
    PLIST_ENTRY Next;

    for (Link = Socket->Arrivals.Flink; Link != &Socket->Arrivals; Link = Next) {
        LAB_ARRIVAL *Arrival = CONTAINING_RECORD(Link, LAB_ARRIVAL, Link);

        Next = Link->Flink;
        NetReset(Arrival->End);
        NetClose(Arrival->End);
        free(Arrival);
    }
    InitializeListHead(&Socket->Arrivals);
    for (Link = Socket->Datagrams.Flink; Link != &Socket->Datagrams; Link = Next) {
        Next = Link->Flink;
        free(CONTAINING_RECORD(Link, LAB_DATAGRAM, Link));
    }
    InitializeListHead(&Socket->Datagrams);
    if (Socket->End != NULL) {
        Socket->End->Socket = NULL;
        NetClose(Socket->End);
        Socket->End = NULL;
    }
    Socket->Closed = TRUE;
    Socket->Port = 0;
    Open--;
    NtBlockFree(Socket->Wsk, sizeof(*Socket->Wsk));
    LabProgress();
}

ULONG SocketsOpen(VOID)
{
    return Open;
}

LAB_SOCKET *SocketOnPort(USHORT Port, ULONG Categories)
{
    PLIST_ENTRY Link;

    for (Link = Sockets.Flink; Link != &Sockets; Link = Link->Flink) {
        LAB_SOCKET *Socket = CONTAINING_RECORD(Link, LAB_SOCKET, Link);

        if (!Socket->Closing && !Socket->Failed && Socket->Port == Port && (Socket->Category & Categories) != 0) {
            return Socket;
        }
    }
    return NULL;
}

VOID SocketsTell(VOID)
{
    PLIST_ENTRY Link;

    for (Link = Sockets.Flink; Link != &Sockets; Link = Link->Flink) {
        LAB_SOCKET *Socket = CONTAINING_RECORD(Link, LAB_SOCKET, Link);

        if (!Socket->Closing) {
            LabFact("socket-left", Socket->Created, "a socket is never closed");
        } else if (!Socket->Closed) {
            LabFact("close-left", Socket->Created, "the close of a socket never completes%s",
                    IsListEmpty(&Socket->Retained) ? "" : ": the driver keeps an indication of it");
        }
    }
}

static VOID Pump(PVOID Context)
{
    LAB_SOCKET *Socket = Context;

    Socket->PumpPosted = FALSE;
    CallsTry(Socket);
    if (!Socket->Closing) {
        EventsIndicate(Socket);
    }
}

VOID SocketPump(LAB_SOCKET *Socket)
{
    if (!Socket->PumpPosted && !Socket->Closed) {
        Socket->PumpPosted = TRUE;
        ProviderPost(PUMP_US, Pump, Socket);
    }
}

VOID SocketsPump(VOID)
{
    PLIST_ENTRY Link;

    for (Link = Sockets.Flink; Link != &Sockets; Link = Link->Flink) {
        SocketPump(CONTAINING_RECORD(Link, LAB_SOCKET, Link));
    }
}

VOID SocketFail(LAB_SOCKET *Socket)
{
    Socket->Failed = TRUE;
    if (Socket->End != NULL && !Socket->End->Reset) {
        NetReset(Socket->End);
    }
    SocketPump(Socket);
}

BOOLEAN SocketIsOver(const LAB_SOCKET *Socket)
{
    return Socket != NULL && (Socket->Failed || (Socket->End != NULL && Socket->End->Reset));
}
