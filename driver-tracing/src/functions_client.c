/* The WSK functions of the provider itself: sockets are made and names resolved. */
#include "calls.h"

NTSTATUS WskTraceSocketAt(_In_ PFN_WSK_SOCKET WskSocket, _In_ PWSK_CLIENT Client, _In_ ADDRESS_FAMILY AddressFamily,
                          _In_ USHORT SocketType, _In_ ULONG Protocol, _In_ ULONG Flags, _In_opt_ PVOID SocketContext,
                          _In_opt_ const VOID *ClientDispatch, _In_opt_ PEPROCESS OwningProcess,
                          _In_opt_ PETHREAD OwningThread, _In_opt_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                          _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpSocket,
                        .Irp = Irp,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line,
                        .Creates = {Flags, AddressFamily, SocketType, Protocol, 0}};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskSocket(Client, AddressFamily, SocketType, Protocol, Flags, SocketContext,
                                              ClientDispatch, OwningProcess, OwningThread, SecurityDescriptor, Irp));
}

NTSTATUS WskTraceSocketConnectAt(_In_ PFN_WSK_SOCKET_CONNECT WskSocketConnect, _In_ PWSK_CLIENT Client,
                                 _In_ USHORT SocketType, _In_ ULONG Protocol, _In_ PSOCKADDR LocalAddress,
                                 _In_ PSOCKADDR RemoteAddress, _In_ ULONG Flags, _In_opt_ PVOID SocketContext,
                                 _In_opt_ const WSK_CLIENT_CONNECTION_DISPATCH *ClientDispatch,
                                 _In_opt_ PEPROCESS OwningProcess, _In_opt_ PETHREAD OwningThread,
                                 _In_opt_ PSECURITY_DESCRIPTOR SecurityDescriptor, _Inout_ PIRP Irp,
                                 _In_z_ PCSTR Function, _In_ ULONG Line)
{
    /* The one function whose sockets are of a single category, and of the family of their addresses. */
    WSKT_ISSUE Issue = {.Op = WsktOpSocketConnect,
                        .Irp = Irp,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line,
                        .Creates = {WSK_FLAG_CONNECTION_SOCKET, RemoteAddress->sa_family, SocketType, Protocol, 0},
                        .LocalGiven = LocalAddress,
                        .RemoteGiven = RemoteAddress};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskSocketConnect(Client, SocketType, Protocol, LocalAddress, RemoteAddress, Flags,
                                                     SocketContext, ClientDispatch, OwningProcess, OwningThread,
                                                     SecurityDescriptor, Irp));
}

NTSTATUS WskTraceControlClientAt(_In_ PFN_WSK_CONTROL_CLIENT WskControlClient, _In_ PWSK_CLIENT Client,
                                 _In_ ULONG ControlCode, _In_ SIZE_T InputSize,
                                 _In_reads_bytes_opt_(InputSize) PVOID InputBuffer, _In_ SIZE_T OutputSize,
                                 _Out_writes_bytes_opt_(OutputSize) PVOID OutputBuffer,
                                 _Out_opt_ SIZE_T *OutputSizeReturned, _Inout_opt_ PIRP Irp, _In_z_ PCSTR Function,
                                 _In_ ULONG Line)
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

NTSTATUS WskTraceGetAddressInfoAt(_In_ PFN_WSK_GET_ADDRESS_INFO WskGetAddressInfo, _In_ PWSK_CLIENT Client,
                                  _In_opt_ PUNICODE_STRING NodeName, _In_opt_ PUNICODE_STRING ServiceName,
                                  _In_opt_ ULONG NameSpace, _In_opt_ GUID *Provider, _In_opt_ PADDRINFOEXW Hints,
                                  _Outptr_ PADDRINFOEXW *Result, _In_opt_ PEPROCESS OwningProcess,
                                  _In_opt_ PETHREAD OwningThread, _Inout_ PIRP Irp, _In_z_ PCSTR Function,
                                  _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpGetAddressInfo, .Irp = Irp, .Function = Function, .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskGetAddressInfo(Client, NodeName, ServiceName, NameSpace, Provider, Hints, Result,
                                                      OwningProcess, OwningThread, Irp));
}

NTSTATUS WskTraceGetNameInfoAt(_In_ PFN_WSK_GET_NAME_INFO WskGetNameInfo, _In_ PWSK_CLIENT Client,
                               _In_ PSOCKADDR SockAddr, _In_ ULONG SockAddrLength, _Out_opt_ PUNICODE_STRING NodeName,
                               _Out_opt_ PUNICODE_STRING ServiceName, _In_ ULONG Flags,
                               _In_opt_ PEPROCESS OwningProcess, _In_opt_ PETHREAD OwningThread, _Inout_ PIRP Irp,
                               _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {
        .Op = WsktOpGetNameInfo, .Irp = Irp, .Flags = Flags, .Function = Function, .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskGetNameInfo(Client, SockAddr, SockAddrLength, NodeName, ServiceName, Flags,
                                                   OwningProcess, OwningThread, Irp));
}
