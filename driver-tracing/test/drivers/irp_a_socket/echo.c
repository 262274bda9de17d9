/* TCP echo on a thread, one connection after the other, with the sockets of ks.h. */
#include "ks.h"

#ifndef PORT
#define PORT 7007
#endif
#define BUFFER_BYTES 4096
#define POOL_TAG 'ohcE'

static HANDLE ThreadHandle;
static PVOID Thread;

static VOID Echo(PKS_SOCKET Socket, PVOID Buffer)
{
    for (;;) {
        ULONG bytes = BUFFER_BYTES;

        if (!NT_SUCCESS(KsReceive(Socket, Buffer, &bytes)) || bytes == 0) {
            return;
        }
        if (!NT_SUCCESS(KsSend(Socket, Buffer, &bytes))) {
            return;
        }
    }
}

static VOID NTAPI EchoThread(PVOID Context)
{
    PVOID buffer = ExAllocatePoolWithTag(NonPagedPoolNx, BUFFER_BYTES, POOL_TAG);
    PKS_SOCKET listener = NULL;
    PKS_SOCKET socket;

    UNREFERENCED_PARAMETER(Context);
    if (buffer != NULL && NT_SUCCESS(KsListen(&listener, PORT))) {
        while (NT_SUCCESS(KsAccept(listener, &socket))) {
            Echo(socket, buffer);
#ifndef FAULT
            KsClose(socket);
#endif
        }
    }
    if (listener != NULL) {
        KsClose(listener);
    }
    if (buffer != NULL) {
        ExFreePoolWithTag(buffer, POOL_TAG);
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID NTAPI EchoUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KsCancelAll();
    KeWaitForSingleObject(Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Thread);
    KsStop();
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = EchoUnload;
    status = KsStart();
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = PsCreateSystemThread(&ThreadHandle, THREAD_ALL_ACCESS, NULL, NULL, NULL, EchoThread, NULL);
    if (!NT_SUCCESS(status)) {
        KsStop();
        return status;
    }
    (VOID)ObReferenceObjectByHandle(ThreadHandle, THREAD_ALL_ACCESS, NULL, KernelMode, &Thread, NULL);
    (VOID)ZwClose(ThreadHandle);
    return STATUS_SUCCESS;
}
