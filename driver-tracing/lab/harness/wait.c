/*
 * What can make a thread wait, under the lab's scheduler: the twin of ../../host/nt/nt_wait.c. What the kernel would answer
 * with a bug check or a hang is told as a fact.
 */
#include "lab.h"

#include <stdlib.h>

typedef struct _THREAD {
    KEVENT Ended; /* first: a thread is waited for as an event */
    struct _THREAD *Next;
    KSTART_ROUTINE *Routine;
    PVOID Context;
    LAB_THREAD *Runs;
    LAB_STACK Created;
    LONG Handles;
    LONG References; /* the handles' and the thread's own not counted */
} THREAD, *PTHREAD;

static PTHREAD Created;
static __thread PTHREAD Current;
static __thread ULONG HeldLocks;

/* The library's own locks are no points: it holds none across a call. */
static VOID YieldOf(PVOID Caller, PCSTR What)
{
    if (LabIsDriver(Caller)) {
        LabYield(What);
    }
}

/* ---- Spin locks: who holds it, as its number and 1 ---------------------------------------------------------------- */

VOID KeInitializeSpinLock(KSPIN_LOCK *SpinLock)
{
    *SpinLock = 0;
}

static BOOLEAN IsFree(PVOID Context)
{
    return *(KSPIN_LOCK *)Context == 0;
}

VOID KeAcquireSpinLock(KSPIN_LOCK *SpinLock, KIRQL *OldIrql)
{
    YieldOf(__builtin_return_address(0), "KeAcquireSpinLock");
    if (*SpinLock == (KSPIN_LOCK)LabThreadSelf()) {
        LabFact("deadlock", LabStack(), "a spin lock is acquired by the thread that holds it");
        LabEnd("deadlock");
    }
    KeRaiseIrql(DISPATCH_LEVEL, OldIrql);
    if (*SpinLock != 0) {
        (VOID)LabBlock(IsFree, SpinLock, 0, "a spin lock");
    }
    *SpinLock = (KSPIN_LOCK)LabThreadSelf();
    HeldLocks++;
}

VOID KeReleaseSpinLock(KSPIN_LOCK *SpinLock, KIRQL OldIrql)
{
    if (*SpinLock != (KSPIN_LOCK)LabThreadSelf()) {
        NtFail("a spin lock is released that the thread does not hold");
    }
    HeldLocks--;
    *SpinLock = 0;
    KeLowerIrql(OldIrql);
    YieldOf(__builtin_return_address(0), "KeReleaseSpinLock");
}

ULONG NtHeldLocks(VOID)
{
    return HeldLocks;
}

/* ---- Events and waits --------------------------------------------------------------------------------------------- */

VOID KeInitializeEvent(PKEVENT Event, EVENT_TYPE Type, BOOLEAN State)
{
    Event->Type = Type;
    Event->Signalled = State;
}

LONG KeSetEvent(PKEVENT Event, LONG Increment, BOOLEAN Wait)
{
    LONG Before = Event->Signalled;

    UNREFERENCED_PARAMETER(Increment);
    UNREFERENCED_PARAMETER(Wait);
    Event->Signalled = 1;
    LabYield("KeSetEvent");
    return Before;
}

VOID KeClearEvent(PKEVENT Event)
{
    Event->Signalled = 0;
}

LONG KeResetEvent(PKEVENT Event)
{
    LONG Before = Event->Signalled;

    Event->Signalled = 0;
    return Before;
}

LONG KeReadStateEvent(PKEVENT Event)
{
    return Event->Signalled;
}

typedef struct _WAIT {
    ULONG Count;
    PVOID *Objects;
    int Type;
} WAIT;

static BOOLEAN IsSatisfied(PVOID Context)
{
    const WAIT *Wait = Context;
    ULONG I;

    for (I = 0; I < Wait->Count; I++) {
        BOOLEAN Signalled = ((PKEVENT)Wait->Objects[I])->Signalled != 0;

        if (Signalled != (Wait->Type == WaitAll)) {
            return Signalled;
        }
    }
    return Wait->Type == WaitAll;
}

/* Takes what the wait was for. */
static NTSTATUS Satisfy(const WAIT *Wait)
{
    ULONG I;

    for (I = 0; I < Wait->Count; I++) {
        PKEVENT Event = Wait->Objects[I];

        if (Event->Signalled != 0) {
            Event->Signalled = Event->Type == NotificationEvent;
            if (Wait->Type != WaitAll) {
                return STATUS_WAIT_0 + (NTSTATUS)I;
            }
        }
    }
    return STATUS_WAIT_0;
}

/* A wait that can last is for PASSIVE_LEVEL (APC_LEVEL does not occur here), and for nobody who holds a spin lock. */
static VOID RequireWaitable(VOID)
{
    if (KeGetCurrentIrql() != PASSIVE_LEVEL) {
        LabFact(NtHeldLocks() != 0 ? "wait-under-lock" : "wait-at-dispatch", LabStack(), "a wait %s",
                NtHeldLocks() != 0 ? "with a spin lock held" : "at DISPATCH_LEVEL");
        LabEnd("bug-check");
    }
}

/* Relative (negative) or since 1601, in 100 ns. */
static ULONG64 DeadlineOf(const LARGE_INTEGER *Timeout)
{
    ULONG64 Boot = NtClockBootTime();

    if (Timeout->QuadPart < 0) {
        return NtClockNow() + (ULONG64)-Timeout->QuadPart;
    }
    return (ULONG64)Timeout->QuadPart > Boot ? (ULONG64)Timeout->QuadPart - Boot : 1;
}

NTSTATUS KeWaitForMultipleObjects(ULONG Count, PVOID Objects[], int WaitType, int Reason, int Mode, BOOLEAN Alertable,
                                  PLARGE_INTEGER Timeout, PVOID WaitBlocks)
{
    static const PCSTR Answers[] = {"in-time", "runs-out", NULL};
    WAIT Wait = {Count, Objects, WaitType};
    ULONG64 Deadline = Timeout != NULL ? DeadlineOf(Timeout) : 0;

    UNREFERENCED_PARAMETER(Reason);
    UNREFERENCED_PARAMETER(Mode);
    UNREFERENCED_PARAMETER(Alertable);
    UNREFERENCED_PARAMETER(WaitBlocks);
    if (Timeout != NULL && Timeout->QuadPart == 0) {
        return IsSatisfied(&Wait) ? Satisfy(&Wait) : STATUS_TIMEOUT;
    }
    RequireWaitable();
    if (!IsSatisfied(&Wait)) {
        if (Timeout != NULL && LabAsk("wait", "KeWait", 0, NULL, Answers) == 1) {
            NtClockAdvanceTo(Deadline); /* the other processors were that slow */
            return STATUS_TIMEOUT;
        }
        if (!LabBlock(IsSatisfied, &Wait, Deadline, "an event or a thread")) {
            return STATUS_TIMEOUT;
        }
    }
    return Satisfy(&Wait);
}

NTSTATUS KeWaitForSingleObject(PVOID Object, int Reason, int Mode, BOOLEAN Alertable, PLARGE_INTEGER Timeout)
{
    return KeWaitForMultipleObjects(1, &Object, WaitAny, Reason, Mode, Alertable, Timeout, NULL);
}

static BOOLEAN Never(PVOID Context)
{
    return Context != NULL;
}

NTSTATUS KeDelayExecutionThread(int WaitMode, BOOLEAN Alertable, PLARGE_INTEGER Interval)
{
    UNREFERENCED_PARAMETER(WaitMode);
    UNREFERENCED_PARAMETER(Alertable);
    RequireWaitable();
    (VOID)LabBlock(Never, NULL, DeadlineOf(Interval), "a delay");
    return STATUS_SUCCESS;
}

/* ---- Threads ------------------------------------------------------------------------------------------------------ */

static VOID Run(PVOID Context)
{
    Current = Context;
    Current->Routine(Current->Context);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS PsCreateSystemThread(PHANDLE Thread, ULONG Access, PVOID Attributes, HANDLE Process, PVOID ClientId,
                              KSTART_ROUTINE *Routine, PVOID Context)
{
    static const PCSTR Answers[] = {"success", "fails", NULL};
    PTHREAD New;

    UNREFERENCED_PARAMETER(Access);
    UNREFERENCED_PARAMETER(Attributes);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(ClientId);
    if (KeGetCurrentIrql() != PASSIVE_LEVEL) {
        NtFail("PsCreateSystemThread at IRQL %u", KeGetCurrentIrql());
    }
    *Thread = NULL;
    if (LabAsk("thread", "PsCreateSystemThread", 0, NULL, Answers) == 1) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New = calloc(1, sizeof(*New));
    if (New == NULL) {
        NtFail("out of memory");
    }
    KeInitializeEvent(&New->Ended, NotificationEvent, FALSE);
    New->Routine = Routine;
    New->Context = Context;
    New->Created = LabStack();
    New->Handles = 1;
    New->Next = Created;
    Created = New;
    New->Runs = LabThreadStart("thread", Run, New, 0);
    LabProgress();
    *Thread = New;
    LabYield("PsCreateSystemThread");
    return STATUS_SUCCESS;
}

VOID PsTerminateSystemThread(NTSTATUS Status)
{
    UNREFERENCED_PARAMETER(Status);
    if (Current == NULL || KeGetCurrentIrql() != PASSIVE_LEVEL) {
        NtFail("PsTerminateSystemThread %s", Current == NULL ? "on a thread that is not the driver's" : "above PASSIVE_LEVEL");
    }
    Current->Ended.Signalled = 1;
    LabThreadEnd();
}

NTSTATUS ObReferenceObjectByHandle(HANDLE Handle, ULONG Access, PVOID Type, int Mode, PVOID *Object, PVOID Information)
{
    PTHREAD Thread = Handle;

    UNREFERENCED_PARAMETER(Access);
    UNREFERENCED_PARAMETER(Type);
    UNREFERENCED_PARAMETER(Mode);
    UNREFERENCED_PARAMETER(Information);
    Thread->References++;
    *Object = Thread;
    return STATUS_SUCCESS;
}

VOID ObDereferenceObject(PVOID Object)
{
    PTHREAD Thread = Object;

    if (Thread->References == 0) {
        NtFail("REFERENCE_BY_POINTER: a thread is dereferenced once too often");
    }
    Thread->References--;
}

/* The registry's one key has a handle that is no thread. */
NTSTATUS ZwClose(HANDLE Handle)
{
    PTHREAD Thread = Handle;

    if (KeGetCurrentIrql() != PASSIVE_LEVEL) {
        NtFail("ZwClose at IRQL %u", KeGetCurrentIrql());
    }
    if (Thread != NULL) {
        if (Thread->Handles == 0) {
            NtFail("INVALID_KERNEL_HANDLE: a thread's handle is closed twice");
        }
        Thread->Handles--;
    }
    return STATUS_SUCCESS;
}

BOOLEAN LabDriverThreadsEnded(PVOID Context)
{
    const THREAD *Thread;

    UNREFERENCED_PARAMETER(Context);
    for (Thread = Created; Thread != NULL; Thread = Thread->Next) {
        if (!LabThreadEnded(Thread->Runs)) {
            return FALSE;
        }
    }
    return TRUE;
}

VOID LabThreadsCheck(VOID)
{
    const THREAD *Thread;

    for (Thread = Created; Thread != NULL; Thread = Thread->Next) {
        if (!LabThreadEnded(Thread->Runs)) {
            LabFact("thread-left", Thread->Created, "a system thread still runs after the driver is gone");
        } else if (Thread->Handles != 0) {
            LabFact("handle-leak", Thread->Created, "a thread's handle is never closed");
        } else if (Thread->References != 0) {
            LabFact("reference-leak", Thread->Created, "a thread's object is referenced and never dereferenced");
        }
    }
}
