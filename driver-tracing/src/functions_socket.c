/* The WSK functions that set a socket up and tear it down. */
#include "issue.h"

_Use_decl_annotations_
NTSTATUS WskTraceControlSocketAt(PFN_WSK_CONTROL_SOCKET WskControlSocket, PWSK_SOCKET Socket,
                                 WSK_CONTROL_SOCKET_TYPE RequestType, ULONG ControlCode, ULONG Level, SIZE_T InputSize,
                                 PVOID InputBuffer, SIZE_T OutputSize, PVOID OutputBuffer, SIZE_T *OutputSizeReturned,
                                 PIRP Irp, PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceCloseSocketAt(PFN_WSK_CLOSE_SOCKET WskCloseSocket, PWSK_SOCKET Socket, PIRP Irp, PCSTR Function,
                               ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpCloseSocket, .Irp = Irp, .Socket = Socket, .Function = Function, .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskCloseSocket(Socket, Irp));
}

_Use_decl_annotations_
NTSTATUS WskTraceBindAt(PFN_WSK_BIND WskBind, PWSK_SOCKET Socket, PSOCKADDR LocalAddress, ULONG Flags, PIRP Irp,
                        PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceListenAt(PFN_WSK_LISTEN WskListen, PWSK_SOCKET Socket, PIRP Irp, PCSTR Function, ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpListen, .Irp = Irp, .Socket = Socket, .Function = Function, .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskListen(Socket, Irp));
}

_Use_decl_annotations_
NTSTATUS WskTraceAcceptAt(PFN_WSK_ACCEPT WskAccept, PWSK_SOCKET ListenSocket, ULONG Flags, PVOID AcceptSocketContext,
                          const WSK_CLIENT_CONNECTION_DISPATCH *AcceptSocketDispatch, PSOCKADDR LocalAddress,
                          PSOCKADDR RemoteAddress, PIRP Irp, PCSTR Function, ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpAccept,
                        .Irp = Irp,
                        .Socket = ListenSocket,
                        .Flags = Flags,
                        .ClientContext = AcceptSocketContext,
                        .ClientDispatch = AcceptSocketDispatch,
                        .LocalAsked = LocalAddress,
                        .RemoteAsked = RemoteAddress,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskAccept(ListenSocket, Flags, Issue.ClientContext,
                                              (const WSK_CLIENT_CONNECTION_DISPATCH *)Issue.ClientDispatch,
                                              LocalAddress, RemoteAddress, Irp));
}

_Use_decl_annotations_
NTSTATUS WskTraceInspectCompleteAt(PFN_WSK_INSPECT_COMPLETE WskInspectComplete, PWSK_SOCKET ListenSocket,
                                   PWSK_INSPECT_ID InspectID, WSK_INSPECT_ACTION Action, PIRP Irp, PCSTR Function,
                                   ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceConnectAt(PFN_WSK_CONNECT WskConnect, PWSK_SOCKET Socket, PSOCKADDR RemoteAddress, ULONG Flags,
                           PIRP Irp, PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceConnectExAt(PFN_WSK_CONNECT_EX WskConnectEx, PWSK_SOCKET Socket, PSOCKADDR RemoteAddress,
                             PWSK_BUF Buffer, ULONG Flags, PIRP Irp, PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceDisconnectAt(PFN_WSK_DISCONNECT WskDisconnect, PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags,
                              PIRP Irp, PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceGetLocalAddressAt(PFN_WSK_GET_LOCAL_ADDRESS WskGetLocalAddress, PWSK_SOCKET Socket,
                                   PSOCKADDR LocalAddress, PIRP Irp, PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceGetRemoteAddressAt(PFN_WSK_GET_REMOTE_ADDRESS WskGetRemoteAddress, PWSK_SOCKET Socket,
                                    PSOCKADDR RemoteAddress, PIRP Irp, PCSTR Function, ULONG Line)
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
