/*
 * The in-driver client: connects to 127.0.0.1, sends, checks what comes back, disconnects and closes. Its socket comes
 * from WskSocket, WskBind and WskConnect, or from WskSocketConnect, which is all three in one call.
 */
#include "peer.h"
#include "socket.h"

#define MESSAGE_BYTES 512

static const SOCKET_KIND ConnectionKind = {AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_CONNECTION_SOCKET};

_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS Connect(_In_ PSAMPLE Sample, _In_ PWSK_SOCKET Socket)
{
    SOCKADDR_STORAGE remote;
    PREQUEST request = RequestCreate();
    NTSTATUS status;

    if (request == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    AddressFill(&remote, AF_INET, Sample->Settings.Port, TRUE);
    status = WskTraceConnect((const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Dispatch, Socket, (PSOCKADDR)&remote, 0,
        RequestArm(request));
    status = RequestWait(request, status, NULL, 0);
    RequestDestroy(request);
    return status;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS OpenByThreeCalls(_In_ PSAMPLE Sample, _Outptr_result_maybenull_ PWSK_SOCKET *Socket)
{
    NTSTATUS status = SocketCreate(Sample, &ConnectionKind, NULL, NULL, Socket);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = SocketBind(*Socket, &ConnectionKind, 0);
    if (NT_SUCCESS(status)) {
        status = Connect(Sample, *Socket);
    }
    if (!NT_SUCCESS(status)) {
        (VOID)SocketClose(Sample, *Socket);
        *Socket = NULL;
    }
    return status;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS OpenByOneCall(_In_ PSAMPLE Sample, _Outptr_result_maybenull_ PWSK_SOCKET *Socket)
{
    SOCKADDR_STORAGE local;
    SOCKADDR_STORAGE remote;
    PREQUEST request = RequestCreate();
    NTSTATUS status;

    *Socket = NULL;
    if (request == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    AddressFill(&local, AF_INET, 0, FALSE);
    AddressFill(&remote, AF_INET, Sample->Settings.Port, TRUE);
    status = WskTraceSocketConnect(Sample->Npi.Dispatch, Sample->Npi.Client, SOCK_STREAM, IPPROTO_TCP,
        (PSOCKADDR)&local, (PSOCKADDR)&remote, 0, NULL, NULL, NULL, NULL, NULL, RequestArm(request));
    status = RequestWait(request, status, NULL, 0);
    if (NT_SUCCESS(status)) {
        *Socket = (PWSK_SOCKET)RequestInformation(request);
    }
    RequestDestroy(request);
    return status;
}

/* Sends one message of a pattern and receives it back behind it. STATUS_DATA_ERROR when a byte differs. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS Exchange(_Inout_ PPEER Peer, _In_ ULONG Round)
{
    PUCHAR bytes = Peer->Buffer->Bytes;
    ULONG got = 0;
    ULONG received;
    NTSTATUS status;
    ULONG i;

    for (i = 0; i < MESSAGE_BYTES; i++) {
        bytes[i] = (UCHAR)(i * 7 + Round * 31);
    }
    status = PeerSend(Peer, MESSAGE_BYTES);
    while (status == STATUS_SUCCESS && got < MESSAGE_BYTES) {
        status = PeerReceive(Peer, MESSAGE_BYTES + got, MESSAGE_BYTES - got, &received);
        if (status == STATUS_SUCCESS && received == 0) {
            status = STATUS_CONNECTION_DISCONNECTED;
        }
        got += received;
    }
    if (status == STATUS_SUCCESS &&
        RtlCompareMemory(bytes, bytes + MESSAGE_BYTES, MESSAGE_BYTES) != MESSAGE_BYTES) {
        status = STATUS_DATA_ERROR;
    }
    return status;
}

_Use_decl_annotations_
NTSTATUS ClientRun(PSAMPLE Sample)
{
    PWSK_SOCKET socket;
    PEER peer;
    ULONG round;
    NTSTATUS status = Sample->Settings.Role == RoleSocketConnect ? OpenByOneCall(Sample, &socket)
                                                                 : OpenByThreeCalls(Sample, &socket);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = PeerOpen(&peer, Sample, socket, FALSE);
    /* Not NT_SUCCESS: STATUS_PENDING is one, and then the request is still under way. */
    for (round = 0; status == STATUS_SUCCESS && round < Sample->Settings.Rounds; round++) {
        status = Exchange(&peer, round);
    }
    if (status == STATUS_SUCCESS && Sample->Settings.Disconnect) {
        status = PeerDisconnect(&peer);
    }
    PeerClose(&peer);
    return status;
}
