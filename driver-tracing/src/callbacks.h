/*
 * The functions that stand in for the driver's event callbacks. They tell the trace that one is entered and left, and
 * call the driver's with its own context. IRQL: as WSK calls them, <= DISPATCH_LEVEL.
 */
#ifndef WSKTRACE_CALLBACKS_H
#define WSKTRACE_CALLBACKS_H

#include "objects.h"

/* The table for WSK in place of Dispatch, the driver's, of a socket of this category. */
const VOID *WsktCallbacksStandIn(_Inout_ WSKT_CLIENT *Client, _In_ ULONG Category);

#endif
