/* Nobody talks to the driver: for one that does all of its work by itself. */
#include "../peer.h"

void Scenario(void)
{
    PeerSleep(1000);
}
