/* A scenario that gives up at once: nobody listens on its port. */
#include <peer.h>

void Scenario(void)
{
    if (PeerConnect(1) == NULL) {
        PeerFailed("nobody listens on port 1");
    }
}
