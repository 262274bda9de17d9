/*
 * A WSK provider that does what it is told: pends, completes inline, fails, never completes, completes twice, lies.
 *
 * Calls that pend wait until ProviderDeliver completes the one that is due first, on a thread of its own, at
 * DISPATCH_LEVEL. The caller waits meanwhile, so that a run is the same every time. Each function checks that no spin lock is held.
 */
#ifndef PROVIDER_H
#define PROVIDER_H

#include <ntddk.h>
#include <wsk.h>

#include "nt_harness.h"

/* When a call is completed. */
typedef enum _COMPLETES {
    CompletesLater,  /* by ProviderDeliver */
    CompletesInline, /* before the function returns, on its thread */
    CompletesRaced,  /* before the function returns, on another thread */
    CompletesNever
} COMPLETES;

/* What the next call does. */
typedef struct _SCRIPT {
    COMPLETES When;
    NTSTATUS Status;       /* final */
    NTSTATUS Returned;     /* by the function */
    ULONG_PTR Information; /* 0: what a successful call would have: the socket, or the whole length */
    ULONG Times;           /* how often it is completed; 0 means once */
    ULONG DelayUs;         /* how long it takes, in the harness's time */
    BOOLEAN IgnoresCancel;
} SCRIPT;

/* Sets what the next call alone does. Without it a call pends and then succeeds. */
VOID ProviderNext(SCRIPT Script);

/* Completes the call that is due first of those that pend, at its time. FALSE when none does. */
BOOLEAN ProviderDeliver(VOID);
/* The processor that its completions run on from now on; 1 unless told. */
VOID ProviderRunsOn(ULONG Number);
/* The same for the completions that are due a second time. */
BOOLEAN ProviderDeliverAgain(VOID);

/*
 * Events, as WSK indicates them: to the callbacks and the context that the socket was made with, on the provider's thread
 * at DISPATCH_LEVEL. Each returns when the callback has, with its result.
 */

/* A connection that nobody asked for. AcceptSocket, where it is given, is what the driver took, or NULL. */
NTSTATUS ProviderAcceptEvent(PWSK_SOCKET Listener, PWSK_SOCKET *AcceptSocket);
WSK_INSPECT_ACTION ProviderInspectEvent(PWSK_SOCKET Listener, PWSK_INSPECT_ID InspectId);
NTSTATUS ProviderAbortEvent(PWSK_SOCKET Listener, PWSK_INSPECT_ID InspectId);
NTSTATUS ProviderReceiveEvent(PWSK_SOCKET Socket, PWSK_DATA_INDICATION Indications);
NTSTATUS ProviderReceiveFromEvent(PWSK_SOCKET Socket, PWSK_DATAGRAM_INDICATION Indications);
NTSTATUS ProviderDisconnectEvent(PWSK_SOCKET Socket);
NTSTATUS ProviderSendBacklogEvent(PWSK_SOCKET Socket, SIZE_T IdealBacklogSize);

extern const WSK_PROVIDER_NPI ProviderNpi;

/* Starts and ends the provider's thread. */
VOID ProviderStart(VOID);
VOID ProviderStop(VOID);

#endif
