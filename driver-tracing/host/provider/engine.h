/* Between the provider's functions and the engine that carries out their scripts. */
#ifndef PROVIDER_ENGINE_H
#define PROVIDER_ENGINE_H

#include "provider.h"

typedef struct _HOST_SOCKET {
    WSK_SOCKET Public;
    ULONG Category;
    USHORT Family;
    PVOID Context;       /* for the callbacks */
    const VOID *Client;  /* the client's table, of the category; NULL: none */
} HOST_SOCKET;

/* What a function was asked for. */
typedef struct _ASKED {
    PIRP Irp;
    PWSK_SOCKET Socket;
    SIZE_T Length;
    BOOLEAN Creates;         /* makes a socket of this category and family */
    ULONG Category;
    USHORT Family;
    PVOID Context;
    const VOID *Client;
    BOOLEAN Closes;
    PSOCKADDR LocalAddress;  /* filled on success */
    PSOCKADDR RemoteAddress;
} ASKED;

/* Carries the script out. Returns what the function returns. */
NTSTATUS EngineRun(const ASKED *Asked);

/* The same for a call without an IRP. */
NTSTATUS EngineRunWithoutIrp(VOID);

HOST_SOCKET *EngineNewSocket(ULONG Category, USHORT Family, PVOID Context, const VOID *Client);

/* An address of the family, of this side or of the peer. Does nothing without one. */
VOID EngineFillAddress(PSOCKADDR Address, USHORT Family, BOOLEAN Remote);

/* Runs Routine on the provider's thread at DISPATCH_LEVEL, and waits for it. */
VOID EngineRunThere(VOID (*Routine)(PVOID Context), PVOID Context);

/* The dispatch table of a category (dispatch.c). */
const VOID *DispatchOf(ULONG Category);

#endif
