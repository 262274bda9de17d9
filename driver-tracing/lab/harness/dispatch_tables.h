/*
 * WSK's dispatch tables, made of functions whose names are those of WSK's behind a prefix: the lab's provider is one such
 * set (LabBind), and what traces a driver without the library another, in front of it (TracedBind).
 */
#ifndef DISPATCH_TABLES_H
#define DISPATCH_TABLES_H

#define CLIENT_TABLE(Prefix)                                                                                           \
    {                                                                                                                  \
        .Version = MAKE_WSK_VERSION(1, 0), .WskSocket = Prefix##Socket, .WskSocketConnect = Prefix##SocketConnect,     \
        .WskControlClient = Prefix##ControlClient, .WskGetAddressInfo = Prefix##GetAddressInfo,                        \
        .WskFreeAddressInfo = Prefix##FreeAddressInfo, .WskGetNameInfo = Prefix##GetNameInfo                           \
    }

#define BASIC_CALLS(Prefix) .WskControlSocket = Prefix##ControlSocket, .WskCloseSocket = Prefix##CloseSocket
#define ADDRESS_CALLS(Prefix) .WskBind = Prefix##Bind, .WskGetLocalAddress = Prefix##GetLocalAddress
#define STREAM_CALLS(Prefix)                                                                                           \
    .WskConnect = Prefix##Connect, .WskConnectEx = Prefix##ConnectEx, .WskSend = Prefix##Send,                         \
    .WskReceive = Prefix##Receive, .WskDisconnect = Prefix##Disconnect, .WskRelease = Prefix##Release,                 \
    .WskGetRemoteAddress = Prefix##GetRemoteAddress

/* Defines `const VOID *Function(ULONG Category)`, which gives the table of a socket of that category. */
#define SOCKET_TABLES(Function, Prefix)                                                                                \
    const VOID *Function(ULONG Category)                                                                               \
    {                                                                                                                  \
        static const WSK_PROVIDER_BASIC_DISPATCH Basic = {BASIC_CALLS(Prefix)};                                        \
        static const WSK_PROVIDER_LISTEN_DISPATCH Listen = {BASIC_CALLS(Prefix), ADDRESS_CALLS(Prefix),                \
                                                            .WskAccept = Prefix##Accept,                               \
                                                            .WskInspectComplete = Prefix##InspectComplete};            \
        static const WSK_PROVIDER_DATAGRAM_DISPATCH Datagram = {BASIC_CALLS(Prefix), ADDRESS_CALLS(Prefix),            \
                                                                .WskSendTo = Prefix##SendTo,                           \
                                                                .WskReceiveFrom = Prefix##ReceiveFrom,                 \
                                                                .WskRelease = Prefix##ReleaseDatagram,                 \
                                                                .WskSendMessages = Prefix##SendMessages};              \
        static const WSK_PROVIDER_CONNECTION_DISPATCH Connection = {BASIC_CALLS(Prefix), ADDRESS_CALLS(Prefix),        \
                                                                    STREAM_CALLS(Prefix)};                             \
        static const WSK_PROVIDER_STREAM_DISPATCH Stream = {BASIC_CALLS(Prefix), ADDRESS_CALLS(Prefix),                \
                                                            STREAM_CALLS(Prefix), .WskAccept = Prefix##Accept,         \
                                                            .WskListen = Prefix##Listen};                              \
                                                                                                                       \
        switch (Category) {                                                                                            \
        case WSK_FLAG_LISTEN_SOCKET: return &Listen;                                                                   \
        case WSK_FLAG_CONNECTION_SOCKET: return &Connection;                                                           \
        case WSK_FLAG_DATAGRAM_SOCKET: return &Datagram;                                                               \
        case WSK_FLAG_STREAM_SOCKET: return &Stream;                                                                   \
        default: return &Basic;                                                                                        \
        }                                                                                                              \
    }

#endif
