/* The library's own memory: small, non-paged, never executable. IRQL <= DISPATCH_LEVEL. */
#ifndef WSKTRACE_MEMORY_H
#define WSKTRACE_MEMORY_H

#include "internal.h"

#define WSKT_POOL_TAG 0x546B7357 /* "WskT" in a debugger */

_Must_inspect_result_
__drv_allocatesMem(Mem)
static inline PVOID WsktMemoryAllocate(_In_ SIZE_T Size)
{
#if defined(POOL_FLAG_NON_PAGED) && defined(NTDDI_WIN10_VB) && (NTDDI_VERSION >= NTDDI_WIN10_VB)
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, Size, WSKT_POOL_TAG);
#else
    return ExAllocatePoolWithTag(NonPagedPoolNx, Size, WSKT_POOL_TAG); /* Windows before version 2004 */
#endif
}

static inline VOID WsktMemoryFree(_In_ __drv_freesMem(Mem) PVOID Memory)
{
    ExFreePoolWithTag(Memory, WSKT_POOL_TAG);
}

#endif
