/* How a call runs: on a thread of its own, until it is done or its socket is closed. */
#include <errno.h>
#include <stdlib.h>

#include "loopback.h"

static ULONG Threads;

typedef struct _THREAD_START {
    void *(*Routine)(void *Context);
    void *Context;
    ULONG Index;
} THREAD_START;

static void *ThreadBegin(void *Context)
{
    THREAD_START Start = *(THREAD_START *)Context;

    free(Context);
    NtThreadBegin(Start.Index, Start.Index % 2);
    return Start.Routine(Start.Context);
}

VOID ProviderThread(void *(*Routine)(void *Context), void *Context)
{
    THREAD_START *Start = malloc(sizeof(*Start));
    pthread_t Thread;

    if (Start == NULL) {
        NtFail("out of memory");
    }
    Start->Routine = Routine;
    Start->Context = Context;
    Start->Index = 1000 + InterlockedIncrement(&Threads);
    if (pthread_create(&Thread, NULL, ThreadBegin, Start) != 0) {
        NtFail("no more threads");
    }
    pthread_detach(Thread);
}

NTSTATUS StatusOfError(long Error)
{
    switch (-Error) {
    case 0: return STATUS_SUCCESS;
    case ECONNREFUSED: return STATUS_CONNECTION_REFUSED;
    case ECONNRESET:
    case EPIPE: return STATUS_FILE_FORCED_CLOSED; /* the socket is good for nothing more than its close */
    case EADDRINUSE: return STATUS_ADDRESS_ALREADY_EXISTS;
    case ENOTCONN: return STATUS_INVALID_DEVICE_STATE;
    default: return STATUS_UNSUCCESSFUL;
    }
}

/* As a driver below does it: at DISPATCH_LEVEL, with nothing held. */
static VOID Complete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    KIRQL OldIrql;

    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    KeLowerIrql(OldIrql);
}

NTSTATUS CallComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    IoSetNextIrpStackLocation(Irp);
    Complete(Irp, Status, Information);
    return Status;
}

static void *CallThread(void *Context)
{
    CALL *Call = Context;
    LOOPBACK_SOCKET *Socket = Call->Socket;
    NTSTATUS Status = Call->Run(Call);

    Complete(Call->Irp, Status, Call->Information);
    free(Call);
    if (Socket != NULL) {
        SocketLetGo(Socket);
    }
    return NULL;
}

/* The IRP's stack location is taken before the thread starts: from then on the IRP may complete at any time. */
NTSTATUS CallStart(const CALL *Template)
{
    CALL *Call = malloc(sizeof(*Call));

    if (Call == NULL) {
        NtFail("out of memory");
    }
    *Call = *Template;
    IoSetNextIrpStackLocation(Call->Irp);
    IoMarkIrpPending(Call->Irp);
    if (Call->Socket != NULL) {
        SocketHold(Call->Socket);
    }
    ProviderThread(CallThread, Call);
    return STATUS_PENDING;
}
