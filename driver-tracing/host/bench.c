/*
 * What tracing costs: nanoseconds a call, for a WSK call that is completed inline by a provider that does nothing else,
 * and for an IRP's allocation and free. Three ways: the plain functions, the wrappers without a session, and with one
 * that keeps the events in memory. Each the median of several runs, taken in turn.
 *
 *     bench            prints the table
 *     bench --check    fails when the cost without a session is not next to nothing
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <ntddk.h>
#include <wsk.h>
#include <wsktrace.h>

#include "nt_harness.h"

#define CALLS 100000
#define RUNS 9
#define WAYS 3

/* What a call may cost more without a session. A WSK call itself takes microseconds. */
#define LIMIT_NS 500

/*
 * The spin locks that the library takes for an IRP's allocation and free without a session, most of what these cost: what
 * was at the address, the record for longest over and its bucket, the new record; the end, and the queue. The clock of a
 * shared machine does not show one more.
 */
#define LOCKS_OF_AN_IRP 6

WSKTRACE_DEFINE_DEFAULT_PROVIDER();

static NTSTATUS InlineSend(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Socket);
    UNREFERENCED_PARAMETER(Flags);
    IoSetNextIrpStackLocation(Irp);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = Buffer->Length;
    IoCompleteRequest(Irp, 0);
    return STATUS_SUCCESS;
}

static NTSTATUS Kept(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    UNREFERENCED_PARAMETER(Context);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static const WSK_PROVIDER_CONNECTION_DISPATCH Dispatch = {.WskSend = InlineSend};
static WSK_SOCKET Socket = {&Dispatch};

static double Now(VOID)
{
    struct timespec Time;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &Time); /* of this thread alone: the machine may be busy */
    return (double)Time.tv_sec * 1e9 + (double)Time.tv_nsec;
}

static VOID PlainCalls(VOID)
{
    WSK_BUF Buffer = {NULL, 0, 100};
    PIRP Irp = IoAllocateIrp(1, FALSE);
    ULONG I;

    for (I = 0; I < CALLS; I++) {
        IoReuseIrp(Irp, STATUS_UNSUCCESSFUL);
        IoSetCompletionRoutine(Irp, Kept, NULL, TRUE, TRUE, TRUE);
        Dispatch.WskSend(&Socket, &Buffer, 0, Irp);
    }
    IoFreeIrp(Irp);
}

static VOID TracedCalls(VOID)
{
    WSK_BUF Buffer = {NULL, 0, 100};
    PIRP Irp = WskTraceAllocateIrp(1, FALSE);
    ULONG I;

    for (I = 0; I < CALLS; I++) {
        WskTraceReuseIrp(Irp, STATUS_UNSUCCESSFUL);
        IoSetCompletionRoutine(Irp, Kept, NULL, TRUE, TRUE, TRUE);
        WskTraceSend(&Dispatch, &Socket, &Buffer, 0, Irp);
    }
    WskTraceFreeIrp(Irp);
}

static VOID PlainIrps(VOID)
{
    ULONG I;

    for (I = 0; I < CALLS; I++) {
        IoFreeIrp(IoAllocateIrp(1, FALSE));
    }
}

static VOID TracedIrps(VOID)
{
    ULONG I;

    for (I = 0; I < CALLS; I++) {
        PIRP Irp = WskTraceAllocateIrp(1, FALSE);

        WskTraceFreeIrp(Irp);
    }
}

static int ByValue(const void *A, const void *B)
{
    double Left = *(const double *)A, Right = *(const double *)B;

    return (Left > Right) - (Left < Right);
}

/* Median nanoseconds an iteration, for each way: plain, no session, session. */
static VOID Measure(VOID (*Plain)(VOID), VOID (*Traced)(VOID), double Medians[WAYS])
{
    double Samples[WAYS][RUNS];
    ULONG Run, Way;

    for (Run = 0; Run < RUNS; Run++) {
        for (Way = 0; Way < WAYS; Way++) {
            double Start;

            NtSessionEnable(Way == 2);
            Start = Now();
            (Way == 0 ? Plain : Traced)();
            Samples[Way][Run] = (Now() - Start) / CALLS;
        }
    }
    NtSessionEnable(FALSE);
    for (Way = 0; Way < WAYS; Way++) {
        qsort(Samples[Way], RUNS, sizeof(double), ByValue);
        Medians[Way] = Samples[Way][RUNS / 2];
    }
}

static VOID Print(PCSTR Name, const double Medians[WAYS])
{
    printf("%-22s %8.0f %12.0f %10.0f\n", Name, Medians[0], Medians[1], Medians[2]);
}

static ULONG64 LocksOf(VOID (*Way)(VOID))
{
    ULONG64 Before = NtLocksTaken();

    Way();
    return NtLocksTaken() - Before;
}

/* Without a session nothing is written, and in the steady state nothing allocated. */
static VOID CheckIdle(VOID)
{
    ULONG Allocations, Events;
    ULONG64 Locks;

    TracedCalls();
    TracedIrps();
    Allocations = NtPoolAllocations();
    Events = NtSessionEvents();
    TracedCalls();
    TracedIrps();
    if (NtPoolAllocations() != Allocations || NtSessionEvents() != Events) {
        NtFail("without a session, %u allocations and %u events", NtPoolAllocations() - Allocations,
               NtSessionEvents() - Events);
    }
    Locks = LocksOf(TracedIrps) - LocksOf(PlainIrps);
    if (Locks != LOCKS_OF_AN_IRP * CALLS) {
        NtFail("%.2f spin locks for an IRP, not %d", (double)Locks / CALLS, LOCKS_OF_AN_IRP);
    }
}

int main(int Count, char **Arguments)
{
    double Calls[WAYS], Irps[WAYS];

    NtClockReal();
    NtThreadBegin(0, 0);
    NtBlockReuse(TRUE);
    NtSessionOpen(NULL, 65536);
    NtSessionEnable(FALSE);
    if (!NT_SUCCESS(WskTraceStart())) {
        NtFail("WskTraceStart failed");
    }
    CheckIdle();
    Measure(PlainCalls, TracedCalls, Calls);
    Measure(PlainIrps, TracedIrps, Irps);
    WskTraceStop();
    NtSessionClose();

    printf("ns, median of %d runs   plain   no session    session\n", RUNS);
    Print("reuse and send", Calls);
    Print("allocate and free", Irps);
    if (Count == 2 && strcmp(Arguments[1], "--check") == 0 &&
        (Calls[1] - Calls[0] > LIMIT_NS || Irps[1] - Irps[0] > LIMIT_NS)) {
        NtFail("more than %d ns without a session", LIMIT_NS);
    }
    return 0;
}
