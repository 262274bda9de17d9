/*
 * The IRPs that the driver holds: allocated, embedded in something larger, or passed down from above.
 * All functions: IRQL <= DISPATCH_LEVEL.
 */
#ifndef WSKTRACE_IRPS_H
#define WSKTRACE_IRPS_H

#include "records.h"

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

/*
 * The IRP of a WSK call. One that is not known is taken to be passed down from above. Id 0 when that failed for want of
 * memory.
 */
WSKT_IRP_IDENTITY WsktIrpForCall(_In_ PIRP Irp, _In_z_ PCSTR Function, _In_ ULONG Line);

/* A passed-down IRP has left the driver. Irp is only an address here. */
VOID WsktIrpForget(_In_ PIRP Irp, _In_ ULONG64 IrpId);

#endif
