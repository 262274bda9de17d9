/* What the harness itself asks of the shim: time, threads, faults on demand, and checks. */
#ifndef NT_HARNESS_H
#define NT_HARNESS_H

#include "nt_shim.h"

/* Ends the process with a line that tells what was wrong: the kernel's bug check, or a test that failed. */
VOID NtFail(PCSTR Format, ...) __attribute__((noreturn, format(printf, 1, 2))); /* nt_fail.c */

/* ---- IRQL (nt_sync.c): in line for spin locks, whose cost is in each figure of docs/tracing-cost.md ---------------- */

extern __thread KIRQL NtIrql;

static inline VOID NtRaiseIrql(KIRQL NewIrql, KIRQL *OldIrql)
{
    if (NewIrql < NtIrql) {
        NtFail("IRQL_NOT_GREATER_OR_EQUAL: raised from %u to %u", NtIrql, NewIrql);
    }
    *OldIrql = NtIrql;
    NtIrql = NewIrql;
}

static inline VOID NtLowerIrql(KIRQL NewIrql)
{
    if (NewIrql > NtIrql) {
        NtFail("IRQL_NOT_LESS_OR_EQUAL: lowered from %u to %u", NtIrql, NewIrql);
    }
    NtIrql = NewIrql;
}

/* ---- Time and threads (nt_sync.c) -------------------------------------------------------------------------------- */

/* Each reading of the clock takes 0.3 microseconds; waits and delays in scenarios move it further. */
VOID NtClockAdvance(ULONG64 Microseconds);
/*
 * Sets when the machine was started and when the run begins, from a name: each name has its own times, the same in every
 * run. To be called first.
 */
VOID NtClockStart(PCSTR Name);
/* The clock as it stands, and moved on to a time unless that is past. Not for real time. */
ULONG64 NtClockNow(VOID);
VOID NtClockAdvanceTo(ULONG64 Ticks);
/* Lets the clock of processor 1 run behind by this much. */
VOID NtClockSkew(ULONG64 Microseconds);
/* Real time instead, for measurements and stress. */
VOID NtClockReal(VOID);
ULONG64 NtClockTicks(VOID);
#define NT_TICKS_PER_SECOND 10000000
/* 100 ns since 1601: now, and when the machine was started. */
ULONG64 NtClockSystemTime(VOID);
ULONG64 NtClockBootTime(VOID);

/* Makes the calling thread number Index: its thread id, and the processor that it is said to run on. */
VOID NtThreadBegin(ULONG Index, ULONG Processor);
/* The calling thread runs on this processor from now on. */
VOID NtThreadMoves(ULONG ProcessorNumber);
ULONG NtThreadId(VOID);
ULONG NtProcessor(VOID);

/* How many spin locks the calling thread ever took (nt_wait.c; not in the lab). */
ULONG64 NtLocksTaken(VOID);

/* ---- The registry (nt_registry.c) -------------------------------------------------------------------------------- */

/* The values of the one key that there is, as NAME=VALUE. They stay the caller's. */
VOID NtRegistrySet(int Count, char **NameValuePairs);

/* ---- Memory (nt_pool.c) ------------------------------------------------------------------------------------------ */

/*
 * A block at an address that is the same in each run. Freed blocks stay readable to faulty code and poisoned for
 * AddressSanitizer. Reuse: hand freed blocks out again, the last one first.
 */
PVOID NtBlockAllocate(SIZE_T Size);
VOID NtBlockFree(PVOID Block, SIZE_T Size);
VOID NtBlockReuse(BOOLEAN Reuse);

/*
 * Who is asked before each allocation, whether it may succeed, and told of each block that is given out and taken back.
 * Tag: of pool; 0 else. The lab sets one; without it everything succeeds.
 */
typedef enum _NT_KIND { NtKindPool, NtKindIrp, NtKindMdl } NT_KIND;
typedef struct _NT_WATCHER {
    BOOLEAN (*MayAllocate)(NT_KIND Kind, SIZE_T Size, ULONG Tag);
    VOID (*Allocated)(NT_KIND Kind, PVOID Memory, SIZE_T Size, ULONG Tag);
    VOID (*Freed)(NT_KIND Kind, PVOID Memory);
} NT_WATCHER;
VOID NtWatch(const NT_WATCHER *Watcher);
/* For the shim's own files. */
BOOLEAN NtMayAllocate(NT_KIND Kind, SIZE_T Size, ULONG Tag);
VOID NtTellAllocated(NT_KIND Kind, PVOID Memory, SIZE_T Size, ULONG Tag);
VOID NtTellFreed(NT_KIND Kind, PVOID Memory);

/* The next Count pool allocations fail. */
VOID NtPoolFailNext(ULONG Count);
/* Blocks of pool not freed, and all that were ever allocated. */
ULONG NtPoolOutstanding(VOID);
ULONG NtPoolAllocations(VOID);

/* ---- IRPs (nt_irp.c) --------------------------------------------------------------------------------------------- */

/* IRPs allocated and not freed, and those that went up to where the I/O manager would take them. */
ULONG NtIrpsOutstanding(VOID);
ULONG NtIrpsFinished(VOID);

/* ---- Events (nt_etw.c) ------------------------------------------------------------------------------------------- */

/* Opens a session that writes into a file; NULL: into memory alone, and without the log of names below. */
VOID NtSessionOpen(PCSTR Path, ULONG BufferSize);
VOID NtSessionEnable(BOOLEAN Enable);
VOID NtSessionCaptureState(VOID);
/* How many events the session has written. */
ULONG NtSessionEvents(VOID);
VOID NtSessionClose(VOID);
/* Keeps the session's events of these keywords alone: 0 all. To be called before NtSessionOpen. */
VOID NtSessionKeywords(ULONG64 Keywords);

/* The names of the events written since the start or the last NtEventsForget, with spaces between. */
PCSTR NtEventNames(VOID);
VOID NtEventsForget(VOID);
/* How many events of that name were written since. */
ULONG NtEventCount(PCSTR Name);
/* The session loses the next Count events, and counts them. */
VOID NtEventsLose(ULONG Count);
/* EtwRegister fails from now on. */
VOID NtEtwRefuse(BOOLEAN Refuse);

#endif
