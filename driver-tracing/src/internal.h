/*
 * What every source of the tracing library includes first.
 *
 * The library's layers, from the ground up. A file includes the headers of layers below its own, and no others
 * (driver-tracing/test/layers.mjs checks it):
 *
 *     1  internal
 *     2  memory
 *     3  records                   sets of records, found by an object's address
 *     4  objects                   what is known of an IRP, a call, a socket and its callbacks
 *     5  state                     what the library keeps
 *     6  events                    one function an event
 *     7  lost addresses
 *     8  irps sockets clients      one set each
 *     9  calls callbacks           calls that are under way; the functions that stand in for the driver's callbacks
 *    10  completion                the routine that stands in for the driver's completion routine
 *    11  issue                     around a call to WSK: before it, and after it returned
 *    12  functions_irp functions_client functions_data functions_socket driver_state rundown   what wsktrace.h declares
 *    13  provider                  start and stop
 *    14  takeover                  the registration calls and DriverEntry by their own names
 */
#ifndef WSKTRACE_INTERNAL_H
#define WSKTRACE_INTERNAL_H

#ifdef WSKTRACE_NAMES_TAKEN_OVER
#error "compile the library by itself: a driver's source or a forced include that takes IoFreeIrp over stands before it"
#endif
#ifdef __cplusplus
#error "compile the library as C: C++ sources include wsktrace.h alone"
#endif

#include <ntddk.h>
#include <wsk.h>

#ifdef _MSC_VER
#pragma warning(disable : 4204) /* initializers that are not constant: standard since C99 */
#endif

/* The library calls what it wraps, also where a project defines these for all its sources. */
#undef WSKTRACE_TAKE_OVER
#undef WSKTRACE_PROVIDER_NAME
#undef WSKTRACE_PROVIDER_GUID
#include "wsktrace.h"

TRACELOGGING_DECLARE_PROVIDER(WskTraceProvider);

/* What others change meanwhile, read as it is at some moment, with all that was written before it was. */
static inline LONG WsktRead(_In_ const volatile LONG *Value)
{
#ifdef __GNUC__
    return __atomic_load_n(Value, __ATOMIC_ACQUIRE);
#else
    return ReadAcquire(Value);
#endif
}

/* The other side of WsktRead. */
static inline VOID WsktWrite(_Inout_ volatile LONG *Place, _In_ LONG Value)
{
#ifdef __GNUC__
    __atomic_store_n(Place, Value, __ATOMIC_RELEASE);
#else
    WriteRelease(Place, Value);
#endif
}

static inline ULONG64 WsktRead64(_In_ const volatile LONG64 *Value)
{
#ifdef __GNUC__
    return (ULONG64)__atomic_load_n(Value, __ATOMIC_ACQUIRE);
#else
    return (ULONG64)ReadAcquire64(Value);
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
