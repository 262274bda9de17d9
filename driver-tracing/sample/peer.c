#include "peer.h"

#include "socket.h"

#define PEER_BUFFER_BYTES 4096
#define DISCONNECT_LIMIT_MS 5000

_Use_decl_annotations_
NTSTATUS PeerOpen(PPEER Peer, PSAMPLE Sample, PWSK_SOCKET Socket, BOOLEAN Stream)
{
    Peer->Sample = Sample;
    Peer->Socket = Socket;
    Peer->Stream = Stream;
    Peer->Request = RequestCreate();
    Peer->Buffer = BufferCreate(PEER_BUFFER_BYTES);
    return Peer->Request != NULL && Peer->Buffer != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

_Use_decl_annotations_
NTSTATUS PeerStartReceive(PPEER Peer, ULONG Offset, ULONG Length)
{
    WSK_BUF slice = BufferSlice(Peer->Buffer, Offset, Length);
    PIRP irp = RequestArm(Peer->Request);

    if (Peer->Stream) {
        return WskTraceReceive(
            (const WSK_PROVIDER_STREAM_DISPATCH *)Peer->Socket->Dispatch, Peer->Socket, &slice, 0, irp);
    }
    return WskTraceReceive(
        (const WSK_PROVIDER_CONNECTION_DISPATCH *)Peer->Socket->Dispatch, Peer->Socket, &slice, 0, irp);
}

_Use_decl_annotations_
NTSTATUS PeerReceive(PPEER Peer, ULONG Offset, ULONG Length, PULONG Received)
{
    NTSTATUS status = PeerStartReceive(Peer, Offset, Length);

    status = RequestWait(Peer->Request, status, &Peer->Sample->Stop, 0);
    *Received = status == STATUS_SUCCESS ? (ULONG)RequestInformation(Peer->Request) : 0;
    return status;
}

_IRQL_requires_max_(DISPATCH_LEVEL)
static NTSTATUS StartSend(_Inout_ PPEER Peer, _In_ ULONG Offset, _In_ ULONG Length)
{
    WSK_BUF slice = BufferSlice(Peer->Buffer, Offset, Length);
    PIRP irp = RequestArm(Peer->Request);

    if (Peer->Stream) {
        return WskTraceSend(
            (const WSK_PROVIDER_STREAM_DISPATCH *)Peer->Socket->Dispatch, Peer->Socket, &slice, 0, irp);
    }
    return WskTraceSend(
        (const WSK_PROVIDER_CONNECTION_DISPATCH *)Peer->Socket->Dispatch, Peer->Socket, &slice, 0, irp);
}

_Use_decl_annotations_
NTSTATUS PeerSend(PPEER Peer, ULONG Length)
{
    ULONG sent = 0;
    NTSTATUS status = STATUS_SUCCESS;

    while (sent < Length) {
        status = StartSend(Peer, sent, Length - sent);
        status = RequestWait(Peer->Request, status, &Peer->Sample->Stop, 0);
        if (status != STATUS_SUCCESS) {
            break;
        }
        sent += (ULONG)RequestInformation(Peer->Request);
    }
    return status;
}

_Use_decl_annotations_
NTSTATUS PeerDisconnect(PPEER Peer)
{
    /* An IRP of its own: when the disconnect does not end by itself, the close that ends it has to come first. */
    PREQUEST request = RequestCreate();
    NTSTATUS status;

    if (request == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Peer->Stream) {
        status = WskTraceDisconnect((const WSK_PROVIDER_STREAM_DISPATCH *)Peer->Socket->Dispatch, Peer->Socket, NULL,
            0, RequestArm(request));
    } else {
        status = WskTraceDisconnect((const WSK_PROVIDER_CONNECTION_DISPATCH *)Peer->Socket->Dispatch, Peer->Socket,
            NULL, 0, RequestArm(request));
    }
    status = RequestWait(request, status, &Peer->Sample->Stop, DISCONNECT_LIMIT_MS);
    if (status == STATUS_PENDING) {
        (VOID)SocketClose(Peer->Sample, Peer->Socket);
        Peer->Socket = NULL;
        (VOID)RequestDrain(request);
    }
    RequestDestroy(request);
    return status;
}

_Use_decl_annotations_
VOID PeerClose(PPEER Peer)
{
    if (Peer->Socket != NULL) {
        (VOID)SocketClose(Peer->Sample, Peer->Socket);
        Peer->Socket = NULL;
    }
    if (Peer->Request != NULL) {
        (VOID)RequestDrain(Peer->Request);
        RequestDestroy(Peer->Request);
    }
    BufferDestroy(Peer->Buffer);
}
