/*
 * Event callbacks: one at a time a socket, on the provider's threads at DISPATCH_LEVEL. Data is indicated in two pieces
 * where it can be, since a driver has to walk the list.
 */
#include "provider.h"

#include <stdlib.h>

#define INDICATION_BYTES 4096
#define IDEAL_BACKLOG 65536

typedef struct _INDICATED {
    LIST_ENTRY Link; /* in the socket's Retained, while the driver has it */
    PVOID Given;     /* what the driver gets and gives back, a block of its own */
    SIZE_T GivenBytes;
} INDICATED;

typedef struct _DATA {
    WSK_DATA_INDICATION Nodes[2];
    MDL Mdls[2];
    UCHAR Bytes[INDICATION_BYTES];
} DATA;

typedef struct _MESSAGE {
    WSK_DATAGRAM_INDICATION Node;
    SOCKADDR_STORAGE Remote;
    MDL Mdl;
    UCHAR Bytes[INDICATION_BYTES];
} MESSAGE;

static KIRQL CallbackBegin(LAB_SOCKET *Socket)
{
    KIRQL OldIrql;

    Socket->InCallback++;
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    return OldIrql;
}

static VOID CallbackEnd(LAB_SOCKET *Socket, KIRQL OldIrql)
{
    KeLowerIrql(OldIrql);
    Socket->InCallback--;
    LabProgress();
    SocketPump(Socket); /* for what comes next, and for who waited for the callback */
}

static ULONG AskCallback(LAB_SOCKET *Socket, PCSTR What, PCSTR Second)
{
    PCSTR Answers[] = {"comes", "unload", Second, NULL};
    ULONG Answer = LabAsk("callback", What, Socket->Id, NULL, Answers);

    if (Answer == 1) {
        LabUnloadNow();
        LabYield(What);
    }
    return Answer;
}

static BOOLEAN Wants(const LAB_SOCKET *Socket, ULONG Event)
{
    return (Socket->EventMask & Event) != 0;
}

/* ---- Indications that the driver keeps ----------------------------------------------------------------------------- */

static INDICATED *NewIndicated(SIZE_T Bytes)
{
    INDICATED *Indicated = malloc(sizeof(*Indicated));

    if (Indicated == NULL) {
        NtFail("out of memory");
    }
    Indicated->Given = NtBlockAllocate(Bytes);
    Indicated->GivenBytes = Bytes;
    return Indicated;
}

static VOID FreeIndicated(INDICATED *Indicated)
{
    RemoveEntryList(&Indicated->Link);
    NtBlockFree(Indicated->Given, Indicated->GivenBytes);
    free(Indicated);
}

BOOLEAN EventsRelease(LAB_SOCKET *Socket, PVOID Given)
{
    PLIST_ENTRY Link;

    for (Link = Socket->Retained.Flink; Link != &Socket->Retained; Link = Link->Flink) {
        INDICATED *Indicated = CONTAINING_RECORD(Link, INDICATED, Link);

        if (Indicated->Given == Given) {
            FreeIndicated(Indicated);
            SocketPump(Socket);
            return TRUE;
        }
    }
    return FALSE;
}

/* ---- Connections: data, backlog, disconnect ------------------------------------------------------------------------ */

static VOID SetPiece(DATA *Data, ULONG Piece, ULONG From, SIZE_T Length)
{
    Data->Mdls[Piece].Bytes = Data->Bytes + From;
    Data->Mdls[Piece].ByteCount = (ULONG)Length;
    Data->Nodes[Piece].Buffer.Mdl = &Data->Mdls[Piece];
    Data->Nodes[Piece].Buffer.Length = Length;
}

/* What the driver does not take stays, and comes again when it asks for it. */
static VOID IndicateData(LAB_SOCKET *Socket)
{
    LAB_END *End = Socket->End;
    SIZE_T Length = End->Count < INDICATION_BYTES ? End->Count : INDICATION_BYTES;
    SIZE_T Accepted = Length;
    INDICATED *Indicated = NewIndicated(sizeof(DATA));
    DATA *Data = Indicated->Given;
    NTSTATUS Status;
    KIRQL OldIrql;

    memcpy(Data->Bytes, End->Bytes, Length);
    SetPiece(Data, 0, 0, Length / 2 == 0 ? Length : Length / 2);
    if (Length / 2 != 0) {
        SetPiece(Data, 1, (ULONG)(Length / 2), Length - Length / 2);
        Data->Nodes[0].Next = &Data->Nodes[1];
    }
    InsertTailList(&Socket->Retained, &Indicated->Link); /* before the driver can give it back */
    OldIrql = CallbackBegin(Socket);
    Status = Socket->Connection->WskReceiveEvent(Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL, Data->Nodes, Length,
                                                 &Accepted);
    CallbackEnd(Socket, OldIrql);
    if (Status == STATUS_SUCCESS && Accepted < Length) {
        Length = Accepted;
    }
    if (Status == STATUS_DATA_NOT_ACCEPTED) {
        Socket->ReceiveHeld = TRUE;
    } else if (Socket->End != NULL) {
        UCHAR Taken[INDICATION_BYTES];

        NetTake(Socket->End, Taken, Length);
    }
    if (Status != STATUS_PENDING) {
        FreeIndicated(Indicated);
    }
}

static VOID IndicateFailure(LAB_SOCKET *Socket)
{
    SIZE_T Accepted = 0;
    KIRQL OldIrql;

    SocketFail(Socket);
    OldIrql = CallbackBegin(Socket);
    (VOID)Socket->Connection->WskReceiveEvent(Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL, NULL, 0, &Accepted);
    CallbackEnd(Socket, OldIrql);
}

static VOID IndicateDisconnect(LAB_SOCKET *Socket)
{
    ULONG Abortive = Socket->End->Reset || Socket->Failed ? WSK_FLAG_ABORTIVE : 0;
    KIRQL OldIrql;

    Socket->ToldDisconnect = TRUE;
    if (Abortive == 0 && AskCallback(Socket, "disconnect", "abortive") == 2) {
        NetReset(Socket->End);
        Abortive = WSK_FLAG_ABORTIVE;
    }
    OldIrql = CallbackBegin(Socket);
    (VOID)Socket->Connection->WskDisconnectEvent(Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL | Abortive);
    CallbackEnd(Socket, OldIrql);
}

static VOID IndicateOfConnection(LAB_SOCKET *Socket)
{
    LAB_END *End = Socket->End;
    const WSK_CLIENT_CONNECTION_DISPATCH *Client = Socket->Connection;
    BOOLEAN Over = End->Reset || Socket->Failed;
    KIRQL OldIrql;

    if (!Socket->ToldBacklog && !Over && Wants(Socket, WSK_EVENT_SEND_BACKLOG) && Client->WskSendBacklogEvent != NULL) {
        Socket->ToldBacklog = TRUE;
        OldIrql = CallbackBegin(Socket);
        (VOID)Client->WskSendBacklogEvent(Socket->Context, IDEAL_BACKLOG);
        CallbackEnd(Socket, OldIrql);
    } else if (!Over && End->Count != 0 && !Socket->ReceiveHeld && IsListEmpty(&Socket->Calls) &&
               Wants(Socket, WSK_EVENT_RECEIVE) && Client->WskReceiveEvent != NULL) {
        if (AskCallback(Socket, "receive", "socket-fails") == 2) {
            IndicateFailure(Socket);
        } else if (!Socket->Closing) {
            IndicateData(Socket);
        }
    } else if ((Over || (End->Finished && End->Count == 0)) && !Socket->ToldDisconnect &&
               Wants(Socket, WSK_EVENT_DISCONNECT) && Client->WskDisconnectEvent != NULL) {
        IndicateDisconnect(Socket);
    }
}

/* ---- Datagrams ----------------------------------------------------------------------------------------------------- */

static VOID IndicateDatagram(LAB_SOCKET *Socket)
{
    LAB_DATAGRAM *Datagram = CONTAINING_RECORD(RemoveHeadList(&Socket->Datagrams), LAB_DATAGRAM, Link);
    INDICATED *Indicated = NewIndicated(sizeof(MESSAGE));
    MESSAGE *Message = Indicated->Given;
    SIZE_T Length = Datagram->Count < INDICATION_BYTES ? Datagram->Count : INDICATION_BYTES;
    NTSTATUS Status;
    KIRQL OldIrql;

    memcpy(Message->Bytes, Datagram->Bytes, Length);
    Message->Mdl.Bytes = Message->Bytes;
    Message->Mdl.ByteCount = (ULONG)Length;
    Message->Node.Buffer.Mdl = &Message->Mdl;
    Message->Node.Buffer.Length = Length;
    Message->Node.RemoteAddress = (PSOCKADDR)&Message->Remote;
    AddressPut((PSOCKADDR)&Message->Remote, Socket->Family, Datagram->Address, Datagram->Port);
    free(Datagram);
    InsertTailList(&Socket->Retained, &Indicated->Link);
    OldIrql = CallbackBegin(Socket);
    Status = Socket->Datagram->WskReceiveFromEvent(Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL, &Message->Node);
    CallbackEnd(Socket, OldIrql);
    if (Status != STATUS_PENDING) {
        FreeIndicated(Indicated);
    }
}

static VOID IndicateDatagramFailure(LAB_SOCKET *Socket)
{
    KIRQL OldIrql;

    SocketFail(Socket);
    OldIrql = CallbackBegin(Socket);
    (VOID)Socket->Datagram->WskReceiveFromEvent(Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL, NULL);
    CallbackEnd(Socket, OldIrql);
}

/* ---- Listeners: inspection and accept ------------------------------------------------------------------------------ */

static VOID Decline(LAB_ARRIVAL *Arrival)
{
    RemoveEntryList(&Arrival->Link);
    NetReset(Arrival->End);
    NetClose(Arrival->End);
    free(Arrival);
}

static VOID AddressesOf(const LAB_SOCKET *Listener, const LAB_ARRIVAL *Arrival, PSOCKADDR_STORAGE Local,
                        PSOCKADDR_STORAGE Remote)
{
    const LAB_END *Other = Arrival->End->Other;

    AddressPut((PSOCKADDR)Local, Listener->Family, ADDRESS_LOOPBACK, Listener->Port);
    AddressPut((PSOCKADDR)Remote, Listener->Family, Other != NULL ? Other->Address : ADDRESS_LOOPBACK,
               Other != NULL ? Other->Port : 0);
}

/* The peer may give up while the driver still thinks about it. */
static VOID Pended(LAB_SOCKET *Listener, LAB_ARRIVAL *Arrival)
{
    static const PCSTR Answers[] = {"stays", "aborted", NULL};
    WSK_INSPECT_ID Id = Arrival->Id;
    KIRQL OldIrql;

    if (LabAsk("callback", "inspect-pended", Listener->Id, NULL, Answers) == 1) {
        Decline(Arrival);
        if (Listener->Listen->WskAbortEvent != NULL) {
            OldIrql = CallbackBegin(Listener);
            (VOID)Listener->Listen->WskAbortEvent(Listener->Context, &Id);
            CallbackEnd(Listener, OldIrql);
        }
    }
}

static VOID Inspect(LAB_SOCKET *Listener, LAB_ARRIVAL *Arrival)
{
    static ULONG Ids;
    SOCKADDR_STORAGE Local;
    SOCKADDR_STORAGE Remote;
    WSK_INSPECT_ACTION Action;
    KIRQL OldIrql;

    Ids++;
    Arrival->Id.Key = Ids;
    Arrival->Id.SerialNumber = Ids;
    Arrival->Indicating = TRUE;
    AddressesOf(Listener, Arrival, &Local, &Remote);
    OldIrql = CallbackBegin(Listener);
    Action = Listener->Listen->WskInspectEvent(Listener->Context, (PSOCKADDR)&Local, (PSOCKADDR)&Remote, &Arrival->Id);
    CallbackEnd(Listener, OldIrql);
    Arrival->Indicating = FALSE;
    if (Action == WskInspectReject) {
        Decline(Arrival);
    } else if (Action == WskInspectAccept) {
        Arrival->Inspected = TRUE;
        Arrival->Id.Key = 0;
    } else {
        Pended(Listener, Arrival);
    }
}

static VOID FailListener(LAB_SOCKET *Listener)
{
    SOCKADDR_STORAGE Address;
    PVOID Context = NULL;
    const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch = NULL;
    KIRQL OldIrql;

    AddressPut((PSOCKADDR)&Address, Listener->Family, ADDRESS_LOOPBACK, Listener->Port);
    SocketFail(Listener);
    OldIrql = CallbackBegin(Listener);
    (VOID)Listener->Listen->WskAcceptEvent(Listener->Context, WSK_FLAG_AT_DISPATCH_LEVEL, (PSOCKADDR)&Address,
                                           (PSOCKADDR)&Address, NULL, &Context, &Dispatch);
    CallbackEnd(Listener, OldIrql);
}

static VOID Accept(LAB_SOCKET *Listener, LAB_ARRIVAL *Arrival)
{
    LAB_SOCKET *Accepted = SocketNew(Listener->Category == WSK_FLAG_STREAM_SOCKET ? WSK_FLAG_STREAM_SOCKET
                                                                                  : WSK_FLAG_CONNECTION_SOCKET,
                                     Listener->Family, NULL, NULL);
    SOCKADDR_STORAGE Local;
    SOCKADDR_STORAGE Remote;
    NTSTATUS Status;
    KIRQL OldIrql;

    AddressesOf(Listener, Arrival, &Local, &Remote);
    Accepted->Created = Listener->Created;
    Accepted->Bound = TRUE;
    Accepted->End = Arrival->End;
    Accepted->End->Socket = Accepted;
    RemoveEntryList(&Arrival->Link);
    free(Arrival);
    OldIrql = CallbackBegin(Listener);
    Status = Listener->Listen->WskAcceptEvent(Listener->Context, WSK_FLAG_AT_DISPATCH_LEVEL, (PSOCKADDR)&Local,
                                              (PSOCKADDR)&Remote, Accepted->Wsk, &Accepted->Context,
                                              &Accepted->Connection);
    CallbackEnd(Listener, OldIrql);
    if (Status != STATUS_SUCCESS) {
        NetReset(Accepted->End);
        SocketFree(Accepted);
        Accepted->Closing = TRUE;
        return;
    }
    /* What is enabled on the listener is enabled on what it accepts. */
    Accepted->EventMask = Listener->EventMask & EVENTS_OF_CONNECTIONS;
    SocketPump(Accepted);
}

static VOID IndicateOfListener(LAB_SOCKET *Listener)
{
    PLIST_ENTRY Link;

    for (Link = Listener->Arrivals.Flink; Link != &Listener->Arrivals; Link = Link->Flink) {
        LAB_ARRIVAL *Arrival = CONTAINING_RECORD(Link, LAB_ARRIVAL, Link);

        if (Arrival->Indicating || Arrival->Id.Key != 0) {
            continue;
        }
        if (AskCallback(Listener, "accept", "listener-fails") == 2) {
            FailListener(Listener);
        } else if (Listener->Conditional && !Arrival->Inspected && Listener->Listen->WskInspectEvent != NULL) {
            Inspect(Listener, Arrival);
        } else if (!Listener->Closing) {
            Accept(Listener, Arrival);
        }
        return;
    }
}

NTSTATUS EventsInspected(LAB_SOCKET *Listener, const WSK_INSPECT_ID *Id, WSK_INSPECT_ACTION Action)
{
    PLIST_ENTRY Link;

    for (Link = Listener->Arrivals.Flink; Link != &Listener->Arrivals; Link = Link->Flink) {
        LAB_ARRIVAL *Arrival = CONTAINING_RECORD(Link, LAB_ARRIVAL, Link);

        if (Arrival->Id.Key == Id->Key) {
            Arrival->Id.Key = 0;
            Arrival->Inspected = TRUE;
            if (Action != WskInspectAccept) {
                Decline(Arrival);
            }
            SocketPump(Listener);
            return STATUS_SUCCESS;
        }
    }
    return STATUS_INVALID_PARAMETER;
}

/* ---- One thing at a time -------------------------------------------------------------------------------------------- */

VOID EventsIndicate(LAB_SOCKET *Socket)
{
    if (Socket->InCallback != 0) {
        return; /* its end comes here again */
    }
    if (Socket->Listen != NULL && !Socket->Failed && Wants(Socket, WSK_EVENT_ACCEPT)) {
        IndicateOfListener(Socket);
    } else if (Socket->Connection != NULL && Socket->End != NULL) {
        IndicateOfConnection(Socket);
    } else if (Socket->Datagram != NULL && !Socket->Failed && Wants(Socket, WSK_EVENT_RECEIVE_FROM) &&
               !IsListEmpty(&Socket->Datagrams)) {
        if (AskCallback(Socket, "receive-from", "socket-fails") == 2) {
            IndicateDatagramFailure(Socket);
        } else if (!Socket->Closing) {
            IndicateDatagram(Socket);
        }
    }
}

/* The close of a socket: no callback comes any more. */
VOID EventsEnd(LAB_SOCKET *Socket)
{
    Socket->EventMask = 0;
}
