/* Carries out the scripts of the provider's calls: see provider.h. */
#define _GNU_SOURCE
#include "engine.h"

#include <pthread.h>

#define MAX_CALLS 256
#define LOCAL_PORT 7
#define REMOTE_PORT 49152

/* A call that is not completed yet, or is due again. */
typedef struct _CALL {
    ASKED Asked;
    SCRIPT Script;
    ULONG64 Due; /* when it is completed */
    CHAR Location; /* of the IRP when it came in: where a provider that keeps its own books completes it */
    PIO_STACK_LOCATION StackLocation;
    PWSK_SOCKET Created; /* also when the IRP is completed a second time */
} CALL;

typedef struct _QUEUE {
    ULONG Count;
    CALL Calls[MAX_CALLS];
} QUEUE;

static SCRIPT Next;
static BOOLEAN HasNext;
/* That completions run on. */
static ULONG Processor = 1;
static QUEUE Pending; /* to be completed */
static QUEUE Again;   /* to be completed once more */
static QUEUE Never;   /* kept to see what a close has to wait for */

static VOID QueuePush(QUEUE *Queue, const CALL *Call)
{
    if (Queue->Count == MAX_CALLS) {
        NtFail("too many calls pend");
    }
    Queue->Calls[Queue->Count++] = *Call;
}

static CALL QueueTake(QUEUE *Queue, ULONG At)
{
    CALL Call = Queue->Calls[At];

    Queue->Count--;
    memmove(&Queue->Calls[At], &Queue->Calls[At + 1], (Queue->Count - At) * sizeof(CALL));
    return Call;
}

/* ---- The provider's thread --------------------------------------------------------------------------------------- */

static struct {
    pthread_t Thread;
    pthread_mutex_t Lock;
    pthread_cond_t Changed;
    VOID (*Routine)(PVOID Context);
    PVOID Context;
    BOOLEAN Stop;
} Worker = {.Lock = PTHREAD_MUTEX_INITIALIZER, .Changed = PTHREAD_COND_INITIALIZER};

static void *WorkerMain(void *Unused)
{
    KIRQL OldIrql;

    UNREFERENCED_PARAMETER(Unused);
    NtThreadBegin(1, Processor);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    pthread_mutex_lock(&Worker.Lock);
    while (!Worker.Stop) {
        if (Worker.Routine != NULL) {
            pthread_mutex_unlock(&Worker.Lock);
            NtThreadMoves(Processor);
            Worker.Routine(Worker.Context);
            pthread_mutex_lock(&Worker.Lock);
            Worker.Routine = NULL;
            pthread_cond_broadcast(&Worker.Changed);
        } else {
            pthread_cond_wait(&Worker.Changed, &Worker.Lock);
        }
    }
    pthread_mutex_unlock(&Worker.Lock);
    return NULL;
}

VOID EngineRunThere(VOID (*Routine)(PVOID Context), PVOID Context)
{
    pthread_mutex_lock(&Worker.Lock);
    Worker.Context = Context;
    Worker.Routine = Routine;
    pthread_cond_broadcast(&Worker.Changed);
    while (Worker.Routine != NULL) {
        pthread_cond_wait(&Worker.Changed, &Worker.Lock);
    }
    pthread_mutex_unlock(&Worker.Lock);
}

VOID ProviderStart(VOID)
{
    if (pthread_create(&Worker.Thread, NULL, WorkerMain, NULL) != 0) {
        NtFail("no thread for the provider");
    }
}

VOID ProviderStop(VOID)
{
    pthread_mutex_lock(&Worker.Lock);
    Worker.Stop = TRUE;
    pthread_cond_broadcast(&Worker.Changed);
    pthread_mutex_unlock(&Worker.Lock);
    pthread_join(Worker.Thread, NULL);
}

/* ---- Completing -------------------------------------------------------------------------------------------------- */

VOID EngineFillAddress(PSOCKADDR Address, USHORT Family, BOOLEAN Remote)
{
    USHORT Port = Remote ? REMOTE_PORT : LOCAL_PORT;

    if (Address != NULL && Family == AF_INET6) {
        PSOCKADDR_IN6 In6 = (PSOCKADDR_IN6)Address;

        memset(In6, 0, sizeof(*In6));
        In6->sin6_family = AF_INET6;
        In6->sin6_port = (USHORT)(Port << 8 | Port >> 8);
        In6->sin6_addr.s6_addr[15] = 1; /* ::1 */
    } else if (Address != NULL) {
        PSOCKADDR_IN In = (PSOCKADDR_IN)Address;

        memset(In, 0, sizeof(*In));
        In->sin_family = AF_INET;
        In->sin_port = (USHORT)(Port << 8 | Port >> 8);
        In->sin_addr.s_addr = 0x0100007F; /* 127.0.0.1 in network byte order */
    }
}

HOST_SOCKET *EngineNewSocket(ULONG Category, USHORT Family, PVOID Context, const VOID *Client)
{
    HOST_SOCKET *Socket = NtBlockAllocate(sizeof(*Socket));

    Socket->Public.Dispatch = DispatchOf(Category);
    Socket->Category = Category;
    Socket->Family = Family;
    Socket->Context = Context;
    Socket->Client = Client;
    return Socket;
}

/* What success does, once. */
static ULONG_PTR Succeed(CALL *Call)
{
    const ASKED *Asked = &Call->Asked;
    USHORT Family = Asked->Family;

    if (Asked->Creates) {
        Call->Created = &EngineNewSocket(Asked->Category, Asked->Family, Asked->Context, Asked->Client)->Public;
    } else if (Asked->Socket != NULL) {
        Family = CONTAINING_RECORD(Asked->Socket, HOST_SOCKET, Public)->Family;
    }
    EngineFillAddress(Asked->LocalAddress, Family, FALSE);
    EngineFillAddress(Asked->RemoteAddress, Family, TRUE);
    if (Asked->Closes) {
        NtBlockFree(CONTAINING_RECORD(Asked->Socket, HOST_SOCKET, Public), sizeof(HOST_SOCKET));
    }
    if (Call->Script.Information != 0) {
        return Call->Script.Information;
    }
    return Call->Created != NULL ? (ULONG_PTR)Call->Created : Asked->Length;
}

static ULONG64 DueIn(ULONG Microseconds)
{
    return NtClockNow() + (ULONG64)Microseconds * (NT_TICKS_PER_SECOND / 1000000);
}

static VOID Complete(CALL *Call)
{
    PIRP Irp = Call->Asked.Irp;

    NtClockAdvanceTo(Call->Due);
    Irp->CancelRoutine = NULL;
    Irp->CurrentLocation = Call->Location;
    Irp->Tail.Overlay.CurrentStackLocation = Call->StackLocation;
    Irp->IoStatus.Status = Call->Script.Status;
    Irp->IoStatus.Information = Call->Script.Status == STATUS_SUCCESS ? Succeed(Call) : 0;
    if (Call->Script.Times > 1) {
        Call->Script.Times--;
        Call->Script.Information = Irp->IoStatus.Information;
        Call->Asked.Creates = FALSE;
        Call->Asked.Closes = FALSE;
        Call->Due = DueIn(Call->Script.DelayUs);
        QueuePush(&Again, Call);
    }
    IoCompleteRequest(Irp, 0);
}

static VOID CompleteRoutine(PVOID Context)
{
    Complete((CALL *)Context);
}

static BOOLEAN Deliver(QUEUE *Queue)
{
    ULONG Earliest = 0;
    ULONG I;
    CALL Call;

    if (Queue->Count == 0) {
        return FALSE;
    }
    for (I = 1; I < Queue->Count; I++) {
        if (Queue->Calls[I].Due < Queue->Calls[Earliest].Due) {
            Earliest = I;
        }
    }
    Call = QueueTake(Queue, Earliest);
    EngineRunThere(CompleteRoutine, &Call);
    return TRUE;
}

BOOLEAN ProviderDeliver(VOID)
{
    return Deliver(&Pending);
}

BOOLEAN ProviderDeliverAgain(VOID)
{
    return Deliver(&Again);
}

/* DRIVER_CANCEL: the call is completed as cancelled, when its turn comes. */
static VOID CancelRoutine(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG I;

    UNREFERENCED_PARAMETER(DeviceObject);
    for (I = 0; I < Pending.Count; I++) {
        if (Pending.Calls[I].Asked.Irp == Irp) {
            Pending.Calls[I].Script.Status = STATUS_CANCELLED;
            Pending.Calls[I].Due = 0; /* at once */
        }
    }
}

/* ---- Running a script -------------------------------------------------------------------------------------------- */

VOID ProviderRunsOn(ULONG Number)
{
    Processor = Number;
}

VOID ProviderNext(SCRIPT Script)
{
    Next = Script;
    HasNext = TRUE;
}

static SCRIPT TakeScript(VOID)
{
    SCRIPT Script = {.When = CompletesLater, .Status = STATUS_SUCCESS, .Returned = STATUS_PENDING, .DelayUs = 150};

    if (HasNext) {
        HasNext = FALSE;
        Script = Next;
    }
    return Script;
}

/* A close cancels what pends on the socket, and can't end while something on it never ends. */
static VOID PrepareClose(CALL *Close)
{
    ULONG I;

    for (I = 0; I < Pending.Count; I++) {
        if (Pending.Calls[I].Asked.Socket == Close->Asked.Socket) {
            Pending.Calls[I].Script.Status = STATUS_CANCELLED;
            Pending.Calls[I].Due = 0; /* at once */
        }
    }
    for (I = 0; I < Never.Count; I++) {
        if (Never.Calls[I].Asked.Socket == Close->Asked.Socket) {
            Close->Script.When = CompletesNever;
        }
    }
}

NTSTATUS EngineRun(const ASKED *Asked)
{
    CALL Call = {.Asked = *Asked, .Script = TakeScript()};
    NTSTATUS Returned = Call.Script.Returned;
    PIRP Irp = Asked->Irp;

    if (NtHeldLocks() != 0) {
        NtFail("a WSK function is called under a spin lock");
    }
    NtClockAdvance(1);
    Call.Due = DueIn(Call.Script.DelayUs);
    if (Asked->Closes) {
        PrepareClose(&Call);
    }
    if (Call.Script.When == CompletesNever && !NT_SUCCESS(Returned)) {
        return Returned; /* refused before the IRP was touched */
    }
    IoSetNextIrpStackLocation(Irp);
    Call.Location = Irp->CurrentLocation;
    Call.StackLocation = IoGetCurrentIrpStackLocation(Irp);
    if (Returned == STATUS_PENDING) {
        IoMarkIrpPending(Irp);
    }
    switch (Call.Script.When) {
    case CompletesInline:
        Complete(&Call);
        break;
    case CompletesRaced:
        EngineRunThere(CompleteRoutine, &Call);
        break;
    case CompletesNever:
        QueuePush(&Never, &Call);
        break;
    case CompletesLater:
        Irp->CancelRoutine = Call.Script.IgnoresCancel ? NULL : CancelRoutine;
        QueuePush(&Pending, &Call);
        break;
    }
    return Returned;
}

NTSTATUS EngineRunWithoutIrp(VOID)
{
    SCRIPT Script = TakeScript();

    if (NtHeldLocks() != 0) {
        NtFail("a WSK function is called under a spin lock");
    }
    NtClockAdvance(1);
    return Script.Returned == STATUS_PENDING ? STATUS_SUCCESS : Script.Returned;
}
