/* What the library could not trace: see lost.h. */
#include "lost.h"

#include "events.h"
#include "provider.h"

VOID WsktLost(_In_ WSKT_LOST_REASON Reason)
{
    WsktEventTracingLost((UCHAR)Reason, (ULONG64)InterlockedIncrement64(&WsktGlobal.Lost));
}
