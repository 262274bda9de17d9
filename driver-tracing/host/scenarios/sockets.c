/* The sockets of the scenarios' driver: see sockets.h. */
#include "sockets.h"

static USHORT NetworkOrder(USHORT Port)
{
    return (USHORT)(Port << 8 | Port >> 8);
}

SOCKADDR_IN AnyAddress(USHORT Port)
{
    SOCKADDR_IN Address = {.sin_family = AF_INET, .sin_port = NetworkOrder(Port)};

    return Address;
}

SOCKADDR_IN LoopbackAddress(USHORT Port)
{
    SOCKADDR_IN Address = AnyAddress(Port);

    Address.sin_addr.s_addr = 0x0100007F;
    return Address;
}

SOCKADDR_IN6 Loopback6Address(USHORT Port)
{
    SOCKADDR_IN6 Address = {.sin6_family = AF_INET6, .sin6_port = NetworkOrder(Port)};

    Address.sin6_addr.s6_addr[15] = 1;
    return Address;
}

PWSK_SOCKET OpenSocket(ULONG Category, USHORT Family, USHORT Type, ULONG Protocol, PVOID Context, const VOID *Client)
{
    REQUEST Request;

    RequestBegin(&Request);
    WskTraceSocket(ProviderNpi.Dispatch, ProviderNpi.Client, Family, Type, Protocol, Category, Context, Client, NULL,
                   NULL, NULL, Request.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Request)));
    return (PWSK_SOCKET)Request.Information;
}

static VOID Bind(PWSK_SOCKET Socket, SOCKADDR_IN Address)
{
    REQUEST Request;

    RequestBegin(&Request);
    WskTraceBind(LISTEN(Socket), Socket, (PSOCKADDR)&Address, 0, Request.Irp); /* at one place in every table */
    CHECK(NT_SUCCESS(RequestEnd(&Request)));
}

PWSK_SOCKET OpenListener(VOID)
{
    return OpenListenerWith(NULL, NULL);
}

PWSK_SOCKET OpenListenerWith(PVOID Context, const WSK_CLIENT_LISTEN_DISPATCH *Client)
{
    PWSK_SOCKET Socket = OpenSocket(WSK_FLAG_LISTEN_SOCKET, AF_INET, SOCK_STREAM, IPPROTO_TCP, Context, Client);

    Bind(Socket, AnyAddress(7));
    return Socket;
}

PWSK_SOCKET AcceptOne(PWSK_SOCKET Listener)
{
    SOCKADDR_IN Local, Remote;
    REQUEST Request;

    RequestBegin(&Request);
    WskTraceAccept(LISTEN(Listener), Listener, 0, NULL, NULL, (PSOCKADDR)&Local, (PSOCKADDR)&Remote, Request.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Request)));
    return (PWSK_SOCKET)Request.Information;
}

PWSK_SOCKET ConnectOut(VOID)
{
    return ConnectOutWith(NULL, NULL);
}

PWSK_SOCKET ConnectOutWith(PVOID Context, const WSK_CLIENT_CONNECTION_DISPATCH *Client)
{
    SOCKADDR_IN Local = AnyAddress(0), Remote = LoopbackAddress(7);
    REQUEST Request;

    RequestBegin(&Request);
    WskTraceSocketConnect(ProviderNpi.Dispatch, ProviderNpi.Client, SOCK_STREAM, IPPROTO_TCP, (PSOCKADDR)&Local,
                          (PSOCKADDR)&Remote, 0, Context, Client, NULL, NULL, NULL, Request.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Request)));
    return (PWSK_SOCKET)Request.Information;
}

VOID CloseIt(PWSK_SOCKET Socket)
{
    REQUEST Request;

    RequestBegin(&Request);
    WskTraceCloseSocket(BASIC(Socket), Socket, Request.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Request)));
}
