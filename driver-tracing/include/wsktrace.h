/*
 * wsktrace.h - what a Winsock Kernel driver includes, after <wsk.h>, to have every step of its IRPs, WSK calls, sockets
 * and callbacks written as ETW events.
 *
 * Each wrapper takes the arguments of what it replaces and records the caller's function and line by itself:
 *
 *     Irp = IoAllocateIrp(1, FALSE);                       Irp = WskTraceAllocateIrp(1, FALSE);
 *     Npi->Dispatch->WskSocket(Npi->Client, ...);          WskTraceSocket(Npi->Dispatch, Npi->Client, ...);
 *     Dispatch->WskSend(Socket, &Buf, 0, Irp);             WskTraceSend(Dispatch, Socket, &Buf, 0, Irp);
 *
 * The first argument of a WSK wrapper is the provider's dispatch table that holds the function. It may be of any socket
 * category that has it.
 *
 * What holds for all of them:
 *  - A wrapper returns what the wrapped function returned, and calls it exactly once. It never fails a call of its own
 *    accord: where tracing can't have the little memory that it needs, the call goes on untraced (event TracingLost).
 *  - The completion routine that the driver set in the IRP's next stack location is called with its own context, under
 *    its own conditions (success, error, cancel), and its result goes to the I/O manager unchanged.
 *  - No lock is held across a WSK function, a completion routine or a callback.
 *  - Before WskTraceStart, after WskTraceStop, and where WskTraceStart failed, the wrappers just call what they wrap.
 *  - Who owns an IRP does not change: what the wrapped function says holds.
 *  - IRQL: at most DISPATCH_LEVEL, or what the wrapped function asks if that is less. The exceptions are named below.
 */
#ifndef WSKTRACE_H
#define WSKTRACE_H

#ifndef WSK_FLAG_LISTEN_SOCKET
#error "include <ntddk.h>, <wdm.h> or <ntifs.h> and <wsk.h> before <wsktrace.h>"
#endif

#ifdef __cplusplus
extern "C++" { /* also where the driver's own extern "C" stands around its headers: there are templates in this one */
#endif
#include <TraceLoggingProvider.h>
#ifdef __cplusplus
}

extern "C" {
#endif

/* ---- The provider ------------------------------------------------------------------------------------------------ */

/*
 * Stands once, at file scope, in one source file of the driver: names the ETW provider that the driver's events come
 * from. Take a name and a GUID of your own; the provider joins the group {8f02d326-1cc4-4b6d-be8e-971f85b7e25b}, by
 * which the analyzer knows it whatever its name.
 *
 *     WSKTRACE_DEFINE_PROVIDER("Contoso.Echo.Wsk",
 *         (0x3f0c1d52, 0x9a11, 0x4c0e, 0x8d, 0x21, 0x5b, 0x6e, 0x70, 0x0a, 0x4f, 0x13));
 */
#define WSKTRACE_DEFINE_PROVIDER(Name, Guid)                                                                           \
    typedef char WskTraceGuid[WSKTRACE_GUID_IS_ELEVEN_NUMBERS_IN_PARENTHESES Guid ? 1 : -1];                           \
    TRACELOGGING_DEFINE_PROVIDER(                                                                                      \
        WskTraceProvider, Name, Guid,                                                                                  \
        TraceLoggingOptionGroup(0x8f02d326, 0x1cc4, 0x4b6d, 0xbe, 0x8e, 0x97, 0x1f, 0x85, 0xb7, 0xe2, 0x5b))

/* A name for a compiler to print where Guid is something else. */
#define WSKTRACE_GUID_IS_ELEVEN_NUMBERS_IN_PARENTHESES(L, W1, W2, B1, B2, B3, B4, B5, B6, B7, B8) 1

/* The same with the name and GUID that the analyzer takes when none is told: for samples and trials. */
#define WSKTRACE_DEFINE_DEFAULT_PROVIDER()                                                                             \
    WSKTRACE_DEFINE_PROVIDER("WskTraceDriver",                                                                         \
                             (0xa511d51a, 0x8bc8, 0x56a3, 0x62, 0x85, 0xb3, 0xd5, 0x06, 0xef, 0xe6, 0xd1))

/*
 * Registers the provider. First thing in DriverEntry, before WskRegister.
 * Returns the status of the registration. A driver may ignore it: without a provider the wrappers only pass on.
 */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS WskTraceStart(VOID);

/*
 * Writes a last rundown of whatever is still outstanding and unregisters the provider. Last thing in the unload routine,
 * after WskDeregister, and on the ways out of a DriverEntry that fails. Wrappers that run at the same time or later, and
 * calls that are completed later, go on untraced. WskTraceStart may follow. Does nothing when WskTraceStart failed or was
 * not called.
 */
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID WskTraceStop(VOID);

/* ---- The driver's life ------------------------------------------------------------------------------------------- */

typedef enum _WSKTRACE_DRIVER_STATE {
    WskTraceRegistered,    /* WskRegister returned */
    WskTraceNpiCaptured,   /* WskCaptureProviderNPI returned */
    WskTraceLoaded,        /* DriverEntry is about to return */
    WskTraceListening,     /* the driver accepts connections */
    WskTraceUnloadStart,   /* the unload routine was entered */
    WskTraceNpiReleased,   /* WskReleaseProviderNPI returned */
    WskTraceDeregistered   /* WskDeregister returned: the analyzer takes what is outstanding then for leaked */
} WSKTRACE_DRIVER_STATE;

/* Tells the trace that the driver reached State, and with which Status (STATUS_SUCCESS where there is none). */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceDriverState(_In_ WSKTRACE_DRIVER_STATE State, _In_ NTSTATUS Status);

/* ---- The registration calls, and DriverEntry: see wsktrace_takeover.h ---------------------------------------------- */

/* WskRegister and the others, with their states. IRQL and results: theirs. */
_IRQL_requires_max_(PASSIVE_LEVEL) _Must_inspect_result_
NTSTATUS WskTraceRegister(_In_ PWSK_CLIENT_NPI WskClientNpi, _Out_ PWSK_REGISTRATION WskRegistration);
_IRQL_requires_max_(PASSIVE_LEVEL) _Must_inspect_result_
NTSTATUS WskTraceCaptureProviderNPI(_In_ PWSK_REGISTRATION WskRegistration, _In_ ULONG WaitTimeout,
                                    _Out_ PWSK_PROVIDER_NPI WskProviderNpi);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceReleaseProviderNPI(_In_ PWSK_REGISTRATION WskRegistration);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID WskTraceDeregister(_In_ PWSK_REGISTRATION WskRegistration);

/*
 * Calls Entry, the driver's own DriverEntry, between WskTraceStart and, where it fails, WskTraceStop. Where it succeeds,
 * DriverUnload becomes a routine of the library's that calls the driver's. A driver without DriverUnload has none then.
 */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS WskTraceDriverEntry(_In_ PDRIVER_OBJECT DriverObject, _In_ PUNICODE_STRING RegistryPath,
                             _In_ NTSTATUS(NTAPI *Entry)(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath));

/* ---- Who calls --------------------------------------------------------------------------------------------------- */

/*
 * A place in the driver's sources. Each macro below records its own; those that end with From take one that the driver
 * hands in. They are for helpers, lambdas and allocators, by whose name alone each leak would be told else:
 *
 *     #define NewIrp() NewIrpFrom(WSKTRACE_HERE)           the helper's callers stay as they are
 *     PIRP NewIrpFrom(WSKTRACE_CALLER Caller) { return WskTraceAllocateIrpFrom(Caller, 1, FALSE); }
 *
 * In C++ a default argument does the same, without the macro:
 *
 *     PIRP NewIrp(WSKTRACE_CALLER Caller = WSKTRACE_HERE_BY_DEFAULT);
 */
typedef struct _WSKTRACE_CALLER {
    PCSTR Function; /* lives as long as the driver */
    ULONG Line;
} WSKTRACE_CALLER;

#define WSKTRACE_HERE WskTraceCallerOf(__func__, __LINE__)
#ifdef __cplusplus
#define WSKTRACE_HERE_BY_DEFAULT WskTraceCallerOf(__builtin_FUNCTION(), __builtin_LINE())
#endif

static inline WSKTRACE_CALLER WskTraceCallerOf(_In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKTRACE_CALLER Caller;

    Caller.Function = Function;
    Caller.Line = Line;
    return Caller;
}

/* The parameter's name is what a compiler prints where a From macro was not given its first argument. */
static inline PCSTR WskTraceCallerFunction(_In_ WSKTRACE_CALLER PassWSKTRACE_HERE_or_a_WSKTRACE_CALLER_first)
{
    return PassWSKTRACE_HERE_or_a_WSKTRACE_CALLER_first.Function;
}

static inline ULONG WskTraceCallerLine(_In_ WSKTRACE_CALLER PassWSKTRACE_HERE_or_a_WSKTRACE_CALLER_first)
{
    return PassWSKTRACE_HERE_or_a_WSKTRACE_CALLER_first.Line;
}

#define WSKTRACE_SITE __func__, __LINE__
#define WSKTRACE_SITE_OF(Caller) WskTraceCallerFunction(Caller), WskTraceCallerLine(Caller)

/* ---- IRPs -------------------------------------------------------------------------------------------------------- */

/* IoAllocateIrp. The caller owns the IRP, and frees it with WskTraceFreeIrp. NULL when there is no memory. */
#define WskTraceAllocateIrp(StackSize, ChargeQuota) WskTraceAllocateIrpAt((StackSize), (ChargeQuota), WSKTRACE_SITE)
#define WskTraceAllocateIrpFrom(Caller, StackSize, ChargeQuota)                                                        \
    WskTraceAllocateIrpAt((StackSize), (ChargeQuota), WSKTRACE_SITE_OF(Caller))

/*
 * For an IRP that another function allocated, such as IoAllocateIrpEx: WskTraceNoteIrp(IoAllocateIrpEx(...)). Returns
 * Irp, which may be NULL. The caller owns it, and frees it with WskTraceFreeIrp.
 */
#define WskTraceNoteIrp(Irp) WskTraceNoteIrpAt((Irp), WSKTRACE_SITE)
#define WskTraceNoteIrpFrom(Caller, Irp) WskTraceNoteIrpAt((Irp), WSKTRACE_SITE_OF(Caller))

/*
 * IoInitializeIrp, for an IRP inside a larger structure. The caller owns its memory, and calls WskTraceUninitializeIrp
 * before that goes. Initializing it again before that is recorded as a reuse.
 */
#define WskTraceInitializeIrp(Irp, PacketSize, StackSize)                                                              \
    WskTraceInitializeIrpAt((Irp), (PacketSize), (StackSize), WSKTRACE_SITE)
#define WskTraceInitializeIrpFrom(Caller, Irp, PacketSize, StackSize)                                                  \
    WskTraceInitializeIrpAt((Irp), (PacketSize), (StackSize), WSKTRACE_SITE_OF(Caller))

/*
 * For an IRP passed down from above that the driver hands to WSK: call it before the WSK call. It stays the property
 * of the driver above and is never freed here. Without it the first WSK call on an unknown IRP does the same.
 */
#define WskTraceAdoptIrp(Irp) WskTraceAdoptIrpAt((Irp), WSKTRACE_SITE)
#define WskTraceAdoptIrpFrom(Caller, Irp) WskTraceAdoptIrpAt((Irp), WSKTRACE_SITE_OF(Caller))

/* IoReuseIrp, only after completion. The caller keeps the IRP. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceReuseIrp(_Inout_ PIRP Irp, _In_ NTSTATUS Status);

/* IoCancelIrp: its result. The IRP is still completed, and may be gone when this returns. */
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN WskTraceCancelIrp(_In_ PIRP Irp);

/* IoFreeIrp, only after completion. The IRP is gone. */
#define WskTraceFreeIrp(Irp) WskTraceFreeIrpAt((Irp), __LINE__)
#define WskTraceFreeIrpFrom(Caller, Irp) WskTraceFreeIrpAt((Irp), WskTraceCallerLine(Caller))

/*
 * The end of an embedded IRP: call it before the structure around it is freed, and before IoCleanupIrp where that is
 * called. Touches only what tracing keeps.
 */
#define WskTraceUninitializeIrp(Irp) WskTraceUninitializeIrpAt((Irp), __LINE__)

/*
 * To call each time a bounded wait for Irp's completion ran out, with the milliseconds waited so far: the trace then
 * shows that somebody waits, for which call, and since when. Irp must not have been freed.
 */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceWaitStillPending(_In_ PIRP Irp, _In_ ULONG ElapsedMs);

/* ---- WSK functions ----------------------------------------------------------------------------------------------- */

/*
 * Each wrapper takes the dispatch table that holds the function, and then the function's own arguments, compound
 * literals included: WskTraceSend(Dispatch, Socket, &(WSK_BUF){Mdl, 0, Length}, 0, Irp).
 *
 * A function whose address the driver keeps goes through WskTraceCall, with the function's name without Wsk:
 *
 *     PFN_WSK_SEND Send = Dispatch->WskSend;
 *     Send(Socket, &Buffer, 0, Irp);                       WskTraceCall(Send, Send, Socket, &Buffer, 0, Irp);
 *     Connection->Send_(Socket, &Buffer, 0, Irp);          WskTraceCall(Send, Connection->Send_, Socket, &Buffer, 0, Irp);
 *
 * The WskRelease of a datagram socket has the name ReleaseDatagram.
 */
#define WskTraceCall(Name, FunctionPointer, ...) WskTrace##Name##At((FunctionPointer), __VA_ARGS__, WSKTRACE_SITE)
#define WskTraceCallFrom(Caller, Name, FunctionPointer, ...)                                                           \
    WskTrace##Name##At((FunctionPointer), __VA_ARGS__, WSKTRACE_SITE_OF(Caller))

/* ---- Of the provider --------------------------------------------------------------------------------------------- */

/*
 * The client dispatch table and the context that a socket is given (here, and in WskTraceAccept) are the library's own at
 * WSK: it writes CallbackEnter and CallbackLeave around the driver's callbacks, which it calls with the driver's context.
 * A table must live, unchanged, as long as the socket, as WSK asks.
 */
#define WskTraceSocket(Dispatch, ...) WskTraceCall(Socket, (Dispatch)->WskSocket, __VA_ARGS__)
#define WskTraceSocketConnect(Dispatch, ...) WskTraceCall(SocketConnect, (Dispatch)->WskSocketConnect, __VA_ARGS__)

/* Irp may be NULL, as for WskControlClient: then the call has no completion and ends with its return. */
#define WskTraceControlClient(Dispatch, ...) WskTraceCall(ControlClient, (Dispatch)->WskControlClient, __VA_ARGS__)

/* IRQL: PASSIVE_LEVEL. */
#define WskTraceGetAddressInfo(Dispatch, ...) WskTraceCall(GetAddressInfo, (Dispatch)->WskGetAddressInfo, __VA_ARGS__)
#define WskTraceGetNameInfo(Dispatch, ...) WskTraceCall(GetNameInfo, (Dispatch)->WskGetNameInfo, __VA_ARGS__)

/* ---- Of a socket ------------------------------------------------------------------------------------------------- */

/*
 * WskControlSocket and WskCloseSocket are of the basic table, which every category's begins with: without a name in C,
 * as the member Basic in C++. Dispatch may be any category's table, or the basic one.
 */
#ifdef __cplusplus
#define WSKTRACE_BASIC_OF(Dispatch) WskTraceBasicOf(Dispatch)
#else
#define WSKTRACE_BASIC_OF(Dispatch) (Dispatch)
#endif

/* Irp may be NULL where WskControlSocket allows it: then the call has no completion and ends with its return. */
#define WskTraceControlSocket(Dispatch, ...)                                                                           \
    WskTraceCall(ControlSocket, WSKTRACE_BASIC_OF(Dispatch)->WskControlSocket, __VA_ARGS__)
#define WskTraceCloseSocket(Dispatch, ...)                                                                             \
    WskTraceCall(CloseSocket, WSKTRACE_BASIC_OF(Dispatch)->WskCloseSocket, __VA_ARGS__)

#define WskTraceBind(Dispatch, ...) WskTraceCall(Bind, (Dispatch)->WskBind, __VA_ARGS__)
#define WskTraceListen(Dispatch, ...) WskTraceCall(Listen, (Dispatch)->WskListen, __VA_ARGS__)
#define WskTraceAccept(Dispatch, ...) WskTraceCall(Accept, (Dispatch)->WskAccept, __VA_ARGS__)
#define WskTraceInspectComplete(Dispatch, ...)                                                                         \
    WskTraceCall(InspectComplete, (Dispatch)->WskInspectComplete, __VA_ARGS__)
#define WskTraceConnect(Dispatch, ...) WskTraceCall(Connect, (Dispatch)->WskConnect, __VA_ARGS__)
#define WskTraceConnectEx(Dispatch, ...) WskTraceCall(ConnectEx, (Dispatch)->WskConnectEx, __VA_ARGS__)
#define WskTraceDisconnect(Dispatch, ...) WskTraceCall(Disconnect, (Dispatch)->WskDisconnect, __VA_ARGS__)
#define WskTraceGetLocalAddress(Dispatch, ...)                                                                         \
    WskTraceCall(GetLocalAddress, (Dispatch)->WskGetLocalAddress, __VA_ARGS__)
#define WskTraceGetRemoteAddress(Dispatch, ...)                                                                        \
    WskTraceCall(GetRemoteAddress, (Dispatch)->WskGetRemoteAddress, __VA_ARGS__)
#define WskTraceSend(Dispatch, ...) WskTraceCall(Send, (Dispatch)->WskSend, __VA_ARGS__)
#define WskTraceReceive(Dispatch, ...) WskTraceCall(Receive, (Dispatch)->WskReceive, __VA_ARGS__)
#define WskTraceSendTo(Dispatch, ...) WskTraceCall(SendTo, (Dispatch)->WskSendTo, __VA_ARGS__)
#define WskTraceReceiveFrom(Dispatch, ...) WskTraceCall(ReceiveFrom, (Dispatch)->WskReceiveFrom, __VA_ARGS__)
#define WskTraceSendMessages(Dispatch, ...) WskTraceCall(SendMessages, (Dispatch)->WskSendMessages, __VA_ARGS__)

/* WskRelease of a connection or stream socket: gives back an indication that WskReceiveEvent kept. No IRP. */
#define WskTraceRelease(Dispatch, ...) WskTraceCall(Release, (Dispatch)->WskRelease, __VA_ARGS__)

/* WskRelease of a datagram socket: gives back an indication that WskReceiveFromEvent kept. No IRP. */
#define WskTraceReleaseDatagram(Dispatch, ...) WskTraceCall(ReleaseDatagram, (Dispatch)->WskRelease, __VA_ARGS__)

/* ---- Behind the macros ------------------------------------------------------------------------------------------- */

_IRQL_requires_max_(DISPATCH_LEVEL) _Must_inspect_result_
PIRP WskTraceAllocateIrpAt(_In_ CCHAR StackSize, _In_ BOOLEAN ChargeQuota, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
PIRP WskTraceNoteIrpAt(_In_opt_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceInitializeIrpAt(_Out_ PIRP Irp, _In_ USHORT PacketSize, _In_ CCHAR StackSize, _In_z_ PCSTR Function,
                             _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceAdoptIrpAt(_In_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceFreeIrpAt(_In_ PIRP Irp, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceUninitializeIrpAt(_In_ PIRP Irp, _In_ ULONG Line);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceSocketAt(_In_ PFN_WSK_SOCKET WskSocket, _In_ PWSK_CLIENT Client, _In_ ADDRESS_FAMILY AddressFamily,
                          _In_ USHORT SocketType, _In_ ULONG Protocol, _In_ ULONG Flags, _In_opt_ PVOID SocketContext,
                          _In_opt_ const VOID *ClientDispatch, _In_opt_ PEPROCESS OwningProcess,
                          _In_opt_ PETHREAD OwningThread, _In_opt_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                          _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceSocketConnectAt(_In_ PFN_WSK_SOCKET_CONNECT WskSocketConnect, _In_ PWSK_CLIENT Client,
                                 _In_ USHORT SocketType, _In_ ULONG Protocol, _In_ PSOCKADDR LocalAddress,
                                 _In_ PSOCKADDR RemoteAddress, _In_ ULONG Flags, _In_opt_ PVOID SocketContext,
                                 _In_opt_ const WSK_CLIENT_CONNECTION_DISPATCH *ClientDispatch,
                                 _In_opt_ PEPROCESS OwningProcess, _In_opt_ PETHREAD OwningThread,
                                 _In_opt_ PSECURITY_DESCRIPTOR SecurityDescriptor, _Inout_ PIRP Irp,
                                 _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceControlClientAt(_In_ PFN_WSK_CONTROL_CLIENT WskControlClient, _In_ PWSK_CLIENT Client,
                                 _In_ ULONG ControlCode, _In_ SIZE_T InputSize,
                                 _In_reads_bytes_opt_(InputSize) PVOID InputBuffer, _In_ SIZE_T OutputSize,
                                 _Out_writes_bytes_opt_(OutputSize) PVOID OutputBuffer,
                                 _Out_opt_ SIZE_T *OutputSizeReturned, _Inout_opt_ PIRP Irp, _In_z_ PCSTR Function,
                                 _In_ ULONG Line);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS WskTraceGetAddressInfoAt(_In_ PFN_WSK_GET_ADDRESS_INFO WskGetAddressInfo, _In_ PWSK_CLIENT Client,
                                  _In_opt_ PUNICODE_STRING NodeName, _In_opt_ PUNICODE_STRING ServiceName,
                                  _In_opt_ ULONG NameSpace, _In_opt_ GUID *Provider, _In_opt_ PADDRINFOEXW Hints,
                                  _Outptr_ PADDRINFOEXW *Result, _In_opt_ PEPROCESS OwningProcess,
                                  _In_opt_ PETHREAD OwningThread, _Inout_ PIRP Irp, _In_z_ PCSTR Function,
                                  _In_ ULONG Line);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS WskTraceGetNameInfoAt(_In_ PFN_WSK_GET_NAME_INFO WskGetNameInfo, _In_ PWSK_CLIENT Client,
                               _In_ PSOCKADDR SockAddr, _In_ ULONG SockAddrLength, _Out_opt_ PUNICODE_STRING NodeName,
                               _Out_opt_ PUNICODE_STRING ServiceName, _In_ ULONG Flags,
                               _In_opt_ PEPROCESS OwningProcess, _In_opt_ PETHREAD OwningThread, _Inout_ PIRP Irp,
                               _In_z_ PCSTR Function, _In_ ULONG Line);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceControlSocketAt(_In_ PFN_WSK_CONTROL_SOCKET WskControlSocket, _In_ PWSK_SOCKET Socket,
                                 _In_ WSK_CONTROL_SOCKET_TYPE RequestType, _In_ ULONG ControlCode, _In_ ULONG Level,
                                 _In_ SIZE_T InputSize, _In_reads_bytes_opt_(InputSize) PVOID InputBuffer,
                                 _In_ SIZE_T OutputSize, _Out_writes_bytes_opt_(OutputSize) PVOID OutputBuffer,
                                 _Out_opt_ SIZE_T *OutputSizeReturned, _Inout_opt_ PIRP Irp, _In_z_ PCSTR Function,
                                 _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceCloseSocketAt(_In_ PFN_WSK_CLOSE_SOCKET WskCloseSocket, _In_ PWSK_SOCKET Socket, _Inout_ PIRP Irp,
                               _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceBindAt(_In_ PFN_WSK_BIND WskBind, _In_ PWSK_SOCKET Socket, _In_ PSOCKADDR LocalAddress,
                        _In_ ULONG Flags, _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceListenAt(_In_ PFN_WSK_LISTEN WskListen, _In_ PWSK_SOCKET Socket, _Inout_ PIRP Irp,
                          _In_z_ PCSTR Function, _In_ ULONG Line);
/* LocalAddress and RemoteAddress stay the caller's, and must live until the IRP is completed. */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceAcceptAt(_In_ PFN_WSK_ACCEPT WskAccept, _In_ PWSK_SOCKET ListenSocket, _In_ ULONG Flags,
                          _In_opt_ PVOID AcceptSocketContext,
                          _In_opt_ const WSK_CLIENT_CONNECTION_DISPATCH *AcceptSocketDispatch,
                          _Out_opt_ PSOCKADDR LocalAddress, _Out_opt_ PSOCKADDR RemoteAddress, _Inout_ PIRP Irp,
                          _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceInspectCompleteAt(_In_ PFN_WSK_INSPECT_COMPLETE WskInspectComplete, _In_ PWSK_SOCKET ListenSocket,
                                   _In_ PWSK_INSPECT_ID InspectID, _In_ WSK_INSPECT_ACTION Action, _Inout_ PIRP Irp,
                                   _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceConnectAt(_In_ PFN_WSK_CONNECT WskConnect, _In_ PWSK_SOCKET Socket, _In_ PSOCKADDR RemoteAddress,
                           _In_ ULONG Flags, _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceConnectExAt(_In_ PFN_WSK_CONNECT_EX WskConnectEx, _In_ PWSK_SOCKET Socket,
                             _In_ PSOCKADDR RemoteAddress, _In_opt_ PWSK_BUF Buffer, _In_ ULONG Flags, _Inout_ PIRP Irp,
                             _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceDisconnectAt(_In_ PFN_WSK_DISCONNECT WskDisconnect, _In_ PWSK_SOCKET Socket, _In_opt_ PWSK_BUF Buffer,
                              _In_ ULONG Flags, _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
/* LocalAddress stays the caller's, and must live until the IRP is completed. */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceGetLocalAddressAt(_In_ PFN_WSK_GET_LOCAL_ADDRESS WskGetLocalAddress, _In_ PWSK_SOCKET Socket,
                                   _Out_ PSOCKADDR LocalAddress, _Inout_ PIRP Irp, _In_z_ PCSTR Function,
                                   _In_ ULONG Line);
/* RemoteAddress stays the caller's, and must live until the IRP is completed. */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceGetRemoteAddressAt(_In_ PFN_WSK_GET_REMOTE_ADDRESS WskGetRemoteAddress, _In_ PWSK_SOCKET Socket,
                                    _Out_ PSOCKADDR RemoteAddress, _Inout_ PIRP Irp, _In_z_ PCSTR Function,
                                    _In_ ULONG Line);

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceSendAt(_In_ PFN_WSK_SEND WskSend, _In_ PWSK_SOCKET Socket, _In_ PWSK_BUF Buffer, _In_ ULONG Flags,
                        _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceReceiveAt(_In_ PFN_WSK_RECEIVE WskReceive, _In_ PWSK_SOCKET Socket, _In_ PWSK_BUF Buffer,
                           _In_ ULONG Flags, _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceSendToAt(_In_ PFN_WSK_SEND_TO WskSendTo, _In_ PWSK_SOCKET Socket, _In_ PWSK_BUF Buffer,
                          _In_ ULONG Flags, _In_opt_ PSOCKADDR RemoteAddress, _In_ ULONG ControlInfoLength,
                          _In_reads_bytes_opt_(ControlInfoLength) PCMSGHDR ControlInfo, _Inout_ PIRP Irp,
                          _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceReceiveFromAt(_In_ PFN_WSK_RECEIVE_FROM WskReceiveFrom, _In_ PWSK_SOCKET Socket, _In_ PWSK_BUF Buffer,
                               _In_ ULONG Flags, _Out_opt_ PSOCKADDR RemoteAddress,
                               _Inout_opt_ PULONG ControlInfoLength,
                               _Out_writes_bytes_opt_(*ControlInfoLength) PCMSGHDR ControlInfo,
                               _Out_opt_ PULONG ControlFlags, _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceSendMessagesAt(_In_ PFN_WSK_SEND_MESSAGES WskSendMessages, _In_ PWSK_SOCKET Socket,
                                _In_ PWSK_BUF_LIST BufferList, _In_ ULONG Flags, _In_opt_ PSOCKADDR RemoteAddress,
                                _In_ ULONG ControlInfoLength,
                                _In_reads_bytes_opt_(ControlInfoLength) PCMSGHDR ControlInfo, _Inout_ PIRP Irp,
                                _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceReleaseAt(_In_ PFN_WSK_RELEASE_DATA_INDICATION_LIST WskRelease, _In_ PWSK_SOCKET Socket,
                           _In_ PWSK_DATA_INDICATION DataIndication, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceReleaseDatagramAt(_In_ PFN_WSK_RELEASE_DATAGRAM_INDICATION_LIST WskRelease, _In_ PWSK_SOCKET Socket,
                                   _In_ PWSK_DATAGRAM_INDICATION DatagramIndication, _In_z_ PCSTR Function,
                                   _In_ ULONG Line);

#ifdef __cplusplus
}

extern "C++" {
static inline const WSK_PROVIDER_BASIC_DISPATCH *WskTraceBasicOf(const WSK_PROVIDER_BASIC_DISPATCH *Dispatch)
{
    return Dispatch;
}

/* The table of any category, whose first member Basic is. */
template <typename CATEGORY>
static inline const WSK_PROVIDER_BASIC_DISPATCH *WskTraceBasicOf(const CATEGORY *Dispatch)
{
    return &Dispatch->Basic;
}
}
#endif

#endif

/* Not only the first time: a header of the driver's may come before the file that asks for the names. */
#include "wsktrace_takeover.h"
