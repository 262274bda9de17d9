/* Around a call to a WSK function: see issue.h. */
#include "issue.h"

#include "callbacks.h"
#include "calls.h"
#include "clients.h"
#include "completion.h"
#include "events.h"
#include "irps.h"
#include "sockets.h"
#include "state.h"

/* The call could not be noted: it goes on untraced. */
static VOID WsktIssueUntraced(_Inout_ WSKT_ISSUE *Issue, _In_ const WSKT_IRP_IDENTITY *Irp)
{
    Issue->CallId = 0;
    if (Irp->AdoptedForCall) {
        WsktIrpForget(Issue->Irp, Irp->Id);
    }
    if (WsktSocketIsCreatedBy(Issue->Op)) {
        WsktSocketsForgetClosed(); /* the new socket will not be known, and may be where a closed one was */
    }
}

static VOID WsktIssueTakeOverCallbacks(_Inout_ WSKT_ISSUE *Issue)
{
    WSKT_CALL *Call = Issue->Call;

    Call->Of.Client = WsktClientTake(Call->Creates.Category, Issue->ClientContext, Issue->ClientDispatch, Issue->Run);
    if (Call->Of.Client != NULL) {
        Issue->ClientDispatch = WsktCallbacksStandIn(Call->Of.Client, Call->Creates.Category);
        Issue->ClientContext = Call->Of.Client;
    }
}

_Use_decl_annotations_
VOID WsktCallIssue(WSKT_ISSUE *Issue)
{
    WSKT_IRP_IDENTITY Irp = {0, WsktOriginAllocated, FALSE};
    WSKT_SOCKET_FOUND Socket;

    Issue->CallId = 0;
    Issue->Call = NULL;
    Issue->Run = WsktRun();
    if (Issue->Run == 0) {
        return;
    }
    WsktSocketFind(Issue->Socket, &Socket);
    if (Issue->Irp == NULL) {
        Issue->CallId = WsktSetNextId(&WsktGlobal.Calls);
    } else {
        WsktCallsSettle(Issue->Irp);
        Irp = WsktIrpForCall(Issue->Irp, Issue->Function, Issue->Line, Issue->Run);
        Issue->Call = Irp.Id != 0 ? WsktCallBegin(Issue, &Irp, &Socket) : NULL;
        if (Issue->Call == NULL) {
            WsktIssueUntraced(Issue, &Irp);
            return;
        }
        if (Issue->ClientDispatch != NULL) {
            WsktIssueTakeOverCallbacks(Issue);
        }
    }
    /* The record comes first: a rundown in between tells of the call twice rather than not at all. */
    WsktEventCallIssued(Issue, Irp.Id, Socket.Id);
    if (Issue->Call != NULL) {
        WsktCompletionTakeOver(Issue->Irp, Issue->Call);
    }
}

_Use_decl_annotations_
NTSTATUS WsktCallReturned(const WSKT_ISSUE *Issue, NTSTATUS Status)
{
    if (Issue->CallId == 0) {
        return Status;
    }
    if (Issue->Run == WsktRun()) {
        WsktEventCallReturned(Issue->CallId, Issue->Op, Issue->Irp, Status);
    }
    if (Issue->Call != NULL) {
        if (!NT_SUCCESS(Status) && WsktCallFailed(Issue->Irp, Issue->Call) && Issue->Call->Irp.AdoptedForCall) {
            WsktIrpForget(Issue->Irp, Issue->Call->Irp.Id);
        }
        (VOID) WsktCallMark(Issue->Call, WSKT_CALL_RETURNED);
    }
    return Status;
}
