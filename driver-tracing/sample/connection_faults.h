/* The mistakes that an echo connection makes when it is told to (fault.h). */
#ifndef SAMPLE_CONNECTION_FAULTS_H
#define SAMPLE_CONNECTION_FAULTS_H

#include "peer.h"

/*
 * After a connection's first echo: commits the fault that the settings ask for, if it is a connection's. TRUE when
 * the peer is spent: the fault has closed (or lost) what it held, and PeerClose must not follow.
 */
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN ConnectionCommitFault(_Inout_ PPEER Peer);

#endif
