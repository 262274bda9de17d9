/* The completion routine that stands in for the driver's: see completion.h. */
#include "completion.h"

#include "events.h"
#include "provider.h"

static IO_COMPLETION_ROUTINE WsktCompletion;

/* What the I/O manager promises the routine that IoSetCompletionRoutine set: to be called for the outcomes asked for. */
static BOOLEAN WsktCompletionIsWanted(_In_ PIRP Irp, _In_ UCHAR Control)
{
    if (NT_SUCCESS(Irp->IoStatus.Status) ? (Control & SL_INVOKE_ON_SUCCESS) != 0
                                         : (Control & SL_INVOKE_ON_ERROR) != 0) {
        return TRUE;
    }
    return Irp->Cancel && (Control & SL_INVOKE_ON_CANCEL) != 0;
}

/* What the completion of a call did to sockets, told once. */
static VOID WsktCompletionEffects(_In_ const WSKT_CALL *Call, _In_ PIRP Irp)
{
    NTSTATUS Status = Irp->IoStatus.Status;
    PWSK_SOCKET Socket = Call->Socket;
    ULONG64 SocketId = Call->SocketId;

    if (Call->Op == WsktOpCloseSocket) {
        WsktSocketClosed(Socket, SocketId, Status);
    }
    if (Status != STATUS_SUCCESS) { /* the one status under which Information is a socket and buffers are filled */
        return;
    }
    if (WsktSocketIsCreatedBy(Call->Op)) {
        Socket = (PWSK_SOCKET)Irp->IoStatus.Information;
        SocketId = Socket != NULL ? WsktSocketCreated(Socket, &Call->Creates) : 0;
    }
    if (SocketId != 0) {
        WsktAddressesTell(&Call->Addresses, Socket, SocketId);
    }
}

/* Context is the call whose routine was taken over; its record outlives the call (records.h). */
static NTSTATUS NTAPI WsktCompletion(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp, _In_opt_ PVOID Context)
{
    WSKT_CALL *Set = (WSKT_CALL *)Context;
    PIO_COMPLETION_ROUTINE Routine = Set->Routine;
    PVOID RoutineContext = Set->Context;
    UCHAR Control = Set->Control;
    WSKT_CALL *Call = WsktCallCompleted(Irp, Set);
    ULONG64 CallId = Call->Record.Id;
    WSKT_OP Op = Call->Op;
    WSKT_IRP_IDENTITY Identity = Call->Irp;
    NTSTATUS Result = STATUS_CONTINUE_COMPLETION;

    /* The event comes before the driver's routine, which may free the IRP. So the routine's result can't be in it. */
    WsktEventIrpCompleted(CallId, Op, Irp, Identity.Id);
    if ((WsktCallMark(Call, WSKT_CALL_TOLD) & WSKT_CALL_TOLD) == 0) {
        WsktCompletionEffects(Call, Irp);
    }
    (VOID) WsktCallMark(Call, WSKT_CALL_COMPLETED);
    if (Identity.AdoptedForCall) {
        WsktIrpForget(Irp, Identity.Id);
    }

    if (Routine != NULL && WsktCompletionIsWanted(Irp, Control)) {
        Result = Routine(DeviceObject, Irp, RoutineContext); /* from here on the IRP may be gone */
        if (Result != STATUS_MORE_PROCESSING_REQUIRED) {
            WsktEventRoutineReturned(CallId, Op, Irp, Identity.Id, Identity.Origin != WsktOriginPassedDown, Result);
        }
    } else if (Irp->PendingReturned && Irp->CurrentLocation <= Irp->StackCount) {
        /* Where no routine is called, the I/O manager marks the location above as pending; with ours it leaves that
           to us. */
        IoMarkIrpPending(Irp);
    }
    if (Identity.Origin == WsktOriginPassedDown && Result != STATUS_MORE_PROCESSING_REQUIRED) {
        WsktIrpForget(Irp, Identity.Id); /* on its way up, out of this driver */
    }
    return Result;
}

VOID WsktCompletionTakeOver(_Inout_ PIRP Irp, _Inout_ WSKT_CALL *Call)
{
    PIO_STACK_LOCATION Next = IoGetNextIrpStackLocation(Irp);

    if (Irp->CurrentLocation <= 1) {
        return; /* no stack location is left: WSK will find that out, and nothing may be written there */
    }
    if (Next->CompletionRoutine == WsktCompletion && Next->Context != NULL) {
        /* The call before never used the IRP, and the driver set nothing new: what it set then is still in force. */
        const WSKT_CALL *Earlier = (const WSKT_CALL *)Next->Context;

        Call->Routine = Earlier->Routine;
        Call->Context = Earlier->Context;
        Call->Control = Earlier->Control;
    } else {
        Call->Routine = Next->CompletionRoutine;
        Call->Context = Next->Context;
        Call->Control = Next->Control;
    }
    IoSetCompletionRoutine(Irp, WsktCompletion, Call, TRUE, TRUE, TRUE);
}
