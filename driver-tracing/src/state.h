/* The library's state in a driver. */
#ifndef WSKTRACE_STATE_H
#define WSKTRACE_STATE_H

#include "objects.h"

/* Who writes an event counts himself in one of these: a cache line each. */
#define WSKT_WRITER_SLOTS 16

typedef struct _WSKT_WRITERS {
    volatile LONG Count;
    UCHAR Padding[60];
} WSKT_WRITERS;

typedef struct _WSKT_GLOBAL {
    volatile LONG Run; /* between WskTraceStart and WskTraceStop: which start it was. 0: the wrappers just pass on */
    LONG Starts;
    WSKT_SET Irps;
    WSKT_SET Calls;
    WSKT_SET Sockets;
    WSKT_SET Clients;
    volatile LONG FailedCalls; /* calls that ended with an error and are not completed: see WsktCallsSettle */
    volatile LONG64 Lost;
    volatile LONG64 ForgetClosedUpTo; /* see WsktSocketsForgetClosed */
    WSKT_WRITERS Writers[WSKT_WRITER_SLOTS];
} WSKT_GLOBAL;

extern WSKT_GLOBAL WsktGlobal;

/* The run that is on, or 0. */
static inline LONG WsktRun(VOID)
{
    return WsktRead(&WsktGlobal.Run);
}

#endif
