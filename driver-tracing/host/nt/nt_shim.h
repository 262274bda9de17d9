/*
 * The part of the NT kernel's interface that the tracing library, the sample and the drivers of the tests use, for a native
 * build. Names, layouts and behaviour as the public documentation has them; what only the harness has begins with Nt.
 *
 * Time, thread ids and the addresses of IRPs, sockets and pool are the same in every run: a fixture made again is the same
 * file, byte for byte.
 */
#ifndef NT_SHIM_H
#define NT_SHIM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Types ------------------------------------------------------------------------------------------------------- */

#define NTAPI
#define DECLSPEC_NORETURN __attribute__((noreturn))
#define VOID void
#define TRUE 1
#define FALSE 0
#define UNREFERENCED_PARAMETER(P) ((void)(P))
#define RTL_NUMBER_OF(A) (sizeof(A) / sizeof((A)[0]))
#define FIELD_OFFSET(Type, Field) ((LONG)offsetof(Type, Field))
#define CONTAINING_RECORD(Address, Type, Field) ((Type *)((char *)(Address) - offsetof(Type, Field)))

typedef char CHAR, CCHAR;
typedef unsigned char UCHAR, BOOLEAN;
typedef int16_t SHORT;
typedef uint16_t USHORT;
#ifdef __cplusplus
typedef wchar_t WCHAR; /* -fshort-wchar makes L"" fit; in C++ it is a type of its own */
#else
typedef uint16_t WCHAR;
#endif
typedef int32_t LONG, NTSTATUS;
typedef uint32_t ULONG, *PULONG;
typedef int64_t LONGLONG, LONG64;
typedef uint64_t ULONGLONG, ULONG64;
typedef uintptr_t ULONG_PTR, KSPIN_LOCK;
typedef size_t SIZE_T, *PSIZE_T;
typedef void *PVOID;
typedef const char *PCSTR;
typedef WCHAR *PWSTR;
typedef const WCHAR *PCWSTR;
typedef UCHAR *PUCHAR;
typedef PVOID HANDLE, *PHANDLE;
typedef UCHAR KIRQL;

typedef union _LARGE_INTEGER {
    struct {
        ULONG LowPart;
        LONG HighPart;
    };
    struct {
        ULONG LowPart;
        LONG HighPart;
    } u;
    LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

typedef struct _GUID {
    ULONG Data1;
    USHORT Data2;
    USHORT Data3;
    UCHAR Data4[8];
} GUID;
typedef const GUID *LPCGUID;

typedef struct _UNICODE_STRING {
    USHORT Length;
    USHORT MaximumLength;
    PWSTR Buffer;
} UNICODE_STRING, *PUNICODE_STRING;

typedef struct _MDL MDL, *PMDL;
typedef struct _EPROCESS *PEPROCESS;
typedef struct _ETHREAD *PETHREAD;
typedef PVOID PSECURITY_DESCRIPTOR;

/* SAL: for the WDK's analyzers alone. */
#define _In_
#define _In_opt_
#define _Use_decl_annotations_
#define _In_z_
#define _In_reads_(Count)
#define _In_reads_bytes_opt_(Size)
#define _Inout_
#define _Inout_opt_
#define _Out_
#define _Out_opt_
#define _Out_writes_bytes_opt_(Size)
#define _Outptr_
#define _Outptr_result_maybenull_
#define _Must_inspect_result_
#define _Ret_maybenull_

/* ---- Status values ----------------------------------------------------------------------------------------------- */

#define NT_SUCCESS(Status) ((NTSTATUS)(Status) >= 0)
#define STATUS_SUCCESS ((NTSTATUS)0x00000000)
#define STATUS_CONTINUE_COMPLETION STATUS_SUCCESS
#define STATUS_WAIT_0 ((NTSTATUS)0x00000000)
#define STATUS_WAIT_1 ((NTSTATUS)0x00000001)
#define STATUS_TIMEOUT ((NTSTATUS)0x00000102)
#define STATUS_PENDING ((NTSTATUS)0x00000103)
#define STATUS_UNSUCCESSFUL ((NTSTATUS)0xC0000001)
#define STATUS_NOT_IMPLEMENTED ((NTSTATUS)0xC0000002)
#define STATUS_MORE_PROCESSING_REQUIRED ((NTSTATUS)0xC0000016)
#define STATUS_INSUFFICIENT_RESOURCES ((NTSTATUS)0xC000009A)
#define STATUS_REQUEST_NOT_ACCEPTED ((NTSTATUS)0xC00000D0)
#define STATUS_CANCELLED ((NTSTATUS)0xC0000120)
#define STATUS_FILE_FORCED_CLOSED ((NTSTATUS)0xC00000B6)
#define STATUS_INVALID_DEVICE_STATE ((NTSTATUS)0xC0000184)
#define STATUS_CONNECTION_REFUSED ((NTSTATUS)0xC0000236)
#define STATUS_ADDRESS_ALREADY_EXISTS ((NTSTATUS)0xC000020A)
#define STATUS_CONNECTION_RESET ((NTSTATUS)0xC000020D)
#define STATUS_EVENT_PENDING ((NTSTATUS)0x40000013)
#define STATUS_DEVICE_NOT_READY ((NTSTATUS)0xC00000A3)
#define STATUS_IO_TIMEOUT ((NTSTATUS)0xC00000B5)
#define STATUS_NOT_FOUND ((NTSTATUS)0xC0000225)
#define STATUS_HOST_UNREACHABLE ((NTSTATUS)0xC000023D)
#define STATUS_INVALID_PARAMETER ((NTSTATUS)0xC000000D)
#define STATUS_OBJECT_NAME_NOT_FOUND ((NTSTATUS)0xC0000034)
#define STATUS_DATA_ERROR ((NTSTATUS)0xC000003E)
#define STATUS_NOT_SUPPORTED ((NTSTATUS)0xC00000BB)
#define STATUS_CONNECTION_DISCONNECTED ((NTSTATUS)0xC000020C)
#define STATUS_DATA_NOT_ACCEPTED ((NTSTATUS)0xC000021B)

/* ---- Lists and interlocked operations ---------------------------------------------------------------------------- */

typedef struct _LIST_ENTRY {
    struct _LIST_ENTRY *Flink;
    struct _LIST_ENTRY *Blink;
} LIST_ENTRY, *PLIST_ENTRY;

static inline VOID InitializeListHead(PLIST_ENTRY Head)
{
    Head->Flink = Head->Blink = Head;
}

static inline BOOLEAN IsListEmpty(const LIST_ENTRY *Head)
{
    return Head->Flink == Head;
}

static inline VOID NtListInsert(PLIST_ENTRY Before, PLIST_ENTRY After, PLIST_ENTRY Entry)
{
    Entry->Blink = Before;
    Entry->Flink = After;
    Before->Flink = Entry;
    After->Blink = Entry;
}

static inline VOID InsertHeadList(PLIST_ENTRY Head, PLIST_ENTRY Entry)
{
    NtListInsert(Head, Head->Flink, Entry);
}

static inline VOID InsertTailList(PLIST_ENTRY Head, PLIST_ENTRY Entry)
{
    NtListInsert(Head->Blink, Head, Entry);
}

static inline BOOLEAN RemoveEntryList(PLIST_ENTRY Entry)
{
    Entry->Blink->Flink = Entry->Flink;
    Entry->Flink->Blink = Entry->Blink;
    return Entry->Flink == Entry->Blink;
}

static inline PLIST_ENTRY RemoveHeadList(PLIST_ENTRY Head)
{
    PLIST_ENTRY Entry = Head->Flink;

    RemoveEntryList(Entry);
    return Entry;
}

#define RtlZeroMemory(Memory, Size) memset((Memory), 0, (Size))
#define RtlCopyMemory(To, From, Size) memcpy((To), (From), (Size))

#define InterlockedIncrement(P) __atomic_add_fetch((P), 1, __ATOMIC_SEQ_CST)
#define InterlockedDecrement(P) __atomic_sub_fetch((P), 1, __ATOMIC_SEQ_CST)
#define InterlockedIncrement64(P) __atomic_add_fetch((P), 1, __ATOMIC_SEQ_CST)
#define InterlockedOr(P, Bits) __atomic_fetch_or((P), (Bits), __ATOMIC_SEQ_CST)
#define InterlockedExchange(P, Value) __atomic_exchange_n((P), (Value), __ATOMIC_SEQ_CST)
#define InterlockedExchange64(P, Value) __atomic_exchange_n((P), (Value), __ATOMIC_SEQ_CST)

static inline LONG InterlockedCompareExchange(volatile LONG *P, LONG Value, LONG Comparand)
{
    __atomic_compare_exchange_n(P, &Comparand, Value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    return Comparand;
}

/* ---- IRQL and time (nt_sync.c) ----------------------------------------------------------------------------------- */

#define PASSIVE_LEVEL 0
#define APC_LEVEL 1
#define DISPATCH_LEVEL 2

KIRQL KeGetCurrentIrql(VOID);
VOID KeRaiseIrql(KIRQL NewIrql, KIRQL *OldIrql);
VOID KeLowerIrql(KIRQL NewIrql);

typedef struct _PROCESSOR_NUMBER *PPROCESSOR_NUMBER;
ULONG KeGetCurrentProcessorNumberEx(PPROCESSOR_NUMBER ProcNumber);
LARGE_INTEGER KeQueryPerformanceCounter(PLARGE_INTEGER Frequency);

/* ---- Spin locks, events, waits and threads (nt_wait.c) ----------------------------------------------------------- */

VOID KeInitializeSpinLock(KSPIN_LOCK *Lock);
VOID KeAcquireSpinLock(KSPIN_LOCK *Lock, KIRQL *OldIrql);
VOID KeReleaseSpinLock(KSPIN_LOCK *Lock, KIRQL OldIrql);
/* How many spin locks the calling thread holds. */
ULONG NtHeldLocks(VOID);

/* Interval is relative: negative, in 100 ns. */
#define KernelMode 0
NTSTATUS KeDelayExecutionThread(int WaitMode, BOOLEAN Alertable, PLARGE_INTEGER Interval);

typedef enum _EVENT_TYPE { NotificationEvent, SynchronizationEvent } EVENT_TYPE;

typedef struct _KEVENT {
    EVENT_TYPE Type;
    LONG Signalled;
} KEVENT, *PKEVENT;

#define Executive 0
#define WaitAll 0
#define WaitAny 1
#define IO_NO_INCREMENT 0
#define THREAD_ALL_ACCESS 0x1fffff

typedef VOID KSTART_ROUTINE(PVOID StartContext);

VOID KeInitializeEvent(PKEVENT Event, EVENT_TYPE Type, BOOLEAN State);
LONG KeSetEvent(PKEVENT Event, LONG Increment, BOOLEAN Wait);
VOID KeClearEvent(PKEVENT Event);
LONG KeResetEvent(PKEVENT Event);
LONG KeReadStateEvent(PKEVENT Event);
/* Objects are events alone, or a thread that ObReferenceObjectByHandle gave out. */
NTSTATUS KeWaitForSingleObject(PVOID Object, int Reason, int Mode, BOOLEAN Alertable, PLARGE_INTEGER Timeout);
NTSTATUS KeWaitForMultipleObjects(ULONG Count, PVOID Objects[], int WaitType, int Reason, int Mode, BOOLEAN Alertable,
                                  PLARGE_INTEGER Timeout, PVOID WaitBlocks);

NTSTATUS PsCreateSystemThread(PHANDLE Thread, ULONG Access, PVOID Attributes, HANDLE Process, PVOID ClientId,
                              KSTART_ROUTINE *Routine, PVOID Context);
DECLSPEC_NORETURN VOID PsTerminateSystemThread(NTSTATUS Status);
NTSTATUS ObReferenceObjectByHandle(HANDLE Handle, ULONG Access, PVOID Type, int Mode, PVOID *Object, PVOID Information);
VOID ObDereferenceObject(PVOID Object);
NTSTATUS ZwClose(HANDLE Handle);

/* ---- Pool (nt_pool.c) -------------------------------------------------------------------------------------------- */

/* Paged pool is memory like the other; it is asked for and given back at IRQLs that would allow it. */
typedef enum _POOL_TYPE { NonPagedPool = 0, PagedPool = 1, NonPagedPoolNx = 512 } POOL_TYPE;

PVOID ExAllocatePoolWithTag(POOL_TYPE Type, SIZE_T Size, ULONG Tag);
VOID ExFreePoolWithTag(PVOID Memory, ULONG Tag);

/* ---- IRPs (nt_irp.c) --------------------------------------------------------------------------------------------- */

#define SL_PENDING_RETURNED 0x01
#define SL_INVOKE_ON_CANCEL 0x20
#define SL_INVOKE_ON_SUCCESS 0x40
#define SL_INVOKE_ON_ERROR 0x80

typedef struct _DEVICE_OBJECT {
    PVOID DeviceExtension;
} DEVICE_OBJECT, *PDEVICE_OBJECT;

struct _IRP;
typedef NTSTATUS IO_COMPLETION_ROUTINE(PDEVICE_OBJECT DeviceObject, struct _IRP *Irp, PVOID Context);
typedef IO_COMPLETION_ROUTINE *PIO_COMPLETION_ROUTINE;
typedef VOID DRIVER_CANCEL(PDEVICE_OBJECT DeviceObject, struct _IRP *Irp);
typedef DRIVER_CANCEL *PDRIVER_CANCEL;

typedef struct _IO_STACK_LOCATION {
    UCHAR MajorFunction;
    UCHAR Control;
    PDEVICE_OBJECT DeviceObject;
    PIO_COMPLETION_ROUTINE CompletionRoutine;
    PVOID Context;
} IO_STACK_LOCATION, *PIO_STACK_LOCATION;

typedef struct _IO_STATUS_BLOCK {
    NTSTATUS Status;
    ULONG_PTR Information;
} IO_STATUS_BLOCK;

typedef struct _IRP {
    USHORT Size;
    CHAR StackCount;
    CHAR CurrentLocation; /* counts down from StackCount + 1 */
    IO_STATUS_BLOCK IoStatus;
    BOOLEAN PendingReturned;
    volatile BOOLEAN Cancel; /* set by who cancels it, while it completes on another thread */
    volatile PDRIVER_CANCEL CancelRoutine;
    union {
        struct {
            PVOID DriverContext[4];
            PIO_STACK_LOCATION CurrentStackLocation;
        } Overlay;
    } Tail;
    /* StackCount stack locations follow. */
} IRP, *PIRP;

#define IoSizeOfIrp(StackSize) ((USHORT)(sizeof(IRP) + (SIZE_T)(StackSize) * sizeof(IO_STACK_LOCATION)))

PIRP IoAllocateIrp(CCHAR StackSize, BOOLEAN ChargeQuota);
VOID IoInitializeIrp(PIRP Irp, USHORT PacketSize, CCHAR StackSize);
VOID IoReuseIrp(PIRP Irp, NTSTATUS Status);
BOOLEAN IoCancelIrp(PIRP Irp);
VOID IoFreeIrp(PIRP Irp);
VOID IoCompleteRequest(PIRP Irp, CHAR PriorityBoost);
VOID IoSetCompletionRoutine(PIRP Irp, PIO_COMPLETION_ROUTINE Routine, PVOID Context, BOOLEAN Success, BOOLEAN Error,
                            BOOLEAN Cancel);
VOID IoMarkIrpPending(PIRP Irp);
PIO_STACK_LOCATION IoGetCurrentIrpStackLocation(PIRP Irp);
PIO_STACK_LOCATION IoGetNextIrpStackLocation(PIRP Irp);
VOID IoSetNextIrpStackLocation(PIRP Irp);

/* ---- MDLs (nt_mdl.c) --------------------------------------------------------------------------------------------- */

struct _MDL {
    struct _MDL *Next;
    PUCHAR Bytes;
    ULONG ByteCount;
};

PMDL IoAllocateMdl(PVOID Address, ULONG Length, BOOLEAN Secondary, BOOLEAN ChargeQuota, PIRP Irp);
VOID MmBuildMdlForNonPagedPool(PMDL Mdl);
VOID IoFreeMdl(PMDL Mdl);
SIZE_T RtlCompareMemory(const VOID *A, const VOID *B, SIZE_T Length);

/* ---- Registry: the driver's parameters (nt_registry.c) ----------------------------------------------------------- */

#define OBJ_CASE_INSENSITIVE 0x40
#define OBJ_KERNEL_HANDLE 0x200
#define KEY_READ 0x20019
#define REG_SZ 1
#define REG_DWORD 4
#define KeyValuePartialInformation 2

typedef struct _OBJECT_ATTRIBUTES {
    PUNICODE_STRING ObjectName;
} OBJECT_ATTRIBUTES, *POBJECT_ATTRIBUTES;

typedef struct _KEY_VALUE_PARTIAL_INFORMATION {
    ULONG TitleIndex;
    ULONG Type;
    ULONG DataLength;
    UCHAR Data[1];
} KEY_VALUE_PARTIAL_INFORMATION;

#define InitializeObjectAttributes(Object, Name, Flags, Root, Security) ((void)(Root), (Object)->ObjectName = (Name))

NTSTATUS ZwOpenKey(PHANDLE Key, ULONG Access, POBJECT_ATTRIBUTES Attributes);
NTSTATUS ZwQueryValueKey(HANDLE Key, PUNICODE_STRING Name, int Class, PVOID Value, ULONG Length, PULONG ResultLength);
VOID RtlInitUnicodeString(PUNICODE_STRING String, PCWSTR Source);
BOOLEAN RtlEqualUnicodeString(const UNICODE_STRING *A, const UNICODE_STRING *B, BOOLEAN CaseInsensitive);

/* ---- The driver -------------------------------------------------------------------------------------------------- */

struct _DRIVER_OBJECT;
typedef VOID DRIVER_UNLOAD(struct _DRIVER_OBJECT *DriverObject);
typedef struct _DRIVER_OBJECT {
    DRIVER_UNLOAD *DriverUnload;
} DRIVER_OBJECT, *PDRIVER_OBJECT;
typedef DRIVER_UNLOAD *PDRIVER_UNLOAD;
typedef NTSTATUS DRIVER_INITIALIZE(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath);

/* ---- ETW (nt_etw.c) ---------------------------------------------------------------------------------------------- */

typedef ULONGLONG REGHANDLE, *PREGHANDLE;
typedef struct _EVENT_FILTER_DESCRIPTOR *PEVENT_FILTER_DESCRIPTOR;

typedef struct _EVENT_DESCRIPTOR {
    USHORT Id;
    UCHAR Version;
    UCHAR Channel;
    UCHAR Level;
    UCHAR Opcode;
    USHORT Task;
    ULONGLONG Keyword;
} EVENT_DESCRIPTOR;

typedef struct _EVENT_DATA_DESCRIPTOR {
    ULONGLONG Ptr;
    ULONG Size;
    ULONG Reserved;
} EVENT_DATA_DESCRIPTOR;

typedef VOID(NTAPI *PETWENABLECALLBACK)(LPCGUID SourceId, ULONG ControlCode, UCHAR Level, ULONGLONG MatchAnyKeyword,
                                        ULONGLONG MatchAllKeyword, PEVENT_FILTER_DESCRIPTOR FilterData,
                                        PVOID CallbackContext);

NTSTATUS EtwRegister(LPCGUID ProviderId, PETWENABLECALLBACK Callback, PVOID Context, PREGHANDLE Handle);
NTSTATUS EtwUnregister(REGHANDLE Handle);
NTSTATUS EtwWriteTransfer(REGHANDLE Handle, const EVENT_DESCRIPTOR *Event, LPCGUID ActivityId,
                          LPCGUID RelatedActivityId, ULONG Count, EVENT_DATA_DESCRIPTOR *Data);

#ifdef __cplusplus
}
#endif

#endif
