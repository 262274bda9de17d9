#include "socket.h"

#include "request.h"

_Use_decl_annotations_
NTSTATUS SocketCreate(
    PSAMPLE Sample, const SOCKET_KIND *Kind, PVOID Context, const VOID *Dispatch, PWSK_SOCKET *Socket)
{
    PREQUEST request = RequestCreate();
    NTSTATUS status;

    *Socket = NULL;
    if (request == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = WskTraceSocket(Sample->Npi.Dispatch, Sample->Npi.Client, Kind->Family, Kind->Type, Kind->Protocol,
        Kind->Category, Context, Dispatch, NULL, NULL, NULL, RequestArm(request));
    status = RequestWait(request, status, NULL, 0);
    if (NT_SUCCESS(status)) {
        *Socket = (PWSK_SOCKET)RequestInformation(request);
    }
    RequestDestroy(request);
    return status;
}

/* The table of each category has WskBind, but the tables have no common type beyond the basic one. */
_IRQL_requires_max_(DISPATCH_LEVEL)
static NTSTATUS IssueBind(
    _In_ PWSK_SOCKET Socket, _In_ ULONG Category, _In_ PSOCKADDR Address, _Inout_ PREQUEST Request)
{
    switch (Category) {
    case WSK_FLAG_LISTEN_SOCKET:
        return WskTraceBind(
            (const WSK_PROVIDER_LISTEN_DISPATCH *)Socket->Dispatch, Socket, Address, 0, RequestArm(Request));
    case WSK_FLAG_CONNECTION_SOCKET:
        return WskTraceBind(
            (const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Dispatch, Socket, Address, 0, RequestArm(Request));
    case WSK_FLAG_DATAGRAM_SOCKET:
        return WskTraceBind(
            (const WSK_PROVIDER_DATAGRAM_DISPATCH *)Socket->Dispatch, Socket, Address, 0, RequestArm(Request));
    default:
        return WskTraceBind(
            (const WSK_PROVIDER_STREAM_DISPATCH *)Socket->Dispatch, Socket, Address, 0, RequestArm(Request));
    }
}

_Use_decl_annotations_
NTSTATUS SocketBind(PWSK_SOCKET Socket, const SOCKET_KIND *Kind, USHORT Port)
{
    SOCKADDR_STORAGE address;
    PREQUEST request;
    NTSTATUS status;

    if (Kind->Category == WSK_FLAG_BASIC_SOCKET) {
        return STATUS_NOT_SUPPORTED;
    }
    request = RequestCreate();
    if (request == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    AddressFill(&address, Kind->Family, Port, FALSE);
    status = IssueBind(Socket, Kind->Category, (PSOCKADDR)&address, request);
    status = RequestWait(request, status, NULL, 0);
    RequestDestroy(request);
    return status;
}

_IRQL_requires_max_(DISPATCH_LEVEL)
static NTSTATUS IssueGetLocalAddress(
    _In_ PWSK_SOCKET Socket, _In_ ULONG Category, _Out_ PSOCKADDR Address, _Inout_ PREQUEST Request)
{
    switch (Category) {
    case WSK_FLAG_LISTEN_SOCKET:
        return WskTraceGetLocalAddress(
            (const WSK_PROVIDER_LISTEN_DISPATCH *)Socket->Dispatch, Socket, Address, RequestArm(Request));
    case WSK_FLAG_CONNECTION_SOCKET:
        return WskTraceGetLocalAddress(
            (const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Dispatch, Socket, Address, RequestArm(Request));
    case WSK_FLAG_DATAGRAM_SOCKET:
        return WskTraceGetLocalAddress(
            (const WSK_PROVIDER_DATAGRAM_DISPATCH *)Socket->Dispatch, Socket, Address, RequestArm(Request));
    default:
        return WskTraceGetLocalAddress(
            (const WSK_PROVIDER_STREAM_DISPATCH *)Socket->Dispatch, Socket, Address, RequestArm(Request));
    }
}

_Use_decl_annotations_
NTSTATUS SocketLocalAddress(PWSK_SOCKET Socket, const SOCKET_KIND *Kind, PSOCKADDR_STORAGE Address)
{
    PREQUEST request;
    NTSTATUS status;

    RtlZeroMemory(Address, sizeof(*Address));
    if (Kind->Category == WSK_FLAG_BASIC_SOCKET) {
        return STATUS_NOT_SUPPORTED;
    }
    request = RequestCreate();
    if (request == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = IssueGetLocalAddress(Socket, Kind->Category, (PSOCKADDR)Address, request);
    status = RequestWait(request, status, NULL, 0);
    RequestDestroy(request);
    return status;
}

_IRQL_requires_max_(DISPATCH_LEVEL)
static NTSTATUS IssueEventControl(_In_ PWSK_SOCKET Socket, _In_ ULONG EventMask, _Inout_opt_ PIRP Irp)
{
    const WSK_PROVIDER_BASIC_DISPATCH *dispatch = Socket->Dispatch;
    WSK_EVENT_CALLBACK_CONTROL control;

    control.NpiId = (PNPIID)&NPI_WSK_INTERFACE_ID;
    control.EventMask = EventMask;
    return WskTraceControlSocket(dispatch, Socket, WskSetOption, SO_WSK_EVENT_CALLBACK, SOL_SOCKET,
        sizeof(control), &control, 0, NULL, NULL, Irp);
}

_Use_decl_annotations_
NTSTATUS SocketEnableCallbacks(PWSK_SOCKET Socket, ULONG EventMask)
{
    return IssueEventControl(Socket, EventMask, NULL);
}

_Use_decl_annotations_
NTSTATUS SocketDisableCallback(PWSK_SOCKET Socket, ULONG Event)
{
    PREQUEST request = RequestCreate();
    NTSTATUS status;

    if (request == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    /* With an IRP the call pends while the callback runs, and completes when it does so no longer. */
    status = IssueEventControl(Socket, Event | WSK_EVENT_DISABLE, RequestArm(request));
    status = RequestWait(request, status, NULL, 0);
    RequestDestroy(request);
    return status;
}

/* Network byte order, without the intrinsics that mingw-w64 keeps in its C library. */
static USHORT NetworkOrder16(_In_ USHORT Value)
{
    return (USHORT)(Value << 8 | Value >> 8);
}

static ULONG NetworkOrder32(_In_ ULONG Value)
{
    return (ULONG)NetworkOrder16((USHORT)Value) << 16 | NetworkOrder16((USHORT)(Value >> 16));
}

_Use_decl_annotations_
VOID AddressFill(PSOCKADDR_STORAGE Address, ADDRESS_FAMILY Family, USHORT Port, BOOLEAN Loopback)
{
    RtlZeroMemory(Address, sizeof(*Address));
    if (Family == AF_INET6) {
        PSOCKADDR_IN6 in6 = (PSOCKADDR_IN6)Address;

        in6->sin6_family = AF_INET6;
        in6->sin6_port = NetworkOrder16(Port);
        in6->sin6_addr.u.Byte[15] = Loopback ? 1 : 0;
    } else {
        PSOCKADDR_IN in4 = (PSOCKADDR_IN)Address;

        in4->sin_family = AF_INET;
        in4->sin_port = NetworkOrder16(Port);
        in4->sin_addr.s_addr = Loopback ? NetworkOrder32(INADDR_LOOPBACK) : INADDR_ANY;
    }
}
