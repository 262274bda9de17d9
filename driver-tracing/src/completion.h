/* The completion routine that stands in for the driver's. IRQL <= DISPATCH_LEVEL. */
#ifndef WSKTRACE_COMPLETION_H
#define WSKTRACE_COMPLETION_H

#include "objects.h"

/*
 * Remembers in Call what the driver set in the IRP's next stack location and sets the library's own routine there, for
 * success, error and cancel. The IRP must be about to be handed to a WSK function.
 */
VOID WsktCompletionTakeOver(_Inout_ PIRP Irp, _Inout_ WSKT_CALL *Call);

#endif
