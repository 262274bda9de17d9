#define _GNU_SOURCE
#include "net.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define WINDOWS_AF_INET6 23
#define BACKLOG 16

/* Both systems lay the addresses out alike, but for the number of IPv6. */
static socklen_t ToHost(struct sockaddr_in6 *Host, const void *Windows)
{
    uint16_t Family;

    memset(Host, 0, sizeof(*Host));
    memcpy(&Family, Windows, sizeof(Family));
    if (Family == WINDOWS_AF_INET6) {
        memcpy(Host, Windows, NET_ADDRESS_BYTES);
        Host->sin6_family = AF_INET6;
        return sizeof(struct sockaddr_in6);
    }
    memcpy(Host, Windows, sizeof(struct sockaddr_in));
    return sizeof(struct sockaddr_in);
}

static void ToWindows(void *Windows, const struct sockaddr_in6 *Host)
{
    uint16_t Family = Host->sin6_family == AF_INET6 ? WINDOWS_AF_INET6 : AF_INET;

    memcpy(Windows, Host, Family == AF_INET ? sizeof(struct sockaddr_in) : NET_ADDRESS_BYTES);
    memcpy(Windows, &Family, sizeof(Family));
}

int NetOpen(int WindowsFamily, int WindowsType)
{
    int Family = WindowsFamily == WINDOWS_AF_INET6 ? AF_INET6 : AF_INET;
    int On = 1;
    int Socket = socket(Family, WindowsType | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (Socket < 0) {
        return -errno;
    }
    setsockopt(Socket, SOL_SOCKET, SO_REUSEADDR, &On, sizeof(On));
    if (Family == AF_INET6) {
        setsockopt(Socket, IPPROTO_IPV6, IPV6_V6ONLY, &On, sizeof(On));
    }
    return Socket;
}

int NetBind(int Socket, const void *Address)
{
    struct sockaddr_in6 Host;
    socklen_t Length = ToHost(&Host, Address);

    return bind(Socket, (struct sockaddr *)&Host, Length) == 0 ? 0 : -errno;
}

int NetListen(int Socket)
{
    return listen(Socket, BACKLOG) == 0 ? 0 : -errno;
}

int NetAccept(int Socket, void *Remote)
{
    struct sockaddr_in6 Host;
    socklen_t Length = sizeof(Host);
    int Accepted = accept4(Socket, (struct sockaddr *)&Host, &Length, SOCK_NONBLOCK | SOCK_CLOEXEC);

    if (Accepted < 0) {
        return -errno;
    }
    ToWindows(Remote, &Host);
    return Accepted;
}

int NetConnect(int Socket, const void *Remote)
{
    struct sockaddr_in6 Host;
    socklen_t Length = ToHost(&Host, Remote);

    return connect(Socket, (struct sockaddr *)&Host, Length) == 0 ? 0 : -errno;
}

int NetConnectResult(int Socket)
{
    int Error = 0;
    socklen_t Length = sizeof(Error);

    getsockopt(Socket, SOL_SOCKET, SO_ERROR, &Error, &Length);
    return -Error;
}

long NetReceive(int Socket, void *Bytes, size_t Length, void *From)
{
    struct sockaddr_in6 Host;
    socklen_t HostLength = sizeof(Host);
    long Received = recvfrom(Socket, Bytes, Length, 0, (struct sockaddr *)&Host, &HostLength);

    if (Received < 0) {
        return -errno;
    }
    if (From != NULL && HostLength > 0) {
        ToWindows(From, &Host);
    }
    return Received;
}

long NetSend(int Socket, const void *Bytes, size_t Length, const void *To)
{
    struct sockaddr_in6 Host;
    socklen_t HostLength = To != NULL ? ToHost(&Host, To) : 0;
    long Sent = sendto(Socket, Bytes, Length, MSG_NOSIGNAL, To != NULL ? (struct sockaddr *)&Host : NULL, HostLength);

    return Sent < 0 ? -errno : Sent;
}

int NetShutdown(int Socket, int Abortive)
{
    struct linger Linger = {1, 0};

    if (Abortive) {
        setsockopt(Socket, SOL_SOCKET, SO_LINGER, &Linger, sizeof(Linger));
    }
    return shutdown(Socket, Abortive ? SHUT_RDWR : SHUT_WR) == 0 ? 0 : -errno;
}

int NetLocalAddress(int Socket, void *Address)
{
    struct sockaddr_in6 Host;
    socklen_t Length = sizeof(Host);

    if (getsockname(Socket, (struct sockaddr *)&Host, &Length) != 0) {
        return -errno;
    }
    ToWindows(Address, &Host);
    return 0;
}

int NetRemoteAddress(int Socket, void *Address)
{
    struct sockaddr_in6 Host;
    socklen_t Length = sizeof(Host);

    if (getpeername(Socket, (struct sockaddr *)&Host, &Length) != 0) {
        return -errno;
    }
    ToWindows(Address, &Host);
    return 0;
}

void NetClose(int Socket)
{
    if (Socket >= 0) {
        close(Socket);
    }
}

int NetWakeOpen(void)
{
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void NetWake(int Wake)
{
    uint64_t One = 1;

    (void)!write(Wake, &One, sizeof(One));
}

int NetWait(int Socket, int Wake, int Writing)
{
    struct pollfd Both[2] = {{Socket, Writing ? POLLOUT : POLLIN, 0}, {Wake, POLLIN, 0}};

    while (poll(Both, 2, -1) < 0 && errno == EINTR) {
    }
    return Both[0].revents != 0 || Both[1].revents == 0;
}
