/* What the library could not trace: see lost.h. */
#include "lost.h"

#include "events.h"
#include "state.h"

_Use_decl_annotations_
VOID WsktLost(WSKT_LOST_REASON Reason)
{
    WsktEventTracingLost((UCHAR)Reason, (ULONG64)InterlockedIncrement64(&WsktGlobal.Lost));
}
