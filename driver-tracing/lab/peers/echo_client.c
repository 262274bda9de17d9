/* Two connections to an echo server on port 7007, one after the other: what is sent has to come back. */
#include "../peer.h"

#include <string.h>

#define PORT 7007
#define LIMIT_MS 3000

static void Talk(const char *Line)
{
    PEER *Peer = PeerConnect(PORT);
    char Echo[64];
    size_t Length = strlen(Line);

    if (Peer == NULL) {
        PeerFailed("nobody listens on port 7007");
        return;
    }
    if (!PeerSend(Peer, Line, Length) || PeerReceive(Peer, Echo, Length, LIMIT_MS) != Length ||
        memcmp(Line, Echo, Length) != 0) {
        PeerFailed("the line did not come back");
    }
    PeerShutdown(Peer);
    PeerSleep(10);
    PeerClose(Peer);
}

void Scenario(void)
{
    Talk("a line that comes back as it went");
    Talk("and another");
}
