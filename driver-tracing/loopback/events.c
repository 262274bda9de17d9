/*
 * Event callbacks: a thread a socket, which calls the driver at DISPATCH_LEVEL. Data is indicated in two pieces where it
 * can be, since a driver has to walk the list.
 */
#include <stdlib.h>

#include "loopback.h"
#include "net.h"

#define INDICATION_BYTES 4096
#define IDEAL_BACKLOG 65536
#define PEER_EVENTS (WSK_EVENT_RECEIVE | WSK_EVENT_DISCONNECT | WSK_EVENT_SEND_BACKLOG | WSK_EVENT_RECEIVE_FROM)

typedef struct _INDICATED {
    WSK_DATA_INDICATION Nodes[2]; /* first: what the driver gets and gives back */
    MDL Mdls[2];
    UCHAR Bytes[INDICATION_BYTES];
} INDICATED;

/* Which of these events the driver wants: 0 when the socket is being closed. */
static ULONG Enabled(LOOPBACK_SOCKET *Socket, ULONG Events)
{
    pthread_mutex_lock(&Socket->Lock);
    Events = Socket->Closing ? 0 : Socket->EventMask & Events;
    pthread_mutex_unlock(&Socket->Lock);
    return Events;
}

/* Around each callback: one at a time a socket, and a disable can wait until none runs. */
static KIRQL CallbackBegin(LOOPBACK_SOCKET *Socket)
{
    KIRQL OldIrql;

    pthread_mutex_lock(&Socket->Callback);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    return OldIrql;
}

static VOID CallbackEnd(LOOPBACK_SOCKET *Socket, KIRQL OldIrql)
{
    KeLowerIrql(OldIrql);
    pthread_mutex_unlock(&Socket->Callback);
}

static VOID SetPiece(INDICATED *Indicated, ULONG Piece, ULONG From, SIZE_T Length)
{
    Indicated->Mdls[Piece].Bytes = Indicated->Bytes + From;
    Indicated->Mdls[Piece].ByteCount = (ULONG)Length;
    Indicated->Nodes[Piece].Buffer.Mdl = &Indicated->Mdls[Piece];
    Indicated->Nodes[Piece].Buffer.Length = Length;
}

static VOID Indicate(LOOPBACK_SOCKET *Socket, INDICATED *Indicated, SIZE_T Length)
{
    SIZE_T Accepted = Length;
    ULONG Half = (ULONG)(Length / 2);
    NTSTATUS Status;
    KIRQL OldIrql;

    SetPiece(Indicated, 0, 0, Half == 0 ? Length : Half);
    if (Half != 0) {
        SetPiece(Indicated, 1, Half, Length - Half);
        Indicated->Nodes[0].Next = &Indicated->Nodes[1];
    }
    SocketHold(Socket); /* before the driver can give it back */
    OldIrql = CallbackBegin(Socket);
    Status = Socket->Connection->WskReceiveEvent(Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL, Indicated->Nodes, Length,
                                                 &Accepted);
    CallbackEnd(Socket, OldIrql);
    if (Status != STATUS_PENDING) {
        EventsRelease(Socket, Indicated->Nodes);
    }
}

/* TRUE while there may be more. */
static BOOLEAN ReceiveAndIndicate(LOOPBACK_SOCKET *Socket)
{
    INDICATED *Indicated = calloc(1, sizeof(*Indicated));
    long Received;
    KIRQL OldIrql;

    if (Indicated == NULL) {
        NtFail("out of memory");
    }
    Received = NetReceive(Socket->Net, Indicated->Bytes, sizeof(Indicated->Bytes), NULL);
    if (Received > 0) {
        Indicate(Socket, Indicated, (SIZE_T)Received);
        return TRUE;
    }
    free(Indicated);
    if (Enabled(Socket, WSK_EVENT_DISCONNECT) != 0) {
        OldIrql = CallbackBegin(Socket);
        Socket->Connection->WskDisconnectEvent(Socket->Context, Received < 0 ? WSK_FLAG_ABORTIVE : 0);
        CallbackEnd(Socket, OldIrql);
    }
    return FALSE;
}

NTSTATUS EventsRelease(LOOPBACK_SOCKET *Socket, PVOID Indication)
{
    free(Indication);
    SocketLetGo(Socket);
    return STATUS_SUCCESS;
}

typedef struct _DATAGRAM {
    WSK_DATAGRAM_INDICATION Node; /* first: what the driver gets and gives back */
    SOCKADDR_STORAGE Remote;
    MDL Mdl;
    UCHAR Bytes[INDICATION_BYTES];
} DATAGRAM;

static VOID ReceiveDatagramAndIndicate(LOOPBACK_SOCKET *Socket)
{
    DATAGRAM *Datagram = calloc(1, sizeof(*Datagram));
    long Received;
    NTSTATUS Status;
    KIRQL OldIrql;

    if (Datagram == NULL) {
        NtFail("out of memory");
    }
    Received = NetReceive(Socket->Net, Datagram->Bytes, sizeof(Datagram->Bytes), &Datagram->Remote);
    if (Received < 0) {
        free(Datagram); /* an error that an earlier datagram met, or none there */
        return;
    }
    Datagram->Mdl.Bytes = Datagram->Bytes;
    Datagram->Mdl.ByteCount = (ULONG)Received;
    Datagram->Node.Buffer.Mdl = &Datagram->Mdl;
    Datagram->Node.Buffer.Length = (SIZE_T)Received;
    Datagram->Node.RemoteAddress = (PSOCKADDR)&Datagram->Remote;
    SocketHold(Socket); /* before the driver can give it back */
    OldIrql = CallbackBegin(Socket);
    Status = Socket->Datagram->WskReceiveFromEvent(Socket->Context, WSK_FLAG_AT_DISPATCH_LEVEL, &Datagram->Node);
    CallbackEnd(Socket, OldIrql);
    if (Status != STATUS_PENDING) {
        EventsRelease(Socket, Datagram);
    }
}

static VOID HandOver(LOOPBACK_SOCKET *Listener, int Net, PSOCKADDR Local, PSOCKADDR Remote)
{
    LOOPBACK_SOCKET *Accepted = SocketNew(WSK_FLAG_CONNECTION_SOCKET, Listener->Family, SOCK_STREAM, Net);
    const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch = NULL;
    PVOID Context = NULL;
    NTSTATUS Status;
    KIRQL OldIrql;

    SocketHold(Accepted); /* the driver may close it at once, on another thread */
    OldIrql = CallbackBegin(Listener);
    Status = Listener->Listen->WskAcceptEvent(Listener->Context, WSK_FLAG_AT_DISPATCH_LEVEL, Local, Remote,
                                              &Accepted->Wsk, &Context, &Dispatch);
    CallbackEnd(Listener, OldIrql);
    if (Status != STATUS_SUCCESS) {
        SocketFree(Accepted);
        return;
    }
    pthread_mutex_lock(&Accepted->Lock);
    Accepted->Context = Context;
    Accepted->Connection = Dispatch;
    pthread_mutex_unlock(&Accepted->Lock);
    /* What is enabled on the listener is enabled on what it accepts. */
    EventsControl(Accepted, Enabled(Listener, PEER_EVENTS));
    SocketLetGo(Accepted);
}

static BOOLEAN IsConditional(LOOPBACK_SOCKET *Listener)
{
    BOOLEAN Conditional;

    pthread_mutex_lock(&Listener->Lock);
    Conditional = Listener->Conditional;
    pthread_mutex_unlock(&Listener->Lock);
    return Conditional;
}

static VOID KeepInspected(LOOPBACK_SOCKET *Listener, int Net, const WSK_INSPECT_ID *Id)
{
    INSPECTED *Inspected = malloc(sizeof(*Inspected));

    if (Inspected == NULL) {
        NtFail("out of memory");
    }
    Inspected->Net = Net;
    Inspected->Id = *Id;
    pthread_mutex_lock(&Listener->Lock);
    Inspected->Next = Listener->Inspected;
    Listener->Inspected = Inspected;
    pthread_cond_broadcast(&Listener->Changed);
    pthread_mutex_unlock(&Listener->Lock);
}

/* With the lock held. The connection that pends under this id, or -1. */
static int TakeInspected(LOOPBACK_SOCKET *Listener, const WSK_INSPECT_ID *Id)
{
    INSPECTED **At = &Listener->Inspected;
    INSPECTED *Found;
    int Net;

    while (*At != NULL && memcmp(&(*At)->Id, Id, sizeof(*Id)) != 0) {
        At = &(*At)->Next;
    }
    if (*At == NULL) {
        return -1;
    }
    Found = *At;
    *At = Found->Next;
    Net = Found->Net;
    free(Found);
    return Net;
}

static VOID AcceptAndHandOver(LOOPBACK_SOCKET *Listener)
{
    SOCKADDR_STORAGE Local;
    SOCKADDR_STORAGE Remote;
    WSK_INSPECT_ACTION Action = WskInspectAccept;
    WSK_INSPECT_ID Id = {1, 1};
    KIRQL OldIrql;
    int Net = NetAccept(Listener->Net, &Remote);

    if (Net < 0) {
        return;
    }
    NetLocalAddress(Net, &Local);
    if (IsConditional(Listener)) {
        OldIrql = CallbackBegin(Listener);
        Action = Listener->Listen->WskInspectEvent(Listener->Context, (PSOCKADDR)&Local, (PSOCKADDR)&Remote, &Id);
        CallbackEnd(Listener, OldIrql);
    }
    if (Action == WskInspectAccept) {
        HandOver(Listener, Net, (PSOCKADDR)&Local, (PSOCKADDR)&Remote);
        return;
    }
    if (Action == WskInspectReject) {
        NetClose(Net);
        return;
    }
    KeepInspected(Listener, Net, &Id);
}

NTSTATUS EventsInspectComplete(LOOPBACK_SOCKET *Socket, const WSK_INSPECT_ID *Id, WSK_INSPECT_ACTION Action)
{
    SOCKADDR_STORAGE Local;
    SOCKADDR_STORAGE Remote;
    int Net;

    pthread_mutex_lock(&Socket->Lock);
    /* The driver may be faster than the callback's return. */
    while ((Net = TakeInspected(Socket, Id)) < 0) {
        pthread_cond_wait(&Socket->Changed, &Socket->Lock);
    }
    pthread_mutex_unlock(&Socket->Lock);

    if (Action != WskInspectAccept) {
        NetClose(Net);
        return STATUS_SUCCESS;
    }
    NetLocalAddress(Net, &Local);
    NetRemoteAddress(Net, &Remote);
    HandOver(Socket, Net, (PSOCKADDR)&Local, (PSOCKADDR)&Remote);
    return STATUS_SUCCESS;
}

/* With the lock held. The events that what the client has registered could take now. */
static ULONG Takes(const LOOPBACK_SOCKET *Socket)
{
    ULONG Own = Socket->Listen != NULL       ? WSK_EVENT_ACCEPT
                : Socket->Connection != NULL ? PEER_EVENTS & ~WSK_EVENT_RECEIVE_FROM
                : Socket->Datagram != NULL   ? WSK_EVENT_RECEIVE_FROM
                                             : 0;

    return Socket->Closing ? 0 : Socket->EventMask & Own;
}

/*
 * The thread's next step: which events it looks for. 0: it ends, and is said to have under the lock under which nothing was
 * enabled, so that what is enabled from then on starts another.
 */
static ULONG NextEvents(LOOPBACK_SOCKET *Socket)
{
    ULONG Events;

    pthread_mutex_lock(&Socket->Lock);
    Events = Takes(Socket) & (WSK_EVENT_ACCEPT | WSK_EVENT_RECEIVE | WSK_EVENT_RECEIVE_FROM);
    if (Events == 0) {
        Socket->EventThread = FALSE;
    }
    pthread_mutex_unlock(&Socket->Lock);
    return Events;
}

/* FALSE: nothing comes any more. */
static BOOLEAN OneEvent(LOOPBACK_SOCKET *Socket, ULONG Events)
{
    if ((Events & WSK_EVENT_ACCEPT) != 0) {
        AcceptAndHandOver(Socket);
    } else if ((Events & WSK_EVENT_RECEIVE_FROM) != 0) {
        ReceiveDatagramAndIndicate(Socket);
    } else {
        return ReceiveAndIndicate(Socket);
    }
    return TRUE;
}

static void *EventThread(void *Context)
{
    LOOPBACK_SOCKET *Socket = Context;
    ULONG Events;
    KIRQL OldIrql;

    if (Enabled(Socket, WSK_EVENT_SEND_BACKLOG) != 0 && Socket->Connection != NULL) {
        OldIrql = CallbackBegin(Socket);
        Socket->Connection->WskSendBacklogEvent(Socket->Context, IDEAL_BACKLOG);
        CallbackEnd(Socket, OldIrql);
    }
    do {
        Events = NetWait(Socket->Net, Socket->Wake, 0) ? NextEvents(Socket) : 0;
    } while (Events != 0 && OneEvent(Socket, Events));
    SocketLetGo(Socket);
    return NULL;
}

VOID EventsStart(LOOPBACK_SOCKET *Socket)
{
    BOOLEAN Start;

    pthread_mutex_lock(&Socket->Lock);
    Start = !Socket->EventThread && Takes(Socket) != 0;
    if (Start) {
        Socket->EventThread = TRUE;
        Socket->Holds++; /* the thread's, which it lets go when it ends */
    }
    pthread_mutex_unlock(&Socket->Lock);
    if (Start) {
        ProviderThread(EventThread, Socket);
    }
}

NTSTATUS EventsControl(LOOPBACK_SOCKET *Socket, ULONG Mask)
{
    pthread_mutex_lock(&Socket->Lock);
    if ((Mask & WSK_EVENT_DISABLE) != 0) {
        Socket->EventMask &= ~Mask;
    } else {
        Socket->EventMask |= Mask;
    }
    pthread_mutex_unlock(&Socket->Lock);
    if ((Mask & WSK_EVENT_DISABLE) != 0) {
        /* Until the callback that runs, if any, has returned. */
        pthread_mutex_lock(&Socket->Callback);
        pthread_mutex_unlock(&Socket->Callback);
    } else if (Socket->Listen == NULL) {
        EventsStart(Socket);
    }
    return STATUS_SUCCESS;
}
