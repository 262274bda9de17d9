/* IRQL and time, and which thread of the harness runs where. */
#define _GNU_SOURCE
#include "nt_drivers.h"
#include "nt_harness.h"

#include <time.h>

#define FIRST_BOOT 133801632000000000ull /* 2025-01-01 00:00:00 UTC, in 100 ns since 1601 */
#define UNIX_EPOCH 116444736000000000ull /* 1970-01-01 00:00:00 UTC */
#define A_MINUTE (60ull * NT_TICKS_PER_SECOND)
#define MINUTES_A_YEAR (365u * 24 * 60)
#define MINUTES_A_DAY (24u * 60)

__thread KIRQL NtIrql;
static __thread ULONG ThreadIndex;
static __thread ULONG Processor;

/* Set before there are threads, but for the ticks: these move by atomic operations, and only a run of one thread sets them. */
static ULONG64 BootTime = FIRST_BOOT;
static volatile ULONG64 VirtualTicks = A_MINUTE; /* since the boot */
static ULONG64 SkewTicks;
static BOOLEAN RealTime;

KIRQL KeGetCurrentIrql(VOID)
{
    return NtIrql;
}

VOID KeRaiseIrql(KIRQL NewIrql, KIRQL *OldIrql)
{
    NtRaiseIrql(NewIrql, OldIrql);
}

VOID KeLowerIrql(KIRQL NewIrql)
{
    NtLowerIrql(NewIrql);
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
    LARGE_INTEGER Ticks = {.QuadPart = (LONGLONG)NtClockTicks()};

    if (Frequency != NULL) {
        Frequency->QuadPart = NT_TICKS_PER_SECOND;
    }
    return Ticks;
}

ULONG64 NtClockSystemTime(VOID)
{
    return BootTime + (RealTime ? NtRealTicks() : VirtualTicks);
}

ULONG64 NtClockBootTime(VOID)
{
    return BootTime;
}

VOID NtClockStart(PCSTR Name)
{
    ULONG Hash = 2166136261u; /* FNV-1a */

    for (; *Name != 0; Name++) {
        Hash = (Hash ^ (UCHAR)*Name) * 16777619u;
    }
    BootTime = FIRST_BOOT + Hash % MINUTES_A_YEAR * A_MINUTE;
    VirtualTicks = (1 + (Hash >> 8) % MINUTES_A_DAY) * A_MINUTE;
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
    struct timespec Now;

    clock_gettime(CLOCK_REALTIME, &Now);
    BootTime = UNIX_EPOCH + (ULONG64)Now.tv_sec * NT_TICKS_PER_SECOND + (ULONG64)Now.tv_nsec / 100 - NtRealTicks();
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

VOID NtThreadMoves(ULONG ProcessorNumber)
{
    Processor = ProcessorNumber;
}

ULONG NtProcessor(VOID)
{
    return Processor;
}

ULONG KeGetCurrentProcessorNumberEx(PPROCESSOR_NUMBER ProcNumber)
{
    UNREFERENCED_PARAMETER(ProcNumber);
    return Processor;
}

VOID KeQuerySystemTime(PLARGE_INTEGER Time)
{
    Time->QuadPart = (LONGLONG)NtClockSystemTime();
}

ULONGLONG KeQueryInterruptTime(VOID)
{
    return NtClockSystemTime() - NtClockBootTime();
}

ULONG KeQueryTimeIncrement(VOID)
{
    return 156250; /* 15.625 ms */
}

VOID KeQueryTickCount(PLARGE_INTEGER Ticks)
{
    Ticks->QuadPart = (LONGLONG)(KeQueryInterruptTime() / KeQueryTimeIncrement());
}
