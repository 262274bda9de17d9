/* The WSK functions that set a socket up and tear it down. */
#include "calls.h"

NTSTATUS WskTraceControlSocketAt(_In_ PFN_WSK_CONTROL_SOCKET WskControlSocket, _In_ PWSK_SOCKET Socket,
                                 _In_ WSK_CONTROL_SOCKET_TYPE RequestType, _In_ ULONG ControlCode, _In_ ULONG Level,
                                 _In_ SIZE_T InputSize, _In_reads_bytes_opt_(InputSize) PVOID InputBuffer,
                                 _In_ SIZE_T OutputSize, _Out_writes_bytes_opt_(OutputSize) PVOID OutputBuffer,
                                 _Out_opt_ SIZE_T *OutputSizeReturned, _Inout_opt_ PIRP Irp, _In_z_ PCSTR Function,
                                 _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpControlSocket,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Length = OutputSize != 0 ? OutputSize : InputSize,
                        .Flags = ControlCode,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskControlSocket(Socket, RequestType, ControlCode, Level, InputSize, InputBuffer,
                                                     OutputSize, OutputBuffer, OutputSizeReturned, Irp));
}

NTSTATUS WskTraceCloseSocketAt(_In_ PFN_WSK_CLOSE_SOCKET WskCloseSocket, _In_ PWSK_SOCKET Socket, _Inout_ PIRP Irp,
                               _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpCloseSocket, .Irp = Irp, .Socket = Socket, .Function = Function, .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskCloseSocket(Socket, Irp));
}

NTSTATUS WskTraceBindAt(_In_ PFN_WSK_BIND WskBind, _In_ PWSK_SOCKET Socket, _In_ PSOCKADDR LocalAddress,
                        _In_ ULONG Flags, _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpBind,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Flags = Flags,
                        .LocalGiven = LocalAddress,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskBind(Socket, LocalAddress, Flags, Irp));
}

NTSTATUS WskTraceListenAt(_In_ PFN_WSK_LISTEN WskListen, _In_ PWSK_SOCKET Socket, _Inout_ PIRP Irp,
                          _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpListen, .Irp = Irp, .Socket = Socket, .Function = Function, .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskListen(Socket, Irp));
}

NTSTATUS WskTraceAcceptAt(_In_ PFN_WSK_ACCEPT WskAccept, _In_ PWSK_SOCKET ListenSocket, _In_ ULONG Flags,
                          _In_opt_ PVOID AcceptSocketContext,
                          _In_opt_ const WSK_CLIENT_CONNECTION_DISPATCH *AcceptSocketDispatch,
                          _Out_opt_ PSOCKADDR LocalAddress, _Out_opt_ PSOCKADDR RemoteAddress, _Inout_ PIRP Irp,
                          _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpAccept,
                        .Irp = Irp,
                        .Socket = ListenSocket,
                        .Flags = Flags,
                        .LocalAsked = LocalAddress,
                        .RemoteAsked = RemoteAddress,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskAccept(ListenSocket, Flags, AcceptSocketContext, AcceptSocketDispatch,
                                              LocalAddress, RemoteAddress, Irp));
}

NTSTATUS WskTraceInspectCompleteAt(_In_ PFN_WSK_INSPECT_COMPLETE WskInspectComplete, _In_ PWSK_SOCKET ListenSocket,
                                   _In_ PWSK_INSPECT_ID InspectID, _In_ WSK_INSPECT_ACTION Action, _Inout_ PIRP Irp,
                                   _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpInspectComplete,
                        .Irp = Irp,
                        .Socket = ListenSocket,
                        .Flags = (ULONG)Action,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskInspectComplete(ListenSocket, InspectID, Action, Irp));
}

NTSTATUS WskTraceConnectAt(_In_ PFN_WSK_CONNECT WskConnect, _In_ PWSK_SOCKET Socket, _In_ PSOCKADDR RemoteAddress,
                           _In_ ULONG Flags, _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpConnect,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Flags = Flags,
                        .RemoteGiven = RemoteAddress,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskConnect(Socket, RemoteAddress, Flags, Irp));
}

NTSTATUS WskTraceConnectExAt(_In_ PFN_WSK_CONNECT_EX WskConnectEx, _In_ PWSK_SOCKET Socket,
                             _In_ PSOCKADDR RemoteAddress, _In_opt_ PWSK_BUF Buffer, _In_ ULONG Flags,
                             _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpConnectEx,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Length = Buffer != NULL ? Buffer->Length : 0,
                        .Flags = Flags,
                        .RemoteGiven = RemoteAddress,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskConnectEx(Socket, RemoteAddress, Buffer, Flags, Irp));
}

NTSTATUS WskTraceDisconnectAt(_In_ PFN_WSK_DISCONNECT WskDisconnect, _In_ PWSK_SOCKET Socket,
                              _In_opt_ PWSK_BUF Buffer, _In_ ULONG Flags, _Inout_ PIRP Irp, _In_z_ PCSTR Function,
                              _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpDisconnect,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Length = Buffer != NULL ? Buffer->Length : 0,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskDisconnect(Socket, Buffer, Flags, Irp));
}

NTSTATUS WskTraceGetLocalAddressAt(_In_ PFN_WSK_GET_LOCAL_ADDRESS WskGetLocalAddress, _In_ PWSK_SOCKET Socket,
                                   _Out_ PSOCKADDR LocalAddress, _Inout_ PIRP Irp, _In_z_ PCSTR Function,
                                   _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpGetLocalAddress,
                        .Irp = Irp,
                        .Socket = Socket,
                        .LocalAsked = LocalAddress,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskGetLocalAddress(Socket, LocalAddress, Irp));
}

NTSTATUS WskTraceGetRemoteAddressAt(_In_ PFN_WSK_GET_REMOTE_ADDRESS WskGetRemoteAddress, _In_ PWSK_SOCKET Socket,
                                    _Out_ PSOCKADDR RemoteAddress, _Inout_ PIRP Irp, _In_z_ PCSTR Function,
                                    _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpGetRemoteAddress,
                        .Irp = Irp,
                        .Socket = Socket,
                        .RemoteAsked = RemoteAddress,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskGetRemoteAddress(Socket, RemoteAddress, Irp));
}
