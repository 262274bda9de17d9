/* Around a call to a WSK function. All functions: IRQL <= DISPATCH_LEVEL. */
#ifndef WSKTRACE_ISSUE_H
#define WSKTRACE_ISSUE_H

#include "objects.h"

/*
 * Right before the WSK function: writes WskCallIssued, takes the completion routine over, and the callbacks of the socket
 * that the call makes: Issue->ClientContext and ClientDispatch are what WSK is to be given.
 */
VOID WsktCallIssue(_Inout_ WSKT_ISSUE *Issue);

/* Right after it: writes WskCallReturned. Returns Status. The IRP may be gone. */
NTSTATUS WsktCallReturned(_In_ const WSKT_ISSUE *Issue, _In_ NTSTATUS Status);

#endif
