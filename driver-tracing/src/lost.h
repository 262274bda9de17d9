/* What the library could not trace for want of its own memory. IRQL <= DISPATCH_LEVEL. */
#ifndef WSKTRACE_LOST_H
#define WSKTRACE_LOST_H

#include "internal.h"

/* As event field Reason numbers them: which note could not be taken. */
typedef enum _WSKT_LOST_REASON {
    WsktLostIrp = 1,
    WsktLostCall = 2,
    WsktLostSocket = 3,
    WsktLostCallbacks = 4
} WSKT_LOST_REASON;

/* Counts it and writes TracingLost. */
VOID WsktLost(_In_ WSKT_LOST_REASON Reason);

#endif
