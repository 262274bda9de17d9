/* The WSK functions that move data. */
#include "issue.h"

/* Lists of buffers and of indications are linked and measured alike. */
#define WSKT_LIST_LENGTH(Type, List, Sum, Count)                                                                       \
    do {                                                                                                               \
        const Type *Item;                                                                                              \
        for (Item = (List); Item != NULL; Item = Item->Next) {                                                         \
            (Sum) += Item->Buffer.Length;                                                                              \
            (Count)++;                                                                                                 \
        }                                                                                                              \
    } while (0)

_Use_decl_annotations_
NTSTATUS WskTraceSendAt(PFN_WSK_SEND WskSend, PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp,
                        PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceReceiveAt(PFN_WSK_RECEIVE WskReceive, PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags, PIRP Irp,
                           PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceSendToAt(PFN_WSK_SEND_TO WskSendTo, PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags,
                          PSOCKADDR RemoteAddress, ULONG ControlInfoLength, PCMSGHDR ControlInfo, PIRP Irp,
                          PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceReceiveFromAt(PFN_WSK_RECEIVE_FROM WskReceiveFrom, PWSK_SOCKET Socket, PWSK_BUF Buffer, ULONG Flags,
                               PSOCKADDR RemoteAddress, PULONG ControlInfoLength, PCMSGHDR ControlInfo,
                               PULONG ControlFlags, PIRP Irp, PCSTR Function, ULONG Line)
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

_Use_decl_annotations_
NTSTATUS WskTraceSendMessagesAt(PFN_WSK_SEND_MESSAGES WskSendMessages, PWSK_SOCKET Socket, PWSK_BUF_LIST BufferList,
                                ULONG Flags, PSOCKADDR RemoteAddress, ULONG ControlInfoLength, PCMSGHDR ControlInfo,
                                PIRP Irp, PCSTR Function, ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpSendMessages,
                        .Irp = Irp,
                        .Socket = Socket,
                        .Flags = Flags,
                        .Function = Function,
                        .Line = Line};

    WSKT_LIST_LENGTH(WSK_BUF_LIST, BufferList, Issue.Length, Issue.Indications);
    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskSendMessages(Socket, BufferList, Flags, RemoteAddress, ControlInfoLength,
                                                    ControlInfo, Irp));
}

_Use_decl_annotations_
NTSTATUS WskTraceReleaseAt(PFN_WSK_RELEASE_DATA_INDICATION_LIST WskRelease, PWSK_SOCKET Socket,
                           PWSK_DATA_INDICATION DataIndication, PCSTR Function, ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpRelease, .Socket = Socket, .Function = Function, .Line = Line};

    WSKT_LIST_LENGTH(WSK_DATA_INDICATION, DataIndication, Issue.Length, Issue.Indications);
    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskRelease(Socket, DataIndication));
}

_Use_decl_annotations_
NTSTATUS WskTraceReleaseDatagramAt(PFN_WSK_RELEASE_DATAGRAM_INDICATION_LIST WskRelease, PWSK_SOCKET Socket,
                                   PWSK_DATAGRAM_INDICATION DatagramIndication, PCSTR Function, ULONG Line)
{
    WSKT_ISSUE Issue = {.Op = WsktOpRelease, .Socket = Socket, .Function = Function, .Line = Line};

    WSKT_LIST_LENGTH(WSK_DATAGRAM_INDICATION, DatagramIndication, Issue.Length, Issue.Indications);
    WsktCallIssue(&Issue);
    return WsktCallReturned(&Issue, WskRelease(Socket, DatagramIndication));
}
