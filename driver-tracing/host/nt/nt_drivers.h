/*
 * What drivers use of the kernel besides what the library and the sample do: names, values and behaviour as the public
 * documentation has them. What is missing here shows when a driver is compiled or linked, by its name.
 */
#ifndef NT_DRIVERS_H
#define NT_DRIVERS_H

#include "nt_annotations.h"
#include "nt_shim.h"
#include "nt_status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Types and macros --------------------------------------------------------------------------------------------- */

#define CONST const
#define FORCEINLINE static inline
#define __forceinline inline
#define DECLSPEC_ALIGN(Bytes) __attribute__((aligned(Bytes)))
#define DECLSPEC_NOINLINE __attribute__((noinline))
#define ARRAYSIZE RTL_NUMBER_OF
#define MAXULONG 0xffffffffu
#define MAXUSHORT 0xffffu
#define PAGE_SIZE 4096
#ifdef __cplusplus
#define C_ASSERT(Expression) static_assert(Expression, #Expression)
#else
#define C_ASSERT(Expression) _Static_assert(Expression, #Expression)
#endif

typedef CHAR *PCHAR;
typedef SHORT *PSHORT;
typedef USHORT *PUSHORT;
typedef LONG *PLONG;
typedef LONGLONG *PLONGLONG;
typedef ULONGLONG *PULONGLONG;
typedef LONG64 *PLONG64;
typedef ULONG64 *PULONG64;
typedef ULONG_PTR *PULONG_PTR;
typedef intptr_t LONG_PTR;
typedef BOOLEAN *PBOOLEAN;
typedef NTSTATUS *PNTSTATUS;
typedef WCHAR *PWCHAR;
typedef const WCHAR *PCWCH;
typedef CHAR *PSTR;
typedef const UNICODE_STRING *PCUNICODE_STRING;
typedef KSPIN_LOCK *PKSPIN_LOCK;
typedef KIRQL *PKIRQL;
typedef IO_STATUS_BLOCK *PIO_STATUS_BLOCK;
typedef GUID *PGUID;
typedef int INT, *PINT;
typedef unsigned int UINT, *PUINT;
typedef int8_t INT8;
typedef uint8_t UINT8;
typedef int16_t INT16;
typedef uint16_t UINT16;
typedef int32_t INT32;
typedef uint32_t UINT32;
typedef int64_t INT64;
typedef uint64_t UINT64;

/* ---- Memory ------------------------------------------------------------------------------------------------------- */

#define RtlMoveMemory(To, From, Size) memmove((To), (From), (Size))
#define RtlFillMemory(Memory, Size, Byte) memset((Memory), (Byte), (Size))
#define RtlEqualMemory(A, B, Size) (memcmp((A), (B), (Size)) == 0)
#define RtlSecureZeroMemory(Memory, Size) memset((Memory), 0, (Size))

/* Of any tag: the one it was allocated with is not asked. */
#define ExFreePool(Memory) ExFreePoolWithTag((Memory), 0)

/* ---- Interlocked operations, also for types of 64 bits ------------------------------------------------------------ */

#define InterlockedDecrement64(P) __atomic_sub_fetch((P), 1, __ATOMIC_SEQ_CST)
#define InterlockedAdd(P, Value) __atomic_add_fetch((P), (Value), __ATOMIC_SEQ_CST)
#define InterlockedAdd64(P, Value) __atomic_add_fetch((P), (Value), __ATOMIC_SEQ_CST)
#define InterlockedExchangeAdd(P, Value) __atomic_fetch_add((P), (Value), __ATOMIC_SEQ_CST)
#define InterlockedExchangeAdd64(P, Value) __atomic_fetch_add((P), (Value), __ATOMIC_SEQ_CST)
#define InterlockedAnd(P, Bits) __atomic_fetch_and((P), (Bits), __ATOMIC_SEQ_CST)
#define InterlockedXor(P, Bits) __atomic_fetch_xor((P), (Bits), __ATOMIC_SEQ_CST)

static inline LONG64 InterlockedCompareExchange64(volatile LONG64 *P, LONG64 Value, LONG64 Comparand)
{
    __atomic_compare_exchange_n(P, &Comparand, Value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return Comparand;
}

static inline PVOID NtCompareExchangePointer(PVOID volatile *P, PVOID Value, PVOID Comparand)
{
    __atomic_compare_exchange_n(P, &Comparand, Value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return Comparand;
}

static inline PVOID NtExchangePointer(PVOID volatile *P, PVOID Value)
{
    return __atomic_exchange_n(P, Value, __ATOMIC_SEQ_CST);
}

#define InterlockedCompareExchangePointer(P, Value, Comparand)                                                         \
    NtCompareExchangePointer((PVOID volatile *)(P), (PVOID)(Value), (PVOID)(Comparand))
#define InterlockedExchangePointer(P, Value) NtExchangePointer((PVOID volatile *)(P), (PVOID)(Value))

/* ---- Lists -------------------------------------------------------------------------------------------------------- */

static inline PLIST_ENTRY RemoveTailList(PLIST_ENTRY Head)
{
    PLIST_ENTRY Entry = Head->Blink;

    RemoveEntryList(Entry);
    return Entry;
}

typedef struct _SINGLE_LIST_ENTRY {
    struct _SINGLE_LIST_ENTRY *Next;
} SINGLE_LIST_ENTRY, *PSINGLE_LIST_ENTRY;

static inline VOID PushEntryList(PSINGLE_LIST_ENTRY Head, PSINGLE_LIST_ENTRY Entry)
{
    Entry->Next = Head->Next;
    Head->Next = Entry;
}

static inline PSINGLE_LIST_ENTRY PopEntryList(PSINGLE_LIST_ENTRY Head)
{
    PSINGLE_LIST_ENTRY Entry = Head->Next;

    if (Entry != NULL) {
        Head->Next = Entry->Next;
    }
    return Entry;
}

typedef struct _SLIST_ENTRY {
    struct _SLIST_ENTRY *Next;
} DECLSPEC_ALIGN(16) SLIST_ENTRY, *PSLIST_ENTRY;

typedef struct _SLIST_HEADER {
    PSLIST_ENTRY First; /* under Busy */
    USHORT Depth;
    volatile char Busy;
} DECLSPEC_ALIGN(16) SLIST_HEADER, *PSLIST_HEADER;

VOID InitializeSListHead(PSLIST_HEADER Head);
PSLIST_ENTRY InterlockedPushEntrySList(PSLIST_HEADER Head, PSLIST_ENTRY Entry); /* the entry that was first */
PSLIST_ENTRY InterlockedPopEntrySList(PSLIST_HEADER Head);
PSLIST_ENTRY InterlockedFlushSList(PSLIST_HEADER Head);
USHORT ExQueryDepthSList(PSLIST_HEADER Head);
#define ExInitializeSListHead InitializeSListHead
#define ExInterlockedPushEntrySList(Head, Entry, Lock) InterlockedPushEntrySList((Head), (Entry))
#define ExInterlockedPopEntrySList(Head, Lock) InterlockedPopEntrySList((Head))
#define ExInterlockedFlushSList InterlockedFlushSList

/* ---- Locks and time ----------------------------------------------------------------------------------------------- */

/* Ends the process where the thread is not at DISPATCH_LEVEL. */
VOID NtDispatchCode(PCSTR Function);

static inline VOID KeAcquireSpinLockAtDpcLevel(KSPIN_LOCK *Lock)
{
    KIRQL OldIrql;

    NtDispatchCode(__func__);
    KeAcquireSpinLock(Lock, &OldIrql);
}

static inline VOID KeReleaseSpinLockFromDpcLevel(KSPIN_LOCK *Lock)
{
    KeReleaseSpinLock(Lock, DISPATCH_LEVEL);
}

typedef struct _KLOCK_QUEUE_HANDLE {
    KSPIN_LOCK *Lock;
    KIRQL OldIrql;
} KLOCK_QUEUE_HANDLE, *PKLOCK_QUEUE_HANDLE;

static inline VOID KeAcquireInStackQueuedSpinLock(KSPIN_LOCK *Lock, PKLOCK_QUEUE_HANDLE Handle)
{
    Handle->Lock = Lock;
    KeAcquireSpinLock(Lock, &Handle->OldIrql);
}

static inline VOID KeReleaseInStackQueuedSpinLock(PKLOCK_QUEUE_HANDLE Handle)
{
    KeReleaseSpinLock(Handle->Lock, Handle->OldIrql);
}

/* A synchronization event that is signalled while nobody has the mutex. The IRQL stays as it is. */
typedef struct _FAST_MUTEX {
    KEVENT Free;
} FAST_MUTEX, *PFAST_MUTEX;

static inline VOID ExInitializeFastMutex(PFAST_MUTEX Mutex)
{
    KeInitializeEvent(&Mutex->Free, SynchronizationEvent, TRUE);
}

static inline VOID ExAcquireFastMutex(PFAST_MUTEX Mutex)
{
    (VOID) KeWaitForSingleObject(&Mutex->Free, Executive, KernelMode, FALSE, NULL);
}

static inline VOID ExReleaseFastMutex(PFAST_MUTEX Mutex)
{
    (VOID) KeSetEvent(&Mutex->Free, IO_NO_INCREMENT, FALSE);
}

VOID KeQuerySystemTime(PLARGE_INTEGER Time);   /* 100 ns since 1601 */
VOID KeQueryTickCount(PLARGE_INTEGER Ticks);   /* of KeQueryTimeIncrement each, since the machine was started */
ULONG KeQueryTimeIncrement(VOID);              /* 100 ns */
ULONGLONG KeQueryInterruptTime(VOID);          /* 100 ns, since the machine was started */
#define KeQuerySystemTimePrecise KeQuerySystemTime

/* ---- MDLs --------------------------------------------------------------------------------------------------------- */

#define LowPagePriority 0
#define NormalPagePriority 16
#define HighPagePriority 32
typedef enum _LOCK_OPERATION { IoReadAccess, IoWriteAccess, IoModifyAccess } LOCK_OPERATION;

#define MmGetMdlVirtualAddress(Mdl) ((PVOID)(Mdl)->Bytes)
#define MmGetMdlByteCount(Mdl) ((Mdl)->ByteCount)
#define MmGetMdlByteOffset(Mdl) ((ULONG)((ULONG_PTR)(Mdl)->Bytes & (PAGE_SIZE - 1)))

/* All memory is resident here. */
static inline VOID MmProbeAndLockPages(PMDL Mdl, int AccessMode, LOCK_OPERATION Operation)
{
    UNREFERENCED_PARAMETER(Mdl);
    UNREFERENCED_PARAMETER(AccessMode);
    UNREFERENCED_PARAMETER(Operation);
}

static inline VOID MmUnlockPages(PMDL Mdl)
{
    UNREFERENCED_PARAMETER(Mdl);
}

/* ---- Strings ------------------------------------------------------------------------------------------------------ */

typedef struct _STRING {
    USHORT Length; /* bytes, without a zero */
    USHORT MaximumLength;
    PCHAR Buffer;
} STRING, ANSI_STRING, *PSTRING, *PANSI_STRING;
typedef const ANSI_STRING *PCANSI_STRING;

#define RTL_CONSTANT_STRING(Text) {sizeof(Text) - sizeof((Text)[0]), sizeof(Text), (Text)}
#define DECLARE_CONST_UNICODE_STRING(Name, Text)                                                                       \
    const UNICODE_STRING Name = {sizeof(Text) - sizeof(WCHAR), sizeof(Text), (PWSTR)(Text)}

VOID RtlInitAnsiString(PANSI_STRING String, PCSTR Source);
/* Allocate: the buffer comes from pool, and goes with RtlFreeUnicodeString and RtlFreeAnsiString. ASCII: what is not
   becomes a question mark. STATUS_BUFFER_OVERFLOW where the buffer is too small. */
NTSTATUS RtlAnsiStringToUnicodeString(PUNICODE_STRING To, PCANSI_STRING From, BOOLEAN Allocate);
NTSTATUS RtlUnicodeStringToAnsiString(PANSI_STRING To, PCUNICODE_STRING From, BOOLEAN Allocate);
VOID RtlFreeUnicodeString(PUNICODE_STRING String);
VOID RtlFreeAnsiString(PANSI_STRING String);

/* ---- Debugging: to standard error --------------------------------------------------------------------------------- */

#define DPFLTR_DEFAULT_ID 101
#define DPFLTR_IHVDRIVER_ID 77
#define DPFLTR_IHVNETWORK_ID 79
#define DPFLTR_ERROR_LEVEL 0
#define DPFLTR_WARNING_LEVEL 1
#define DPFLTR_TRACE_LEVEL 2
#define DPFLTR_INFO_LEVEL 3

/* printf, with %wZ, %Z, %ws, %S, %I64 and a long of 32 bits. No %n. */
ULONG DbgPrint(PCSTR Format, ...);
ULONG DbgPrintEx(ULONG ComponentId, ULONG Level, PCSTR Format, ...);
#define KdPrint(Arguments) DbgPrint Arguments
#define KdPrintEx(Arguments) DbgPrintEx Arguments

/* These end the process where they do not hold. */
VOID RtlAssert(PVOID Expression, PVOID File, ULONG Line, PSTR Message);
VOID NtPagedCode(PCSTR Function);
#define ASSERT(Expression) ((Expression) ? (VOID)0 : RtlAssert((PVOID)#Expression, (PVOID)__FILE__, __LINE__, NULL))
#define NT_ASSERT ASSERT
#define NT_VERIFY ASSERT
#define PAGED_CODE() NtPagedCode(__func__)
#define DbgBreakPoint() ((VOID)0)
#define KdBreakPoint() ((VOID)0)

#ifdef __cplusplus
}
#endif

#endif
