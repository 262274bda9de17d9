/* mingw-w64's <ntifs.h>, made to compile as C++: see ntddk.h. */
#if defined(__cplusplus) && !defined(WSKTRACE_COMPAT_INTRINSICS)
#define WSKTRACE_COMPAT_INTRINSICS
#define __INTRINSIC_DEFINED_InterlockedBitTestAndSet
#define __INTRINSIC_DEFINED_InterlockedBitTestAndReset
#endif

#include_next <ntifs.h>
#include "kernel.h"
