/* The completion routine that stands in for the driver's: see completion.h. */
#include "completion.h"

#include "addresses.h"
#include "calls.h"
#include "clients.h"
#include "events.h"
#include "irps.h"
#include "sockets.h"
#include "state.h"

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

/* Most calls do nothing to a socket, and need no mark that it was told. */
static BOOLEAN WsktCompletionHasEffects(_In_ const WSKT_CALL *Call)
{
    return Call->Op == WsktOpCloseSocket || WsktSocketIsCreatedBy(Call->Op) || Call->HasAddresses;
}

/* What the completion of a call did to sockets, told once. */
static VOID WsktCompletionEffects(_Inout_ WSKT_CALL *Call, _In_ PIRP Irp)
{
    NTSTATUS Status = Irp->IoStatus.Status;
    PWSK_SOCKET Socket = Call->Socket;
    ULONG64 SocketId = Call->SocketId;

    if (Call->Op == WsktOpCloseSocket) {
        WsktSocketClosed(Socket, SocketId, Status);
        if (NT_SUCCESS(Status)) {
            WsktClientClosed(Socket, Call->Of.ClientId);
        }
    }
    if (Status != STATUS_SUCCESS) { /* the one status under which Information is a socket and buffers are filled */
        return;
    }
    if (WsktSocketIsCreatedBy(Call->Op)) {
        Socket = (PWSK_SOCKET)Irp->IoStatus.Information;
        SocketId = Socket != NULL ? WsktSocketCreated(Socket, &Call->Creates, Call->Run) : 0;
        if (Socket != NULL && Call->Of.Client != NULL) {
            WsktClientOpened(Call->Of.Client, Socket, SocketId);
            Call->Of.Client = NULL;
        }
    }
    if (SocketId != 0 && Call->HasAddresses) {
        WsktAddressesTell(&Call->Addresses, Socket, SocketId);
    }
}

/* Passes the completion on. Where no routine is called, the I/O manager marks the location above as pending; with ours
   it leaves that to us. */
static NTSTATUS WsktCompletionPassOn(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp,
                                     _In_opt_ PIO_COMPLETION_ROUTINE Routine, _In_opt_ PVOID Context,
                                     _Out_ BOOLEAN *Called)
{
    *Called = Routine != NULL;
    if (Routine != NULL) {
        return Routine(DeviceObject, Irp, Context); /* from here on the IRP may be gone */
    }
    if (Irp->PendingReturned && Irp->CurrentLocation <= Irp->StackCount) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

/* A call of a run that is over: nobody is told. But WSK has the new socket's client, and no more that of a closed one. */
static VOID WsktCompletionLate(_Inout_ WSKT_CALL *Call, _In_ PIRP Irp)
{
    if (Call->Op == WsktOpCloseSocket && NT_SUCCESS(Irp->IoStatus.Status)) {
        WsktClientClosed(Call->Socket, Call->Of.ClientId);
    }
    if (WsktSocketIsCreatedBy(Call->Op) && Call->Of.Client != NULL && Irp->IoStatus.Status == STATUS_SUCCESS) {
        WsktClientOpened(Call->Of.Client, (PWSK_SOCKET)Irp->IoStatus.Information, 0);
        Call->Of.Client = NULL;
    }
    (VOID) WsktCallMark(Call, WSKT_CALL_COMPLETED);
}

/* Context is the call whose routine was taken over; its record outlives the call (records.h). */
_Use_decl_annotations_
static NTSTATUS NTAPI WsktCompletion(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    WSKT_CALL *Set = (WSKT_CALL *)Context;
    PIO_COMPLETION_ROUTINE Routine = WsktCompletionIsWanted(Irp, Set->Control) ? Set->Routine : NULL;
    PVOID RoutineContext = Set->Context;
    WSKT_IRP_IDENTITY Identity;
    WSKT_CALL *Call;
    ULONG64 CallId;
    WSKT_OP Op;
    NTSTATUS Result;
    BOOLEAN Called;

    if (Set->Run != WsktRun()) {
        WsktCompletionLate(Set, Irp);
        return WsktCompletionPassOn(DeviceObject, Irp, Routine, RoutineContext, &Called);
    }
    Call = WsktCallCompleted(Irp, Set);
    CallId = Call->Record.Id;
    Op = Call->Op;
    Identity = Call->Irp;

    /* The event comes before the driver's routine, which may free the IRP. So the routine's result can't be in it. */
    WsktEventIrpCompleted(CallId, Op, Irp, Identity.Id);
    if (WsktCompletionHasEffects(Call) && (WsktCallMark(Call, WSKT_CALL_TOLD) & WSKT_CALL_TOLD) == 0) {
        WsktCompletionEffects(Call, Irp);
    }
    (VOID) WsktCallMark(Call, WSKT_CALL_COMPLETED);
    if (Identity.AdoptedForCall) {
        WsktIrpForget(Irp, Identity.Id);
    }

    Result = WsktCompletionPassOn(DeviceObject, Irp, Routine, RoutineContext, &Called);
    if (Called && Result != STATUS_MORE_PROCESSING_REQUIRED) {
        WsktEventRoutineReturned(CallId, Op, Irp, Identity.Id, Identity.Origin != WsktOriginPassedDown, Result);
    }
    if (Identity.Origin == WsktOriginPassedDown && Result != STATUS_MORE_PROCESSING_REQUIRED) {
        WsktIrpForget(Irp, Identity.Id); /* on its way up, out of this driver */
    }
    return Result;
}

_Use_decl_annotations_
VOID WsktCompletionTakeOver(PIRP Irp, WSKT_CALL *Call)
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
