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

#include <TraceLoggingProvider.h>

#ifdef __cplusplus
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
    TRACELOGGING_DEFINE_PROVIDER(                                                                                      \
        WskTraceProvider, Name, Guid,                                                                                  \
        TraceLoggingOptionGroup(0x8f02d326, 0x1cc4, 0x4b6d, 0xbe, 0x8e, 0x97, 0x1f, 0x85, 0xb7, 0xe2, 0x5b))

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
 * after WskDeregister, and on the ways out of a DriverEntry that fails. No wrapper may run at the same time or later
 * in a way that needs tracing. Does nothing when WskTraceStart failed or was not called.
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
    WskTraceDeregistered   /* WskDeregister returned */
} WSKTRACE_DRIVER_STATE;

/* Tells the trace that the driver reached State, and with which Status (STATUS_SUCCESS where there is none). */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceDriverState(_In_ WSKTRACE_DRIVER_STATE State, _In_ NTSTATUS Status);

/* ---- IRPs -------------------------------------------------------------------------------------------------------- */

/* IoAllocateIrp. The caller owns the IRP, and frees it with WskTraceFreeIrp. NULL when there is no memory. */
#define WskTraceAllocateIrp(StackSize, ChargeQuota)                                                                    \
    WskTraceAllocateIrpAt((StackSize), (ChargeQuota), __func__, __LINE__)

/*
 * IoInitializeIrp, for an IRP inside a larger structure. The caller owns its memory, and calls WskTraceUninitializeIrp
 * before that goes. Initializing it again before that is recorded as a reuse.
 */
#define WskTraceInitializeIrp(Irp, PacketSize, StackSize)                                                              \
    WskTraceInitializeIrpAt((Irp), (PacketSize), (StackSize), __func__, __LINE__)

/*
 * For an IRP passed down from above that the driver hands to WSK: call it before the WSK call. It stays the property
 * of the driver above and is never freed here. Without it the first WSK call on an unknown IRP does the same.
 */
#define WskTraceAdoptIrp(Irp) WskTraceAdoptIrpAt((Irp), __func__, __LINE__)

/* IoReuseIrp, only after completion. The caller keeps the IRP. */
#define WskTraceReuseIrp(Irp, Status) WskTraceReuseIrpAt((Irp), (Status))

/* IoCancelIrp: its result. The IRP is still completed, and may be gone when this returns. */
#define WskTraceCancelIrp(Irp) WskTraceCancelIrpAt((Irp))

/* IoFreeIrp, only after completion. The IRP is gone. */
#define WskTraceFreeIrp(Irp) WskTraceFreeIrpAt((Irp), __LINE__)

/* The end of an embedded IRP: call it before the structure around it is freed. Touches only what tracing keeps. */
#define WskTraceUninitializeIrp(Irp) WskTraceUninitializeIrpAt((Irp), __LINE__)

/*
 * To call each time a bounded wait for Irp's completion ran out, with the milliseconds waited so far: the trace then
 * shows that somebody waits, for which call, and since when. Irp must not have been freed.
 */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceWaitStillPending(_In_ PIRP Irp, _In_ ULONG ElapsedMs);

/* ---- WSK functions of the provider ------------------------------------------------------------------------------- */

#define WSKTRACE_SITE __func__, __LINE__

#define WskTraceSocket(Dispatch, Client, AddressFamily, SocketType, Protocol, Flags, SocketContext, ClientDispatch,    \
                       OwningProcess, OwningThread, SecurityDescriptor, Irp)                                           \
    WskTraceSocketAt((Dispatch)->WskSocket, (Client), (AddressFamily), (SocketType), (Protocol), (Flags),              \
                     (SocketContext), (ClientDispatch), (OwningProcess), (OwningThread), (SecurityDescriptor), (Irp),  \
                     WSKTRACE_SITE)

#define WskTraceSocketConnect(Dispatch, Client, SocketType, Protocol, LocalAddress, RemoteAddress, Flags,              \
                              SocketContext, ClientDispatch, OwningProcess, OwningThread, SecurityDescriptor, Irp)     \
    WskTraceSocketConnectAt((Dispatch)->WskSocketConnect, (Client), (SocketType), (Protocol), (LocalAddress),          \
                            (RemoteAddress), (Flags), (SocketContext), (ClientDispatch), (OwningProcess),              \
                            (OwningThread), (SecurityDescriptor), (Irp), WSKTRACE_SITE)

/* Irp may be NULL, as for WskControlClient: then the call has no completion and ends with its return. */
#define WskTraceControlClient(Dispatch, Client, ControlCode, InputSize, InputBuffer, OutputSize, OutputBuffer,         \
                              OutputSizeReturned, Irp)                                                                 \
    WskTraceControlClientAt((Dispatch)->WskControlClient, (Client), (ControlCode), (InputSize), (InputBuffer),         \
                            (OutputSize), (OutputBuffer), (OutputSizeReturned), (Irp), WSKTRACE_SITE)

/* IRQL: PASSIVE_LEVEL. */
#define WskTraceGetAddressInfo(Dispatch, Client, NodeName, ServiceName, NameSpace, Provider, Hints, Result,            \
                               OwningProcess, OwningThread, Irp)                                                       \
    WskTraceGetAddressInfoAt((Dispatch)->WskGetAddressInfo, (Client), (NodeName), (ServiceName), (NameSpace),          \
                             (Provider), (Hints), (Result), (OwningProcess), (OwningThread), (Irp), WSKTRACE_SITE)

/* IRQL: PASSIVE_LEVEL. */
#define WskTraceGetNameInfo(Dispatch, Client, SockAddr, SockAddrLength, NodeName, ServiceName, Flags, OwningProcess,   \
                            OwningThread, Irp)                                                                         \
    WskTraceGetNameInfoAt((Dispatch)->WskGetNameInfo, (Client), (SockAddr), (SockAddrLength), (NodeName),              \
                          (ServiceName), (Flags), (OwningProcess), (OwningThread), (Irp), WSKTRACE_SITE)

/* ---- WSK functions of a socket ----------------------------------------------------------------------------------- */

/*
 * WskControlSocket and WskCloseSocket are of the basic table, which every category's begins with. In C its members are
 * those of any category's table; in C++ pass &Dispatch->Basic.
 */

/* Irp may be NULL where WskControlSocket allows it: then the call has no completion and ends with its return. */
#define WskTraceControlSocket(Dispatch, Socket, RequestType, ControlCode, Level, InputSize, InputBuffer, OutputSize,   \
                              OutputBuffer, OutputSizeReturned, Irp)                                                   \
    WskTraceControlSocketAt((Dispatch)->WskControlSocket, (Socket), (RequestType), (ControlCode), (Level),             \
                            (InputSize), (InputBuffer), (OutputSize), (OutputBuffer), (OutputSizeReturned), (Irp),     \
                            WSKTRACE_SITE)

#define WskTraceCloseSocket(Dispatch, Socket, Irp)                                                                     \
    WskTraceCloseSocketAt((Dispatch)->WskCloseSocket, (Socket), (Irp), WSKTRACE_SITE)

#define WskTraceBind(Dispatch, Socket, LocalAddress, Flags, Irp)                                                       \
    WskTraceBindAt((Dispatch)->WskBind, (Socket), (LocalAddress), (Flags), (Irp), WSKTRACE_SITE)

#define WskTraceListen(Dispatch, Socket, Irp) WskTraceListenAt((Dispatch)->WskListen, (Socket), (Irp), WSKTRACE_SITE)

#define WskTraceAccept(Dispatch, ListenSocket, Flags, AcceptSocketContext, AcceptSocketDispatch, LocalAddress,         \
                       RemoteAddress, Irp)                                                                             \
    WskTraceAcceptAt((Dispatch)->WskAccept, (ListenSocket), (Flags), (AcceptSocketContext), (AcceptSocketDispatch),    \
                     (LocalAddress), (RemoteAddress), (Irp), WSKTRACE_SITE)

#define WskTraceInspectComplete(Dispatch, ListenSocket, InspectID, Action, Irp)                                        \
    WskTraceInspectCompleteAt((Dispatch)->WskInspectComplete, (ListenSocket), (InspectID), (Action), (Irp),            \
                              WSKTRACE_SITE)

#define WskTraceConnect(Dispatch, Socket, RemoteAddress, Flags, Irp)                                                   \
    WskTraceConnectAt((Dispatch)->WskConnect, (Socket), (RemoteAddress), (Flags), (Irp), WSKTRACE_SITE)

#define WskTraceConnectEx(Dispatch, Socket, RemoteAddress, Buffer, Flags, Irp)                                         \
    WskTraceConnectExAt((Dispatch)->WskConnectEx, (Socket), (RemoteAddress), (Buffer), (Flags), (Irp), WSKTRACE_SITE)

#define WskTraceDisconnect(Dispatch, Socket, Buffer, Flags, Irp)                                                       \
    WskTraceDisconnectAt((Dispatch)->WskDisconnect, (Socket), (Buffer), (Flags), (Irp), WSKTRACE_SITE)

#define WskTraceGetLocalAddress(Dispatch, Socket, LocalAddress, Irp)                                                   \
    WskTraceGetLocalAddressAt((Dispatch)->WskGetLocalAddress, (Socket), (LocalAddress), (Irp), WSKTRACE_SITE)

#define WskTraceGetRemoteAddress(Dispatch, Socket, RemoteAddress, Irp)                                                 \
    WskTraceGetRemoteAddressAt((Dispatch)->WskGetRemoteAddress, (Socket), (RemoteAddress), (Irp), WSKTRACE_SITE)

#define WskTraceSend(Dispatch, Socket, Buffer, Flags, Irp)                                                             \
    WskTraceSendAt((Dispatch)->WskSend, (Socket), (Buffer), (Flags), (Irp), WSKTRACE_SITE)

#define WskTraceReceive(Dispatch, Socket, Buffer, Flags, Irp)                                                          \
    WskTraceReceiveAt((Dispatch)->WskReceive, (Socket), (Buffer), (Flags), (Irp), WSKTRACE_SITE)

#define WskTraceSendTo(Dispatch, Socket, Buffer, Flags, RemoteAddress, ControlInfoLength, ControlInfo, Irp)            \
    WskTraceSendToAt((Dispatch)->WskSendTo, (Socket), (Buffer), (Flags), (RemoteAddress), (ControlInfoLength),         \
                     (ControlInfo), (Irp), WSKTRACE_SITE)

#define WskTraceReceiveFrom(Dispatch, Socket, Buffer, Flags, RemoteAddress, ControlInfoLength, ControlInfo,            \
                            ControlFlags, Irp)                                                                         \
    WskTraceReceiveFromAt((Dispatch)->WskReceiveFrom, (Socket), (Buffer), (Flags), (RemoteAddress),                    \
                          (ControlInfoLength), (ControlInfo), (ControlFlags), (Irp), WSKTRACE_SITE)

#define WskTraceSendMessages(Dispatch, Socket, BufferList, Flags, RemoteAddress, ControlInfoLength, ControlInfo, Irp)  \
    WskTraceSendMessagesAt((Dispatch)->WskSendMessages, (Socket), (BufferList), (Flags), (RemoteAddress),              \
                           (ControlInfoLength), (ControlInfo), (Irp), WSKTRACE_SITE)

/* WskRelease of a connection or stream socket: gives back an indication that WskReceiveEvent kept. No IRP. */
#define WskTraceRelease(Dispatch, Socket, DataIndication)                                                              \
    WskTraceReleaseAt((Dispatch)->WskRelease, (Socket), (DataIndication), WSKTRACE_SITE)

/* WskRelease of a datagram socket: gives back an indication that WskReceiveFromEvent kept. No IRP. */
#define WskTraceReleaseDatagram(Dispatch, Socket, DatagramIndication)                                                  \
    WskTraceReleaseDatagramAt((Dispatch)->WskRelease, (Socket), (DatagramIndication), WSKTRACE_SITE)

/* ---- The client's event callbacks -------------------------------------------------------------------------------- */

typedef enum _WSKTRACE_CALLBACK_KIND {
    WskTraceAcceptEvent = 1,
    WskTraceInspectEvent = 2,
    WskTraceAbortEvent = 3,
    WskTraceReceiveEvent = 4,
    WskTraceReceiveFromEvent = 5,
    WskTraceDisconnectEvent = 6,
    WskTraceSendBacklogEvent = 7
} WSKTRACE_CALLBACK_KIND;

/* One run of a callback, on the callback's own stack. Filled by WskTraceCallbackEnter. */
typedef struct _WSKTRACE_CALLBACK {
    PWSK_SOCKET Socket;
    ULONG64 SocketId;
    ULONG64 Bytes;
    WSKTRACE_CALLBACK_KIND Kind;
} WSKTRACE_CALLBACK, *PWSKTRACE_CALLBACK;

/*
 * The first statement of an event callback. Socket is the socket that the callback is for (the driver has it in its
 * socket context), Bytes what it indicates (0 where it indicates no data).
 */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceCallbackEnter(_Out_ PWSKTRACE_CALLBACK Callback, _In_ WSKTRACE_CALLBACK_KIND Kind,
                           _In_opt_ PWSK_SOCKET Socket, _In_ SIZE_T Bytes);

/*
 * What an event callback returns with: `return WskTraceCallbackLeave(&Callback, STATUS_SUCCESS);`. Returns Status.
 * STATUS_PENDING from a receive callback is what tells the trace that the indication was kept. WskInspectEvent returns
 * a WSK_INSPECT_ACTION: pass that as the status.
 */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS WskTraceCallbackLeave(_In_ const WSKTRACE_CALLBACK *Callback, _In_ NTSTATUS Status);

/*
 * In WskAcceptEvent, when the driver takes the connection: AcceptSocket is the driver's from here on. The addresses are
 * those of the event.
 */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceSocketHandedOver(_In_ PWSK_SOCKET ListenSocket, _In_ PWSK_SOCKET AcceptSocket,
                              _In_opt_ PSOCKADDR LocalAddress, _In_opt_ PSOCKADDR RemoteAddress);

/* ---- Behind the macros: not for use by name ---------------------------------------------------------------------- */

_IRQL_requires_max_(DISPATCH_LEVEL) _Must_inspect_result_
PIRP WskTraceAllocateIrpAt(_In_ CCHAR StackSize, _In_ BOOLEAN ChargeQuota, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceInitializeIrpAt(_Out_ PIRP Irp, _In_ USHORT PacketSize, _In_ CCHAR StackSize, _In_z_ PCSTR Function,
                             _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceAdoptIrpAt(_In_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID WskTraceReuseIrpAt(_Inout_ PIRP Irp, _In_ NTSTATUS Status);
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN WskTraceCancelIrpAt(_In_ PIRP Irp);
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
#endif

#endif
