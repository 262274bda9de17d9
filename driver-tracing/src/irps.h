/*
 * The IRPs that the driver holds: allocated, embedded in something larger, or passed down from above.
 * All functions: IRQL <= DISPATCH_LEVEL.
 */
#ifndef WSKTRACE_IRPS_H
#define WSKTRACE_IRPS_H

#include "objects.h"

typedef struct _WSKT_IRP_FOUND {
    ULONG64 Id;
    WSKT_ORIGIN Origin;
    BOOLEAN Live;
} WSKT_IRP_FOUND;

/* The newest IRP at this address, outstanding or not, as it is now. */
BOOLEAN WsktIrpFind(_In_ PIRP Irp, _Out_ WSKT_IRP_FOUND *Found);

/* Notes an IRP that the driver holds from now on. Returns its id, or 0 when it could not be noted. */
ULONG64 WsktIrpBegin(_In_ PIRP Irp, _In_ WSKT_ORIGIN Origin, _In_ UCHAR StackSize, _In_z_ PCSTR Function,
                     _In_ ULONG Line, _In_ LONG Run);

/* Finds the newest IRP at this address and ends it, if it is outstanding. Found tells how it was before. */
BOOLEAN WsktIrpFindAndEnd(_In_ PIRP Irp, _Out_ WSKT_IRP_FOUND *Found);

/*
 * The IRP of a WSK call. One that is not known is taken to be passed down from above. Id 0 when that could not be noted.
 */
WSKT_IRP_IDENTITY WsktIrpForCall(_In_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line, _In_ LONG Run);

/* The passed-down IRP with this id has left the driver. Irp is only an address here. */
VOID WsktIrpForget(_In_ PIRP Irp, _In_ ULONG64 IrpId);

#endif
