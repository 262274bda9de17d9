/*
 * mingw-w64's <ntddk.h>, made to compile as C++: its wdm.h defines two functions that its intrin.h has declared in another
 * way. The two names tell it that the intrinsics are there. Not needed for C, and not with the WDK.
 */
#if defined(__cplusplus) && !defined(WSKTRACE_COMPAT_INTRINSICS)
#define WSKTRACE_COMPAT_INTRINSICS
#define __INTRINSIC_DEFINED_InterlockedBitTestAndSet
#define __INTRINSIC_DEFINED_InterlockedBitTestAndReset
#endif

#include_next <ntddk.h>
#include "kernel.h"
