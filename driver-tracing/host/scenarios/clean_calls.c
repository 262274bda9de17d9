/* Sound runs: every call, category and way to complete. */
#include "sockets.h"

/* An echo server's life, with one IRP per connection, allocated once and reused. */
VOID CleanEcho(VOID)
{
    PWSK_SOCKET Listener = OpenListener();
    ULONG Connection, Message;

    WskTraceDriverState(WskTraceListening, STATUS_SUCCESS);
    for (Connection = 0; Connection < 3; Connection++) {
        PWSK_SOCKET Socket = AcceptOne(Listener);
        WSK_BUF Buffer = {NULL, 0, 4096};
        REQUEST Request;

        RequestBegin(&Request);
        for (Message = 0; Message < 4; Message++) {
            ProviderNext((SCRIPT){.Returned = STATUS_PENDING, .Information = 100 + Message, .DelayUs = 400});
            Buffer.Length = 4096;
            WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
            RequestWait(&Request);
            Buffer.Length = Request.Information;
            RequestReuse(&Request);
            WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp);
            RequestWait(&Request);
            CHECK(Request.Information == 100 + Message);
            RequestReuse(&Request);
        }
        WskTraceDisconnect(CONNECTION(Socket), Socket, NULL, 0, Request.Irp);
        CHECK(NT_SUCCESS(RequestEnd(&Request)));
        CloseIt(Socket);
    }
    CloseIt(Listener);
}

/* Four connections with a receive and a send each in flight, whose latencies have a long tail. */
VOID CleanBusy(VOID)
{
    PWSK_SOCKET Sockets[4];
    REQUEST Requests[8];
    WSK_BUF Buffer = {NULL, 0, 1400};
    ULONG Random = 1, I;

    for (I = 0; I < RTL_NUMBER_OF(Sockets); I++) {
        Sockets[I] = ConnectOut();
    }
    for (I = 0; I < 200; I++) {
        REQUEST *Request = &Requests[I % RTL_NUMBER_OF(Requests)];
        PWSK_SOCKET Socket = Sockets[I % RTL_NUMBER_OF(Sockets)];

        if (I < RTL_NUMBER_OF(Requests)) {
            RequestBegin(Request);
        } else {
            RequestWait(Request);
            RequestReuse(Request);
        }
        Random = Random * 1664525 + 1013904223;
        ProviderNext((SCRIPT){.Returned = STATUS_PENDING,
                              .Information = 1 + (Random >> 8) % 1400,
                              .DelayUs = (Random >> 24) == 7 ? 80000 : 100 + (Random >> 16) % 900});
        if (I % RTL_NUMBER_OF(Requests) < RTL_NUMBER_OF(Sockets)) {
            WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, 0, Request->Irp);
        } else {
            WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request->Irp);
        }
    }
    for (I = 0; I < RTL_NUMBER_OF(Requests); I++) {
        RequestEnd(&Requests[I]);
    }
    for (I = 0; I < RTL_NUMBER_OF(Sockets); I++) {
        CloseIt(Sockets[I]);
    }
}

typedef struct _SEED_CONTEXT {
    PWSK_SOCKET Socket;
} SEED_CONTEXT;

/* The completion routine frees the IRP, and the call may not have returned yet. */
static NTSTATUS SeedCreateComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    if (Irp->IoStatus.Status == STATUS_SUCCESS) {
        ((SEED_CONTEXT *)Context)->Socket = (PWSK_SOCKET)Irp->IoStatus.Information;
    }
    WskTraceFreeIrp(Irp);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS SeedCreateListeningSocket(SEED_CONTEXT *Context)
{
    PIRP Irp = WskTraceAllocateIrp(1, FALSE);

    IoSetCompletionRoutine(Irp, SeedCreateComplete, Context, TRUE, TRUE, TRUE);
    return WskTraceSocket(ProviderNpi.Dispatch, ProviderNpi.Client, AF_INET, SOCK_STREAM, IPPROTO_TCP,
                          WSK_FLAG_LISTEN_SOCKET, Context, NULL, NULL, NULL, NULL, Irp);
}

/* Listening sockets made as the documentation shows: pending, completed inline (with either return), refused. */
VOID CleanSeed(VOID)
{
    const SCRIPT InlinePending = {.When = CompletesInline, .Returned = STATUS_PENDING};
    const SCRIPT InlineSuccess = {.When = CompletesInline};
    const SCRIPT InlineFailure = {.When = CompletesInline,
                                  .Status = STATUS_INSUFFICIENT_RESOURCES,
                                  .Returned = STATUS_INSUFFICIENT_RESOURCES};
    SEED_CONTEXT Pended = {0}, Inline = {0}, Done = {0}, Refused = {0};

    NtEventsForget();
    CHECK(SeedCreateListeningSocket(&Pended) == STATUS_PENDING);
    EXPECT_EVENTS("IrpAllocated WskCallIssued WskCallReturned");
    CHECK(ProviderDeliver());
    EXPECT_EVENTS("IrpCompleted SocketCreated IrpFreed");

    ProviderNext(InlinePending);
    CHECK(SeedCreateListeningSocket(&Inline) == STATUS_PENDING);
    EXPECT_EVENTS("IrpAllocated WskCallIssued IrpCompleted SocketCreated IrpFreed WskCallReturned");

    ProviderNext(InlineSuccess);
    CHECK(SeedCreateListeningSocket(&Done) == STATUS_SUCCESS);
    EXPECT_EVENTS("IrpAllocated WskCallIssued IrpCompleted SocketCreated IrpFreed WskCallReturned");

    ProviderNext(InlineFailure);
    CHECK(SeedCreateListeningSocket(&Refused) == STATUS_INSUFFICIENT_RESOURCES);
    EXPECT_EVENTS("IrpAllocated WskCallIssued IrpCompleted IrpFreed WskCallReturned");

    CHECK(Pended.Socket != NULL && Inline.Socket != NULL && Done.Socket != NULL && Refused.Socket == NULL);
    CloseIt(Pended.Socket);
    CloseIt(Inline.Socket);
    CloseIt(Done.Socket);
}

/* Completions on another processor that overtake the return. */
VOID CleanRaced(VOID)
{
    PWSK_SOCKET Socket = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 512};
    ULONG I;

    for (I = 0; I < 8; I++) {
        REQUEST Request;

        ProviderNext((SCRIPT){.When = CompletesRaced, .Returned = STATUS_PENDING, .DelayUs = 5 + I});
        RequestBegin(&Request);
        CHECK(WskTraceSend(CONNECTION(Socket), Socket, &Buffer, 0, Request.Irp) == STATUS_PENDING);
        CHECK(Request.Completions == 1);
        RequestEnd(&Request);
    }
    CloseIt(Socket);
}

/* Errors that come with a completion, before and after the return: sound, all of them. */
VOID CleanFailures(VOID)
{
    PWSK_SOCKET Socket = OpenSocket(WSK_FLAG_CONNECTION_SOCKET, AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, NULL);
    SOCKADDR_IN Local = AnyAddress(0), Remote = LoopbackAddress(9);
    REQUEST Request;

    ProviderNext((SCRIPT){.When = CompletesInline,
                          .Status = STATUS_ADDRESS_ALREADY_EXISTS,
                          .Returned = STATUS_ADDRESS_ALREADY_EXISTS});
    RequestBegin(&Request);
    WskTraceBind(CONNECTION(Socket), Socket, (PSOCKADDR)&Local, 0, Request.Irp);
    CHECK(RequestEnd(&Request) == STATUS_ADDRESS_ALREADY_EXISTS);

    /* The error is returned first, and the completion still comes. */
    ProviderNext((SCRIPT){.Status = STATUS_INSUFFICIENT_RESOURCES, .Returned = STATUS_INSUFFICIENT_RESOURCES});
    RequestBegin(&Request);
    CHECK(WskTraceBind(CONNECTION(Socket), Socket, (PSOCKADDR)&Local, 0, Request.Irp) ==
          STATUS_INSUFFICIENT_RESOURCES);
    CHECK(RequestEnd(&Request) == STATUS_INSUFFICIENT_RESOURCES);

    ProviderNext((SCRIPT){.Status = STATUS_CONNECTION_REFUSED, .Returned = STATUS_PENDING, .DelayUs = 2000});
    RequestBegin(&Request);
    WskTraceConnect(CONNECTION(Socket), Socket, (PSOCKADDR)&Remote, 0, Request.Irp);
    CHECK(RequestEnd(&Request) == STATUS_CONNECTION_REFUSED);
    CloseIt(Socket);
}

/* One socket of each category, over IPv4 and IPv6. */
VOID CleanCategories(VOID)
{
    static const struct {
        ULONG Category;
        USHORT Type;
        ULONG Protocol;
    } Kinds[] = {
        {WSK_FLAG_BASIC_SOCKET, SOCK_STREAM, IPPROTO_TCP},      {WSK_FLAG_LISTEN_SOCKET, SOCK_STREAM, IPPROTO_TCP},
        {WSK_FLAG_CONNECTION_SOCKET, SOCK_STREAM, IPPROTO_TCP}, {WSK_FLAG_DATAGRAM_SOCKET, SOCK_DGRAM, IPPROTO_UDP},
        {WSK_FLAG_STREAM_SOCKET, SOCK_STREAM, IPPROTO_TCP},
    };
    static const USHORT Families[] = {AF_INET, AF_INET6};
    SOCKADDR_IN6 Bound;
    ULONG I;

    for (I = 0; I < RTL_NUMBER_OF(Kinds) * RTL_NUMBER_OF(Families); I++) {
        ULONG Kind = I / RTL_NUMBER_OF(Families);
        PWSK_SOCKET Socket =
            OpenSocket(Kinds[Kind].Category, Families[I % 2], Kinds[Kind].Type, Kinds[Kind].Protocol, NULL, NULL);

        if (Kinds[Kind].Category == WSK_FLAG_STREAM_SOCKET) {
            REQUEST Request;

            RequestBegin(&Request);
            WskTraceGetLocalAddress(STREAM(Socket), Socket, (PSOCKADDR)&Bound, Request.Irp);
            CHECK(NT_SUCCESS(RequestEnd(&Request)) && Bound.sin6_family == Families[I % 2]);
        }
        CloseIt(Socket);
    }
}

/* Calls the function once with an IRP of its own and waits for it. */
#define ONCE(Call)                                                                                                     \
    do {                                                                                                               \
        REQUEST Request;                                                                                               \
        RequestBegin(&Request);                                                                                        \
        (VOID)(Call);                                                                                                  \
        CHECK(NT_SUCCESS(RequestEnd(&Request)));                                                                       \
    } while (0)

static VOID EveryProviderOperation(VOID)
{
    SOCKADDR_IN Address = LoopbackAddress(7);
    UNICODE_STRING Name = {0};
    PADDRINFOEXW Result = NULL;

    CHECK(NT_SUCCESS(WskTraceControlClient(ProviderNpi.Dispatch, ProviderNpi.Client, WSK_TRANSPORT_LIST_QUERY, 0, NULL,
                                           0, NULL, NULL, NULL)));
    ONCE(WskTraceControlClient(ProviderNpi.Dispatch, ProviderNpi.Client, WSK_TRANSPORT_LIST_CHANGE, 0, NULL, 64, NULL,
                               NULL, Request.Irp));
    ONCE(WskTraceGetAddressInfo(ProviderNpi.Dispatch, ProviderNpi.Client, &Name, NULL, 0, NULL, NULL, &Result, NULL,
                                NULL, Request.Irp));
    ONCE(WskTraceGetNameInfo(ProviderNpi.Dispatch, ProviderNpi.Client, (PSOCKADDR)&Address, sizeof(Address), &Name,
                             NULL, NI_NUMERICHOST, NULL, NULL, Request.Irp));
}

static VOID EveryConnectionOperation(VOID)
{
    SOCKADDR_IN Local = AnyAddress(0), Remote = LoopbackAddress(7);
    PWSK_SOCKET Socket = OpenSocket(WSK_FLAG_CONNECTION_SOCKET, AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, NULL);
    PWSK_SOCKET Stream = OpenSocket(WSK_FLAG_STREAM_SOCKET, AF_INET, SOCK_STREAM, IPPROTO_TCP, NULL, NULL);
    PWSK_SOCKET Other = ConnectOut();
    WSK_BUF Buffer = {NULL, 0, 1000};
    WSK_DATA_INDICATION Second = {NULL, {NULL, 0, 20}}, First = {&Second, {NULL, 0, 10}};
    ULONG Option = 1;

    ONCE(WskTraceBind(CONNECTION(Socket), Socket, (PSOCKADDR)&Local, 0, Request.Irp));
    ONCE(WskTraceConnect(CONNECTION(Socket), Socket, (PSOCKADDR)&Remote, 0, Request.Irp));
    ONCE(WskTraceSend(CONNECTION(Socket), Socket, &Buffer, WSK_FLAG_NODELAY, Request.Irp));
    ONCE(WskTraceReceive(CONNECTION(Socket), Socket, &Buffer, WSK_FLAG_WAITALL, Request.Irp));
    ONCE(WskTraceGetLocalAddress(CONNECTION(Socket), Socket, (PSOCKADDR)&Local, Request.Irp));
    ONCE(WskTraceGetRemoteAddress(CONNECTION(Socket), Socket, (PSOCKADDR)&Remote, Request.Irp));
    ONCE(WskTraceControlSocket(CONNECTION(Socket), Socket, WskSetOption, SO_REUSEADDR, SOL_SOCKET, sizeof(Option),
                               &Option, 0, NULL, NULL, Request.Irp));
    CHECK(NT_SUCCESS(WskTraceControlSocket(CONNECTION(Socket), Socket, WskSetOption, SO_WSK_EVENT_CALLBACK, SOL_SOCKET,
                                           0, NULL, 0, NULL, NULL, NULL)));
    CHECK(NT_SUCCESS(WskTraceRelease(CONNECTION(Socket), Socket, &First)));
    ONCE(WskTraceDisconnect(CONNECTION(Socket), Socket, NULL, WSK_FLAG_ABORTIVE, Request.Irp));
    ONCE(WskTraceListen(STREAM(Stream), Stream, Request.Irp));
    ONCE(WskTraceConnectEx(CONNECTION(Other), Other, (PSOCKADDR)&Remote, &Buffer, 0, Request.Irp));
    CloseIt(Socket);
    CloseIt(Stream);
    CloseIt(Other);
}

static VOID EveryDatagramOperation(VOID)
{
    PWSK_SOCKET Socket = OpenSocket(WSK_FLAG_DATAGRAM_SOCKET, AF_INET6, SOCK_DGRAM, IPPROTO_UDP, NULL, NULL);
    SOCKADDR_IN6 Address = Loopback6Address(7);
    WSK_BUF Buffer = {NULL, 0, 700};
    WSK_BUF_LIST Tail = {NULL, {NULL, 0, 30}}, Head = {&Tail, {NULL, 0, 12}};
    WSK_DATAGRAM_INDICATION Indication = {NULL, {NULL, 0, 5}, NULL, 0, NULL};
    ULONG ControlInfoLength = 0, ControlFlags = 0;

    ONCE(WskTraceBind(DATAGRAM(Socket), Socket, (PSOCKADDR)&Address, 0, Request.Irp));
    ONCE(WskTraceSendTo(DATAGRAM(Socket), Socket, &Buffer, 0, (PSOCKADDR)&Address, 0, NULL, Request.Irp));
    ONCE(WskTraceReceiveFrom(DATAGRAM(Socket), Socket, &Buffer, 0, (PSOCKADDR)&Address, &ControlInfoLength, NULL,
                             &ControlFlags, Request.Irp));
    ONCE(WskTraceSendMessages(DATAGRAM(Socket), Socket, &Head, 0, (PSOCKADDR)&Address, 0, NULL, Request.Irp));
    CHECK(NT_SUCCESS(WskTraceReleaseDatagram(DATAGRAM(Socket), Socket, &Indication)));
    CloseIt(Socket);
}

/* Each of the 22 functions at least once. */
VOID CleanEveryOperation(VOID)
{
    PWSK_SOCKET Listener = OpenListener();
    WSK_INSPECT_ID Inspect = {1, 1};

    CloseIt(AcceptOne(Listener));
    ONCE(WskTraceInspectComplete(LISTEN(Listener), Listener, &Inspect, WskInspectAccept, Request.Irp));
    EveryProviderOperation();
    EveryConnectionOperation();
    EveryDatagramOperation();
    CloseIt(Listener);
}
