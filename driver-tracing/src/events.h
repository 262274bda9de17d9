/*
 * The events, one function each: names, fields, levels and keywords as docs/events.md has them. Each costs a comparison
 * when no session wants it. IRQL <= DISPATCH_LEVEL. Irp and Socket are addresses here and may be gone, but in
 * WsktEventIrpCompleted.
 */
#ifndef WSKTRACE_EVENTS_H
#define WSKTRACE_EVENTS_H

#include "objects.h"

VOID WsktEventIrpAllocated(PIRP Irp, ULONG64 IrpId, UCHAR StackSize, UCHAR Origin, PCSTR Function, ULONG Line);
VOID WsktEventIrpReused(PIRP Irp, ULONG64 IrpId, NTSTATUS PrevStatus);
VOID WsktEventIrpCancelRequested(PIRP Irp, ULONG64 IrpId, ULONG64 CallId, BOOLEAN Result);
VOID WsktEventIrpFreed(PIRP Irp, ULONG64 IrpId, ULONG Line);

VOID WsktEventCallIssued(const WSKT_ISSUE *Issue, ULONG64 IrpId, ULONG64 SocketId);
VOID WsktEventCallReturned(ULONG64 CallId, WSKT_OP Op, PIRP Irp, NTSTATUS Status);
VOID WsktEventIrpCompleted(ULONG64 CallId, WSKT_OP Op, PIRP Irp, ULONG64 IrpId);
VOID WsktEventRoutineReturned(ULONG64 CallId, WSKT_OP Op, PIRP Irp, ULONG64 IrpId, BOOLEAN Owned, NTSTATUS Result);
VOID WsktEventWaitStillPending(ULONG64 CallId, WSKT_OP Op, ULONG ElapsedMs);

VOID WsktEventSocketCreated(PWSK_SOCKET Socket, ULONG64 SocketId, const WSKT_SOCKET_KIND *Kind);
VOID WsktEventSocketAddress(PWSK_SOCKET Socket, ULONG64 SocketId, UCHAR Kind, const SOCKADDR *Address, USHORT Length);
VOID WsktEventSocketClosed(PWSK_SOCKET Socket, ULONG64 SocketId, NTSTATUS Status);

/* Whether a session would take the two. */
BOOLEAN WsktEventCallbacksAreWanted(VOID);
VOID WsktEventCallbackEnter(const WSKT_CALLBACK *Callback);
VOID WsktEventCallbackLeave(const WSKT_CALLBACK *Callback, NTSTATUS Status);

VOID WsktEventDriverState(PCSTR What, NTSTATUS Status);
VOID WsktEventTracingLost(UCHAR Reason, ULONG64 Count);

VOID WsktEventRundownBegin(UCHAR Reason, ULONG Irps, ULONG Calls, ULONG Sockets);
VOID WsktEventRundownEnd(UCHAR Reason, ULONG Irps, ULONG Calls, ULONG Sockets);
VOID WsktEventIrpRundown(const WSKT_IRP *Irp, ULONG64 AgeMs);
VOID WsktEventCallRundown(const WSKT_CALL *Call, ULONG64 AgeMs);
VOID WsktEventSocketRundown(const WSKT_SOCKET *Socket, ULONG64 AgeMs);

#endif
