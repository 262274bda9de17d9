/*
 * The host's sockets, behind types of no system: <sys/socket.h> and the Windows names of <wsk.h> exclude each other.
 * Addresses are SOCKADDRs as Windows lays them out. Sockets do not block. Results below 0 are -errno.
 */
#ifndef LOOPBACK_NET_H
#define LOOPBACK_NET_H

#include <stddef.h>

/* Room for either family's address. */
#define NET_ADDRESS_BYTES 28

int NetOpen(int WindowsFamily, int WindowsType);
int NetBind(int Socket, const void *Address);
int NetListen(int Socket);
int NetAccept(int Socket, void *Remote);
/* 0 when connected, -EINPROGRESS when NetWait for writing tells. */
int NetConnect(int Socket, const void *Remote);
int NetConnectResult(int Socket);
/* From and To may be NULL. */
long NetReceive(int Socket, void *Bytes, size_t Length, void *From);
long NetSend(int Socket, const void *Bytes, size_t Length, const void *To);
int NetShutdown(int Socket, int Abortive);
int NetLocalAddress(int Socket, void *Address);
int NetRemoteAddress(int Socket, void *Address);
void NetClose(int Socket);

/* Something that ends waits. */
int NetWakeOpen(void);
void NetWake(int Wake);

/*
 * Waits until Socket can be read (or written), or Wake was woken. 1 for the socket, also when both are so (what the peer did
 * before a close is seen, however late this thread runs), 0 for the wake.
 */
int NetWait(int Socket, int Wake, int Writing);

#endif
