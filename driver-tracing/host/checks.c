/* What no scenario shows: the library without a provider, and what the sink refuses. Prints a line for each. */
#include <stdio.h>
#include <stdlib.h>

#include "../sink/etw_sink.h"
#include "scenarios/sockets.h"

WSKTRACE_DEFINE_PROVIDER("Contoso.Echo.Wsk",
                         (0x3f0c1d52, 0x9a11, 0x4c0e, 0x8d, 0x21, 0x5b, 0x6e, 0x70, 0x0a, 0x4f, 0x13));

/* ---- The library without a provider ------------------------------------------------------------------------------ */

static NTSTATUS OnReceive(PVOID SocketContext, ULONG Flags, PWSK_DATA_INDICATION DataIndication, SIZE_T BytesIndicated,
                          SIZE_T *BytesAccepted)
{
    (void)Flags, (void)DataIndication, (void)BytesIndicated, (void)BytesAccepted;
    ++*(PULONG)SocketContext;
    return STATUS_PENDING;
}

static const WSK_CLIENT_CONNECTION_DISPATCH Client = {.WskReceiveEvent = OnReceive};

/* Calls go on as they are, no event is written, and the library takes no memory. */
static VOID CheckPassesOn(PCSTR When)
{
    ULONG Allocations = NtPoolAllocations(), Received = 0;
    WSK_DATA_INDICATION Data = {NULL, {NULL, 0, 1}};
    PWSK_SOCKET Listener, Socket;

    NtEventsForget();
    Listener = OpenListener();
    Socket = AcceptOne(Listener);
    WskTraceDriverState(WskTraceLoaded, STATUS_SUCCESS);
    CloseIt(Socket);
    Socket = ConnectOutWith(&Received, &Client);
    CHECK(ProviderReceiveEvent(Socket, &Data) == STATUS_PENDING && Received == 1);
    CloseIt(Socket);
    CloseIt(Listener);
    CHECK(NtPoolAllocations() == Allocations && NtEventNames()[0] == 0 && NtIrpsOutstanding() == 0);
    printf("%s, the wrappers just pass on\n", When);
}

/*
 * What comes after WskTraceStop, behind more closed sockets than the library keeps: a receive, a close and a new socket
 * with callbacks that are completed late, and a callback of that. None of it is told, none takes memory, and what the
 * library had of them is given back at its next stop.
 */
static VOID CheckLate(VOID)
{
    WSK_DATA_INDICATION Data = {NULL, {NULL, 0, 1}};
    SOCKADDR_IN Local = AnyAddress(0), Remote = LoopbackAddress(7);
    WSK_BUF Buffer = {NULL, 0, 10};
    REQUEST Receive, Close, Connect;
    PWSK_SOCKET First, Second, Late;
    ULONG Allocations, Received = 0, I;

    CHECK(NT_SUCCESS(WskTraceStart()));
    for (I = 0; I < 200; I++) {
        CloseIt(ConnectOut());
    }
    First = ConnectOut();
    Second = ConnectOutWith(&Received, &Client);
    RequestBegin(&Receive);
    WskTraceReceive(CONNECTION(First), First, &Buffer, 0, Receive.Irp);
    RequestBegin(&Close);
    WskTraceCloseSocket(BASIC(Second), Second, Close.Irp);
    RequestBegin(&Connect);
    WskTraceSocketConnect(ProviderNpi.Dispatch, ProviderNpi.Client, SOCK_STREAM, IPPROTO_TCP, (PSOCKADDR)&Local,
                          (PSOCKADDR)&Remote, 0, &Received, &Client, NULL, NULL, NULL, Connect.Irp);
    WskTraceStop();

    Allocations = NtPoolAllocations();
    NtEventsForget();
    CHECK(NT_SUCCESS(RequestEnd(&Receive)) && NT_SUCCESS(RequestEnd(&Close)) && NT_SUCCESS(RequestEnd(&Connect)));
    Late = (PWSK_SOCKET)Connect.Information;
    CHECK(ProviderReceiveEvent(Late, &Data) == STATUS_PENDING && Received == 1);
    CHECK(NtPoolAllocations() == Allocations && NtEventNames()[0] == 0);

    CHECK(NT_SUCCESS(WskTraceStart()));
    CloseIt(First);
    CloseIt(Late);
    WskTraceStop();
    CHECK(NtPoolOutstanding() == 0 && NtIrpsOutstanding() == 0);
    printf("what is completed after WskTraceStop goes on untraced, and leaves nothing behind\n");
}

static VOID CheckLibrary(PCSTR File)
{
    NtThreadBegin(0, 0);
    NtSessionOpen(File, 4096);
    ProviderStart();
    CheckPassesOn("before WskTraceStart");
    NtEtwRefuse(TRUE);
    CHECK(!NT_SUCCESS(WskTraceStart()));
    CheckPassesOn("after a WskTraceStart that failed");
    WskTraceStop();
    NtEtwRefuse(FALSE);
    CHECK(NT_SUCCESS(WskTraceStart()));
    CloseIt(OpenListener());
    WskTraceStop();
    CheckPassesOn("after WskTraceStop");
    CheckLate();
    ProviderStop();
    NtSessionClose();
    CHECK(NtPoolOutstanding() == 0);
}

/* ---- The sink ---------------------------------------------------------------------------------------------------- */

static int WriteFails;

static int Write(void *Context, uint64_t Offset, const void *Data, uint32_t Length)
{
    (void)Context, (void)Offset, (void)Data, (void)Length;
    return !WriteFails;
}

static void *Allocate(void *Context, uint32_t Length)
{
    (void)Context;
    return calloc(1, Length);
}

static void Free(void *Context, void *Memory)
{
    (void)Context;
    free(Memory);
}

static uint64_t Ticks(void *Context)
{
    (void)Context;
    return NtClockTicks();
}

static uint32_t Processor(void *Context)
{
    (void)Context;
    return 5; /* more than the session has: taken modulo */
}

static void Thread(void *Context, uint32_t *ProcessId, uint32_t *ThreadId)
{
    (void)Context;
    *ProcessId = *ThreadId = 1;
}

static uintptr_t Lock(void *Context)
{
    (void)Context;
    return 0;
}

static void Unlock(void *Context, uintptr_t State)
{
    (void)Context, (void)State;
}

static const ETW_SINK_PLATFORM Platform = {.Write = Write,
                                           .Allocate = Allocate,
                                           .Free = Free,
                                           .Ticks = Ticks,
                                           .Frequency = 10000000,
                                           .SystemTime = Ticks,
                                           .Processor = Processor,
                                           .Thread = Thread,
                                           .Lock = Lock,
                                           .Unlock = Unlock};

static VOID CheckSinkOptions(VOID)
{
    static const ETW_SINK_OPTIONS Bad[] = {
        {.BufferSize = 2048, .Processors = 1, .LoggerName = "", .FileName = ""},
        {.BufferSize = 5000, .Processors = 1, .LoggerName = "", .FileName = ""},
        {.BufferSize = 4096, .Processors = 0, .LoggerName = "", .FileName = ""},
        {.BufferSize = 4096, .Processors = 9, .LoggerName = "", .FileName = ""},
        {.BufferSize = 4096, .Processors = 1, .FileName = ""},
    };
    static ETW_SINK Sink;
    ULONG I;

    for (I = 0; I < RTL_NUMBER_OF(Bad); I++) {
        CHECK(!EtwSinkOpen(&Sink, &Platform, &Bad[I]));
    }
    printf("the sink refuses options out of range\n");
}

static VOID CheckSinkWrites(VOID)
{
    static const ETW_SINK_OPTIONS Options = {
        .BufferSize = 4096, .Processors = 2, .Level = 4, .Keywords = 0x6, .LoggerName = "", .FileName = ""};
    static const uint8_t Id[16] = {1}, Traits[] = {5, 0, 'A', 'B', 0}, Unended[] = {4, 0, 'A', 'B'};
    static ETW_SINK Sink;
    static uint8_t Bytes[70000];
    ETW_SINK_DESCRIPTOR Event = {.Level = 4, .Keyword = 0x2};
    ETW_SINK_DATA Data = {(uint64_t)(uintptr_t)Bytes, 100, 0, 0, 0};
    uint64_t Handle;

    CHECK(EtwSinkOpen(&Sink, &Platform, &Options));
    CHECK(EtwSinkRegister(&Sink, Id, NULL, NULL, &Handle) && Handle != 0);
    CHECK(!EtwSinkSetTraits(&Sink, Handle, Traits, 4) && !EtwSinkSetTraits(&Sink, Handle, Unended, 4));
    CHECK(EtwSinkSetTraits(&Sink, Handle, Traits, 5));
    CHECK(EtwSinkWrite(&Sink, Handle, &Event, 1, &Data) && Sink.EventsWritten == 1);
    CHECK(!EtwSinkWrite(&Sink, Handle + 1, &Event, 1, &Data));
    printf("the sink takes well-formed traits and events of registered providers\n");

    Event.Level = 5;
    CHECK(EtwSinkWrite(&Sink, Handle, &Event, 1, &Data) && Sink.EventsWritten == 1);
    Event.Level = 4;
    Event.Keyword = 0x8;
    CHECK(EtwSinkWrite(&Sink, Handle, &Event, 1, &Data) && Sink.EventsWritten == 1);
    Event.Keyword = 0;
    CHECK(EtwSinkWrite(&Sink, Handle, &Event, 1, &Data) && Sink.EventsWritten == 2);
    printf("the sink leaves out what the session does not want\n");

    Data.Size = 4096; /* more than a buffer has room for */
    CHECK(!EtwSinkWrite(&Sink, Handle, &Event, 1, &Data) && Sink.EventsLost == 1);
    Data.Size = sizeof(Bytes); /* more than an event can have */
    CHECK(!EtwSinkWrite(&Sink, Handle, &Event, 1, &Data) && Sink.EventsLost == 2);
    Data.Size = 100;
    WriteFails = 1;
    CHECK(!EtwSinkWrite(&Sink, Handle, &Event, 1, &Data) && Sink.EventsLost == 3);
    WriteFails = 0;
    CHECK(EtwSinkWrite(&Sink, Handle, &Event, 1, &Data) && Sink.EventsWritten == 3);
    printf("the sink counts the events that it loses, and goes on\n");
    EtwSinkClose(&Sink);
    CHECK(EtwSinkWrite(&Sink, Handle, &Event, 1, &Data) && Sink.EventsWritten == 3);
}

int main(int Count, char **Arguments)
{
    if (Count != 2) {
        fputs("usage: checks FILE\n", stderr);
        return 2;
    }
    CheckLibrary(Arguments[1]);
    CheckSinkOptions();
    CheckSinkWrites();
    return 0;
}
