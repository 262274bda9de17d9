/*
 * Mistakes that the sample makes on demand, one for each finding that a driver (and not the provider)
 * can cause. Several crash a real system, as they would in any driver: use a virtual machine.
 */
#ifndef SAMPLE_FAULT_H
#define SAMPLE_FAULT_H

typedef enum _FAULT {
    FaultNone,
    FaultLeakIrp, /* "leak-irp": an accepted connection's IRP is not freed -> irp-leak */
    FaultLeakSocket, /* "leak-socket": an accepted connection is not closed -> socket-leak */
    FaultSkipClose, /* "skip-close": the listening socket is not closed at unload, and its accept goes on -> never-completed */
    FaultFreeWhilePending, /* "free-while-pending": IoCancelIrp, then IoFreeIrp without waiting */
    FaultReuseWhilePending, /* "reuse-while-pending": IoReuseIrp on a receive that still waits */
    FaultDoubleFree, /* "double-free": the connection's IRP is freed twice */
    FaultUseAfterClose, /* "use-after-close": a receive on a socket whose close was issued */
    FaultRoutineResult, /* "routine-result": a completion routine frees its IRP and returns success */
    FaultNeverRelease, /* "never-release": the provider NPI stays captured -> unload-stuck */
    FaultKeepIndication, /* "keep-indication": a retained indication is not released before the close */
    FaultIgnoreForcedClose, /* "ignore-forced-close": a socket that failed is used further, and not closed */
    FaultCount
} FAULT;

/* The value of the registry's "Fault", by FAULT; "none" stands for FaultNone. */
extern const PCWSTR FaultNames[FaultCount];

#endif
