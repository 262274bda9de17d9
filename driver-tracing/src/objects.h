/* What the library knows of an IRP, a call, a socket and its callbacks: the records of its sets (state.h). */
#ifndef WSKTRACE_OBJECTS_H
#define WSKTRACE_OBJECTS_H

#include "records.h"

/* ---- IRPs -------------------------------------------------------------------------------------------------------- */

/* As event field Origin numbers them. */
typedef enum _WSKT_ORIGIN {
    WsktOriginAllocated = 0,
    WsktOriginEmbedded = 1,
    WsktOriginPassedDown = 2
} WSKT_ORIGIN;

typedef struct _WSKT_IRP {
    WSKT_RECORD Record;
    WSKT_ORIGIN Origin;
    UCHAR StackSize;
    PCSTR Function;
    ULONG Line;
} WSKT_IRP;

/* Which IRP is at an address. Id 0: none that the library knows. */
typedef struct _WSKT_IRP_IDENTITY {
    ULONG64 Id;
    WSKT_ORIGIN Origin;
    BOOLEAN AdoptedForCall; /* unknown until the call that asks; forgotten once that is over */
} WSKT_IRP_IDENTITY;

/* ---- Sockets ----------------------------------------------------------------------------------------------------- */

typedef struct _WSKT_SOCKET_KIND {
    ULONG Category; /* WSK_FLAG_..._SOCKET */
    USHORT AddressFamily;
    USHORT SocketType;
    ULONG Protocol;
    ULONG64 ListenerId; /* 0: not an accepted socket */
} WSKT_SOCKET_KIND;

typedef struct _WSKT_SOCKET {
    WSKT_RECORD Record;
    WSKT_SOCKET_KIND Kind;
} WSKT_SOCKET;

/* Which socket is at an address. Id 0: none that the library knows. */
typedef struct _WSKT_SOCKET_FOUND {
    ULONG64 Id;
    WSKT_SOCKET_KIND Kind;
} WSKT_SOCKET_FOUND;

typedef struct _WSKT_ADDRESSES {
    /* Copies: the caller's may be gone when the call is completed. An address family of 0 means none. */
    SOCKADDR_IN6 LocalGiven;
    SOCKADDR_IN6 RemoteGiven;
    /* The caller's buffers, which WSK fills and which live until the call is completed. */
    const SOCKADDR *LocalAsked;
    const SOCKADDR *RemoteAsked;
} WSKT_ADDRESSES;

/* ---- A socket's callbacks ---------------------------------------------------------------------------------------- */

/* Tables of the library's own, with a function where the driver has one. Stream comes with the two that it names. */
typedef struct _WSKT_STAND_IN {
    WSK_CLIENT_STREAM_DISPATCH Stream;
    WSK_CLIENT_LISTEN_DISPATCH Listen;
    WSK_CLIENT_CONNECTION_DISPATCH Connection;
    WSK_CLIENT_DATAGRAM_DISPATCH Datagram;
} WSKT_STAND_IN;

/*
 * A socket whose client dispatch table is taken over: WSK has the record for the socket's context, and StandIn for its
 * table. Key is the socket, once it is made.
 */
typedef struct _WSKT_CLIENT {
    WSKT_RECORD Record;
    LONG Run;
    PVOID Context; /* the driver's */
    const WSK_CLIENT_LISTEN_DISPATCH *Listen; /* the driver's tables, or NULL */
    const WSK_CLIENT_CONNECTION_DISPATCH *Connection;
    const WSK_CLIENT_DATAGRAM_DISPATCH *Datagram;
    PWSK_SOCKET Socket;        /* valid once SocketId is not 0: a callback may come before the socket's creation is told */
    volatile LONG64 SocketId;
    WSKT_STAND_IN StandIn;
} WSKT_CLIENT;

/* As event field Kind numbers them. */
typedef enum _WSKT_CALLBACK_KIND {
    WsktAcceptEvent = 1,
    WsktInspectEvent = 2,
    WsktAbortEvent = 3,
    WsktReceiveEvent = 4,
    WsktReceiveFromEvent = 5,
    WsktDisconnectEvent = 6,
    WsktSendBacklogEvent = 7
} WSKT_CALLBACK_KIND;

/* One run of a callback, on its own stack: the socket and its record may be gone when the driver's function returns. */
typedef struct _WSKT_CALLBACK {
    WSKT_CALLBACK_KIND Kind;
    LONG Run;
    PWSK_SOCKET Socket;
    ULONG64 SocketId;
    ULONG64 Bytes;
    ULONG Indications;
} WSKT_CALLBACK;

/* ---- Calls ------------------------------------------------------------------------------------------------------- */

/* Bits of WSKT_CALL.State. */
#define WSKT_CALL_RETURNED 1  /* the WSK function returned */
#define WSKT_CALL_COMPLETED 2 /* the completion routine ran */
#define WSKT_CALL_RECYCLED 4  /* the record is queued, or used again */
#define WSKT_CALL_TOLD 8      /* what its completion did to sockets is told */

typedef struct _WSKT_CALL {
    WSKT_RECORD Record; /* Key is the IRP, Id the CallId */
    volatile LONG State;
    WSKT_OP Op;
    WSKT_IRP_IDENTITY Irp;
    PWSK_SOCKET Socket;
    ULONG64 SocketId;
    ULONG64 Length;
    ULONG Flags;
    PCSTR Function;
    ULONG Line;
    WSKT_SOCKET_KIND Creates;
    union {
        WSKT_CLIENT *Client; /* of a call that makes a socket: until that is made */
        ULONG64 ClientId;    /* of WskCloseSocket: see WsktClientFind */
    } Of;
    WSKT_ADDRESSES Addresses; /* where the call gives or asks any: HasAddresses */
    /* What the driver had set in the IRP's next stack location. */
    PIO_COMPLETION_ROUTINE Routine;
    PVOID Context;
    UCHAR Control;
    BOOLEAN HasAddresses;
    LONG Run;
} WSKT_CALL;

/* A call as its wrapper sees it, kept on its stack: filled by the wrapper but for the last four. */
typedef struct _WSKT_ISSUE {
    WSKT_OP Op;
    PIRP Irp;           /* NULL: the call has no completion */
    PWSK_SOCKET Socket; /* NULL where there is none yet */
    ULONG64 Length;
    ULONG Flags;
    ULONG Indications;  /* of WskRelease: in the list that is given back */
    PCSTR Function;
    ULONG Line;
    WSKT_SOCKET_KIND Creates;  /* of WskSocket and WskSocketConnect */
    PVOID ClientContext;       /* of the same and WskAccept: for the new socket. What WSK is to be given, once issued */
    const VOID *ClientDispatch;
    const SOCKADDR *LocalGiven;
    const SOCKADDR *RemoteGiven;
    const SOCKADDR *LocalAsked;  /* filled by the call; live until the IRP is completed */
    const SOCKADDR *RemoteAsked;
    LONG Run;           /* 0: untraced */
    ULONG64 CallId;     /* 0: untraced */
    WSKT_CALL *Call;    /* NULL: untraced, or without an IRP */
} WSKT_ISSUE;

#endif
