/* Telling a session what is outstanding. IRQL: PASSIVE_LEVEL. */
#ifndef WSKTRACE_RUNDOWN_H
#define WSKTRACE_RUNDOWN_H

#include "internal.h"

/* As event field Reason numbers them. */
typedef enum _WSKT_RUNDOWN_REASON {
    WsktRundownEnabled = 1,
    WsktRundownCaptureState = 2,
    WsktRundownUnload = 3
} WSKT_RUNDOWN_REASON;

/* Writes RundownBegin, an event for each outstanding IRP, call and socket, and RundownEnd. */
VOID WsktRundown(_In_ WSKT_RUNDOWN_REASON Reason);

#endif
