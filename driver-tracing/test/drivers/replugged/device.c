/*
 * UDP echo, laid out as a framework driver is: the device registers with WSK when it is added, serves, and leaves WSK when
 * it is removed, while the driver stays. The device is added, removed and added again as the driver is loaded, and removed
 * before it is unloaded.
 */
#include <ntddk.h>
#include <wsk.h>

#ifndef PORT
#define PORT 7007
#endif
#define POOL_TAG 'veDU'
#define NETWORK_ORDER(Port) ((USHORT)(((Port) << 8 | (Port) >> 8) & 0xFFFF))

typedef struct _DEVICE {
    WSK_REGISTRATION Registration;
    WSK_PROVIDER_NPI Npi;
    PWSK_SOCKET Socket;
    PIRP Control; /* for all but the sends */
    KEVENT ControlDone;
    volatile LONG References; /* one for each send under way, and the device's own; the last one closes the socket */
    volatile LONG Closing;
    KEVENT Closed;
} DEVICE, *PDEVICE;

typedef struct _ANSWER {
    PDEVICE Device;
    PWSK_DATAGRAM_INDICATION Indication;
    PIRP Irp;
} ANSWER, *PANSWER;

static const WSK_CLIENT_DISPATCH AppDispatch = {MAKE_WSK_VERSION(1, 0), 0, NULL};
static PDEVICE Device;

static NTSTATUS NTAPI ControlComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    KeSetEvent((PKEVENT)Context, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static PIRP PrepareControl(PDEVICE This)
{
    IoReuseIrp(This->Control, STATUS_UNSUCCESSFUL);
    KeClearEvent(&This->ControlDone);
    IoSetCompletionRoutine(This->Control, ControlComplete, &This->ControlDone, TRUE, TRUE, TRUE);
    return This->Control;
}

static NTSTATUS WaitControl(PDEVICE This)
{
    KeWaitForSingleObject(&This->ControlDone, Executive, KernelMode, FALSE, NULL);
    return This->Control->IoStatus.Status;
}

/* FALSE: the socket is being closed. */
static BOOLEAN Reference(PDEVICE This)
{
    LONG references = This->References;

    while (references != 0) {
        LONG before = InterlockedCompareExchange(&This->References, references + 1, references);

        if (before == references) {
            return TRUE;
        }
        references = before;
    }
    return FALSE;
}

/* IRQL: <= DISPATCH_LEVEL, as the close. */
static VOID Dereference(PDEVICE This)
{
    const WSK_PROVIDER_BASIC_DISPATCH *dispatch = (const WSK_PROVIDER_BASIC_DISPATCH *)This->Socket->Dispatch;

    if (InterlockedDecrement(&This->References) != 0) {
        return;
    }
    IoReuseIrp(This->Control, STATUS_UNSUCCESSFUL);
    IoSetCompletionRoutine(This->Control, ControlComplete, &This->Closed, TRUE, TRUE, TRUE);
    dispatch->WskCloseSocket(This->Socket, This->Control);
}

/* Because the device is removed, or as soon as the socket has failed. */
static VOID CloseSoon(PDEVICE This)
{
    if (InterlockedExchange(&This->Closing, 1) == 0) {
        Dereference(This);
    }
}

static NTSTATUS NTAPI AnswerComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PANSWER answer = (PANSWER)Context;
    PDEVICE device = answer->Device;
    const WSK_PROVIDER_DATAGRAM_DISPATCH *dispatch =
        (const WSK_PROVIDER_DATAGRAM_DISPATCH *)device->Socket->Dispatch;

    NTSTATUS status = Irp->IoStatus.Status;

    UNREFERENCED_PARAMETER(DeviceObject);
#ifndef FAULT
    dispatch->WskRelease(device->Socket, answer->Indication);
#else
    UNREFERENCED_PARAMETER(dispatch);
#endif
    IoFreeIrp(answer->Irp);
    ExFreePoolWithTag(answer, POOL_TAG);
    if (status == STATUS_FILE_FORCED_CLOSED) {
        CloseSoon(device);
    }
    Dereference(device);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

/* One datagram is answered from its own buffer, and the indication kept until that is done. A list is not kept. */
static NTSTATUS WSKAPI OnReceiveFrom(PVOID SocketContext, ULONG Flags, PWSK_DATAGRAM_INDICATION DataIndication)
{
    PDEVICE device = (PDEVICE)SocketContext;
    const WSK_PROVIDER_DATAGRAM_DISPATCH *dispatch;
    PANSWER answer;

    UNREFERENCED_PARAMETER(Flags);
    if (DataIndication == NULL) {
        CloseSoon(device);
        return STATUS_SUCCESS;
    }
    if (DataIndication->Next != NULL) {
        return STATUS_SUCCESS;
    }
    answer = (PANSWER)ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*answer), POOL_TAG);
    if (answer == NULL) {
        return STATUS_SUCCESS;
    }
    answer->Device = device;
    answer->Indication = DataIndication;
    answer->Irp = IoAllocateIrp(1, FALSE);
    if (answer->Irp == NULL) {
        ExFreePoolWithTag(answer, POOL_TAG);
        return STATUS_SUCCESS;
    }
    if (!Reference(device)) {
        IoFreeIrp(answer->Irp);
        ExFreePoolWithTag(answer, POOL_TAG);
        return STATUS_SUCCESS;
    }
    dispatch = (const WSK_PROVIDER_DATAGRAM_DISPATCH *)device->Socket->Dispatch;
    IoSetCompletionRoutine(answer->Irp, AnswerComplete, answer, TRUE, TRUE, TRUE);
    dispatch->WskSendTo(device->Socket, &DataIndication->Buffer, 0, DataIndication->RemoteAddress, 0, NULL,
                        answer->Irp);
    return STATUS_PENDING;
}

static const WSK_CLIENT_DATAGRAM_DISPATCH DatagramDispatch = {OnReceiveFrom};

static NTSTATUS Callbacks(PDEVICE This, ULONG Mask)
{
    WSK_EVENT_CALLBACK_CONTROL control;

    control.NpiId = &NPI_WSK_INTERFACE_ID;
    control.EventMask = Mask;
    return ((const WSK_PROVIDER_BASIC_DISPATCH *)This->Socket->Dispatch)
        ->WskControlSocket(This->Socket, WskSetOption, SO_WSK_EVENT_CALLBACK, SOL_SOCKET, sizeof(control), &control, 0,
                           NULL, NULL, NULL);
}

static NTSTATUS OpenSocket(PDEVICE This)
{
    SOCKADDR_IN address;
    NTSTATUS status;

    This->Npi.Dispatch->WskSocket(This->Npi.Client, AF_INET, SOCK_DGRAM, IPPROTO_UDP, WSK_FLAG_DATAGRAM_SOCKET, This,
                                  &DatagramDispatch, NULL, NULL, NULL, PrepareControl(This));
    status = WaitControl(This);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    This->Socket = (PWSK_SOCKET)This->Control->IoStatus.Information;
    RtlZeroMemory(&address, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_port = NETWORK_ORDER(PORT);
    ((const WSK_PROVIDER_DATAGRAM_DISPATCH *)This->Socket->Dispatch)
        ->WskBind(This->Socket, (PSOCKADDR)&address, 0, PrepareControl(This));
    status = WaitControl(This);
    return NT_SUCCESS(status) ? Callbacks(This, WSK_EVENT_RECEIVE_FROM) : status;
}

static VOID CloseSocket(PDEVICE This)
{
    CloseSoon(This);
    KeWaitForSingleObject(&This->Closed, Executive, KernelMode, FALSE, NULL);
}

/* What a framework calls EvtDriverDeviceAdd and EvtDeviceReleaseHardware. */
static VOID DeviceRemove(PDEVICE This)
{
    if (This->Socket != NULL) {
        CloseSocket(This);
    }
    if (This->Control != NULL) {
        IoFreeIrp(This->Control);
    }
    WskReleaseProviderNPI(&This->Registration);
    WskDeregister(&This->Registration);
    ExFreePoolWithTag(This, POOL_TAG);
}

static NTSTATUS DeviceAdd(PDEVICE *Added)
{
    PDEVICE device = (PDEVICE)ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*device), POOL_TAG);
    WSK_CLIENT_NPI client = {NULL, &AppDispatch};
    NTSTATUS status;

    *Added = NULL;
    if (device == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(device, sizeof(*device));
    device->References = 1;
    KeInitializeEvent(&device->ControlDone, NotificationEvent, FALSE);
    KeInitializeEvent(&device->Closed, NotificationEvent, FALSE);
    status = WskRegister(&client, &device->Registration);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(device, POOL_TAG);
        return status;
    }
    status = WskCaptureProviderNPI(&device->Registration, WSK_INFINITE_WAIT, &device->Npi);
    if (NT_SUCCESS(status)) {
        device->Control = IoAllocateIrp(1, FALSE);
        status = device->Control != NULL ? OpenSocket(device) : STATUS_INSUFFICIENT_RESOURCES;
        if (!NT_SUCCESS(status)) {
            DeviceRemove(device);
            return status;
        }
        *Added = device;
        return STATUS_SUCCESS;
    }
    WskDeregister(&device->Registration);
    ExFreePoolWithTag(device, POOL_TAG);
    return status;
}

static VOID NTAPI DeviceUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Device != NULL) {
        DeviceRemove(Device);
    }
}

NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = DeviceUnload;
    status = DeviceAdd(&Device);
    if (NT_SUCCESS(status)) {
        DeviceRemove(Device);
        status = DeviceAdd(&Device);
    }
    return status;
}
