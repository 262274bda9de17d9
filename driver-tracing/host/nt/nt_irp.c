/* IRPs: their stack locations and their completion, as the I/O manager's documentation describes them. */
#include "nt_harness.h"

/* Changed and read with Interlocked alone. */
static ULONG IrpsOutstanding;
static ULONG IrpsFinished;

static PIO_STACK_LOCATION NtStack(PIRP Irp)
{
    return (PIO_STACK_LOCATION)(Irp + 1);
}

PIRP IoAllocateIrp(CCHAR StackSize, BOOLEAN ChargeQuota)
{
    PIRP Irp;

    UNREFERENCED_PARAMETER(ChargeQuota);
    if (!NtMayAllocate(NtKindIrp, IoSizeOfIrp(StackSize), 0)) {
        return NULL;
    }
    Irp = NtBlockAllocate(IoSizeOfIrp(StackSize));
    NtTellAllocated(NtKindIrp, Irp, IoSizeOfIrp(StackSize), 0);
    IoInitializeIrp(Irp, IoSizeOfIrp(StackSize), StackSize);
    InterlockedIncrement(&IrpsOutstanding);
    return Irp;
}

VOID IoInitializeIrp(PIRP Irp, USHORT PacketSize, CCHAR StackSize)
{
    if (PacketSize < IoSizeOfIrp(StackSize)) {
        NtFail("an IRP of %u bytes has no room for %d stack locations", PacketSize, StackSize);
    }
    memset(Irp, 0, PacketSize);
    Irp->Size = PacketSize;
    Irp->StackCount = StackSize;
    Irp->CurrentLocation = StackSize + 1;
    Irp->Tail.Overlay.CurrentStackLocation = NtStack(Irp) + StackSize;
}

VOID IoReuseIrp(PIRP Irp, NTSTATUS Status)
{
    IoInitializeIrp(Irp, Irp->Size, Irp->StackCount);
    Irp->IoStatus.Status = Status;
}

VOID IoFreeIrp(PIRP Irp)
{
    NtTellFreed(NtKindIrp, Irp);
    InterlockedDecrement(&IrpsOutstanding);
    NtBlockFree(Irp, Irp->Size);
}

BOOLEAN IoCancelIrp(PIRP Irp)
{
    PDRIVER_CANCEL Routine;

    Irp->Cancel = TRUE;
    Routine = __atomic_exchange_n(&Irp->CancelRoutine, NULL, __ATOMIC_SEQ_CST);
    if (Routine == NULL) {
        return FALSE;
    }
    Routine(NULL, Irp);
    return TRUE;
}

PIO_STACK_LOCATION IoGetCurrentIrpStackLocation(PIRP Irp)
{
    return Irp->Tail.Overlay.CurrentStackLocation;
}

PIO_STACK_LOCATION IoGetNextIrpStackLocation(PIRP Irp)
{
    return Irp->Tail.Overlay.CurrentStackLocation - 1;
}

VOID IoSetNextIrpStackLocation(PIRP Irp)
{
    if (Irp->CurrentLocation <= 1) {
        NtFail("NO_MORE_IRP_STACK_LOCATIONS");
    }
    Irp->CurrentLocation--;
    Irp->Tail.Overlay.CurrentStackLocation--;
}

VOID IoMarkIrpPending(PIRP Irp)
{
    IoGetCurrentIrpStackLocation(Irp)->Control |= SL_PENDING_RETURNED;
}

VOID IoSetCompletionRoutine(PIRP Irp, PIO_COMPLETION_ROUTINE Routine, PVOID Context, BOOLEAN Success, BOOLEAN Error,
                            BOOLEAN Cancel)
{
    PIO_STACK_LOCATION Next = IoGetNextIrpStackLocation(Irp);

    Next->CompletionRoutine = Routine;
    Next->Context = Context;
    Next->Control = (UCHAR)((Success ? SL_INVOKE_ON_SUCCESS : 0) | (Error ? SL_INVOKE_ON_ERROR : 0) |
                            (Cancel ? SL_INVOKE_ON_CANCEL : 0));
}

static BOOLEAN NtIsInvoked(PIRP Irp, UCHAR Control)
{
    return (NT_SUCCESS(Irp->IoStatus.Status) && (Control & SL_INVOKE_ON_SUCCESS) != 0) ||
           (!NT_SUCCESS(Irp->IoStatus.Status) && (Control & SL_INVOKE_ON_ERROR) != 0) ||
           (Irp->Cancel && (Control & SL_INVOKE_ON_CANCEL) != 0);
}

VOID IoCompleteRequest(PIRP Irp, CHAR PriorityBoost)
{
    UNREFERENCED_PARAMETER(PriorityBoost);
    if (NtHeldLocks() != 0) {
        NtFail("an IRP is completed under a spin lock");
    }
    if (Irp->CurrentLocation > Irp->StackCount) {
        NtFail("MULTIPLE_IRP_COMPLETE_REQUESTS");
    }
    while (Irp->CurrentLocation <= Irp->StackCount) {
        PIO_STACK_LOCATION Location = IoGetCurrentIrpStackLocation(Irp);
        PDEVICE_OBJECT Device;

        Irp->PendingReturned = (Location->Control & SL_PENDING_RETURNED) != 0;
        Irp->CurrentLocation++;
        Irp->Tail.Overlay.CurrentStackLocation++;
        Device = Irp->CurrentLocation <= Irp->StackCount ? IoGetCurrentIrpStackLocation(Irp)->DeviceObject : NULL;
        if (Location->CompletionRoutine != NULL && NtIsInvoked(Irp, Location->Control)) {
            if (Location->CompletionRoutine(Device, Irp, Location->Context) == STATUS_MORE_PROCESSING_REQUIRED) {
                return;
            }
        } else if (Irp->PendingReturned && Irp->CurrentLocation <= Irp->StackCount) {
            IoMarkIrpPending(Irp);
        }
    }
    InterlockedIncrement(&IrpsFinished);
}

ULONG NtIrpsOutstanding(VOID)
{
    return InterlockedOr(&IrpsOutstanding, 0);
}

ULONG NtIrpsFinished(VOID)
{
    return InterlockedOr(&IrpsFinished, 0);
}
