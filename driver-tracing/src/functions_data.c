/* The WSK functions that move data. */
#include "calls.h"

/* Lists of buffers and of indications are linked and measured alike. */
#define WSKT_LIST_LENGTH(Type, List, Sum)                                                                              \
    do {                                                                                                               \
        const Type *Item;                                                                                              \
        for (Item = (List); Item != NULL; Item = Item->Next) {                                                         \
            (Sum) += Item->Buffer.Length;                                                                              \
        }                                                                                                              \
    } while (0)

NTSTATUS WskTraceSendAt(_In_ PFN_WSK_SEND WskSend, _In_ PWSK_SOCKET Socket, _In_ PWSK_BUF Buffer, _In_ ULONG Flags,
                        _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpSend,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Length = Buffer->Length,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskSend(Socket, Buffer, Flags, Irp));
}

NTSTATUS WskTraceReceiveAt(_In_ PFN_WSK_RECEIVE WskReceive, _In_ PWSK_SOCKET Socket, _In_ PWSK_BUF Buffer,
                           _In_ ULONG Flags, _Inout_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpReceive,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Length = Buffer->Length,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskReceive(Socket, Buffer, Flags, Irp));
}

NTSTATUS WskTraceSendToAt(_In_ PFN_WSK_SEND_TO WskSendTo, _In_ PWSK_SOCKET Socket, _In_ PWSK_BUF Buffer,
                          _In_ ULONG Flags, _In_opt_ PSOCKADDR RemoteAddress, _In_ ULONG ControlInfoLength,
                          _In_reads_bytes_opt_(ControlInfoLength) PCMSGHDR ControlInfo, _Inout_ PIRP Irp,
                          _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpSendTo,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Length = Buffer->Length,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskSendTo(Socket, Buffer, Flags, RemoteAddress, ControlInfoLength, ControlInfo,
                                              Irp));
}

NTSTATUS WskTraceReceiveFromAt(_In_ PFN_WSK_RECEIVE_FROM WskReceiveFrom, _In_ PWSK_SOCKET Socket,
                               _In_ PWSK_BUF Buffer, _In_ ULONG Flags, _Out_opt_ PSOCKADDR RemoteAddress,
                               _Inout_opt_ PULONG ControlInfoLength,
                               _Out_writes_bytes_opt_(*ControlInfoLength) PCMSGHDR ControlInfo,
                               _Out_opt_ PULONG ControlFlags, _Inout_ PIRP Irp, _In_z_ PCSTR Function,
                               _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpReceiveFrom,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Length = Buffer->Length,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line};

    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskReceiveFrom(Socket, Buffer, Flags, RemoteAddress, ControlInfoLength,
                                                   ControlInfo, ControlFlags, Irp));
}

NTSTATUS WskTraceSendMessagesAt(_In_ PFN_WSK_SEND_MESSAGES WskSendMessages, _In_ PWSK_SOCKET Socket,
                                _In_ PWSK_BUF_LIST BufferList, _In_ ULONG Flags, _In_opt_ PSOCKADDR RemoteAddress,
                                _In_ ULONG ControlInfoLength,
                                _In_reads_bytes_opt_(ControlInfoLength) PCMSGHDR ControlInfo, _Inout_ PIRP Irp,
                                _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpSendMessages,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line};

    WSKT_LIST_LENGTH(WSK_BUF_LIST, BufferList, Issue.Length);
    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskSendMessages(Socket, BufferList, Flags, RemoteAddress, ControlInfoLength,
                                                    ControlInfo, Irp));
}

NTSTATUS WskTraceReleaseAt(_In_ PFN_WSK_RELEASE_DATA_INDICATION_LIST WskRelease, _In_ PWSK_SOCKET Socket,
                           _In_ PWSK_DATA_INDICATION DataIndication, _In_z_ PCSTR Function, _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpRelease, .Socket = Socket, .Function = Function, .Line = Line};

    WSKT_LIST_LENGTH(WSK_DATA_INDICATION, DataIndication, Issue.Length);
    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskRelease(Socket, DataIndication));
}

NTSTATUS WskTraceReleaseDatagramAt(_In_ PFN_WSK_RELEASE_DATAGRAM_INDICATION_LIST WskRelease, _In_ PWSK_SOCKET Socket,
                                   _In_ PWSK_DATAGRAM_INDICATION DatagramIndication, _In_z_ PCSTR Function,
                                   _In_ ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpRelease, .Socket = Socket, .Function = Function, .Line = Line};

    WSKT_LIST_LENGTH(WSK_DATAGRAM_INDICATION, DatagramIndication, Issue.Length);
    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskRelease(Socket, DatagramIndication));
}
