/*
 * For a driver without the tracing library: the lab's own layers write the events. The build gives the driver's calls of
 * these functions the names below, and WSK's tables are these; where a call came from is known by its return address.
 */
#include "../harness/dispatch_tables.h"
#include "../harness/provider.h"

#include <wsktrace.h>

WSKTRACE_DEFINE_DEFAULT_PROVIDER();

/* Function and line of the driver's call, as two arguments. */
#define SITE(Site) LabSiteFunction(Site), LabSiteLine(Site)

static ULONG Here(VOID)
{
    return LabStack().Sites[0];
}

/* ---- The kernel's functions ---------------------------------------------------------------------------------------- */

PIRP LabTracedAllocateIrp(CCHAR StackSize, BOOLEAN ChargeQuota);
VOID LabTracedInitializeIrp(PIRP Irp, USHORT PacketSize, CCHAR StackSize);
VOID LabTracedFreeIrp(PIRP Irp);

PIRP LabTracedAllocateIrp(CCHAR StackSize, BOOLEAN ChargeQuota)
{
    ULONG Site = Here();

    return WskTraceAllocateIrpAt(StackSize, ChargeQuota, SITE(Site));
}

VOID LabTracedInitializeIrp(PIRP Irp, USHORT PacketSize, CCHAR StackSize)
{
    ULONG Site = Here();

    WskTraceInitializeIrpAt(Irp, PacketSize, StackSize, SITE(Site));
}

VOID LabTracedFreeIrp(PIRP Irp)
{
    WskTraceFreeIrpAt(Irp, LabSiteLine(Here()));
}

NTSTATUS LabTracedEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath, DRIVER_INITIALIZE *Entry)
{
    return WskTraceDriverEntry(DriverObject, RegistryPath, Entry);
}

/* ---- WSK's functions: what the provider has, told ------------------------------------------------------------------- */

#define OF_CLIENT (&ProviderDispatch)
#define OF_LISTENER ((const WSK_PROVIDER_LISTEN_DISPATCH *)ProviderDispatchOf(WSK_FLAG_LISTEN_SOCKET))
#define OF_CONNECTION ((const WSK_PROVIDER_CONNECTION_DISPATCH *)ProviderDispatchOf(WSK_FLAG_CONNECTION_SOCKET))
#define OF_DATAGRAM ((const WSK_PROVIDER_DATAGRAM_DISPATCH *)ProviderDispatchOf(WSK_FLAG_DATAGRAM_SOCKET))
#define OF_STREAM ((const WSK_PROVIDER_STREAM_DISPATCH *)ProviderDispatchOf(WSK_FLAG_STREAM_SOCKET))

static NTSTATUS TracedSocket(PWSK_CLIENT Client, ADDRESS_FAMILY AddressFamily, USHORT SocketType, ULONG Protocol,
                             ULONG Flags, PVOID SocketContext, const VOID *Dispatch, PEPROCESS OwningProcess,
                             PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceSocketAt(OF_CLIENT->WskSocket, Client, AddressFamily, SocketType, Protocol, Flags, SocketContext,
                            Dispatch, OwningProcess, OwningThread, SecurityDescriptor, Irp, SITE(Site));
}

static NTSTATUS TracedSocketConnect(PWSK_CLIENT Client, USHORT SocketType, ULONG Protocol, PSOCKADDR LocalAddress,
                                    PSOCKADDR RemoteAddress, ULONG Flags, PVOID SocketContext,
                                    const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch, PEPROCESS OwningProcess,
                                    PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceSocketConnectAt(OF_CLIENT->WskSocketConnect, Client, SocketType, Protocol, LocalAddress,
                                   RemoteAddress, Flags, SocketContext, Dispatch, OwningProcess, OwningThread,
                                   SecurityDescriptor, Irp, SITE(Site));
}

static NTSTATUS TracedControlClient(PWSK_CLIENT Client, ULONG ControlCode, SIZE_T InputSize, PVOID InputBuffer,
                                    SIZE_T OutputSize, PVOID OutputBuffer, SIZE_T *OutputSizeReturned, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceControlClientAt(OF_CLIENT->WskControlClient, Client, ControlCode, InputSize, InputBuffer, OutputSize,
                                   OutputBuffer, OutputSizeReturned, Irp, SITE(Site));
}

static NTSTATUS TracedGetAddressInfo(PWSK_CLIENT Client, PUNICODE_STRING NodeName, PUNICODE_STRING ServiceName,
                                     ULONG NameSpace, GUID *Provider, PADDRINFOEXW Hints, PADDRINFOEXW *Result,
                                     PEPROCESS OwningProcess, PETHREAD OwningThread, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceGetAddressInfoAt(OF_CLIENT->WskGetAddressInfo, Client, NodeName, ServiceName, NameSpace, Provider,
                                    Hints, Result, OwningProcess, OwningThread, Irp, SITE(Site));
}

static VOID TracedFreeAddressInfo(PWSK_CLIENT Client, PADDRINFOEXW AddrInfo)
{
    OF_CLIENT->WskFreeAddressInfo(Client, AddrInfo);
}

static NTSTATUS TracedGetNameInfo(PWSK_CLIENT Client, PSOCKADDR SockAddr, ULONG SockAddrLength, PUNICODE_STRING NodeName,
                                  PUNICODE_STRING ServiceName, ULONG Flags, PEPROCESS OwningProcess,
                                  PETHREAD OwningThread, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceGetNameInfoAt(OF_CLIENT->WskGetNameInfo, Client, SockAddr, SockAddrLength, NodeName, ServiceName,
                                 Flags, OwningProcess, OwningThread, Irp, SITE(Site));
}

static NTSTATUS TracedControlSocket(PWSK_SOCKET Socket, WSK_CONTROL_SOCKET_TYPE RequestType, ULONG ControlCode,
                                    ULONG Level, SIZE_T InputSize, PVOID InputBuffer, SIZE_T OutputSize,
                                    PVOID OutputBuffer, SIZE_T *OutputSizeReturned, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceControlSocketAt(OF_CONNECTION->WskControlSocket, Socket, RequestType, ControlCode, Level, InputSize,
                                   InputBuffer, OutputSize, OutputBuffer, OutputSizeReturned, Irp, SITE(Site));
}

static NTSTATUS TracedCloseSocket(PWSK_SOCKET Socket, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceCloseSocketAt(OF_CONNECTION->WskCloseSocket, Socket, Irp, SITE(Site));
}

static NTSTATUS TracedBind(PWSK_SOCKET Socket, PSOCKADDR LocalAddress, ULONG Flags, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceBindAt(OF_CONNECTION->WskBind, Socket, LocalAddress, Flags, Irp, SITE(Site));
}

static NTSTATUS TracedListen(PWSK_SOCKET Socket, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceListenAt(OF_STREAM->WskListen, Socket, Irp, SITE(Site));
}

static NTSTATUS TracedAccept(PWSK_SOCKET Socket, ULONG Flags, PVOID Context,
                             const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch, PSOCKADDR LocalAddress,
                             PSOCKADDR RemoteAddress, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceAcceptAt(OF_LISTENER->WskAccept, Socket, Flags, Context, Dispatch, LocalAddress, RemoteAddress, Irp,
                            SITE(Site));
}

static NTSTATUS TracedInspectComplete(PWSK_SOCKET Socket, PWSK_INSPECT_ID InspectID, WSK_INSPECT_ACTION Action, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceInspectCompleteAt(OF_LISTENER->WskInspectComplete, Socket, InspectID, Action, Irp, SITE(Site));
}

static NTSTATUS TracedConnect(PWSK_SOCKET Socket, PSOCKADDR RemoteAddress, ULONG Flags, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceConnectAt(OF_CONNECTION->WskConnect, Socket, RemoteAddress, Flags, Irp, SITE(Site));
}

static NTSTATUS TracedConnectEx(PWSK_SOCKET Socket, PSOCKADDR RemoteAddress, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceConnectExAt(OF_CONNECTION->WskConnectEx, Socket, RemoteAddress, Buffer, Flags, Irp, SITE(Site));
}

static NTSTATUS TracedGetLocalAddress(PWSK_SOCKET Socket, PSOCKADDR LocalAddress, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceGetLocalAddressAt(OF_CONNECTION->WskGetLocalAddress, Socket, LocalAddress, Irp, SITE(Site));
}

static NTSTATUS TracedGetRemoteAddress(PWSK_SOCKET Socket, PSOCKADDR RemoteAddress, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceGetRemoteAddressAt(OF_CONNECTION->WskGetRemoteAddress, Socket, RemoteAddress, Irp, SITE(Site));
}

static NTSTATUS TracedSend(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceSendAt(OF_CONNECTION->WskSend, Socket, Buffer, Flags, Irp, SITE(Site));
}

static NTSTATUS TracedReceive(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceReceiveAt(OF_CONNECTION->WskReceive, Socket, Buffer, Flags, Irp, SITE(Site));
}

static NTSTATUS TracedDisconnect(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceDisconnectAt(OF_CONNECTION->WskDisconnect, Socket, Buffer, Flags, Irp, SITE(Site));
}

static NTSTATUS TracedRelease(PWSK_SOCKET Socket, PWSK_DATA_INDICATION DataIndication)
{
    ULONG Site = Here();

    return WskTraceReleaseAt(OF_CONNECTION->WskRelease, Socket, DataIndication, SITE(Site));
}

static NTSTATUS TracedSendTo(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PSOCKADDR RemoteAddress,
                             ULONG ControlInfoLength, PCMSGHDR ControlInfo, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceSendToAt(OF_DATAGRAM->WskSendTo, Socket, Buffer, Flags, RemoteAddress, ControlInfoLength,
                            ControlInfo, Irp, SITE(Site));
}

static NTSTATUS TracedReceiveFrom(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PSOCKADDR RemoteAddress,
                                  PULONG ControlInfoLength, PCMSGHDR ControlInfo, PULONG ControlFlags, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceReceiveFromAt(OF_DATAGRAM->WskReceiveFrom, Socket, Buffer, Flags, RemoteAddress, ControlInfoLength,
                                 ControlInfo, ControlFlags, Irp, SITE(Site));
}

static NTSTATUS TracedSendMessages(PWSK_SOCKET Socket, PWSK_BUF_LIST BufferList, ULONG Flags, PSOCKADDR RemoteAddress,
                                   ULONG ControlInfoLength, PCMSGHDR ControlInfo, PIRP Irp)
{
    ULONG Site = Here();

    return WskTraceSendMessagesAt(OF_DATAGRAM->WskSendMessages, Socket, BufferList, Flags, RemoteAddress,
                                  ControlInfoLength, ControlInfo, Irp, SITE(Site));
}

static NTSTATUS TracedReleaseDatagram(PWSK_SOCKET Socket, PWSK_DATAGRAM_INDICATION DatagramIndication)
{
    ULONG Site = Here();

    return WskTraceReleaseDatagramAt(OF_DATAGRAM->WskRelease, Socket, DatagramIndication, SITE(Site));
}

/* ---- The tables ----------------------------------------------------------------------------------------------------- */

const WSK_PROVIDER_DISPATCH *TracedDispatch(VOID)
{
    static const WSK_PROVIDER_DISPATCH Client = CLIENT_TABLE(Traced);

    return &Client;
}

SOCKET_TABLES(TracedDispatchOf, Traced)
