/*
 * Many threads at once, for AddressSanitizer, UBSan and ThreadSanitizer: drivers' threads that make calls and sockets with
 * callbacks, a provider that completes them inline, after an error, on other threads before or after the return, and a
 * session that is switched on and off and asks for its state meanwhile. Addresses of IRPs are reused at once.
 *
 *     stress           the library is started once, and stopped when all is done
 *     stress restart   it is stopped and started again and again meanwhile: under calls, with completions that come late,
 *                      and callbacks of sockets that are older than the run
 *
 * Each call must be completed exactly once and each callback must reach the driver, and nothing of the library's may be
 * left when it is stopped at last, but for sockets with callbacks that were closed behind its back.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#include <ntddk.h>
#include <wsk.h>
#include <wsktrace.h>

#include "nt_harness.h"

#define DRIVER_THREADS 3
#define PROVIDER_THREADS 2
#define CALLS 4000
#define CALLS_A_SOCKET 16
#define SLOTS 64

WSKTRACE_DEFINE_DEFAULT_PROVIDER();

static __thread ULONG Random = 1;
static LONG Completions;
static LONG Callbacks;
static LONG DriversDone;
static LONG Switches;      /* of the library: odd while it is stopped, starts or stops */
static LONG ClosedUntraced; /* sockets whose close it may not have seen: what it knows of their callbacks stays */
static PIRP Slots[SLOTS]; /* calls that pend: filled by drivers' threads, emptied by the provider's */

static ULONG Roll(ULONG Sides)
{
    Random = Random * 1664525 + 1013904223;
    return (Random >> 16) % Sides;
}

/* ---- The provider ------------------------------------------------------------------------------------------------ */

typedef struct _STRESS_SOCKET {
    WSK_SOCKET Public;
    PVOID Context;
    const WSK_CLIENT_CONNECTION_DISPATCH *Client;
} STRESS_SOCKET;

static VOID Finish(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, 0);
}

static VOID Pend(PIRP Irp)
{
    ULONG Slot;

    for (Slot = Roll(SLOTS);; Slot = (Slot + 1) % SLOTS) {
        PIRP Empty = NULL;

        if (__atomic_compare_exchange_n(&Slots[Slot], &Empty, Irp, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
            return;
        }
        sched_yield();
    }
}

static NTSTATUS StressSend(PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp)
{
    ULONG Outcome = Roll(4);

    UNREFERENCED_PARAMETER(Socket);
    UNREFERENCED_PARAMETER(Flags);
    if (NtHeldLocks() != 0) {
        NtFail("a WSK function is called under a spin lock");
    }
    IoSetNextIrpStackLocation(Irp);
    if (Outcome == 0) {
        Finish(Irp, STATUS_SUCCESS, Buffer->Length);
        return STATUS_SUCCESS;
    }
    if (Outcome == 1) {
        Finish(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Outcome == 2) {
        IoMarkIrpPending(Irp);
    }
    Pend(Irp);
    return Outcome == 2 ? STATUS_PENDING : STATUS_INSUFFICIENT_RESOURCES; /* and a completion, before or after */
}

static NTSTATUS StressClose(PWSK_SOCKET Socket, PIRP Irp)
{
    IoSetNextIrpStackLocation(Irp);
    NtBlockFree(Socket, sizeof(STRESS_SOCKET));
    Finish(Irp, STATUS_SUCCESS, 0);
    return STATUS_SUCCESS;
}

static const WSK_PROVIDER_CONNECTION_DISPATCH SocketTable = {{NULL, StressClose}, .WskSend = StressSend};

static NTSTATUS StressSocket(PWSK_CLIENT Client, ADDRESS_FAMILY AddressFamily, USHORT SocketType, ULONG Protocol,
                             ULONG Flags, PVOID SocketContext, const VOID *Dispatch, PEPROCESS OwningProcess,
                             PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp)
{
    STRESS_SOCKET *Socket = NtBlockAllocate(sizeof(*Socket));

    (void)Client, (void)AddressFamily, (void)SocketType, (void)Protocol, (void)Flags;
    (void)OwningProcess, (void)OwningThread, (void)SecurityDescriptor;
    IoSetNextIrpStackLocation(Irp);
    Socket->Public.Dispatch = &SocketTable;
    Socket->Context = SocketContext;
    Socket->Client = Dispatch;
    Finish(Irp, STATUS_SUCCESS, (ULONG_PTR)Socket);
    return STATUS_SUCCESS;
}

static const WSK_PROVIDER_DISPATCH ClientTable = {.WskSocket = StressSocket};

static VOID Indicate(PWSK_SOCKET Socket)
{
    STRESS_SOCKET *Host = CONTAINING_RECORD(Socket, STRESS_SOCKET, Public);
    WSK_DATA_INDICATION Second = {NULL, {NULL, 0, 4}}, First = {&Second, {NULL, 0, 6}};
    SIZE_T Accepted = 10;

    if (Host->Client->WskReceiveEvent(Host->Context, 0, &First, 10, &Accepted) != STATUS_SUCCESS) {
        NtFail("a callback's result is lost");
    }
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

                Finish(Irp, Pended ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES, 0);
            }
        }
        sched_yield();
    }
    return NULL;
}

/* ---- The driver -------------------------------------------------------------------------------------------------- */

static NTSTATUS FreesIt(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    InterlockedIncrement((LONG *)Context);
    InterlockedIncrement(&Completions);
    WskTraceFreeIrp(Irp);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS TakesSocket(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    *(PWSK_SOCKET *)Context = (PWSK_SOCKET)Irp->IoStatus.Information;
    WskTraceFreeIrp(Irp);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS OnReceive(PVOID SocketContext, ULONG Flags, PWSK_DATA_INDICATION DataIndication, SIZE_T BytesIndicated,
                          SIZE_T *BytesAccepted)
{
    (void)Flags, (void)DataIndication, (void)BytesIndicated, (void)BytesAccepted;
    InterlockedIncrement((LONG *)SocketContext);
    return STATUS_SUCCESS;
}

static const WSK_CLIENT_CONNECTION_DISPATCH Client = {.WskReceiveEvent = OnReceive};

static PWSK_SOCKET OpenSocket(VOID)
{
    PIRP Irp = WskTraceAllocateIrp(1, FALSE);
    PWSK_SOCKET Socket = NULL;

    IoSetCompletionRoutine(Irp, TakesSocket, &Socket, TRUE, TRUE, TRUE);
    (VOID) WskTraceSocket(&ClientTable, NULL, AF_INET, SOCK_STREAM, IPPROTO_TCP, WSK_FLAG_CONNECTION_SOCKET, &Callbacks,
                          &Client, NULL, NULL, NULL, Irp);
    return Socket;
}

static VOID CloseSocket(PWSK_SOCKET Socket)
{
    LONG Before = __atomic_load_n(&Switches, __ATOMIC_SEQ_CST);
    PIRP Irp = WskTraceAllocateIrp(1, FALSE);
    PWSK_SOCKET Nothing;

    IoSetCompletionRoutine(Irp, TakesSocket, &Nothing, TRUE, TRUE, TRUE);
    (VOID) WskTraceCloseSocket(&SocketTable, Socket, Irp);
    if (Before % 2 != 0 || __atomic_load_n(&Switches, __ATOMIC_SEQ_CST) != Before) {
        InterlockedIncrement(&ClosedUntraced);
    }
}

static void *DriverMain(void *Argument)
{
    ULONG Index = (ULONG)(uintptr_t)Argument;
    WSK_BUF Buffer = {NULL, 0, 10};
    PWSK_SOCKET Socket = NULL;
    LONG Mine = 0;
    LONG I;

    NtThreadBegin(Index, 0);
    Random = Index + 1;
    for (I = 0; I < CALLS; I++) {
        PIRP Irp = WskTraceAllocateIrp(1, FALSE);

        if (I % CALLS_A_SOCKET == 0) {
            while (__atomic_load_n(&Mine, __ATOMIC_SEQ_CST) < I) {
                sched_yield(); /* as a close waits for what pends */
            }
            if (Socket != NULL) {
                CloseSocket(Socket);
            }
            Socket = OpenSocket();
        }
        IoSetCompletionRoutine(Irp, FreesIt, &Mine, TRUE, TRUE, TRUE);
        (VOID) WskTraceSend(&SocketTable, Socket, &Buffer, 0, Irp);
        Indicate(Socket);
    }
    while (__atomic_load_n(&Mine, __ATOMIC_SEQ_CST) < CALLS) {
        sched_yield();
    }
    CloseSocket(Socket);
    InterlockedIncrement(&DriversDone);
    return NULL;
}

/* ---- The session, and the library's starts and stops ------------------------------------------------------------- */

static VOID Start(VOID)
{
    if (!NT_SUCCESS(WskTraceStart())) {
        NtFail("WskTraceStart failed");
    }
}

static void *SessionMain(void *Argument)
{
    NtThreadBegin((ULONG)(uintptr_t)Argument, 0);
    while (__atomic_load_n(&DriversDone, __ATOMIC_SEQ_CST) < DRIVER_THREADS) {
        NtSessionCaptureState();
        NtSessionEnable(FALSE);
        NtSessionEnable(TRUE);
        sched_yield();
    }
    return NULL;
}

static ULONG RestartUntilDone(VOID)
{
    ULONG Restarts = 0;
    ULONG Pause;

    while (__atomic_load_n(&DriversDone, __ATOMIC_SEQ_CST) < DRIVER_THREADS) {
        InterlockedIncrement(&Switches);
        WskTraceStop();
        for (Pause = Roll(50); Pause > 0; Pause--) {
            sched_yield(); /* wrappers, completions and callbacks go on without the library */
        }
        Start();
        InterlockedIncrement(&Switches);
        for (Pause = Roll(50); Pause > 0; Pause--) {
            sched_yield();
        }
        Restarts++;
    }
    return Restarts;
}

int main(int Count, char **Arguments)
{
    const BOOLEAN Restart = Count == 2 && strcmp(Arguments[1], "restart") == 0;
    pthread_t Threads[DRIVER_THREADS + PROVIDER_THREADS + 1];
    ULONG Restarts = 0;
    ULONG I;

    NtClockReal();
    NtThreadBegin(0, 0);
    NtBlockReuse(TRUE);
    NtSessionOpen(NULL, 65536);
    Start();
    for (I = 0; I < RTL_NUMBER_OF(Threads); I++) {
        pthread_create(&Threads[I], NULL,
                       I < DRIVER_THREADS                      ? DriverMain
                       : I < DRIVER_THREADS + PROVIDER_THREADS ? ProviderMain
                                                               : SessionMain,
                       (void *)(uintptr_t)(I + 1));
    }
    if (Restart) {
        Restarts = RestartUntilDone();
    }
    for (I = 0; I < RTL_NUMBER_OF(Threads); I++) {
        pthread_join(Threads[I], NULL);
    }
    WskTraceStop();
    if (Completions != DRIVER_THREADS * CALLS || Callbacks != DRIVER_THREADS * CALLS || NtPoolOutstanding() > (ULONG)ClosedUntraced ||
        NtIrpsOutstanding() != 0) {
        NtFail("%d completions, %d callbacks, %u blocks of pool and %u IRPs left", Completions, Callbacks,
               NtPoolOutstanding(), NtIrpsOutstanding());
    }
    printf("%d calls, each completed once; %d callbacks; %u events; %u restarts\n", Completions, Callbacks,
           NtSessionEvents(), Restarts);
    NtSessionClose();
    return 0;
}
