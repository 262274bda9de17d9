/* The provider's functions that take a client: sockets and names. */
#include "dispatch_tables.h"
#include "provider.h"

#include <stdlib.h>

#define FAILURES(...) .Failures = {__VA_ARGS__}

static BOOLEAN TrySocket(LAB_CALL *Call)
{
    LAB_SOCKET *Socket = SocketNew(Call->Number, Call->Family, Call->Context, Call->Dispatch);

    Socket->Created = Call->Stack;
    Call->Status = STATUS_SUCCESS;
    Call->Information = (ULONG_PTR)Socket->Wsk;
    return TRUE;
}

static NTSTATUS LabSocket(PWSK_CLIENT Client, ADDRESS_FAMILY AddressFamily, USHORT SocketType, ULONG Protocol,
                          ULONG Flags, PVOID SocketContext, const VOID *Dispatch, PEPROCESS OwningProcess,
                          PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp)
{
    static const LAB_OPERATION Socket = {"Socket", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_NOT_SUPPORTED)};
    LAB_CALL Call = {.Operation = &Socket,
                     .Irp = Irp,
                     .Try = TrySocket,
                     .Context = SocketContext,
                     .Dispatch = Dispatch,
                     .Number = Flags,
                     .Family = AddressFamily};

    (void)Client, (void)SocketType, (void)Protocol, (void)OwningProcess, (void)OwningThread, (void)SecurityDescriptor;
    return CallIssue(&Call);
}

static BOOLEAN TrySocketConnect(LAB_CALL *Call)
{
    LAB_END *End = PeersTakeConnection(NetFreePort(), Call->Number);
    LAB_SOCKET *Socket;

    Call->Information = 0;
    if (End == NULL) {
        Call->Status = STATUS_CONNECTION_REFUSED;
        if (NtClockNow() >= Call->Started + CONNECT_RETRIES_US * 10) {
            return TRUE;
        }
        CallRetry(Call, CONNECT_RETRY_US);
        return FALSE;
    }
    Socket = SocketNew(WSK_FLAG_CONNECTION_SOCKET, Call->Family, Call->Context, Call->Dispatch);
    Socket->Created = Call->Stack;
    Socket->Bound = TRUE;
    Socket->Port = End->Port;
    Socket->End = End;
    End->Socket = Socket;
    Call->Status = STATUS_SUCCESS;
    Call->Information = (ULONG_PTR)Socket->Wsk;
    return TRUE;
}

static NTSTATUS LabSocketConnect(PWSK_CLIENT Client, USHORT SocketType, ULONG Protocol, PSOCKADDR LocalAddress,
                                 PSOCKADDR RemoteAddress, ULONG Flags, PVOID SocketContext,
                                 const WSK_CLIENT_CONNECTION_DISPATCH *Dispatch, PEPROCESS OwningProcess,
                                 PETHREAD OwningThread, PSECURITY_DESCRIPTOR SecurityDescriptor, PIRP Irp)
{
    static const LAB_OPERATION SocketConnect = {
        "SocketConnect", FAILURES(STATUS_CONNECTION_REFUSED, STATUS_IO_TIMEOUT, STATUS_INSUFFICIENT_RESOURCES,
                                  STATUS_HOST_UNREACHABLE, STATUS_CANCELLED)};
    LAB_CALL Call = {.Operation = &SocketConnect,
                     .Irp = Irp,
                     .Try = TrySocketConnect,
                     .Context = SocketContext,
                     .Dispatch = Dispatch,
                     .Number = AddressPort(RemoteAddress),
                     .Family = RemoteAddress->sa_family};

    (void)Client, (void)SocketType, (void)Protocol, (void)LocalAddress, (void)Flags;
    (void)OwningProcess, (void)OwningThread, (void)SecurityDescriptor;
    return CallIssue(&Call);
}

static BOOLEAN TryNothing(LAB_CALL *Call)
{
    Call->Status = STATUS_SUCCESS;
    Call->Information = 0;
    return TRUE;
}

static NTSTATUS LabControlClient(PWSK_CLIENT Client, ULONG ControlCode, SIZE_T InputSize, PVOID InputBuffer,
                                 SIZE_T OutputSize, PVOID OutputBuffer, SIZE_T *OutputSizeReturned, PIRP Irp)
{
    static const LAB_OPERATION Control = {
        "ControlClient", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_NOT_SUPPORTED)};
    LAB_CALL Call = {.Operation = &Control, .Irp = Irp, .Try = TryNothing, .Number = ControlCode};

    (void)Client, (void)InputSize, (void)InputBuffer, (void)OutputSize, (void)OutputBuffer;
    if (OutputSizeReturned != NULL) {
        *OutputSizeReturned = 0;
    }
    return Irp != NULL ? CallIssue(&Call) : CallWithoutIrp(&Call);
}

typedef struct _RESOLVED {
    ADDRINFOEXW Info; /* first: what the driver gets and gives back */
    SOCKADDR_IN Address;
} RESOLVED;

/* Every name is this host. */
static BOOLEAN TryGetAddressInfo(LAB_CALL *Call)
{
    RESOLVED *Resolved = calloc(1, sizeof(*Resolved));

    if (Resolved == NULL) {
        NtFail("out of memory");
    }
    AddressPut((PSOCKADDR)&Resolved->Address, AF_INET, ADDRESS_LOOPBACK, 0);
    Resolved->Info.ai_family = AF_INET;
    Resolved->Info.ai_addrlen = sizeof(Resolved->Address);
    Resolved->Info.ai_addr = (PSOCKADDR)&Resolved->Address;
    *(PADDRINFOEXW *)Call->Argument = &Resolved->Info;
    return TryNothing(Call);
}

static NTSTATUS LabGetAddressInfo(PWSK_CLIENT Client, PUNICODE_STRING NodeName, PUNICODE_STRING ServiceName,
                                  ULONG NameSpace, GUID *Provider, PADDRINFOEXW Hints, PADDRINFOEXW *Result,
                                  PEPROCESS OwningProcess, PETHREAD OwningThread, PIRP Irp)
{
    static const LAB_OPERATION GetAddressInfo = {
        "GetAddressInfo", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_NOT_FOUND, STATUS_IO_TIMEOUT),
        .NeedsPassive = TRUE};
    LAB_CALL Call = {.Operation = &GetAddressInfo, .Irp = Irp, .Try = TryGetAddressInfo, .Argument = Result};

    (void)Client, (void)NodeName, (void)ServiceName, (void)NameSpace, (void)Provider, (void)Hints;
    (void)OwningProcess, (void)OwningThread;
    return CallIssue(&Call);
}

static VOID LabFreeAddressInfo(PWSK_CLIENT Client, PADDRINFOEXW AddrInfo)
{
    (void)Client;
    free(CONTAINING_RECORD(AddrInfo, RESOLVED, Info));
}

static NTSTATUS LabGetNameInfo(PWSK_CLIENT Client, PSOCKADDR SockAddr, ULONG SockAddrLength, PUNICODE_STRING NodeName,
                               PUNICODE_STRING ServiceName, ULONG Flags, PEPROCESS OwningProcess,
                               PETHREAD OwningThread, PIRP Irp)
{
    static const LAB_OPERATION GetNameInfo = {
        "GetNameInfo", FAILURES(STATUS_INSUFFICIENT_RESOURCES, STATUS_NOT_FOUND, STATUS_IO_TIMEOUT),
        .NeedsPassive = TRUE};
    LAB_CALL Call = {.Operation = &GetNameInfo, .Irp = Irp, .Try = TryNothing};

    (void)Client, (void)SockAddr, (void)SockAddrLength, (void)Flags, (void)OwningProcess, (void)OwningThread;
    if (NodeName != NULL) {
        NodeName->Length = 0;
    }
    if (ServiceName != NULL) {
        ServiceName->Length = 0;
    }
    return CallIssue(&Call);
}

const WSK_PROVIDER_DISPATCH ProviderDispatch = CLIENT_TABLE(Lab);
