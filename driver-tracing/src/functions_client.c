/* The WSK functions of the provider itself: sockets are made and names resolved. */
#include "issue.h"

_Use_decl_annotations_
NTSTATUS WskTraceSocketAt(PFN_WSK_SOCKET WskSocket, PWSK_CLIENT Client, ADDRESS_FAMILY AddressFamily, USHORT SocketType,
                          ULONG Protocol, ULONG Flags, PVOID SocketContext, const VOID *ClientDispatch,
                          PEPROCESS OwningProcess, PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor,
                          PIRP Irp, PCSTR Function, ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpSocket,
                        .Irp = Irp,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line,
                        .Creates = {Flags, AddressFamily, SocketType, Protocol, 0},
                        .ClientContext = SocketContext,
                        .ClientDispatch = ClientDispatch};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskSocket(Client, AddressFamily, SocketType, Protocol, Flags, Issue.ClientContext,
                                              Issue.ClientDispatch, OwningProcess, OwningThread, SecurityDescriptor,
                                              Irp));
}

_Use_decl_annotations_
NTSTATUS WskTraceSocketConnectAt(PFN_WSK_SOCKET_CONNECT WskSocketConnect, PWSK_CLIENT Client, USHORT SocketType,
                                 ULONG Protocol, PSOCKADDR LocalAddress, PSOCKADDR RemoteAddress, ULONG Flags,
                                 PVOID SocketContext, const WSK_CLIENT_CONNECTION_DISPATCH *ClientDispatch,
                                 PEPROCESS OwningProcess, PETHREAD OwningThread,
                                 PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp, PCSTR Function, ULONG Line)
{
    /* The one function whose sockets are of a single category, and of the family of their addresses. */
    WSKT_ISSUE Issue = {.Op = WsktOpSocketConnect,
                        .Irp = Irp,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line,
                        .Creates = {WSK_FLAG_CONNECTION_SOCKET, RemoteAddress->sa_family, SocketType, Protocol, 0},
                        .ClientContext = SocketContext,
                        .ClientDispatch = ClientDispatch,
                        .LocalGiven = LocalAddress,
                        .RemoteGiven = RemoteAddress};

    WsktCallIssue(&Issue);
    return WsktCallReturned(
        &Issue, WskSocketConnect(Client, SocketType, Protocol, LocalAddress, RemoteAddress, Flags, Issue.ClientContext,
                                 (const WSK_CLIENT_CONNECTION_DISPATCH *)Issue.ClientDispatch, OwningProcess,
                                 OwningThread, SecurityDescriptor, Irp));
}

_Use_decl_annotations_
NTSTATUS WskTraceControlClientAt(PFN_WSK_CONTROL_CLIENT WskControlClient, PWSK_CLIENT Client, ULONG ControlCode,
                                 SIZE_T InputSize, PVOID InputBuffer, SIZE_T OutputSize, PVOID OutputBuffer,
                                 SIZE_T *OutputSizeReturned, PIRP Irp, PCSTR Function, ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpControlClient,
                        .Irp = Irp,
                        .Length = OutputSize != 0 ? OutputSize : InputSize,
                        .Flags = ControlCode,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskControlClient(Client, ControlCode, InputSize, InputBuffer, OutputSize,
                                                     OutputBuffer, OutputSizeReturned, Irp));
}

_Use_decl_annotations_
NTSTATUS WskTraceGetAddressInfoAt(PFN_WSK_GET_ADDRESS_INFO WskGetAddressInfo, PWSK_CLIENT Client,
                                  PUNICODE_STRING NodeName, PUNICODE_STRING ServiceName, ULONG NameSpace,
                                  GUID *Provider, PADDRINFOEXW Hints, PADDRINFOEXW *Result, PEPROCESS OwningProcess,
                                  PETHREAD OwningThread, PIRP Irp, PCSTR Function, ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpGetAddressInfo, .Irp = Irp, .Function = Function, .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskGetAddressInfo(Client, NodeName, ServiceName, NameSpace, Provider, Hints, Result,
                                                      OwningProcess, OwningThread, Irp));
}

_Use_decl_annotations_
NTSTATUS WskTraceGetNameInfoAt(PFN_WSK_GET_NAME_INFO WskGetNameInfo, PWSK_CLIENT Client, PSOCKADDR SockAddr,
                               ULONG SockAddrLength, PUNICODE_STRING NodeName, PUNICODE_STRING ServiceName, ULONG Flags,
                               PEPROCESS OwningProcess, PETHREAD OwningThread, PIRP Irp, PCSTR Function, ULONG Line)
{
    WSKT_ISSUE Issue = {
        .Op = WsktOpGetNameInfo, .Irp = Irp, .Flags = Flags, .Function = Function, .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskGetNameInfo(Client, SockAddr, SockAddrLength, NodeName, ServiceName, Flags,
                                                   OwningProcess, OwningThread, Irp));
}
