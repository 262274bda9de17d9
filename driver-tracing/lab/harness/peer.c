/* The scenario's peers: the other side of the driver's network. */
#include "provider.h"

#include <stdlib.h>

#include "../peer.h"

#define CONNECT_LIMIT_MS 10000
#define SEND_LIMIT_MS 10000
#define TICKS_PER_MS 10000
#define FIRST_PEER_PORT 50001

struct _LAB_PEER {
    struct _LAB_PEER *Next;
    USHORT Port;
    BOOLEAN Listens;
    BOOLEAN Datagrams;
    LAB_END *End;
    LIST_ENTRY Queue; /* a listener's arrivals, or an endpoint's datagrams */
};

static PEER *Peers;
static USHORT LastPort = FIRST_PEER_PORT;

static PEER *NewPeer(USHORT Port)
{
    PEER *Peer = calloc(1, sizeof(*Peer));

    if (Peer == NULL) {
        NtFail("out of memory");
    }
    Peer->Port = Port;
    InitializeListHead(&Peer->Queue);
    Peer->Next = Peers;
    Peers = Peer;
    return Peer;
}

static ULONG64 After(ULONG Milliseconds)
{
    return NtClockNow() + (ULONG64)Milliseconds * TICKS_PER_MS;
}

static BOOLEAN Never(PVOID Context)
{
    return Context != NULL;
}

void PeerSleep(unsigned Milliseconds)
{
    LabProgress();
    (VOID)LabBlock(Never, NULL, After(Milliseconds), NULL);
}

static LAB_SOCKET *ListenerOn(USHORT Port)
{
    LAB_SOCKET *Socket = SocketOnPort(Port, WSK_FLAG_LISTEN_SOCKET | WSK_FLAG_STREAM_SOCKET);

    return Socket != NULL && Socket->Listening ? Socket : NULL;
}

static BOOLEAN IsListening(PVOID Context)
{
    return ListenerOn(*(USHORT *)Context) != NULL;
}

PEER *PeerConnectFrom(unsigned short Port, unsigned char LastByte)
{
    USHORT Wanted = Port;
    LAB_SOCKET *Listener;
    LAB_ARRIVAL *Arrival;
    PEER *Peer;

    if (!IsListening(&Wanted) && !LabBlock(IsListening, &Wanted, After(CONNECT_LIMIT_MS), NULL)) {
        return NULL;
    }
    Listener = ListenerOn(Port);
    Arrival = calloc(1, sizeof(*Arrival));
    if (Arrival == NULL) {
        NtFail("out of memory");
    }
    Peer = NewPeer(LastPort++);
    Peer->End = NetConnection(Peer->Port, Port, ADDRESS_LOOPBACK);
    Peer->End->Address = (ADDRESS_LOOPBACK & 0x00ffffff) | (ULONG)LastByte << 24;
    Peer->End->Peer = Peer;
    Arrival->End = Peer->End->Other;
    InsertTailList(&Listener->Arrivals, &Arrival->Link);
    LabProgress();
    SocketPump(Listener);
    return Peer;
}

PEER *PeerConnect(unsigned short Port)
{
    return PeerConnectFrom(Port, 1);
}

PEER *PeerListen(unsigned short Port)
{
    PEER *Peer = NewPeer(Port);

    Peer->Listens = TRUE;
    SocketsPump();
    return Peer;
}

static BOOLEAN HasQueued(PVOID Context)
{
    return !IsListEmpty(&((PEER *)Context)->Queue);
}

PEER *PeerAccept(PEER *Listener, unsigned Milliseconds)
{
    LAB_ARRIVAL *Arrival;
    PEER *Peer;

    if (!HasQueued(Listener) && !LabBlock(HasQueued, Listener, After(Milliseconds), NULL)) {
        return NULL;
    }
    Arrival = CONTAINING_RECORD(RemoveHeadList(&Listener->Queue), LAB_ARRIVAL, Link);
    Peer = NewPeer(Listener->Port);
    Peer->End = Arrival->End;
    Peer->End->Peer = Peer;
    free(Arrival);
    LabProgress();
    return Peer;
}

LAB_END *PeersTakeConnection(USHORT Port, ULONG PeerPort)
{
    PEER *Peer;

    for (Peer = Peers; Peer != NULL; Peer = Peer->Next) {
        if (Peer->Listens && Peer->Port == PeerPort) {
            LAB_ARRIVAL *Arrival = calloc(1, sizeof(*Arrival));
            LAB_END *End = NetConnection(Port, Peer->Port, ADDRESS_LOOPBACK);

            if (Arrival == NULL) {
                NtFail("out of memory");
            }
            Arrival->End = End->Other;
            InsertTailList(&Peer->Queue, &Arrival->Link);
            return End;
        }
    }
    return NULL;
}

static BOOLEAN HasRoom(PVOID Context)
{
    const LAB_END *End = ((PEER *)Context)->End;

    return End->Reset || NetRoom(End) != 0;
}

int PeerSend(PEER *Peer, const void *Bytes, size_t Count)
{
    const char *From = Bytes;

    LabProgress();
    while (Count > 0) {
        SIZE_T Fits;

        if (!HasRoom(Peer) && !LabBlock(HasRoom, Peer, After(SEND_LIMIT_MS), NULL)) {
            return 0;
        }
        if (Peer->End->Reset || Peer->End->Other == NULL) {
            return 0;
        }
        Fits = NetRoom(Peer->End) < Count ? NetRoom(Peer->End) : Count;
        NetPut(Peer->End, From, Fits);
        From += Fits;
        Count -= Fits;
    }
    return 1;
}

typedef struct _RECEIVING {
    const LAB_END *End;
    SIZE_T Count;
} RECEIVING;

static BOOLEAN HasReceived(PVOID Context)
{
    const RECEIVING *Receiving = Context;
    const LAB_END *End = Receiving->End;

    return End->Reset || End->Finished || End->Count >= Receiving->Count;
}

size_t PeerReceive(PEER *Peer, void *Bytes, size_t Count, unsigned Milliseconds)
{
    RECEIVING Receiving = {Peer->End, Count};

    LabProgress();
    if (!HasReceived(&Receiving)) {
        (VOID)LabBlock(HasReceived, &Receiving, After(Milliseconds), NULL);
    }
    if (Peer->End->Reset) {
        return 0;
    }
    Count = Peer->End->Count < Count ? Peer->End->Count : Count;
    NetTake(Peer->End, Bytes, Count);
    return Count;
}

int PeerHasEnded(const PEER *Peer)
{
    return Peer->End->Reset || (Peer->End->Finished && Peer->End->Count == 0);
}

int PeerWasReset(const PEER *Peer)
{
    return Peer->End->Reset;
}

void PeerShutdown(PEER *Peer)
{
    NetFinish(Peer->End);
}

void PeerReset(PEER *Peer)
{
    NetReset(Peer->End);
}

void PeerClose(PEER *Peer)
{
    PEER **Link = &Peers;

    while (*Link != Peer) {
        Link = &(*Link)->Next;
    }
    *Link = Peer->Next;
    if (Peer->End != NULL) {
        NetClose(Peer->End);
    }
    free(Peer);
}

PEER *PeerDatagrams(void)
{
    PEER *Peer = NewPeer(LastPort++);

    Peer->Datagrams = TRUE;
    return Peer;
}

static LAB_DATAGRAM *NewDatagram(USHORT From, const VOID *Bytes, SIZE_T Count)
{
    LAB_DATAGRAM *Datagram = malloc(sizeof(*Datagram) + Count);

    if (Datagram == NULL) {
        NtFail("out of memory");
    }
    Datagram->Port = From;
    Datagram->Address = ADDRESS_LOOPBACK;
    Datagram->Count = Count;
    memcpy(Datagram->Bytes, Bytes, Count);
    return Datagram;
}

static BOOLEAN HasDatagramSocket(PVOID Context)
{
    return SocketOnPort(*(USHORT *)Context, WSK_FLAG_DATAGRAM_SOCKET) != NULL;
}

void PeerSendTo(PEER *Peer, unsigned short Port, const void *Bytes, size_t Count)
{
    USHORT Wanted = Port;
    LAB_SOCKET *Socket;

    LabProgress();
    if (!HasDatagramSocket(&Wanted) && !LabBlock(HasDatagramSocket, &Wanted, After(CONNECT_LIMIT_MS), NULL)) {
        return; /* lost, as datagrams are */
    }
    Socket = SocketOnPort(Port, WSK_FLAG_DATAGRAM_SOCKET);
    InsertTailList(&Socket->Datagrams, &NewDatagram(Peer->Port, Bytes, Count)->Link);
    SocketPump(Socket);
}

size_t PeerReceiveFrom(PEER *Peer, void *Bytes, size_t Count, unsigned Milliseconds)
{
    LAB_DATAGRAM *Datagram;

    LabProgress();
    if (!HasQueued(Peer) && !LabBlock(HasQueued, Peer, After(Milliseconds), NULL)) {
        return 0;
    }
    Datagram = CONTAINING_RECORD(RemoveHeadList(&Peer->Queue), LAB_DATAGRAM, Link);
    Count = Datagram->Count < Count ? Datagram->Count : Count;
    memcpy(Bytes, Datagram->Bytes, Count);
    free(Datagram);
    return Count;
}

VOID PeersTakeDatagram(USHORT Port, USHORT PeerPort, const VOID *Bytes, SIZE_T Count)
{
    PEER *Peer;

    for (Peer = Peers; Peer != NULL; Peer = Peer->Next) {
        if (Peer->Datagrams && Peer->Port == PeerPort) {
            InsertTailList(&Peer->Queue, &NewDatagram(Port, Bytes, Count)->Link);
            return;
        }
    }
}

void PeerFailed(const char *Sentence)
{
    LabScenarioFailed("%s", Sentence);
}
