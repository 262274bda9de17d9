#include "connection_faults.h"

#include "socket.h"

/* The finding: irp-leak. The socket is closed as it should be, but nobody frees the IRP. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID LeakIrp(_Inout_ PPEER Peer)
{
    (VOID)SocketClose(Peer->Sample, Peer->Socket);
    BufferDestroy(Peer->Buffer);
}

/* The finding: socket-leak. On Windows unload then hangs in WskDeregister. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID LeakSocket(_Inout_ PPEER Peer)
{
    RequestDestroy(Peer->Request);
    BufferDestroy(Peer->Buffer);
}

/*
 * The finding: free-while-pending. IoCancelIrp only asks: the IRP is still WSK's until its completion routine has run.
 * The request and the buffer stay, so that the late completion finds the memory it was given.
 */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID FreeWhilePending(_Inout_ PPEER Peer)
{
    (VOID)PeerStartReceive(Peer, 0, Peer->Buffer->Size);
    (VOID)WskTraceCancelIrp(Peer->Request->Irp);
    WskTraceFreeIrp(Peer->Request->Irp);
    (VOID)SocketClose(Peer->Sample, Peer->Socket);
}

/* Longer than what two processors' clocks may differ by: then which event came first is sure in the trace, too. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID WaitBeyondClocks(VOID)
{
    LARGE_INTEGER interval;

    interval.QuadPart = -20 * 10000; /* 20 ms, relative */
    (VOID)KeDelayExecutionThread(KernelMode, FALSE, &interval);
}

/* The finding: reuse-while-pending. Two receives share the IRP, and both complete it. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID ReuseWhilePending(_Inout_ PPEER Peer)
{
    ULONG half = Peer->Buffer->Size / 2;

    (VOID)PeerStartReceive(Peer, 0, half);
    (VOID)PeerStartReceive(Peer, half, half);
    WaitBeyondClocks();
    (VOID)SocketClose(Peer->Sample, Peer->Socket);
    (VOID)RequestDrain(Peer->Request);
    /* One completion was seen, the other may still come: the IRP and the buffer stay. */
}

/* The finding: double-free. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID DoubleFree(_Inout_ PPEER Peer)
{
    PIRP irp = Peer->Request->Irp;

    (VOID)SocketClose(Peer->Sample, Peer->Socket);
    WskTraceFreeIrp(irp);
    WskTraceFreeIrp(irp);
    BufferDestroy(Peer->Buffer);
}

/* The finding: use-after-close. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID UseAfterClose(_Inout_ PPEER Peer)
{
    (VOID)SocketClose(Peer->Sample, Peer->Socket);
    (VOID)PeerStartReceive(Peer, 0, Peer->Buffer->Size);
}

/*
 * The finding: forced-close-ignored. A socket whose call ended as STATUS_FILE_FORCED_CLOSED wants to be closed; this
 * one goes on receiving from it, and is never closed.
 */
_IRQL_requires_max_(PASSIVE_LEVEL)
static BOOLEAN IgnoreForcedClose(_Inout_ PPEER Peer)
{
    ULONG received;

    if (PeerReceive(Peer, 0, Peer->Buffer->Size, &received) != STATUS_FILE_FORCED_CLOSED) {
        return FALSE;
    }
    (VOID)PeerReceive(Peer, 0, Peer->Buffer->Size, &received);
    RequestDestroy(Peer->Request);
    BufferDestroy(Peer->Buffer);
    return TRUE;
}

_Use_decl_annotations_
BOOLEAN ConnectionCommitFault(PPEER Peer)
{
    switch (Peer->Sample->Settings.Fault) {
    case FaultLeakIrp:
        LeakIrp(Peer);
        return TRUE;
    case FaultLeakSocket:
        LeakSocket(Peer);
        return TRUE;
    case FaultFreeWhilePending:
        FreeWhilePending(Peer);
        return TRUE;
    case FaultReuseWhilePending:
        ReuseWhilePending(Peer);
        return TRUE;
    case FaultDoubleFree:
        DoubleFree(Peer);
        return TRUE;
    case FaultUseAfterClose:
        UseAfterClose(Peer);
        return TRUE;
    case FaultIgnoreForcedClose:
        return IgnoreForcedClose(Peer);
    default:
        return FALSE;
    }
}
