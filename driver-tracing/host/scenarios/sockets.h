/* The sockets of the scenarios' driver, opened and closed soundly. */
#ifndef SOCKETS_H
#define SOCKETS_H

#include "request.h"

#define LISTEN(Socket) ((const WSK_PROVIDER_LISTEN_DISPATCH *)(Socket)->Dispatch)
#define CONNECTION(Socket) ((const WSK_PROVIDER_CONNECTION_DISPATCH *)(Socket)->Dispatch)
#define DATAGRAM(Socket) ((const WSK_PROVIDER_DATAGRAM_DISPATCH *)(Socket)->Dispatch)
#define STREAM(Socket) ((const WSK_PROVIDER_STREAM_DISPATCH *)(Socket)->Dispatch)
#define BASIC(Socket) ((const WSK_PROVIDER_BASIC_DISPATCH *)(Socket)->Dispatch)

/* 0.0.0.0, 127.0.0.1 and ::1, with a port. */
SOCKADDR_IN AnyAddress(USHORT Port);
SOCKADDR_IN LoopbackAddress(USHORT Port);
SOCKADDR_IN6 Loopback6Address(USHORT Port);

/* Context and Client are for the socket's callbacks: NULL without. */
PWSK_SOCKET OpenSocket(ULONG Category, USHORT Family, USHORT Type, ULONG Protocol, PVOID Context, const VOID *Client);
/* A listening TCP socket, bound to port 7. */
PWSK_SOCKET OpenListener(VOID);
PWSK_SOCKET OpenListenerWith(PVOID Context, const WSK_CLIENT_LISTEN_DISPATCH *Client);
/* A TCP connection that the listener accepted. */
PWSK_SOCKET AcceptOne(PWSK_SOCKET Listener);
/* A TCP connection made outward. */
PWSK_SOCKET ConnectOut(VOID);
PWSK_SOCKET ConnectOutWith(PVOID Context, const WSK_CLIENT_CONNECTION_DISPATCH *Client);
VOID CloseIt(PWSK_SOCKET Socket);

#endif
