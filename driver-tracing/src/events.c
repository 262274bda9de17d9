/* The events: see events.h. */
#include "events.h"

#include "state.h"

#define LEVEL_WARNING 3
#define LEVEL_INFORMATION 4
#define LEVEL_VERBOSE 5

#define KEYWORD_IRP 0x1
#define KEYWORD_CALL 0x2
#define KEYWORD_SOCKET 0x4
#define KEYWORD_CLIENT 0x8
#define KEYWORD_CALLBACK 0x10
#define KEYWORD_DATA 0x20
#define KEYWORD_RUNDOWN 0x40

/*
 * Who writes counts himself meanwhile, so that WskTraceStop can wait for him before it unregisters the provider. NULL:
 * stopped, and nothing may be written. Only where a session wants the event: without one this costs nothing.
 */
static volatile LONG *WsktWriterBegin(VOID)
{
    UCHAR OnStack;
    /* By the thread's stack: threads that write at the same time seldom meet in a slot. */
    volatile LONG *Count = &WsktGlobal.Writers[((ULONG_PTR)&OnStack >> 12) % WSKT_WRITER_SLOTS].Count;

    InterlockedIncrement(Count);
    if (WsktRun() == 0) {
        InterlockedDecrement(Count);
        return NULL;
    }
    return Count;
}

/* Each of these macros hands the name on by itself: the preprocessor that MSVC has unless told otherwise takes what stands
   for the rest of the arguments for a single one where it is handed on. */
#define WSKT_WRITE(Level, Keyword, Name, ...)                                                                          \
    do {                                                                                                               \
        if (TraceLoggingProviderEnabled(WskTraceProvider, Level, Keyword)) {                                           \
            volatile LONG *Writer = WsktWriterBegin();                                                                 \
            if (Writer != NULL) {                                                                                      \
                TraceLoggingWrite(WskTraceProvider, Name, TraceLoggingLevel(Level), TraceLoggingKeyword(Keyword),      \
                                  __VA_ARGS__);                                                                        \
                InterlockedDecrement(Writer);                                                                          \
            }                                                                                                          \
        }                                                                                                              \
    } while (0)

/* A level is part of an event's constant description, so an event whose status decides it stands twice. */
#define WSKT_WRITE_STATUS(Status, Level, Keyword, Name, ...)                                                           \
    do {                                                                                                               \
        if (NT_SUCCESS(Status)) {                                                                                      \
            WSKT_WRITE(Level, Keyword, Name, __VA_ARGS__);                                                             \
        } else {                                                                                                       \
            WSKT_WRITE(LEVEL_WARNING, Keyword, Name, __VA_ARGS__);                                                     \
        }                                                                                                              \
    } while (0)

/* So is a keyword: calls that move data have their own, since they are the many. */
#define WSKT_WRITE_CALL(Op, Status, Name, ...)                                                                         \
    do {                                                                                                               \
        if (!TraceLoggingProviderEnabled(WskTraceProvider, 0, 0)) {                                                    \
            break; /* no session at all: these events are the most, and which one it would be is not asked */          \
        }                                                                                                              \
        if (WsktOpMovesData(Op)) {                                                                                     \
            WSKT_WRITE_STATUS(Status, LEVEL_VERBOSE, KEYWORD_DATA, Name, __VA_ARGS__);                                 \
        } else {                                                                                                       \
            WSKT_WRITE_STATUS(Status, LEVEL_VERBOSE, KEYWORD_CALL, Name, __VA_ARGS__);                                 \
        }                                                                                                              \
    } while (0)

static BOOLEAN WsktOpMovesData(WSKT_OP Op)
{
    switch (Op) {
    case WsktOpSend:
    case WsktOpReceive:
    case WsktOpSendTo:
    case WsktOpReceiveFrom:
    case WsktOpSendMessages:
    case WsktOpRelease:
        return TRUE;
    default:
        return FALSE;
    }
}

VOID WsktEventIrpAllocated(PIRP Irp, ULONG64 IrpId, UCHAR StackSize, UCHAR Origin, PCSTR Function, ULONG Line)
{
    WSKT_WRITE(LEVEL_VERBOSE, KEYWORD_IRP, "IrpAllocated",
               TraceLoggingPointer(Irp, "Irp"),
               TraceLoggingUInt64(IrpId, "IrpId"),
               TraceLoggingUInt8(StackSize, "StackSize"),
               TraceLoggingUInt8(Origin, "Origin"),
               TraceLoggingString(Function, "Function"),
               TraceLoggingUInt32(Line, "Line"));
}

VOID WsktEventIrpReused(PIRP Irp, ULONG64 IrpId, NTSTATUS PrevStatus)
{
    WSKT_WRITE(LEVEL_VERBOSE, KEYWORD_IRP, "IrpReused",
               TraceLoggingPointer(Irp, "Irp"),
               TraceLoggingUInt64(IrpId, "IrpId"),
               TraceLoggingNTStatus(PrevStatus, "PrevStatus"));
}

VOID WsktEventIrpCancelRequested(PIRP Irp, ULONG64 IrpId, ULONG64 CallId, BOOLEAN Result)
{
    WSKT_WRITE(LEVEL_VERBOSE, KEYWORD_IRP, "IrpCancelRequested",
               TraceLoggingPointer(Irp, "Irp"),
               TraceLoggingUInt64(IrpId, "IrpId"),
               TraceLoggingUInt64(CallId, "CallId"),
               TraceLoggingUInt8(Result, "Result"));
}

VOID WsktEventIrpFreed(PIRP Irp, ULONG64 IrpId, ULONG Line)
{
    WSKT_WRITE(LEVEL_VERBOSE, KEYWORD_IRP, "IrpFreed",
               TraceLoggingPointer(Irp, "Irp"),
               TraceLoggingUInt64(IrpId, "IrpId"),
               TraceLoggingUInt32(Line, "Line"));
}

#define WSKT_CALL_ISSUED_FIELDS(Issue, IrpId, SocketId)                                                                \
    TraceLoggingUInt64((Issue)->CallId, "CallId"), TraceLoggingUInt32((Issue)->Op, "Op"),                              \
        TraceLoggingPointer((Issue)->Irp, "Irp"), TraceLoggingUInt64(IrpId, "IrpId"),                                  \
        TraceLoggingPointer((Issue)->Socket, "Socket"), TraceLoggingUInt64(SocketId, "SocketId"),                      \
        TraceLoggingUInt64((Issue)->Length, "Length"), TraceLoggingHexUInt32((Issue)->Flags, "Flags"),                 \
        TraceLoggingString((Issue)->Function, "Function"), TraceLoggingUInt32((Issue)->Line, "Line")

VOID WsktEventCallIssued(const WSKT_ISSUE *Issue, ULONG64 IrpId, ULONG64 SocketId)
{
    if (Issue->Op == WsktOpRelease) {
        WSKT_WRITE(LEVEL_VERBOSE, KEYWORD_DATA, "WskCallIssued", WSKT_CALL_ISSUED_FIELDS(Issue, IrpId, SocketId),
                   TraceLoggingUInt32(Issue->Indications, "Indications"));
    } else if (WsktOpMovesData(Issue->Op)) {
        WSKT_WRITE(LEVEL_VERBOSE, KEYWORD_DATA, "WskCallIssued", WSKT_CALL_ISSUED_FIELDS(Issue, IrpId, SocketId));
    } else {
        WSKT_WRITE(LEVEL_VERBOSE, KEYWORD_CALL, "WskCallIssued", WSKT_CALL_ISSUED_FIELDS(Issue, IrpId, SocketId));
    }
}

VOID WsktEventCallReturned(ULONG64 CallId, WSKT_OP Op, PIRP Irp, NTSTATUS Status)
{
    WSKT_WRITE_CALL(Op, Status, "WskCallReturned",
                    TraceLoggingUInt64(CallId, "CallId"),
                    TraceLoggingUInt32(Op, "Op"),
                    TraceLoggingPointer(Irp, "Irp"),
                    TraceLoggingNTStatus(Status, "Status"));
}

VOID WsktEventIrpCompleted(ULONG64 CallId, WSKT_OP Op, PIRP Irp, ULONG64 IrpId)
{
    WSKT_WRITE_CALL(Op, Irp->IoStatus.Status, "IrpCompleted",
                    TraceLoggingUInt64(CallId, "CallId"),
                    TraceLoggingUInt32(Op, "Op"),
                    TraceLoggingPointer(Irp, "Irp"),
                    TraceLoggingUInt64(IrpId, "IrpId"),
                    TraceLoggingNTStatus(Irp->IoStatus.Status, "Status"),
                    TraceLoggingHexUInt64(Irp->IoStatus.Information, "Information"),
                    TraceLoggingUInt8(Irp->Cancel, "Cancel"),
                    TraceLoggingUInt8(Irp->PendingReturned, "PendingReturned"),
                    TraceLoggingUInt8(KeGetCurrentIrql(), "Irql"));
}

VOID WsktEventRoutineReturned(ULONG64 CallId, WSKT_OP Op, PIRP Irp, ULONG64 IrpId, BOOLEAN Owned, NTSTATUS Result)
{
    /* The driver's own IRP goes on to the I/O manager, which knows nothing of it: the routine should have kept it. */
    WSKT_WRITE_STATUS(Owned ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS, LEVEL_VERBOSE, KEYWORD_IRP, "RoutineReturned",
                      TraceLoggingUInt64(CallId, "CallId"),
                      TraceLoggingUInt32(Op, "Op"),
                      TraceLoggingPointer(Irp, "Irp"),
                      TraceLoggingUInt64(IrpId, "IrpId"),
                      TraceLoggingNTStatus(Result, "RoutineResult"));
}

VOID WsktEventWaitStillPending(ULONG64 CallId, WSKT_OP Op, ULONG ElapsedMs)
{
    WSKT_WRITE(LEVEL_WARNING, KEYWORD_CALL, "WaitStillPending",
               TraceLoggingUInt64(CallId, "CallId"),
               TraceLoggingUInt32(Op, "Op"),
               TraceLoggingUInt32(ElapsedMs, "ElapsedMs"));
}

VOID WsktEventSocketCreated(PWSK_SOCKET Socket, ULONG64 SocketId, const WSKT_SOCKET_KIND *Kind)
{
    WSKT_WRITE(LEVEL_INFORMATION, KEYWORD_SOCKET, "SocketCreated",
               TraceLoggingPointer(Socket, "Socket"),
               TraceLoggingUInt64(SocketId, "SocketId"),
               TraceLoggingHexUInt32(Kind->Category, "Category"),
               TraceLoggingUInt64(Kind->ListenerId, "ListenerId"),
               TraceLoggingUInt16(Kind->AddressFamily, "AddressFamily"),
               TraceLoggingUInt16(Kind->SocketType, "SocketType"),
               TraceLoggingUInt32(Kind->Protocol, "Protocol"));
}

VOID WsktEventSocketAddress(PWSK_SOCKET Socket, ULONG64 SocketId, UCHAR Kind, const SOCKADDR *Address, USHORT Length)
{
    WSKT_WRITE(LEVEL_INFORMATION, KEYWORD_SOCKET, "SocketAddress",
               TraceLoggingPointer(Socket, "Socket"),
               TraceLoggingUInt64(SocketId, "SocketId"),
               TraceLoggingUInt8(Kind, "Kind"),
               TraceLoggingSocketAddress(Address, Length, "Address"));
}

VOID WsktEventSocketClosed(PWSK_SOCKET Socket, ULONG64 SocketId, NTSTATUS Status)
{
    WSKT_WRITE_STATUS(Status, LEVEL_INFORMATION, KEYWORD_SOCKET, "SocketClosed",
                      TraceLoggingPointer(Socket, "Socket"),
                      TraceLoggingUInt64(SocketId, "SocketId"),
                      TraceLoggingNTStatus(Status, "Status"));
}

BOOLEAN WsktEventCallbacksAreWanted(VOID)
{
    return TraceLoggingProviderEnabled(WskTraceProvider, LEVEL_VERBOSE, KEYWORD_CALLBACK) != 0;
}

VOID WsktEventCallbackEnter(const WSKT_CALLBACK *Callback)
{
    WSKT_WRITE(LEVEL_VERBOSE, KEYWORD_CALLBACK, "CallbackEnter",
               TraceLoggingUInt8((UCHAR)Callback->Kind, "Kind"),
               TraceLoggingPointer(Callback->Socket, "Socket"),
               TraceLoggingUInt64(Callback->SocketId, "SocketId"),
               TraceLoggingUInt64(Callback->Bytes, "Bytes"),
               TraceLoggingUInt32(Callback->Indications, "Indications"));
}

VOID WsktEventCallbackLeave(const WSKT_CALLBACK *Callback, NTSTATUS Status)
{
    WSKT_WRITE_STATUS(Status, LEVEL_VERBOSE, KEYWORD_CALLBACK, "CallbackLeave",
                      TraceLoggingUInt8((UCHAR)Callback->Kind, "Kind"),
                      TraceLoggingPointer(Callback->Socket, "Socket"),
                      TraceLoggingUInt64(Callback->SocketId, "SocketId"),
                      TraceLoggingUInt64(Callback->Bytes, "Bytes"),
                      TraceLoggingNTStatus(Status, "Status"));
}

VOID WsktEventDriverState(PCSTR What, NTSTATUS Status)
{
    WSKT_WRITE_STATUS(Status, LEVEL_INFORMATION, KEYWORD_CLIENT, "DriverState",
                      TraceLoggingString(What, "What"),
                      TraceLoggingNTStatus(Status, "Status"));
}

VOID WsktEventTracingLost(UCHAR Reason, ULONG64 Count)
{
    /* No keyword: whatever a session asked for, this may be missing from it. */
    WSKT_WRITE(LEVEL_WARNING, 0, "TracingLost",
               TraceLoggingUInt8(Reason, "Reason"),
               TraceLoggingUInt64(Count, "Count"));
}

VOID WsktEventRundownBegin(UCHAR Reason, ULONG Irps, ULONG Calls, ULONG Sockets)
{
    WSKT_WRITE(LEVEL_INFORMATION, KEYWORD_RUNDOWN, "RundownBegin",
               TraceLoggingUInt8(Reason, "Reason"),
               TraceLoggingUInt32(Irps, "Irps"),
               TraceLoggingUInt32(Calls, "Calls"),
               TraceLoggingUInt32(Sockets, "Sockets"));
}

VOID WsktEventRundownEnd(UCHAR Reason, ULONG Irps, ULONG Calls, ULONG Sockets)
{
    WSKT_WRITE(LEVEL_INFORMATION, KEYWORD_RUNDOWN, "RundownEnd",
               TraceLoggingUInt8(Reason, "Reason"),
               TraceLoggingUInt32(Irps, "Irps"),
               TraceLoggingUInt32(Calls, "Calls"),
               TraceLoggingUInt32(Sockets, "Sockets"));
}

VOID WsktEventIrpRundown(const WSKT_IRP *Irp, ULONG64 AgeMs)
{
    WSKT_WRITE(LEVEL_INFORMATION, KEYWORD_RUNDOWN, "IrpRundown",
               TraceLoggingPointer(Irp->Record.Key, "Irp"),
               TraceLoggingUInt64(Irp->Record.Id, "IrpId"),
               TraceLoggingUInt8(Irp->StackSize, "StackSize"),
               TraceLoggingUInt8((UCHAR)Irp->Origin, "Origin"),
               TraceLoggingString(Irp->Function, "Function"),
               TraceLoggingUInt32(Irp->Line, "Line"),
               TraceLoggingUInt64(AgeMs, "AgeMs"));
}

VOID WsktEventCallRundown(const WSKT_CALL *Call, ULONG64 AgeMs)
{
    WSKT_WRITE(LEVEL_INFORMATION, KEYWORD_RUNDOWN, "CallRundown",
               TraceLoggingUInt64(Call->Record.Id, "CallId"),
               TraceLoggingUInt32(Call->Op, "Op"),
               TraceLoggingPointer(Call->Record.Key, "Irp"),
               TraceLoggingUInt64(Call->Irp.Id, "IrpId"),
               TraceLoggingPointer(Call->Socket, "Socket"),
               TraceLoggingUInt64(Call->SocketId, "SocketId"),
               TraceLoggingUInt64(Call->Length, "Length"),
               TraceLoggingHexUInt32(Call->Flags, "Flags"),
               TraceLoggingString(Call->Function, "Function"),
               TraceLoggingUInt32(Call->Line, "Line"),
               TraceLoggingUInt64(AgeMs, "AgeMs"));
}

VOID WsktEventSocketRundown(const WSKT_SOCKET *Socket, ULONG64 AgeMs)
{
    const WSKT_SOCKET_KIND *Kind = &Socket->Kind;

    WSKT_WRITE(LEVEL_INFORMATION, KEYWORD_RUNDOWN, "SocketRundown",
               TraceLoggingPointer(Socket->Record.Key, "Socket"),
               TraceLoggingUInt64(Socket->Record.Id, "SocketId"),
               TraceLoggingHexUInt32(Kind->Category, "Category"),
               TraceLoggingUInt64(Kind->ListenerId, "ListenerId"),
               TraceLoggingUInt16(Kind->AddressFamily, "AddressFamily"),
               TraceLoggingUInt16(Kind->SocketType, "SocketType"),
               TraceLoggingUInt32(Kind->Protocol, "Protocol"),
               TraceLoggingUInt64(AgeMs, "AgeMs"));
}
