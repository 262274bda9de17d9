/* What is above the driver: a user's thread in WriteFile, and the I/O manager, which makes an IRP for each write. */
#include "above.h"

#define WRITES 2

static PVOID User;

static NTSTATUS NTAPI WriteComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    KeSetEvent((PKEVENT)Context, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS WriteFile(VOID)
{
    PIRP irp = IoAllocateIrp(2, FALSE);
    KEVENT done;
    NTSTATUS status;

    if (irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeInitializeEvent(&done, NotificationEvent, FALSE);
    IoSetCompletionRoutine(irp, WriteComplete, &done, TRUE, TRUE, TRUE);
    IoSetNextIrpStackLocation(irp); /* IoCallDriver */
    (VOID)DispatchWrite(irp);
    KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, NULL);
    status = irp->IoStatus.Status;
    IoFreeIrp(irp);
    return status;
}

static VOID NTAPI UserThread(PVOID Context)
{
    ULONG i;

    UNREFERENCED_PARAMETER(Context);
    for (i = 0; i < WRITES && NT_SUCCESS(WriteFile()); i++) {
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS IoManagerStart(VOID)
{
    HANDLE handle;
    NTSTATUS status = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, UserThread, NULL);

    if (NT_SUCCESS(status)) {
        (VOID)ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, NULL, KernelMode, &User, NULL);
        (VOID)ZwClose(handle);
    }
    return status;
}

VOID IoManagerStop(VOID)
{
    KeWaitForSingleObject(User, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(User);
}
