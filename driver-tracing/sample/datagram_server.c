/* UDP echo: one receive at a time; the answer goes back in the same buffer to where the datagram came from. */
#include "buffer.h"
#include "request.h"
#include "socket.h"

#define DATAGRAM_BYTES 2048

static const SOCKET_KIND DatagramKind = {AF_INET, SOCK_DGRAM, IPPROTO_UDP, WSK_FLAG_DATAGRAM_SOCKET};

_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID Serve(
    _In_ PSAMPLE Sample, _In_ PWSK_SOCKET Socket, _Inout_ PREQUEST Request, _Inout_ PBUFFER Buffer)
{
    const WSK_PROVIDER_DATAGRAM_DISPATCH *dispatch = Socket->Dispatch;
    SOCKADDR_STORAGE remote;
    ULONG flags;
    WSK_BUF slice;
    NTSTATUS status;

    for (;;) {
        slice = BufferSlice(Buffer, 0, Buffer->Size);
        status = WskTraceReceiveFrom(
            dispatch, Socket, &slice, 0, (PSOCKADDR)&remote, NULL, NULL, &flags, RequestArm(Request));
        status = RequestWait(Request, status, &Sample->Stop, 0);
        if (status != STATUS_SUCCESS) {
            break;
        }
        slice.Length = RequestInformation(Request);
        status = WskTraceSendTo(
            dispatch, Socket, &slice, 0, (PSOCKADDR)&remote, 0, NULL, RequestArm(Request));
        status = RequestWait(Request, status, &Sample->Stop, 0);
        if (status != STATUS_SUCCESS) {
            break;
        }
    }
    /* Before remote and flags go: the close ends a receive that may still write them. */
    (VOID)SocketClose(Sample, Socket);
    (VOID)RequestDrain(Request);
}

_Use_decl_annotations_
NTSTATUS DatagramServerRun(PSAMPLE Sample)
{
    PWSK_SOCKET socket = NULL;
    PREQUEST request = RequestCreate();
    PBUFFER buffer = BufferCreate(DATAGRAM_BYTES);
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    if (request != NULL && buffer != NULL) {
        status = SocketCreate(Sample, &DatagramKind, NULL, NULL, &socket);
    }
    if (NT_SUCCESS(status)) {
        status = SocketBind(socket, &DatagramKind, Sample->Settings.Port);
        WskTraceDriverState(WskTraceListening, status);
        if (NT_SUCCESS(status)) {
            Serve(Sample, socket, request, buffer);
        } else {
            (VOID)SocketClose(Sample, socket);
        }
    }
    RequestDestroy(request);
    BufferDestroy(buffer);
    return status;
}
