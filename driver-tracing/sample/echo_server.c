/* TCP echo: one accept at a time with one reused IRP, a connection's thread for each accepted socket. */
#include "connection.h"
#include "listening_socket.h"
#include "request.h"
#include "socket.h"

static const SOCKET_KIND ListenKind = {AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_LISTEN_SOCKET};
static const SOCKET_KIND StreamKind = {AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_STREAM_SOCKET};

/* A listening socket is made as the documentation's page does it; a stream socket becomes a listener by WskListen. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS OpenListener(
    _In_ PSAMPLE Sample, _In_ const SOCKET_KIND *Kind, _Outptr_result_maybenull_ PWSK_SOCKET *Socket)
{
    WSK_APP_SOCKET_CONTEXT context;
    NTSTATUS status;

    if (Kind->Category == WSK_FLAG_STREAM_SOCKET) {
        return SocketCreate(Sample, Kind, NULL, NULL, Socket);
    }
    status = CreateListeningSocketAndWait(&Sample->Npi, &context, NULL, NULL);
    *Socket = context.Socket;
    return status;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS Listen(_In_ PWSK_SOCKET Socket, _Inout_ PREQUEST Request)
{
    NTSTATUS status =
        WskTraceListen((const WSK_PROVIDER_STREAM_DISPATCH *)Socket->Dispatch, Socket, RequestArm(Request));

    return RequestWait(Request, status, NULL, 0);
}

/* Local and Remote stay until the IRP completes, even when the wait ends earlier: the caller's frame has them. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS Accept(_In_ PSAMPLE Sample, _In_ PWSK_SOCKET Socket, _In_ BOOLEAN Stream, _Inout_ PREQUEST Request,
    _Out_ PSOCKADDR_STORAGE Local, _Out_ PSOCKADDR_STORAGE Remote)
{
    PIRP irp = RequestArm(Request);
    NTSTATUS status;

    if (Stream) {
        status = WskTraceAccept((const WSK_PROVIDER_STREAM_DISPATCH *)Socket->Dispatch, Socket, 0, NULL, NULL,
            (PSOCKADDR)Local, (PSOCKADDR)Remote, irp);
    } else {
        status = WskTraceAccept((const WSK_PROVIDER_LISTEN_DISPATCH *)Socket->Dispatch, Socket, 0, NULL, NULL,
            (PSOCKADDR)Local, (PSOCKADDR)Remote, irp);
    }
    return RequestWait(Request, status, &Sample->Stop, 0);
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID Serve(_In_ PSAMPLE Sample, _In_ PWSK_SOCKET Socket, _In_ BOOLEAN Stream, _Inout_ PREQUEST Request)
{
    CONNECTION_COUNT connections;
    SOCKADDR_STORAGE local;
    SOCKADDR_STORAGE remote;

    ConnectionCountStart(&connections);
    while (Accept(Sample, Socket, Stream, Request, &local, &remote) == STATUS_SUCCESS) {
        ConnectionStart(Sample, &connections, (PWSK_SOCKET)RequestInformation(Request), Stream);
    }
    if (Sample->Settings.Fault != FaultSkipClose) {
        (VOID)SocketClose(Sample, Socket);
        if (RequestDrain(Request)) {
            /* Accepted between the stop and the close: nobody else knows of it. */
            (VOID)SocketClose(Sample, (PWSK_SOCKET)RequestInformation(Request));
        }
    }
    ConnectionCountWait(&connections);
}

_Use_decl_annotations_
NTSTATUS EchoServerRun(PSAMPLE Sample)
{
    BOOLEAN stream = Sample->Settings.Role == RoleStream;
    const SOCKET_KIND *kind = stream ? &StreamKind : &ListenKind;
    PREQUEST request;
    PWSK_SOCKET socket;
    NTSTATUS status = OpenListener(Sample, kind, &socket);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    request = RequestCreate();
    status = request != NULL ? SocketBind(socket, kind, Sample->Settings.Port) : STATUS_INSUFFICIENT_RESOURCES;
    if (NT_SUCCESS(status) && stream) {
        status = Listen(socket, request);
    }
    WskTraceDriverState(WskTraceListening, status);
    if (NT_SUCCESS(status)) {
        Serve(Sample, socket, stream, request);
    } else {
        (VOID)SocketClose(Sample, socket);
    }
    RequestDestroy(request);
    return status;
}
