/* Two datagrams to an echo server on port 7007, one after the other, each sent again where no answer comes. */
#include "../peer.h"

#include <string.h>

#define PORT 7007
#define LIMIT_MS 500
#define TRIES 4

static void Talk(PEER *Peer, const char *Line)
{
    char Echo[64];
    size_t Length = strlen(Line);
    int Try;

    for (Try = 0; Try < TRIES; Try++) {
        PeerSendTo(Peer, PORT, Line, Length);
        if (PeerReceiveFrom(Peer, Echo, sizeof(Echo), LIMIT_MS) == Length && memcmp(Line, Echo, Length) == 0) {
            return;
        }
    }
    PeerFailed("the datagram did not come back");
}

void Scenario(void)
{
    PEER *Peer = PeerDatagrams();

    Talk(Peer, "a datagram that comes back as it went");
    Talk(Peer, "and another");
    PeerClose(Peer);
}
