/* Faults in what the driver does with its sockets, and in how it ends. */
#include "sockets.h"

/* Three connections accepted, one never closed. The driver deregisters all the same. */
VOID FaultSocketLeak(VOID)
{
    PWSK_SOCKET Listener = OpenListener();
    ULONG I;

    for (I = 0; I < 3; I++) {
        PWSK_SOCKET Socket = AcceptOne(Listener);

        if (I != 1) {
            CloseIt(Socket);
        }
    }
    CloseIt(Listener);
}

/* A send on a socket whose close was issued before. */
VOID FaultUseAfterClose(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 256};
    REQUEST Close, Send;

    RequestBegin(&Close);
    WskTraceCloseSocket(BASIC(Socket), Socket, Close.Irp);
    RequestBegin(&Send);
    ProviderNext((SCRIPT){.When = CompletesInline,
                          .Status = STATUS_FILE_FORCED_CLOSED,
                          .Returned = STATUS_FILE_FORCED_CLOSED});
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Send.Irp);
    RequestEnd(&Send);
    RequestEnd(&Close);
}

/* A close that never ends though nothing on the socket pends. */
VOID FaultCloseStuck(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    REQUEST Close;

    RequestBegin(&Close);
    ProviderNext((SCRIPT){.When = CompletesNever, .Returned = STATUS_PENDING});
    WskTraceCloseSocket(BASIC(Socket), Socket, Close.Irp);
    NtClockAdvance(60000000);
    WskTraceWaitStillPending(Close.Irp, 60000);
}

/* The first send says that the socket is dead; the driver goes on sending for a minute. */
VOID FaultForcedCloseIgnored(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 256};
    ULONG I;

    for (I = 0; I < 5; I++) {
        REQUEST Request;

        RequestBegin(&Request);
        ProviderNext(
            (SCRIPT){.Status = STATUS_FILE_FORCED_CLOSED, .Returned = STATUS_PENDING, .DelayUs = 50});
        WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
        CHECK(RequestEnd(&Request) == STATUS_FILE_FORCED_CLOSED);
        NtClockAdvance(15000000);
    }
    CloseIt(Socket);
}

static NTSTATUS KeepIndication(PVOID SocketContext, ULONG Flags, PWSK_DATA_INDICATION DataIndication,
                               SIZE_T BytesIndicated, SIZE_T *BytesAccepted)
{
    (void)SocketContext, (void)Flags, (void)DataIndication, (void)BytesIndicated, (void)BytesAccepted;
    return STATUS_PENDING;
}

/* Two indications kept, one released, then the socket is closed. */
VOID FaultIndicationNotReleased(VOID)
{
    static const WSK_CLIENT_CONNECTION_DISPATCH Client = {.WskReceiveEvent = KeepIndication};
    PWSK_SOCKET Socket = ConnectOutWith(NULL, &Client);
    WSK_DATA_INDICATION First = {NULL, {NULL, 0, 500}}, Second = {NULL, {NULL, 0, 500}};

    CHECK(ProviderReceiveEvent(Socket, &First) == STATUS_PENDING);
    CHECK(ProviderReceiveEvent(Socket, &Second) == STATUS_PENDING);
    CHECK(NT_SUCCESS(WskTraceRelease(CONNECTION(Socket), Socket, &First)));
    CloseIt(Socket);
}

/* The unload routine forgets WskDeregister: all else in the trace is sound. */
VOID FaultNotDeregistered(VOID)
{
    CloseIt(ConnectOut());
}

/* The unload routine has nothing left to do, and WskDeregister does not return: all in the trace is sound. */
VOID FaultUnloadStuck(VOID)
{
    CloseIt(ConnectOut());
}
