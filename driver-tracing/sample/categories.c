/* A socket of every category, by address family, type and protocol: created the same way, bound, asked, closed. */
#include "socket.h"

static const SOCKET_KIND Kinds[] = {
    {AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_BASIC_SOCKET},
    {AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_LISTEN_SOCKET},
    {AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_CONNECTION_SOCKET},
    {AF_INET, SOCK_DGRAM, IPPROTO_UDP, WSK_FLAG_DATAGRAM_SOCKET},
    {AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_STREAM_SOCKET},
    {AF_INET6, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_LISTEN_SOCKET},
    {AF_INET6, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_CONNECTION_SOCKET},
    {AF_INET6, SOCK_DGRAM, IPPROTO_UDP, WSK_FLAG_DATAGRAM_SOCKET},
    {AF_INET6, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_STREAM_SOCKET},
};

_Use_decl_annotations_
NTSTATUS CategoriesRun(PSAMPLE Sample)
{
    NTSTATUS result = STATUS_SUCCESS;
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(Kinds); i++) {
        SOCKADDR_STORAGE address;
        PWSK_SOCKET socket;
        NTSTATUS status = SocketCreate(Sample, &Kinds[i], NULL, NULL, &socket);

        /* A provider without this category (or without IPv6) is no reason to leave the others out. */
        if (!NT_SUCCESS(status)) {
            result = status;
            continue;
        }
        if (NT_SUCCESS(SocketBind(socket, &Kinds[i], 0))) {
            (VOID)SocketLocalAddress(socket, &Kinds[i], &address);
        }
        (VOID)SocketClose(Sample, socket);
    }
    return result;
}
