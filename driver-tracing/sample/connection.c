#include "connection.h"

#include "connection_faults.h"
#include "socket.h"

typedef struct _CONNECTION {
    LIST_ENTRY Link; /* in Count's Ended */
    PEER Peer;
    PCONNECTION_COUNT Count;
    PVOID Thread;
} CONNECTION, *PCONNECTION;

static KSTART_ROUTINE ConnectionThread;

_IRQL_requires_max_(DISPATCH_LEVEL)
static VOID CountRelease(_Inout_ PCONNECTION_COUNT Count)
{
    if (InterlockedDecrement(&Count->Running) == 0) {
        KeSetEvent(&Count->None, IO_NO_INCREMENT, FALSE);
    }
}

_Use_decl_annotations_
VOID ConnectionCountStart(PCONNECTION_COUNT Count)
{
    Count->Running = 1;
    KeInitializeEvent(&Count->None, NotificationEvent, FALSE);
    KeInitializeSpinLock(&Count->Lock);
    InitializeListHead(&Count->Ended);
}

_IRQL_requires_max_(DISPATCH_LEVEL) _Ret_maybenull_
static PCONNECTION TakeEnded(_Inout_ PCONNECTION_COUNT Count)
{
    PCONNECTION connection = NULL;
    KIRQL irql;

    KeAcquireSpinLock(&Count->Lock, &irql);
    if (!IsListEmpty(&Count->Ended)) {
        connection = CONTAINING_RECORD(RemoveHeadList(&Count->Ended), CONNECTION, Link);
    }
    KeReleaseSpinLock(&Count->Lock, irql);
    return connection;
}

/* Waits for the threads that are about to end, and frees what they had. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static VOID Reap(_Inout_ PCONNECTION_COUNT Count)
{
    PCONNECTION connection;

    while ((connection = TakeEnded(Count)) != NULL) {
        KeWaitForSingleObject(connection->Thread, Executive, KernelMode, FALSE, NULL);
        ObDereferenceObject(connection->Thread);
        ExFreePoolWithTag(connection, SAMPLE_POOL_TAG);
    }
}

_Use_decl_annotations_
VOID ConnectionCountWait(PCONNECTION_COUNT Count)
{
    CountRelease(Count);
    KeWaitForSingleObject(&Count->None, Executive, KernelMode, FALSE, NULL);
    Reap(Count);
}

/* TRUE when a fault was committed that ends the connection where it stands. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static BOOLEAN Echo(_Inout_ PPEER Peer)
{
    ULONG received;

    while (PeerReceive(Peer, 0, Peer->Buffer->Size, &received) == STATUS_SUCCESS && received != 0) {
        if (PeerSend(Peer, received) != STATUS_SUCCESS) {
            return FALSE;
        }
        if (ConnectionCommitFault(Peer)) {
            return TRUE;
        }
    }
    if (received == 0 && Peer->Sample->Settings.Disconnect && KeReadStateEvent(&Peer->Sample->Stop) == 0) {
        (VOID)PeerDisconnect(Peer);
    }
    return FALSE;
}

_Use_decl_annotations_
static VOID NTAPI ConnectionThread(PVOID Context)
{
    PCONNECTION connection = Context;
    PCONNECTION_COUNT count = connection->Count;
    KIRQL irql;

    if (!Echo(&connection->Peer)) {
        PeerClose(&connection->Peer);
    }
    KeAcquireSpinLock(&count->Lock, &irql);
    InsertTailList(&count->Ended, &connection->Link);
    KeReleaseSpinLock(&count->Lock, irql);
    CountRelease(count);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

_Use_decl_annotations_
VOID ConnectionStart(PSAMPLE Sample, PCONNECTION_COUNT Count, PWSK_SOCKET Socket, BOOLEAN Stream)
{
    PCONNECTION connection = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*connection), SAMPLE_POOL_TAG);
    HANDLE thread;
    NTSTATUS status;

    Reap(Count);
    if (connection == NULL) {
        (VOID)SocketClose(Sample, Socket);
        return;
    }
    connection->Count = Count;
    InterlockedIncrement(&Count->Running);

    status = PeerOpen(&connection->Peer, Sample, Socket, Stream);
    if (NT_SUCCESS(status)) {
        status = PsCreateSystemThread(
            &thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, ConnectionThread, connection);
    }
    if (NT_SUCCESS(status)) {
        /* The handle is this driver's own and open, so that this can't fail. */
        (VOID)ObReferenceObjectByHandle(thread, THREAD_ALL_ACCESS, NULL, KernelMode, &connection->Thread, NULL);
        ZwClose(thread);
        return;
    }
    PeerClose(&connection->Peer);
    ExFreePoolWithTag(connection, SAMPLE_POOL_TAG);
    CountRelease(Count);
}
