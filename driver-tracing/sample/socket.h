/*
 * What sockets of all categories have in common: created, bound, asked for their address, given event callbacks and
 * closed. Each function waits for its call; the IRP it takes is freed when it is through.
 */
#ifndef SAMPLE_SOCKET_H
#define SAMPLE_SOCKET_H

#include "sample.h"

/* What kind of socket: the parameters by which WskSocket tells them apart. */
typedef struct _SOCKET_KIND {
    ADDRESS_FAMILY Family;
    USHORT Type;
    ULONG Protocol;
    ULONG Category; /* WSK_FLAG_..._SOCKET */
} SOCKET_KIND, *PSOCKET_KIND;

/* Dispatch is the client table of the category, or NULL without callbacks. The caller closes the socket. */
_IRQL_requires_max_(PASSIVE_LEVEL) _Must_inspect_result_
NTSTATUS SocketCreate(_In_ PSAMPLE Sample, _In_ const SOCKET_KIND *Kind, _In_opt_ PVOID Context,
    _In_opt_ const VOID *Dispatch, _Outptr_result_maybenull_ PWSK_SOCKET *Socket);

/* Binds to Port (0: any) of every local address. STATUS_NOT_SUPPORTED for a basic socket, which has no address. */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS SocketBind(_In_ PWSK_SOCKET Socket, _In_ const SOCKET_KIND *Kind, _In_ USHORT Port);

/* The local address of a bound socket. */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS SocketLocalAddress(
    _In_ PWSK_SOCKET Socket, _In_ const SOCKET_KIND *Kind, _Out_ PSOCKADDR_STORAGE Address);

/* Enables the callbacks of EventMask (WSK_EVENT_...). No IRP: such a call never pends. */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS SocketEnableCallbacks(_In_ PWSK_SOCKET Socket, _In_ ULONG EventMask);

/* Disables one callback, and waits until it runs no more. Events are disabled one at a time. */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS SocketDisableCallback(_In_ PWSK_SOCKET Socket, _In_ ULONG Event);

/* Closes the socket: its pending calls end as cancelled, and no call may follow. */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS SocketClose(_In_ PSAMPLE Sample, _In_ PWSK_SOCKET Socket);

/* The loopback address of the family, or where Loopback is FALSE its any-address, with Port. */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID AddressFill(
    _Out_ PSOCKADDR_STORAGE Address, _In_ ADDRESS_FAMILY Family, _In_ USHORT Port, _In_ BOOLEAN Loopback);

#endif
