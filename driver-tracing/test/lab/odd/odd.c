/*
 * A TCP client whose manner is odd, and legal: each send has an IRP that its completion routine frees, and behind which it
 * starts the next receive; the receive's IRP is used again at once, inside its completion routine; and the connection is
 * aborted and closed by another thread than the one that made it, while a receive pends. Sends its line until it is unloaded, or the peer ends
 * it.
 */
#include <ntddk.h>
#include <wsk.h>
#define WSKTRACE_TAKE_OVER
#define WSKTRACE_PROVIDER_NAME "Contoso.Odd.Wsk"
#define WSKTRACE_PROVIDER_GUID (0x0b5e7d34, 0x5a2c, 0x4d0e, 0x9f, 0x31, 0x7c, 0x40, 0x12, 0xee, 0x5b, 0x05)
#include <wsktrace.h>

#define PORT 7007
#define POOL_TAG 'ddO'
#define NETWORK_ORDER(Port) ((USHORT)(((Port) << 8 | (Port) >> 8) & 0xFFFF))
#define ROUNDS 3

static const WSK_CLIENT_DISPATCH AppDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
static WSK_REGISTRATION Registration;
static WSK_PROVIDER_NPI Npi;

/* Made in DriverEntry, closed by the thread. */
static PWSK_SOCKET Socket;
static PIRP SetUp; /* for the socket's life: its making and its close */
static KEVENT SetUpDone;

static PIRP Receive;
static PMDL Mdl;
static char Line[32] = "thirty-two bytes, there and back";
static ULONG Rounds;
/* Holds one for the client itself, one for each call of the conversation. At none the close may come. */
static volatile LONG References;
static KEVENT NoCalls;
static KEVENT Stop;
static PVOID Closer;

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

static VOID Dereference(VOID)
{
    if (InterlockedDecrement(&References) == 0) {
        KeSetEvent(&NoCalls, IO_NO_INCREMENT, FALSE);
    }
}

static const WSK_PROVIDER_CONNECTION_DISPATCH *Dispatch(VOID)
{
    return (const WSK_PROVIDER_CONNECTION_DISPATCH *)Socket->Dispatch;
}

static VOID StartReceive(VOID);
static VOID StartSend(VOID);

/* The IRP is armed and issued again before the routine that it came to has returned. */
static NTSTATUS NTAPI ReceiveComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    NTSTATUS status = Irp->IoStatus.Status;
    ULONG_PTR bytes = Irp->IoStatus.Information;

    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Context);
    if (NT_SUCCESS(status) && bytes != 0) {
        Rounds++;
        if (Rounds < ROUNDS) {
            StartSend();
        } else {
            InterlockedIncrement(&References);
            StartReceive(); /* nothing comes: the end finds it */
        }
    }
    Dereference();
    return STATUS_MORE_PROCESSING_REQUIRED;
}

/* Takes over a reference of its caller's. */
static VOID StartReceive(VOID)
{
    WSK_BUF buffer = {Mdl, 0, sizeof(Line)};

    IoReuseIrp(Receive, STATUS_UNSUCCESSFUL);
    IoSetCompletionRoutine(Receive, ReceiveComplete, NULL, TRUE, TRUE, TRUE);
    WskTraceReceive(Dispatch(), Socket, &buffer, 0, Receive);
}

static NTSTATUS NTAPI SendComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    NTSTATUS status = Irp->IoStatus.Status;

    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Context);
    IoFreeIrp(Irp);
    if (NT_SUCCESS(status)) {
        StartReceive();
    } else {
        Dereference();
    }
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static VOID StartSend(VOID)
{
    WSK_BUF buffer = {Mdl, 0, sizeof(Line)};
    PIRP irp = IoAllocateIrp(1, FALSE);

    if (irp == NULL) {
        return;
    }
    InterlockedIncrement(&References);
    IoSetCompletionRoutine(irp, SendComplete, NULL, TRUE, TRUE, TRUE);
    WskTraceSend(Dispatch(), Socket, &buffer, 0, irp);
}

static VOID NTAPI CloserThread(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    KeWaitForSingleObject(&Stop, Executive, KernelMode, FALSE, NULL);
    /* Ends sends and receives; what they would start then is refused by the reset. */
    WskTraceDisconnect(Dispatch(), Socket, NULL, WSK_FLAG_ABORTIVE, PrepareSetUp());
    WaitSetUp();
    Dereference();
    KeWaitForSingleObject(&NoCalls, Executive, KernelMode, FALSE, NULL);
    WskTraceCloseSocket((const WSK_PROVIDER_BASIC_DISPATCH *)Socket->Dispatch, Socket, PrepareSetUp());
    WaitSetUp();
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS StartCloser(VOID)
{
    HANDLE handle;
    NTSTATUS status = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, CloserThread, NULL);

    if (NT_SUCCESS(status)) {
        (VOID)ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, NULL, KernelMode, &Closer, NULL);
        (VOID)ZwClose(handle);
    }
    return status;
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
        status = StartCloser();
        if (!NT_SUCCESS(status)) {
            WskTraceCloseSocket((const WSK_PROVIDER_BASIC_DISPATCH *)Socket->Dispatch, Socket, PrepareSetUp());
            WaitSetUp();
        }
    }
    return status;
}

static VOID FreeAll(VOID)
{
    if (SetUp != NULL) {
        IoFreeIrp(SetUp);
    }
    if (Receive != NULL) {
        IoFreeIrp(Receive);
    }
    if (Mdl != NULL) {
        IoFreeMdl(Mdl);
    }
}

static NTSTATUS AllocateAll(VOID)
{
    SetUp = IoAllocateIrp(1, FALSE);
    Receive = IoAllocateIrp(1, FALSE);
    Mdl = IoAllocateMdl(Line, sizeof(Line), FALSE, FALSE, NULL);
    if (SetUp == NULL || Receive == NULL || Mdl == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    MmBuildMdlForNonPagedPool(Mdl);
    return STATUS_SUCCESS;
}

static VOID Leave(VOID)
{
    FreeAll();
    WskReleaseProviderNPI(&Registration);
    WskDeregister(&Registration);
}

static VOID NTAPI OddUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeSetEvent(&Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(Closer, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Closer);
    Leave();
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WSK_CLIENT_NPI client = {NULL, &AppDispatch};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = OddUnload;
    KeInitializeEvent(&SetUpDone, NotificationEvent, FALSE);
    KeInitializeEvent(&NoCalls, NotificationEvent, FALSE);
    KeInitializeEvent(&Stop, NotificationEvent, FALSE);
    References = 1;
    status = WskRegister(&client, &Registration);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WskCaptureProviderNPI(&Registration, WSK_INFINITE_WAIT, &Npi);
    if (!NT_SUCCESS(status)) {
        WskDeregister(&Registration);
        return status;
    }
    status = AllocateAll();
    if (NT_SUCCESS(status)) {
        status = Open();
    }
    if (!NT_SUCCESS(status)) {
        Leave();
        return status;
    }
    StartSend();
    return STATUS_SUCCESS;
}
