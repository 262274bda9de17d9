/*
 * What drivers use of the kernel, and mingw-w64's headers (10.0) lack, or Wine 8.0's ntoskrnl, or the library that they are
 * linked with: newer functions by older ones, and functions that a compiler has built in. Names and values as the public
 * documentation has them. The host's shim (host/nt) takes the same.
 */
#ifndef WSKTRACE_COMPAT_KERNEL_H
#define WSKTRACE_COMPAT_KERNEL_H

#include "exceptions.h"

#ifndef min
#define min(A, B) ((A) < (B) ? (A) : (B))
#endif
#ifndef max
#define max(A, B) ((A) > (B) ? (A) : (B))
#endif

#ifdef __cplusplus
extern "C" {
#endif

#undef RtlUshortByteSwap
#undef RtlUlongByteSwap
#undef RtlUlonglongByteSwap
#define RtlUshortByteSwap(Value) __builtin_bswap16((USHORT)(Value))
#define RtlUlongByteSwap(Value) __builtin_bswap32((ULONG)(Value))
#define RtlUlonglongByteSwap(Value) __builtin_bswap64((ULONGLONG)(Value))

/* ---- Pool: Windows 10, version 2004 ------------------------------------------------------------------------------- */

#ifndef POOL_FLAG_NON_PAGED
typedef ULONG64 POOL_FLAGS;
#define POOL_FLAG_USE_QUOTA 0x0000000000000001ull
#define POOL_FLAG_UNINITIALIZED 0x0000000000000002ull
#define POOL_FLAG_SESSION 0x0000000000000004ull
#define POOL_FLAG_CACHE_ALIGNED 0x0000000000000008ull
#define POOL_FLAG_RAISE_ON_FAILURE 0x0000000000000020ull
#define POOL_FLAG_NON_PAGED 0x0000000000000040ull
#define POOL_FLAG_NON_PAGED_EXECUTE 0x0000000000000080ull
#define POOL_FLAG_PAGED 0x0000000000000100ull
#endif

static inline PVOID ExAllocatePoolZero(POOL_TYPE Type, SIZE_T Size, ULONG Tag)
{
    PVOID Memory = ExAllocatePoolWithTag(Type, Size, Tag);

    if (Memory != NULL) {
        RtlZeroMemory(Memory, Size);
    }
    return Memory;
}

static inline PVOID ExAllocatePoolUninitialized(POOL_TYPE Type, SIZE_T Size, ULONG Tag)
{
    return ExAllocatePoolWithTag(Type, Size, Tag);
}

static inline PVOID ExAllocatePool2(POOL_FLAGS Flags, SIZE_T Size, ULONG Tag)
{
    POOL_TYPE Type = (Flags & POOL_FLAG_PAGED) != 0       ? PagedPool
                     : (Flags & POOL_FLAG_NON_PAGED) != 0 ? NonPagedPoolNx
                                                          : NonPagedPool;

    return (Flags & POOL_FLAG_UNINITIALIZED) != 0 ? ExAllocatePoolWithTag(Type, Size, Tag) :
                                                    ExAllocatePoolZero(Type, Size, Tag);
}

/* ---- IRPs: Windows 8.1 and 10 ------------------------------------------------------------------------------------- */

static inline PIRP IoAllocateIrpEx(PDEVICE_OBJECT DeviceObject, CCHAR StackSize, BOOLEAN ChargeQuota)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return IoAllocateIrp(StackSize, ChargeQuota);
}

/* ---- MDLs --------------------------------------------------------------------------------------------------------- */

#ifndef MdlMappingNoWrite
#define MdlMappingNoWrite 0x80000000
#define MdlMappingNoExecute 0x40000000
#define MdlMappingWithGuardPtes 0x20000000
#endif

/* ---- What is read and written as it is, and interlocked functions that order less: those of x64 order all ---------- */

static inline LONG ReadNoFence(const volatile LONG *Value)
{
    return __atomic_load_n(Value, __ATOMIC_RELAXED);
}

static inline LONG ReadAcquire(const volatile LONG *Value)
{
    return __atomic_load_n(Value, __ATOMIC_ACQUIRE);
}

static inline LONG64 ReadNoFence64(const volatile LONG64 *Value)
{
    return __atomic_load_n(Value, __ATOMIC_RELAXED);
}

static inline LONG64 ReadAcquire64(const volatile LONG64 *Value)
{
    return __atomic_load_n(Value, __ATOMIC_ACQUIRE);
}

static inline VOID WriteNoFence(volatile LONG *Place, LONG Value)
{
    __atomic_store_n(Place, Value, __ATOMIC_RELAXED);
}

static inline VOID WriteRelease(volatile LONG *Place, LONG Value)
{
    __atomic_store_n(Place, Value, __ATOMIC_RELEASE);
}

static inline VOID WriteNoFence64(volatile LONG64 *Place, LONG64 Value)
{
    __atomic_store_n(Place, Value, __ATOMIC_RELAXED);
}

static inline VOID WriteRelease64(volatile LONG64 *Place, LONG64 Value)
{
    __atomic_store_n(Place, Value, __ATOMIC_RELEASE);
}

#define InterlockedIncrementNoFence InterlockedIncrement
#define InterlockedIncrementAcquire InterlockedIncrement
#define InterlockedIncrementRelease InterlockedIncrement
#define InterlockedDecrementNoFence InterlockedDecrement
#define InterlockedDecrementAcquire InterlockedDecrement
#define InterlockedDecrementRelease InterlockedDecrement
#define InterlockedExchangeAddNoFence InterlockedExchangeAdd
#define InterlockedExchangeAddNoFence64 InterlockedExchangeAdd64
#define InterlockedIncrementNoFence64 InterlockedIncrement64
#define InterlockedExchangeNoFence InterlockedExchange
#define InterlockedCompareExchangeNoFence InterlockedCompareExchange
#define InterlockedCompareExchangeAcquire InterlockedCompareExchange
#define InterlockedCompareExchangeRelease InterlockedCompareExchange
#define InterlockedOrNoFence InterlockedOr
#define InterlockedAndNoFence InterlockedAnd

/* ---- For the two places of ../run.sh alone ------------------------------------------------------------------------- */

#if defined(WSKTRACE_WINE) || defined(WSKTRACE_HOST)
/* A driver's memory is mapped where the driver has it: one process, and Wine maps no MDL. */
#undef MmGetSystemAddressForMdlSafe
#define MmGetSystemAddressForMdlSafe(Mdl, Priority) ((VOID)(Priority), (PVOID)MmGetMdlVirtualAddress(Mdl))

/* What an IRP of IoInitializeIrp holds besides its memory: nothing. */
static inline VOID IoCleanupIrp(PIRP Irp)
{
    UNREFERENCED_PARAMETER(Irp);
}
#endif

#ifdef WSKTRACE_WINE
/* Wine's DbgPrint is seen by nobody, and crashes at %wZ. */
__attribute__((unused)) static ULONG CompatDbgPrint(PCSTR Format, ...)
{
    UNREFERENCED_PARAMETER(Format);
    return STATUS_SUCCESS;
}

__attribute__((unused)) static ULONG CompatDbgPrintEx(ULONG ComponentId, ULONG Level, PCSTR Format, ...)
{
    UNREFERENCED_PARAMETER(ComponentId);
    UNREFERENCED_PARAMETER(Level);
    UNREFERENCED_PARAMETER(Format);
    return STATUS_SUCCESS;
}

#define DbgPrint CompatDbgPrint
#define DbgPrintEx CompatDbgPrintEx
#endif

#ifdef __cplusplus
}
#endif

#endif
