/* The provider's functions and dispatch tables: each tells the engine what it was asked for. */
#include "engine.h"

static NTSTATUS HostSocket(PWSK_CLIENT Client, ADDRESS_FAMILY AddressFamily, USHORT SocketType, ULONG Protocol,
                           ULONG Flags, PVOID SocketContext, const VOID *Dispatch, PEPROCESS OwningProcess,
                           PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Creates = TRUE, .Category = Flags, .Family = AddressFamily,
                   .Context = SocketContext, .Client = Dispatch};

    (void)Client, (void)SocketType, (void)Protocol;
    (void)OwningProcess, (void)OwningThread, (void)SecurityDescriptor;
    return EngineRun(&Asked);
}

static NTSTATUS HostSocketConnect(PWSK_CLIENT Client, USHORT SocketType, ULONG Protocol, PSOCKADDR LocalAddress,
                                  PSOCKADDR RemoteAddress, ULONG Flags, PVOID SocketContext,
                                  const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch, PEPROCESS OwningProcess,
                                  PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Creates = TRUE, .Category = WSK_FLAG_CONNECTION_SOCKET,
                   .Family = RemoteAddress->sa_family, .Context = SocketContext, .Client = Dispatch};

    (void)Client, (void)SocketType, (void)Protocol, (void)LocalAddress, (void)Flags;
    (void)OwningProcess, (void)OwningThread, (void)SecurityDescriptor;
    return EngineRun(&Asked);
}

static NTSTATUS HostControlClient(PWSK_CLIENT Client, ULONG ControlCode, SIZE_T InputSize, PVOID InputBuffer,
                                  SIZE_T OutputSize, PVOID OutputBuffer, SIZE_T *OutputSizeReturned, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Length = OutputSize};

    (void)Client, (void)ControlCode, (void)InputSize, (void)InputBuffer, (void)OutputBuffer;
    (void)OutputSizeReturned;
    return Irp != NULL ? EngineRun(&Asked) : EngineRunWithoutIrp();
}

static NTSTATUS HostGetAddressInfo(PWSK_CLIENT Client, PUNICODE_STRING NodeName, PUNICODE_STRING ServiceName,
                                   ULONG NameSpace, GUID *Provider, PADDRINFOEXW Hints, PADDRINFOEXW *Result,
                                   PEPROCESS OwningProcess, PETHREAD OwningThread, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp};

    (void)Client, (void)NodeName, (void)ServiceName, (void)NameSpace, (void)Provider, (void)Hints, (void)Result;
    (void)OwningProcess, (void)OwningThread;
    return EngineRun(&Asked);
}

static VOID HostFreeAddressInfo(PWSK_CLIENT Client, PADDRINFOEXW AddrInfo)
{
    (void)Client, (void)AddrInfo;
}

static NTSTATUS HostGetNameInfo(PWSK_CLIENT Client, PSOCKADDR SockAddr, ULONG SockAddrLength, PUNICODE_STRING NodeName,
                                PUNICODE_STRING ServiceName, ULONG Flags, PEPROCESS OwningProcess,
                                PETHREAD OwningThread, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp};

    (void)Client, (void)SockAddr, (void)SockAddrLength, (void)NodeName, (void)ServiceName, (void)Flags;
    (void)OwningProcess, (void)OwningThread;
    return EngineRun(&Asked);
}

static NTSTATUS HostControlSocket(PWSK_SOCKET Socket, WSK_CONTROL_SOCKET_TYPE RequestType, ULONG ControlCode,
                                  ULONG Level, SIZE_T InputSize, PVOID InputBuffer, SIZE_T OutputSize,
                                  PVOID OutputBuffer, SIZE_T *OutputSizeReturned, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket, .Length = OutputSize};

    (void)RequestType, (void)ControlCode, (void)Level, (void)InputSize, (void)InputBuffer, (void)OutputBuffer;
    (void)OutputSizeReturned;
    return Irp != NULL ? EngineRun(&Asked) : EngineRunWithoutIrp();
}

static NTSTATUS HostCloseSocket(PWSK_SOCKET Socket, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket, .Closes = TRUE};

    return EngineRun(&Asked);
}

static NTSTATUS HostBind(PWSK_SOCKET Socket, PSOCKADDR LocalAddress, ULONG Flags, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket};

    (void)LocalAddress, (void)Flags;
    return EngineRun(&Asked);
}

static NTSTATUS HostListen(PWSK_SOCKET Socket, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket};

    return EngineRun(&Asked);
}

static NTSTATUS HostAccept(PWSK_SOCKET Socket, ULONG Flags, PVOID Context,
                           const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch, PSOCKADDR LocalAddress,
                           PSOCKADDR RemoteAddress, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp,
                   .Socket = Socket,
                   .Creates = TRUE,
                   .Category = WSK_FLAG_CONNECTION_SOCKET,
                   .Family = CONTAINING_RECORD(Socket, HOST_SOCKET, Public)->Family,
                   .Context = Context,
                   .Client = Dispatch,
                   .LocalAddress = LocalAddress,
                   .RemoteAddress = RemoteAddress};

    (void)Flags;
    return EngineRun(&Asked);
}

static NTSTATUS HostInspectComplete(PWSK_SOCKET Socket, PWSK_INSPECT_ID InspectID, WSK_INSPECT_ACTION Action, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket};

    (void)InspectID, (void)Action;
    return EngineRun(&Asked);
}

static NTSTATUS HostConnect(PWSK_SOCKET Socket, PSOCKADDR RemoteAddress, ULONG Flags, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket};

    (void)RemoteAddress, (void)Flags;
    return EngineRun(&Asked);
}

static NTSTATUS HostConnectEx(PWSK_SOCKET Socket, PSOCKADDR RemoteAddress, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket};

    (void)RemoteAddress, (void)Buffer, (void)Flags;
    return EngineRun(&Asked);
}

static NTSTATUS HostGetLocalAddress(PWSK_SOCKET Socket, PSOCKADDR Address, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket, .LocalAddress = Address};

    return EngineRun(&Asked);
}

static NTSTATUS HostGetRemoteAddress(PWSK_SOCKET Socket, PSOCKADDR Address, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket, .RemoteAddress = Address};

    return EngineRun(&Asked);
}

/* WskSend, WskReceive and WskDisconnect share their shape. */
static NTSTATUS HostTransfer(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket, .Length = Buffer != NULL ? Buffer->Length : 0};

    (void)Flags;
    return EngineRun(&Asked);
}

static NTSTATUS HostRelease(PWSK_SOCKET Socket, PWSK_DATA_INDICATION Indication)
{
    (void)Socket, (void)Indication;
    return EngineRunWithoutIrp();
}

static NTSTATUS HostSendTo(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PSOCKADDR RemoteAddress,
                           ULONG ControlInfoLength, PCMSGHDR ControlInfo, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket, .Length = Buffer->Length};

    (void)Flags, (void)RemoteAddress, (void)ControlInfoLength, (void)ControlInfo;
    return EngineRun(&Asked);
}

static NTSTATUS HostReceiveFrom(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PSOCKADDR RemoteAddress,
                                PULONG ControlInfoLength, PCMSGHDR ControlInfo, PULONG ControlFlags, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket, .Length = Buffer->Length, .RemoteAddress = RemoteAddress};

    (void)Flags, (void)ControlInfoLength, (void)ControlInfo, (void)ControlFlags;
    return EngineRun(&Asked);
}

static NTSTATUS HostSendMessages(PWSK_SOCKET Socket, PWSK_BUF_LIST BufferList, ULONG Flags, PSOCKADDR RemoteAddress,
                                 ULONG ControlInfoLength, PCMSGHDR ControlInfo, PIRP Irp)
{
    ASKED Asked = {.Irp = Irp, .Socket = Socket};

    (void)Flags, (void)RemoteAddress, (void)ControlInfoLength, (void)ControlInfo;
    for (; BufferList != NULL; BufferList = BufferList->Next) {
        Asked.Length += BufferList->Buffer.Length;
    }
    return EngineRun(&Asked);
}

static NTSTATUS HostReleaseDatagram(PWSK_SOCKET Socket, PWSK_DATAGRAM_INDICATION Indication)
{
    (void)Socket, (void)Indication;
    return EngineRunWithoutIrp();
}

const VOID *DispatchOf(ULONG Category)
{
    static const WSK_PROVIDER_BASIC_DISPATCH Basic = {HostControlSocket, HostCloseSocket};
    static const WSK_PROVIDER_LISTEN_DISPATCH Listen = {{HostControlSocket, HostCloseSocket},
                                                        .WskBind = HostBind,
                                                        .WskAccept = HostAccept,
                                                        .WskInspectComplete = HostInspectComplete,
                                                        .WskGetLocalAddress = HostGetLocalAddress};
    static const WSK_PROVIDER_CONNECTION_DISPATCH Connection = {{HostControlSocket, HostCloseSocket},
                                                                .WskBind = HostBind,
                                                                .WskConnect = HostConnect,
                                                                .WskGetLocalAddress = HostGetLocalAddress,
                                                                .WskGetRemoteAddress = HostGetRemoteAddress,
                                                                .WskSend = HostTransfer,
                                                                .WskReceive = HostTransfer,
                                                                .WskDisconnect = HostTransfer,
                                                                .WskRelease = HostRelease,
                                                                .WskConnectEx = HostConnectEx};
    static const WSK_PROVIDER_DATAGRAM_DISPATCH Datagram = {{HostControlSocket, HostCloseSocket},
                                                            .WskBind = HostBind,
                                                            .WskSendTo = HostSendTo,
                                                            .WskReceiveFrom = HostReceiveFrom,
                                                            .WskRelease = HostReleaseDatagram,
                                                            .WskGetLocalAddress = HostGetLocalAddress,
                                                            .WskSendMessages = HostSendMessages};
    static const WSK_PROVIDER_STREAM_DISPATCH Stream = {{HostControlSocket, HostCloseSocket},
                                                        .WskBind = HostBind,
                                                        .WskAccept = HostAccept,
                                                        .WskConnect = HostConnect,
                                                        .WskListen = HostListen,
                                                        .WskSend = HostTransfer,
                                                        .WskReceive = HostTransfer,
                                                        .WskDisconnect = HostTransfer,
                                                        .WskRelease = HostRelease,
                                                        .WskGetLocalAddress = HostGetLocalAddress,
                                                        .WskGetRemoteAddress = HostGetRemoteAddress,
                                                        .WskConnectEx = HostConnectEx};

    switch (Category) {
    case WSK_FLAG_BASIC_SOCKET:
        return &Basic;
    case WSK_FLAG_LISTEN_SOCKET:
        return &Listen;
    case WSK_FLAG_CONNECTION_SOCKET:
        return &Connection;
    case WSK_FLAG_DATAGRAM_SOCKET:
        return &Datagram;
    case WSK_FLAG_STREAM_SOCKET:
        return &Stream;
    default:
        NtFail("a socket of category 0x%x", Category);
    }
}

static const WSK_PROVIDER_DISPATCH ProviderDispatch = {
    .Version = MAKE_WSK_VERSION(1, 0),
    .WskSocket = HostSocket,
    .WskSocketConnect = HostSocketConnect,
    .WskControlClient = HostControlClient,
    .WskGetAddressInfo = HostGetAddressInfo,
    .WskFreeAddressInfo = HostFreeAddressInfo,
    .WskGetNameInfo = HostGetNameInfo,
};

const WSK_PROVIDER_NPI ProviderNpi = {NULL, &ProviderDispatch};
