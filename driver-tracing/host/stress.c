/*
 * Many threads at once, for AddressSanitizer and ThreadSanitizer: drivers' threads that make calls, a provider that
 * completes them inline, after an error, on other threads before or after the return, and a session that is switched on
 * and off and asks for its state meanwhile. Addresses of IRPs are reused at once. Each call must be completed exactly
 * once, and nothing of the library's may be left.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>

#include <wsk.h>
#include <wsktrace.h>

#include "nt_harness.h"

#define DRIVER_THREADS 3
#define PROVIDER_THREADS 2
#define CALLS 4000
#define SLOTS 64

WSKTRACE_DEFINE_DEFAULT_PROVIDER();

static __thread ULONG Random = 1;
static LONG Completions;
static LONG DriversDone;
static PIRP Slots[SLOTS]; /* calls that pend: filled by drivers' threads, emptied by the provider's */

static ULONG Roll(ULONG Sides)
{
    Random = Random * 1664525 + 1013904223;
    return (Random >> 16) % Sides;
}

static VOID Finish(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 10;
    IoCompleteRequest(Irp, 0);
}

static NTSTATUS StressSend(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    ULONG Outcome = Roll(4);
    ULONG Slot;

    UNREFERENCED_PARAMETER(Socket);
    UNREFERENCED_PARAMETER(Buffer);
    UNREFERENCED_PARAMETER(Flags);
    if (NtHeldLocks() != 0) {
        NtFail("a WSK function is called under a spin lock");
    }
    IoSetNextIrpStackLocation(Irp);
    if (Outcome == 0) {
        Finish(Irp, STATUS_SUCCESS);
        return STATUS_SUCCESS;
    }
    if (Outcome == 1) {
        Finish(Irp, STATUS_INSUFFICIENT_RESOURCES);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Outcome == 2) {
        IoMarkIrpPending(Irp);
    }
    for (Slot = Roll(SLOTS);; Slot = (Slot + 1) % SLOTS) {
        PIRP Empty = NULL;

        if (__atomic_compare_exchange_n(&Slots[Slot], &Empty, Irp, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
            break;
        }
        sched_yield();
    }
    return Outcome == 2 ? STATUS_PENDING : STATUS_INSUFFICIENT_RESOURCES; /* and a completion, before or after */
}

static NTSTATUS FreesIt(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    InterlockedIncrement((LONG *)Context);
    InterlockedIncrement(&Completions);
    WskTraceFreeIrp(Irp);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static const WSK_PROVIDER_CONNECTION_DISPATCH Dispatch = {.WskSend = StressSend};
static WSK_SOCKET Socket = {&Dispatch};

static void *DriverMain(void *Argument)
{
    ULONG Index = (ULONG)(uintptr_t)Argument;
    WSK_BUF Buffer = {NULL, 0, 10};
    LONG Mine = 0;
    ULONG I;

    NtThreadBegin(Index, 0);
    Random = Index + 1;
    for (I = 0; I < CALLS; I++) {
        PIRP Irp = WskTraceAllocateIrp(1, FALSE);

        IoSetCompletionRoutine(Irp, FreesIt, &Mine, TRUE, TRUE, TRUE);
        (VOID) WskTraceSend(&Dispatch, &Socket, &Buffer, 0, Irp);
    }
    while (__atomic_load_n(&Mine, __ATOMIC_SEQ_CST) < CALLS) {
        sched_yield();
    }
    InterlockedIncrement(&DriversDone);
    return NULL;
}

static void *ProviderMain(void *Argument)
{
    KIRQL OldIrql;

    NtThreadBegin((ULONG)(uintptr_t)Argument, 1);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    while (__atomic_load_n(&DriversDone, __ATOMIC_SEQ_CST) < DRIVER_THREADS) {
        ULONG Slot;

        for (Slot = 0; Slot < SLOTS; Slot++) {
            PIRP Irp = __atomic_exchange_n(&Slots[Slot], NULL, __ATOMIC_SEQ_CST);

            if (Irp != NULL) {
                BOOLEAN Pended = (IoGetCurrentIrpStackLocation(Irp)->Control & SL_PENDING_RETURNED) != 0;

                Finish(Irp, Pended ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES);
            }
        }
        sched_yield();
    }
    return NULL;
}

int main(VOID)
{
    pthread_t Threads[DRIVER_THREADS + PROVIDER_THREADS];
    ULONG I;

    NtClockReal();
    NtThreadBegin(0, 0);
    NtBlockReuse(TRUE);
    NtSessionOpen(NULL, 65536);
    if (!NT_SUCCESS(WskTraceStart())) {
        NtFail("WskTraceStart failed");
    }
    for (I = 0; I < DRIVER_THREADS + PROVIDER_THREADS; I++) {
        pthread_create(&Threads[I], NULL, I < DRIVER_THREADS ? DriverMain : ProviderMain, (void *)(uintptr_t)(I + 1));
    }
    while (__atomic_load_n(&DriversDone, __ATOMIC_SEQ_CST) < DRIVER_THREADS) {
        NtSessionCaptureState();
        NtSessionEnable(FALSE);
        NtSessionEnable(TRUE);
        sched_yield();
    }
    for (I = 0; I < DRIVER_THREADS + PROVIDER_THREADS; I++) {
        pthread_join(Threads[I], NULL);
    }
    WskTraceStop();
    if (Completions != DRIVER_THREADS * CALLS || NtPoolOutstanding() != 0 || NtIrpsOutstanding() != 0) {
        NtFail("%d completions, %u blocks of pool and %u IRPs left", Completions, NtPoolOutstanding(),
               NtIrpsOutstanding());
    }
    printf("%d calls, each completed once; %u events\n", Completions, NtSessionEvents());
    NtSessionClose();
    return 0;
}
