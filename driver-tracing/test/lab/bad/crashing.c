/* A scenario that crashes where the driver does not connect: the runs around it go on. */
#include <peer.h>

void Scenario(void)
{
    PEER *Listener = PeerListen(7007);
    PEER *Peer = PeerAccept(Listener, 3000);
    volatile char *Nothing = 0;
    char Bytes[64];

    if (Peer == 0) {
        *Nothing = 0;
    }
    PeerReceive(Peer, Bytes, sizeof(Bytes), 100);
    PeerClose(Peer);
}
