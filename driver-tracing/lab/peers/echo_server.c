/* An echo server on port 7007 for one connection of the driver's: sends back what comes until the driver shuts down. */
#include "../peer.h"

#define PORT 7007
#define LIMIT_MS 3000

void Scenario(void)
{
    PEER *Listener = PeerListen(PORT);
    PEER *Peer = PeerAccept(Listener, LIMIT_MS);
    char Byte;
    int Count = 0;

    if (Peer == NULL) {
        PeerFailed("the driver does not connect to port 7007");
    } else {
        while (PeerReceive(Peer, &Byte, 1, LIMIT_MS) == 1 && PeerSend(Peer, &Byte, 1)) {
            Count++;
        }
        if (Count == 0) {
            PeerFailed("the driver sends nothing");
        }
        PeerShutdown(Peer);
        PeerSleep(10);
        PeerClose(Peer);
    }
    PeerClose(Listener);
}
