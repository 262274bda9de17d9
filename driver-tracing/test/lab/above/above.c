/*
 * A driver that others send requests to: each write that comes from above pends while its bytes are on their way, and is
 * completed with what became of them, whatever that is. What is above is in io_manager.c.
 */
#include <ntddk.h>
#include <wsk.h>
#define WSKTRACE_TAKE_OVER
#define WSKTRACE_PROVIDER_NAME "Contoso.Above.Wsk"
#define WSKTRACE_PROVIDER_GUID (0x0b5e7d34, 0x5a2c, 0x4d0e, 0x9f, 0x31, 0x7c, 0x40, 0x12, 0xee, 0x5b, 0x06)
#include <wsktrace.h>

#include "above.h"

#define PORT 7007
#define NETWORK_ORDER(Port) ((USHORT)(((Port) << 8 | (Port) >> 8) & 0xFFFF))

static const WSK_CLIENT_DISPATCH AppDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
static WSK_REGISTRATION Registration;
static WSK_PROVIDER_NPI Npi;
static PWSK_SOCKET Socket;
static PIRP SetUp; /* for the socket's life: its making and its close */
static KEVENT SetUpDone;
static PMDL Mdl;
static char Line[32] = "thirty-two bytes, and none back.";

static NTSTATUS NTAPI SetUpComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    UNREFERENCED_PARAMETER(Context);
    KeSetEvent(&SetUpDone, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static PIRP PrepareSetUp(VOID)
{
    IoReuseIrp(SetUp, STATUS_UNSUCCESSFUL);
    KeClearEvent(&SetUpDone);
    IoSetCompletionRoutine(SetUp, SetUpComplete, NULL, TRUE, TRUE, TRUE);
    return SetUp;
}

static NTSTATUS WaitSetUp(VOID)
{
    KeWaitForSingleObject(&SetUpDone, Executive, KernelMode, FALSE, NULL);
    return SetUp->IoStatus.Status;
}

static VOID CompleteWrite(PIRP Write, NTSTATUS Status, ULONG_PTR Information)
{
    Write->IoStatus.Status = Status;
    Write->IoStatus.Information = Information;
    IoCompleteRequest(Write, IO_NO_INCREMENT);
}

static NTSTATUS NTAPI SendComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    NTSTATUS status = Irp->IoStatus.Status;
    ULONG_PTR bytes = Irp->IoStatus.Information;

    UNREFERENCED_PARAMETER(DeviceObject);
    IoFreeIrp(Irp);
    CompleteWrite((PIRP)Context, status, bytes);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

NTSTATUS DispatchWrite(PIRP Write)
{
    WSK_BUF buffer = {Mdl, 0, sizeof(Line)};
    PIRP irp = IoAllocateIrp(1, FALSE);

    if (irp == NULL) {
        CompleteWrite(Write, STATUS_INSUFFICIENT_RESOURCES, 0);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IoMarkIrpPending(Write);
    IoSetCompletionRoutine(irp, SendComplete, Write, TRUE, TRUE, TRUE);
    WskTraceSend((const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Dispatch, Socket, &buffer, 0, irp);
    return STATUS_PENDING;
}

static NTSTATUS Open(VOID)
{
    SOCKADDR_IN local = {.sin_family = AF_INET};
    SOCKADDR_IN remote = {.sin_family = AF_INET, .sin_port = NETWORK_ORDER(PORT)};
    NTSTATUS status;

    remote.sin_addr.s_addr = 0x0100007F;
    WskTraceSocketConnect(Npi.Dispatch, Npi.Client, SOCK_STREAM, IPPROTO_TCP, (PSOCKADDR)&local, (PSOCKADDR)&remote, 0,
                          NULL, NULL, NULL, NULL, NULL, PrepareSetUp());
    status = WaitSetUp();
    if (NT_SUCCESS(status)) {
        Socket = (PWSK_SOCKET)SetUp->IoStatus.Information;
    }
    return status;
}

static VOID Leave(VOID)
{
    if (Socket != NULL) {
        WskTraceCloseSocket((const WSK_PROVIDER_BASIC_DISPATCH *)Socket->Dispatch, Socket, PrepareSetUp());
        WaitSetUp();
    }
    if (SetUp != NULL) {
        IoFreeIrp(SetUp);
    }
    if (Mdl != NULL) {
        IoFreeMdl(Mdl);
    }
    WskReleaseProviderNPI(&Registration);
    WskDeregister(&Registration);
}

/* A driver is not unloaded while one of its devices has a request. */
static VOID NTAPI AboveUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    /* Ends a write that the peer never takes. */
    WskTraceDisconnect((const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Dispatch, Socket, NULL, WSK_FLAG_ABORTIVE,
                       PrepareSetUp());
    WaitSetUp();
    IoManagerStop();
    Leave();
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WSK_CLIENT_NPI client = {NULL, &AppDispatch};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = AboveUnload;
    KeInitializeEvent(&SetUpDone, NotificationEvent, FALSE);
    status = WskRegister(&client, &Registration);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WskCaptureProviderNPI(&Registration, WSK_INFINITE_WAIT, &Npi);
    if (!NT_SUCCESS(status)) {
        WskDeregister(&Registration);
        return status;
    }
    SetUp = IoAllocateIrp(1, FALSE);
    Mdl = IoAllocateMdl(Line, sizeof(Line), FALSE, FALSE, NULL);
    status = STATUS_INSUFFICIENT_RESOURCES;
    if (SetUp != NULL && Mdl != NULL) {
        MmBuildMdlForNonPagedPool(Mdl);
        status = Open();
    }
    if (NT_SUCCESS(status)) {
        status = IoManagerStart();
    }
    if (!NT_SUCCESS(status)) {
        Leave();
    }
    return status;
}
