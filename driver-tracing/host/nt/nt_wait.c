/*
 * What can make a thread wait: spin locks, delays, events, other threads. One lock and one condition serve all events, since
 * a driver here has few. The fault lab has a twin of this file, which runs one thread at a time (lab/harness/wait.c).
 */
#define _GNU_SOURCE
#include "nt_harness.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct _THREAD {
    KEVENT Ended; /* first: a thread is waited for as an event */
    KSTART_ROUTINE *Routine;
    PVOID Context;
    ULONG Index;
    LONG References;
} THREAD, *PTHREAD;

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER; /* guards every event's state, but while it is initialised */
static pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
static ULONG Threads; /* changed with Interlocked alone, as a thread's references */
static __thread PTHREAD Current;
static __thread ULONG HeldLocks;
static __thread ULONG64 LocksTaken;

VOID KeInitializeSpinLock(KSPIN_LOCK *SpinLock)
{
    *SpinLock = 0;
}

VOID KeAcquireSpinLock(KSPIN_LOCK *SpinLock, KIRQL *OldIrql)
{
    NtRaiseIrql(DISPATCH_LEVEL, OldIrql);
    while (__atomic_exchange_n(SpinLock, 1, __ATOMIC_ACQUIRE) != 0) {
        sched_yield(); /* threads here can be preempted while they hold a lock */
    }
    HeldLocks++;
    LocksTaken++;
}

VOID KeReleaseSpinLock(KSPIN_LOCK *SpinLock, KIRQL OldIrql)
{
    HeldLocks--;
    __atomic_store_n(SpinLock, 0, __ATOMIC_RELEASE);
    NtLowerIrql(OldIrql);
}

ULONG NtHeldLocks(VOID)
{
    return HeldLocks;
}

ULONG64 NtLocksTaken(VOID)
{
    return LocksTaken;
}

NTSTATUS KeDelayExecutionThread(int WaitMode, BOOLEAN Alertable, PLARGE_INTEGER Interval)
{
    UNREFERENCED_PARAMETER(WaitMode);
    UNREFERENCED_PARAMETER(Alertable);
    if (KeGetCurrentIrql() != PASSIVE_LEVEL) {
        NtFail("a wait at IRQL %u", KeGetCurrentIrql());
    }
    usleep((useconds_t)(-Interval->QuadPart / 10));
    return STATUS_SUCCESS;
}

VOID KeInitializeEvent(PKEVENT Event, EVENT_TYPE Type, BOOLEAN State)
{
    Event->Type = Type;
    Event->Signalled = State;
}

LONG KeSetEvent(PKEVENT Event, LONG Increment, BOOLEAN Wait)
{
    LONG Before;

    UNREFERENCED_PARAMETER(Increment);
    UNREFERENCED_PARAMETER(Wait);
    pthread_mutex_lock(&Lock);
    Before = Event->Signalled;
    Event->Signalled = 1;
    pthread_cond_broadcast(&Changed);
    pthread_mutex_unlock(&Lock);
    return Before;
}

VOID KeClearEvent(PKEVENT Event)
{
    pthread_mutex_lock(&Lock);
    Event->Signalled = 0;
    pthread_mutex_unlock(&Lock);
}

LONG KeResetEvent(PKEVENT Event)
{
    LONG Before;

    pthread_mutex_lock(&Lock);
    Before = Event->Signalled;
    Event->Signalled = 0;
    pthread_mutex_unlock(&Lock);
    return Before;
}

LONG KeReadStateEvent(PKEVENT Event)
{
    LONG State;

    pthread_mutex_lock(&Lock);
    State = Event->Signalled;
    pthread_mutex_unlock(&Lock);
    return State;
}

/* Timeouts are relative (negative), as all of the sample's are. */
static struct timespec Deadline(const LARGE_INTEGER *Timeout)
{
    struct timespec At;
    LONGLONG Ns;

    clock_gettime(CLOCK_REALTIME, &At);
    Ns = At.tv_nsec + -Timeout->QuadPart * 100;
    At.tv_sec += Ns / 1000000000;
    At.tv_nsec = Ns % 1000000000;
    return At;
}

NTSTATUS KeWaitForMultipleObjects(ULONG Count, PVOID Objects[], int WaitType, int Reason, int Mode, BOOLEAN Alertable,
                                  PLARGE_INTEGER Timeout, PVOID WaitBlocks)
{
    struct timespec Until = {0, 0};
    NTSTATUS Status = STATUS_TIMEOUT;
    BOOLEAN TimedOut = FALSE;
    ULONG I;

    UNREFERENCED_PARAMETER(Reason);
    UNREFERENCED_PARAMETER(Mode);
    UNREFERENCED_PARAMETER(Alertable);
    UNREFERENCED_PARAMETER(WaitBlocks);
    if (WaitType != WaitAny || KeGetCurrentIrql() != PASSIVE_LEVEL || NtHeldLocks() != 0) {
        NtFail("a wait at IRQL %u, with %u spin locks held", KeGetCurrentIrql(), NtHeldLocks());
    }
    if (Timeout != NULL) {
        Until = Deadline(Timeout);
    }
    pthread_mutex_lock(&Lock);
    while (Status == STATUS_TIMEOUT && !TimedOut) {
        for (I = 0; I < Count && Status == STATUS_TIMEOUT; I++) {
            PKEVENT Event = Objects[I];

            if (Event->Signalled) {
                Event->Signalled = Event->Type == NotificationEvent;
                Status = STATUS_WAIT_0 + (NTSTATUS)I;
            }
        }
        if (Status == STATUS_TIMEOUT) {
            TimedOut = Timeout != NULL ? pthread_cond_timedwait(&Changed, &Lock, &Until) != 0
                                       : pthread_cond_wait(&Changed, &Lock) != 0;
        }
    }
    pthread_mutex_unlock(&Lock);
    return Status;
}

NTSTATUS KeWaitForSingleObject(PVOID Object, int Reason, int Mode, BOOLEAN Alertable, PLARGE_INTEGER Timeout)
{
    return KeWaitForMultipleObjects(1, &Object, WaitAny, Reason, Mode, Alertable, Timeout, NULL);
}

static VOID Release(PTHREAD Thread)
{
    if (InterlockedDecrement(&Thread->References) == 0) {
        free(Thread);
    }
}

static void *Run(void *Context)
{
    Current = Context;
    NtThreadBegin(Current->Index, Current->Index % 2);
    Current->Routine(Current->Context);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS PsCreateSystemThread(PHANDLE Thread, ULONG Access, PVOID Attributes, HANDLE Process, PVOID ClientId,
                              KSTART_ROUTINE *Routine, PVOID Context)
{
    PTHREAD New = calloc(1, sizeof(*New));
    pthread_t Id;

    UNREFERENCED_PARAMETER(Access);
    UNREFERENCED_PARAMETER(Attributes);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(ClientId);
    if (New == NULL || KeGetCurrentIrql() != PASSIVE_LEVEL) {
        NtFail("a thread is created at IRQL %u", KeGetCurrentIrql());
    }
    KeInitializeEvent(&New->Ended, NotificationEvent, FALSE);
    New->Routine = Routine;
    New->Context = Context;
    New->Index = InterlockedIncrement(&Threads);
    New->References = 2; /* the handle's and the thread's own */
    if (pthread_create(&Id, NULL, Run, New) != 0) {
        free(New);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    pthread_detach(Id);
    *Thread = New;
    return STATUS_SUCCESS;
}

DECLSPEC_NORETURN VOID PsTerminateSystemThread(NTSTATUS Status)
{
    UNREFERENCED_PARAMETER(Status);
    KeSetEvent(&Current->Ended, IO_NO_INCREMENT, FALSE);
    Release(Current);
    pthread_exit(NULL);
}

NTSTATUS ObReferenceObjectByHandle(HANDLE Handle, ULONG Access, PVOID Type, int Mode, PVOID *Object, PVOID Information)
{
    PTHREAD Thread = Handle;

    UNREFERENCED_PARAMETER(Access);
    UNREFERENCED_PARAMETER(Type);
    UNREFERENCED_PARAMETER(Mode);
    UNREFERENCED_PARAMETER(Information);
    InterlockedIncrement(&Thread->References);
    *Object = Thread;
    return STATUS_SUCCESS;
}

VOID ObDereferenceObject(PVOID Object)
{
    Release(Object);
}

/* The registry's one key has a handle that is no thread. */
NTSTATUS ZwClose(HANDLE Handle)
{
    if (Handle != NULL) {
        Release(Handle);
    }
    return STATUS_SUCCESS;
}
