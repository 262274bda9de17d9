/* IRQL, spin locks, time and threads of the harness. */
#define _GNU_SOURCE
#include "nt_harness.h"

#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define START_TIME 134116992000000000ull /* 2026-01-01 00:00:00 UTC, in 100 ns since 1601 */
#define START_TICKS 600000000ull         /* a minute after boot */

static __thread KIRQL Irql;
static __thread ULONG HeldLocks;
static __thread ULONG ThreadIndex;
static __thread ULONG Processor;

static volatile ULONG64 VirtualTicks = START_TICKS;
static ULONG64 SkewTicks;
static BOOLEAN RealTime;

VOID NtFail(PCSTR Format, ...)
{
    va_list Arguments;

    va_start(Arguments, Format);
    fputs("wsktrace-host: ", stderr);
    vfprintf(stderr, Format, Arguments);
    fputc('\n', stderr);
    va_end(Arguments);
    exit(1);
}

KIRQL KeGetCurrentIrql(VOID)
{
    return Irql;
}

VOID KeRaiseIrql(KIRQL NewIrql, KIRQL *OldIrql)
{
    if (NewIrql < Irql) {
        NtFail("IRQL_NOT_GREATER_OR_EQUAL: raised from %u to %u", Irql, NewIrql);
    }
    *OldIrql = Irql;
    Irql = NewIrql;
}

VOID KeLowerIrql(KIRQL NewIrql)
{
    if (NewIrql > Irql) {
        NtFail("IRQL_NOT_LESS_OR_EQUAL: lowered from %u to %u", Irql, NewIrql);
    }
    Irql = NewIrql;
}

VOID KeInitializeSpinLock(KSPIN_LOCK *Lock)
{
    *Lock = 0;
}

VOID KeAcquireSpinLock(KSPIN_LOCK *Lock, KIRQL *OldIrql)
{
    KeRaiseIrql(DISPATCH_LEVEL, OldIrql);
    while (__atomic_exchange_n(Lock, 1, __ATOMIC_ACQUIRE) != 0) {
        sched_yield(); /* threads here can be preempted while they hold a lock */
    }
    HeldLocks++;
}

VOID KeReleaseSpinLock(KSPIN_LOCK *Lock, KIRQL OldIrql)
{
    HeldLocks--;
    __atomic_store_n(Lock, 0, __ATOMIC_RELEASE);
    KeLowerIrql(OldIrql);
}

ULONG NtHeldLocks(VOID)
{
    return HeldLocks;
}

static ULONG64 NtRealTicks(VOID)
{
    struct timespec Now;

    clock_gettime(CLOCK_MONOTONIC, &Now);
    return (ULONG64)Now.tv_sec * NT_TICKS_PER_SECOND + (ULONG64)Now.tv_nsec / 100;
}

ULONG64 NtClockTicks(VOID)
{
    if (RealTime) {
        return NtRealTicks();
    }
    return __atomic_add_fetch(&VirtualTicks, 3, __ATOMIC_SEQ_CST) - (Processor == 1 ? SkewTicks : 0);
}

LARGE_INTEGER KeQueryPerformanceCounter(PLARGE_INTEGER Frequency)
{
    LARGE_INTEGER Ticks = {(LONGLONG)NtClockTicks()};

    if (Frequency != NULL) {
        Frequency->QuadPart = NT_TICKS_PER_SECOND;
    }
    return Ticks;
}

ULONG64 NtClockSystemTime(VOID)
{
    return RealTime ? START_TIME + NtRealTicks() : START_TIME + (VirtualTicks - START_TICKS);
}

VOID NtClockAdvance(ULONG64 Microseconds)
{
    __atomic_add_fetch(&VirtualTicks, Microseconds * 10, __ATOMIC_SEQ_CST);
}

ULONG64 NtClockNow(VOID)
{
    return VirtualTicks;
}

VOID NtClockAdvanceTo(ULONG64 Ticks)
{
    if (Ticks > VirtualTicks) {
        VirtualTicks = Ticks;
    }
}

VOID NtClockSkew(ULONG64 Microseconds)
{
    SkewTicks = Microseconds * 10;
}

VOID NtClockReal(VOID)
{
    RealTime = TRUE;
}

VOID NtThreadBegin(ULONG Index, ULONG ProcessorNumber)
{
    ThreadIndex = Index;
    Processor = ProcessorNumber;
}

ULONG NtThreadId(VOID)
{
    return 100 + 4 * ThreadIndex; /* Windows numbers threads by fours */
}

ULONG NtProcessor(VOID)
{
    return Processor;
}
