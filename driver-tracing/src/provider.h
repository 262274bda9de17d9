/* The library's state in a driver, and its start and stop. */
#ifndef WSKTRACE_PROVIDER_H
#define WSKTRACE_PROVIDER_H

#include "records.h"

typedef struct _WSKT_GLOBAL {
    BOOLEAN Running; /* between WskTraceStart and WskTraceStop: else the wrappers just pass on */
    WSKT_SET Irps;
    WSKT_SET Calls;
    WSKT_SET Sockets;
    volatile LONG FailedCalls; /* calls that ended with an error and are not completed: see WsktCallsSettle */
    volatile LONG64 Lost;
    volatile LONG64 ForgetClosedUpTo; /* see WsktSocketsForgetClosed */
} WSKT_GLOBAL;

extern WSKT_GLOBAL WsktGlobal;

#endif
