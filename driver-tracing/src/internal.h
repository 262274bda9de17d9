/* What every source of the tracing library includes first. */
#ifndef WSKTRACE_INTERNAL_H
#define WSKTRACE_INTERNAL_H

#include <ntddk.h>
#include <wsk.h>

#ifdef _MSC_VER
#pragma warning(disable : 4204) /* initializers that are not constant: standard since C99 */
#endif

#include "wsktrace.h"

TRACELOGGING_DECLARE_PROVIDER(WskTraceProvider);

/* A counter that others change meanwhile, read as it is at some moment. */
static inline LONG WsktReadCount(_In_ const volatile LONG *Count)
{
#ifdef __GNUC__
    return __atomic_load_n(Count, __ATOMIC_RELAXED);
#else
    return *Count; /* MSVC: an aligned volatile LONG is read whole */
#endif
}

/* The functions of WSK, as event field Op numbers them. */
typedef enum _WSKT_OP {
    WsktOpSocket = 1,
    WsktOpSocketConnect = 2,
    WsktOpControlClient = 3,
    WsktOpBind = 4,
    WsktOpAccept = 5,
    WsktOpConnect = 6,
    WsktOpListen = 7,
    WsktOpSend = 8,
    WsktOpReceive = 9,
    WsktOpDisconnect = 10,
    WsktOpCloseSocket = 11,
    WsktOpControlSocket = 12,
    WsktOpGetLocalAddress = 13,
    WsktOpGetRemoteAddress = 14,
    WsktOpSendTo = 15,
    WsktOpReceiveFrom = 16,
    WsktOpSendMessages = 17,
    WsktOpInspectComplete = 18,
    WsktOpGetAddressInfo = 19,
    WsktOpGetNameInfo = 20,
    WsktOpConnectEx = 21,
    WsktOpRelease = 22
} WSKT_OP;

#endif
