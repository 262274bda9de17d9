/* What a session sees that comes late, asks again, wants less, or meets a library without memory. */
#include "sockets.h"

/* A listener, a connection with a pending receive and an idle IRP; ended soundly. Middle runs in between. */
static VOID WithSomethingOutstanding(VOID (*Middle)(PIRP Idle))
{
    PWSK_SOCKET Listener = OpenListener(), Socket = AcceptOne(Listener);
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Receive, Idle;

    RequestBegin(&Idle);
    RequestBegin(&Receive);
    WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Receive.Irp);
    NtClockAdvance(1500000);
    Middle(Idle.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Receive)));
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Idle.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Idle)));
    CloseIt(Socket);
    CloseIt(Listener);
}

static VOID StartSession(PIRP Idle)
{
    UNREFERENCED_PARAMETER(Idle);
    NtEventsForget();
    ScenarioOpenSession();
    EXPECT_EVENTS("RundownBegin IrpRundown IrpRundown SocketRundown SocketRundown CallRundown RundownEnd");
}

/* The session starts when the driver is at work: what is outstanding is told as it is enabled. */
VOID SessionStartsLate(VOID)
{
    WithSomethingOutstanding(StartSession);
}

static VOID CaptureState(PIRP Idle)
{
    UNREFERENCED_PARAMETER(Idle);
    NtEventsForget();
    NtSessionCaptureState();
    EXPECT_EVENTS("RundownBegin IrpRundown IrpRundown SocketRundown SocketRundown CallRundown RundownEnd");
    NtSessionEnable(FALSE);
    NtSessionEnable(TRUE);
    EXPECT_EVENTS("RundownBegin IrpRundown IrpRundown SocketRundown SocketRundown CallRundown RundownEnd");
}

/* The state captured on request, and again when the session is switched off and on. */
VOID SessionCapturesState(VOID)
{
    WithSomethingOutstanding(CaptureState);
}

/* A session without the DATA keyword: sends and receives are not in the trace, all else is. */
VOID SessionWithoutData(VOID)
{
    PWSK_SOCKET Socket;
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Request;

    NtSessionKeywords(0x7F & ~0x20ull);
    ScenarioOpenSession();
    Socket = ConnectOut();
    NtEventsForget();
    RequestBegin(&Request);
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    RequestEnd(&Request);
    EXPECT_EVENTS("IrpAllocated IrpFreed");
    CloseIt(Socket);
}

/* The driver is unloaded and loaded again: the ids begin at 1 once more. */
VOID SessionOfTwoLoads(VOID)
{
    CloseIt(ConnectOut());
    ScenarioReload();
    CloseIt(ConnectOut());
}

/* The session loses one event, a completion: it looks as if the IRP was freed while its call was pending. */
VOID SessionLosesEvents(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 4096};
    REQUEST Request;

    RequestBegin(&Request);
    WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    RequestWait(&Request);
    RequestReuse(&Request);
    WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
    NtEventsLose(1);
    RequestEnd(&Request);
    CloseIt(Socket);
}

/*
 * The library's own allocations fail, one kind after the other: the calls go on, and the trace says what it lacks.
 * It comes first in the driver's life, when no record that is over could be used again.
 */
VOID TracingLostWithoutMemory(VOID)
{
    SOCKADDR_IN Local = AnyAddress(0), Remote = LoopbackAddress(7);
    PWSK_SOCKET Untraced, Unknown;
    REQUEST Request;

    NtEventsForget();
    NtPoolFailNext(1);
    RequestBegin(&Request); /* no note of the IRP: the call takes it for one passed down */
    EXPECT_EVENTS("TracingLost");
    NtPoolFailNext(1);
    WskTraceSocketConnect(ProviderNpi.Dispatch, ProviderNpi.Client, SOCK_STREAM, IPPROTO_TCP, (PSOCKADDR)&Local,
                          (PSOCKADDR)&Remote, 0, NULL, NULL, NULL, NULL, NULL, Request.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Request))); /* nor can it: untraced altogether, and the driver sees no difference */
    Untraced = (PWSK_SOCKET)Request.Information;
    EXPECT_EVENTS("TracingLost");

    RequestBegin(&Request);
    NtPoolFailNext(1);
    WskTraceSocketConnect(ProviderNpi.Dispatch, ProviderNpi.Client, SOCK_STREAM, IPPROTO_TCP, (PSOCKADDR)&Local,
                          (PSOCKADDR)&Remote, 0, NULL, NULL, NULL, NULL, NULL, Request.Irp);
    CHECK(NT_SUCCESS(RequestEnd(&Request))); /* no note of the call */
    CloseIt(Untraced);
    EXPECT_EVENTS("IrpAllocated TracingLost IrpFreed "
                  "IrpAllocated WskCallIssued WskCallReturned IrpCompleted IrpFreed");
    Untraced = (PWSK_SOCKET)Request.Information;

    RequestBegin(&Request);
    WskTraceSocketConnect(ProviderNpi.Dispatch, ProviderNpi.Client, SOCK_STREAM, IPPROTO_TCP, (PSOCKADDR)&Local,
                          (PSOCKADDR)&Remote, 0, NULL, NULL, NULL, NULL, NULL, Request.Irp);
    NtPoolFailNext(1);
    CHECK(NT_SUCCESS(RequestEnd(&Request))); /* no note of the socket */
    Unknown = (PWSK_SOCKET)Request.Information;
    EXPECT_EVENTS("IrpAllocated WskCallIssued WskCallReturned IrpCompleted TracingLost IrpFreed");
    CloseIt(Untraced);
    CloseIt(Unknown);
}
