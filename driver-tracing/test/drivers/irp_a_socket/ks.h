/* Sockets as a program has them: each call waits for its end. IRQL: PASSIVE_LEVEL. */
#ifndef KS_H
#define KS_H

#include <ntddk.h>
#include <wsk.h>

typedef struct _KS_SOCKET {
    PWSK_SOCKET Wsk;
    PIRP Irp; /* the socket's one, for each of its calls */
    KEVENT Done;
    PIRP Close; /* there before it is needed, and a call may pend on the other */
    BOOLEAN Abandoned;             /* a call pends that nobody waits for: until the close */
    PMDL Mdl;                      /* of a send or receive */
    struct _KS_SOCKET *Accepting;  /* of an accept: what it will make */
} KS_SOCKET, *PKS_SOCKET;

NTSTATUS KsStart(VOID);
VOID KsStop(VOID);

/* Ends the wait of a call that pends, and of those to come: they return STATUS_CANCELLED. */
VOID KsCancelAll(VOID);

NTSTATUS KsListen(PKS_SOCKET *Listener, USHORT Port);
NTSTATUS KsAccept(PKS_SOCKET Listener, PKS_SOCKET *Socket);
/* Bytes: of the buffer, and then what was moved. */
NTSTATUS KsSend(PKS_SOCKET Socket, PVOID Buffer, PULONG Bytes);
NTSTATUS KsReceive(PKS_SOCKET Socket, PVOID Buffer, PULONG Bytes);
VOID KsClose(PKS_SOCKET Socket);

#endif
