/*
 * What a scenario is written with: the driver's peers on a network in memory. A scenario is a C file that defines Scenario;
 * it runs beside the driver, from DriverEntry on, and the driver is unloaded when it returns. Waits are in milliseconds of
 * the lab's time, and each ends by itself, so that a driver that does not answer ends no scenario.
 *
 *     void Scenario(void)
 *     {
 *         PEER *Peer = PeerConnect(7007);
 *
 *         if (Peer != NULL) {
 *             PeerSend(Peer, "hello", 5);
 *             PeerReceive(Peer, Buffer, 5, 1000);
 *             PeerClose(Peer);
 *         }
 *     }
 */
#ifndef LAB_PEER_H
#define LAB_PEER_H

#include <stddef.h>

typedef struct _LAB_PEER PEER;

void Scenario(void);

/* A connection to a port that the driver listens on. Waits up to ten seconds for it to listen. NULL: refused. */
PEER *PeerConnect(unsigned short Port);
/* The same from another address of this host, 127.0.0.LastByte: for drivers that inspect. */
PEER *PeerConnectFrom(unsigned short Port, unsigned char LastByte);

/* A listener for the driver's own connections, and the next of these. NULL: none came in time. */
PEER *PeerListen(unsigned short Port);
PEER *PeerAccept(PEER *Listener, unsigned Milliseconds);

/* 1 when all was sent, 0 when the connection is gone. */
int PeerSend(PEER *Peer, const void *Bytes, size_t Count);
/* Waits until Count bytes are there, the driver has shut down, or the time is over: how many came. */
size_t PeerReceive(PEER *Peer, void *Bytes, size_t Count, unsigned Milliseconds);
/* Whether the driver sends no more on a connection, and all that it sent is received; and whether it was reset. */
int PeerHasEnded(const PEER *Peer);
int PeerWasReset(const PEER *Peer);
/* Sends no more; the driver sees the end. */
void PeerShutdown(PEER *Peer);
/* Gone at once, as a crashed process or a cut cable leaves it. */
void PeerReset(PEER *Peer);
void PeerClose(PEER *Peer);

/* Datagrams: an endpoint with a port of its own, which sends to a port of the driver's. */
PEER *PeerDatagrams(void);
void PeerSendTo(PEER *Peer, unsigned short Port, const void *Bytes, size_t Count);
size_t PeerReceiveFrom(PEER *Peer, void *Bytes, size_t Count, unsigned Milliseconds);

void PeerSleep(unsigned Milliseconds);

/* The scenario did not go as it should: told for the run without deviations, where it is the scenario's own fault. */
void PeerFailed(const char *Sentence);

#endif
