/* The provider's functions that take a client: they make sockets. */
#include "loopback.h"
#include "net.h"

static VOID SetClient(LOOPBACK_SOCKET *Socket, PVOID Context, const VOID *Dispatch)
{
    Socket->Context = Context;
    if (Dispatch == NULL) {
        return;
    }
    switch (Socket->Category) {
    case WSK_FLAG_LISTEN_SOCKET:
        Socket->Listen = Dispatch;
        break;
    case WSK_FLAG_CONNECTION_SOCKET:
        Socket->Connection = Dispatch;
        break;
    case WSK_FLAG_DATAGRAM_SOCKET:
        Socket->Datagram = Dispatch;
        break;
    case WSK_FLAG_STREAM_SOCKET:
        Socket->Listen = ((const WSK_CLIENT_STREAM_DISPATCH *)Dispatch)->Listen;
        Socket->Connection = ((const WSK_CLIENT_STREAM_DISPATCH *)Dispatch)->Connect;
        break;
    default:
        break;
    }
}

/* Completes inline: the contract allows both, and the other calls pend. */
static NTSTATUS LoopbackSocket(PWSK_CLIENT Client, ADDRESS_FAMILY AddressFamily, USHORT SocketType, ULONG Protocol,
                               ULONG Flags, PVOID SocketContext, const VOID *Dispatch, PEPROCESS OwningProcess,
                               PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp)
{
    LOOPBACK_SOCKET *Socket = SocketNew(Flags, AddressFamily, SocketType, -1);

    (void)Client, (void)Protocol, (void)OwningProcess, (void)OwningThread, (void)SecurityDescriptor;
    if (Socket == NULL) {
        return CallComplete(Irp, STATUS_NOT_SUPPORTED, 0);
    }
    SetClient(Socket, SocketContext, Dispatch);
    return CallComplete(Irp, STATUS_SUCCESS, (ULONG_PTR)Socket);
}

static NTSTATUS RunSocketConnect(CALL *Call)
{
    LOOPBACK_SOCKET *Socket = SocketNew(WSK_FLAG_CONNECTION_SOCKET, Call->Remote->sa_family, SOCK_STREAM, -1);
    int Result;

    if (Socket == NULL) {
        return STATUS_NOT_SUPPORTED;
    }
    SetClient(Socket, Call->Context, Call->Dispatch);
    Result = NetBind(Socket->Net, Call->Local);
    if (Result == 0) {
        Result = NetConnect(Socket->Net, Call->Remote);
    }
    if (Result != 0) {
        NetWait(Socket->Net, Socket->Wake, 1);
        Result = NetConnectResult(Socket->Net);
    }
    if (Result != 0) {
        SocketFree(Socket);
        return StatusOfError(Result);
    }
    Call->Information = (ULONG_PTR)Socket;
    return STATUS_SUCCESS;
}

static NTSTATUS LoopbackSocketConnect(PWSK_CLIENT Client, USHORT SocketType, ULONG Protocol, PSOCKADDR LocalAddress,
                                      PSOCKADDR RemoteAddress, ULONG Flags, PVOID SocketContext,
                                      const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch, PEPROCESS OwningProcess,
                                      PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp)
{
    CALL Call = {.Irp = Irp,
                 .Run = RunSocketConnect,
                 .Local = LocalAddress,
                 .Remote = RemoteAddress,
                 .Context = SocketContext,
                 .Dispatch = Dispatch};

    (void)Client, (void)SocketType, (void)Protocol, (void)Flags;
    (void)OwningProcess, (void)OwningThread, (void)SecurityDescriptor;
    return CallStart(&Call);
}

/* The sample asks for none of these. */
static NTSTATUS LoopbackControlClient(PWSK_CLIENT Client, ULONG ControlCode, SIZE_T InputSize, PVOID InputBuffer,
                                      SIZE_T OutputSize, PVOID OutputBuffer, SIZE_T *OutputSizeReturned, PIRP Irp)
{
    (void)Client, (void)ControlCode, (void)InputSize, (void)InputBuffer, (void)OutputSize, (void)OutputBuffer;
    (void)OutputSizeReturned;
    return Irp != NULL ? CallComplete(Irp, STATUS_NOT_SUPPORTED, 0) : STATUS_NOT_SUPPORTED;
}

const WSK_PROVIDER_DISPATCH ClientCalls = {
    .Version = MAKE_WSK_VERSION(1, 0),
    .WskSocket = LoopbackSocket,
    .WskSocketConnect = LoopbackSocketConnect,
    .WskControlClient = LoopbackControlClient,
};
