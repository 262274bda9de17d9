/*
 * What WSK drivers of the field use of the kernel besides WSK, each with what it must give: a driver that loads where all of
 * it is as documented. Built as C and as C++ (run.sh), and run under Wine and on the loopback.
 */
#include <ntddk.h>
#include <wsk.h>

#define TAG 'lnrK'

/* Names that a driver may well have, and what runs it has, too. */
ULONG SocketNew, SocketFree, CallComplete, ClientCalls, NetSend, NetClose, NtFail, NtWatch, EtlPut32, LabFact, Provider;

#define CHECK(Condition) Check((Condition) != 0, #Condition, __LINE__)

static ULONG Wrong;

static VOID Check(BOOLEAN Holds, PCSTR Condition, ULONG Line)
{
    if (!Holds) {
        DbgPrint("kernel.c, line %lu: %s\n", Line, Condition);
        Wrong++;
    }
}

static VOID ByteOrder(VOID)
{
    USHORT port = 0x1234;

    CHECK(RtlUshortByteSwap(port) == 0x3412);
    CHECK(RtlUlongByteSwap(0x01020304) == 0x04030201);
    CHECK(RtlUlonglongByteSwap(1) == 0x0100000000000000ull);
}

static BOOLEAN IsZero(PVOID Memory, SIZE_T Size)
{
    SIZE_T i;

    for (i = 0; i < Size && ((PUCHAR)Memory)[i] == 0; i++) {
    }
    return i == Size;
}

static VOID Pool(VOID)
{
    PVOID memory = ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, TAG);

    CHECK(memory != NULL && IsZero(memory, 100));
    ExFreePoolWithTag(memory, TAG);
    memory = ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_UNINITIALIZED, 100, TAG);
    CHECK(memory != NULL);
    ExFreePool(memory);
    memory = ExAllocatePoolZero(NonPagedPool, 100, TAG);
    CHECK(memory != NULL && IsZero(memory, 100));
    RtlFillMemory(memory, 100, 7);
    CHECK(((PCHAR)memory)[99] == 7 && !IsZero(memory, 100));
    RtlMoveMemory((PCHAR)memory + 1, memory, 99);
    CHECK(RtlEqualMemory(memory, (PCHAR)memory + 1, 99) && RtlCompareMemory(memory, memory, 100) == 100);
    RtlSecureZeroMemory(memory, 100);
    CHECK(IsZero(memory, 100));
    ExFreePoolWithTag(memory, TAG);
    memory = ExAllocatePoolWithTag(PagedPool, 100, TAG);
    CHECK(memory != NULL);
    ExFreePoolWithTag(memory, TAG);
}

typedef struct _ITEM {
    SLIST_ENTRY Link;
    ULONG Number;
} ITEM, *PITEM;

static VOID Lists(VOID)
{
    PSLIST_HEADER head = (PSLIST_HEADER)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*head), TAG);
    PITEM items = (PITEM)ExAllocatePool2(POOL_FLAG_NON_PAGED, 2 * sizeof(*items), TAG);
    LIST_ENTRY list;
    LIST_ENTRY entry;

    InitializeSListHead(head);
    CHECK(InterlockedPopEntrySList(head) == NULL);
    CHECK(InterlockedPushEntrySList(head, &items[0].Link) == NULL);
    CHECK(InterlockedPushEntrySList(head, &items[1].Link) == &items[0].Link);
    CHECK(InterlockedPopEntrySList(head) == &items[1].Link);
    InterlockedPushEntrySList(head, &items[1].Link);
    CHECK(CONTAINING_RECORD(InterlockedFlushSList(head), ITEM, Link) == &items[1]);
    CHECK(items[1].Link.Next == &items[0].Link && items[0].Link.Next == NULL);
    CHECK(InterlockedFlushSList(head) == NULL);
    ExFreePoolWithTag(items, TAG);
    ExFreePoolWithTag(head, TAG);

    InitializeListHead(&list);
    InsertTailList(&list, &entry);
    CHECK(RemoveTailList(&list) == &entry && IsListEmpty(&list));
}

static VOID Mdls(VOID)
{
    PUCHAR bytes = (PUCHAR)ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, TAG);
    PMDL mdl = IoAllocateMdl(bytes + 3, 50, FALSE, FALSE, NULL);

    MmBuildMdlForNonPagedPool(mdl);
    CHECK(MmGetMdlByteCount(mdl) == 50 && MmGetMdlVirtualAddress(mdl) == (PVOID)(bytes + 3));
    CHECK(MmGetMdlByteOffset(mdl) == ((ULONG_PTR)(bytes + 3) & (PAGE_SIZE - 1)));
    CHECK(MmGetSystemAddressForMdlSafe(mdl, LowPagePriority | MdlMappingNoExecute) == (PVOID)(bytes + 3));
    IoFreeMdl(mdl);
    mdl = IoAllocateMdl(bytes, 100, FALSE, FALSE, NULL);
    __try
    {
        MmProbeAndLockPages(mdl, KernelMode, IoWriteAccess);
    }
    __except (EXCEPTION_EXECUTE_HANDLER)
    {
        CHECK(GetExceptionCode() == STATUS_ACCESS_VIOLATION && FALSE);
    }
    *(PUCHAR)MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority) = 9;
    CHECK(bytes[0] == 9);
    MmUnlockPages(mdl);
    IoFreeMdl(mdl);
    ExFreePoolWithTag(bytes, TAG);
}

static VOID Interlocked(VOID)
{
    LONG value = 5;
    LONG64 wide = 0;
    PVOID pointer = NULL;

    CHECK(InterlockedExchangeAdd(&value, 2) == 5 && InterlockedAnd(&value, 3) == 7 && InterlockedAdd(&value, 4) == 7);
    CHECK(InterlockedXor(&value, 1) == 7 && InterlockedOr(&value, 1) == 6 && InterlockedExchange(&value, 1) == 7);
    CHECK(InterlockedIncrementNoFence(&value) == 2 && ReadNoFence(&value) == 2 && InterlockedDecrementRelease(&value) == 1);
    CHECK(InterlockedCompareExchangeAcquire(&value, 4, 1) == 1 && ReadAcquire(&value) == 4);
    WriteRelease(&value, 8);
    CHECK(InterlockedCompareExchange(&value, 0, 9) == 8);
    CHECK(InterlockedIncrement64(&wide) == 1 && InterlockedDecrement64(&wide) == 0 && InterlockedAdd64(&wide, 3) == 3);
    CHECK(InterlockedExchangeAdd64(&wide, 4) == 3 && InterlockedCompareExchange64(&wide, 9, 7) == 7 && wide == 9);
    CHECK(InterlockedExchangePointer(&pointer, &value) == NULL);
    CHECK(InterlockedCompareExchangePointer(&pointer, NULL, &value) == &value && pointer == NULL);
}

static VOID LocksAndTime(VOID)
{
    FAST_MUTEX mutex;
    KSPIN_LOCK lock;
    KLOCK_QUEUE_HANDLE handle;
    KIRQL irql;
    LARGE_INTEGER time;
    LARGE_INTEGER ticks;

    PAGED_CODE();
    ExInitializeFastMutex(&mutex);
    ExAcquireFastMutex(&mutex);
    ExReleaseFastMutex(&mutex);
    KeInitializeSpinLock(&lock);
    KeAcquireInStackQueuedSpinLock(&lock, &handle);
    KeReleaseInStackQueuedSpinLock(&handle);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    KeAcquireSpinLockAtDpcLevel(&lock);
    KeReleaseSpinLockFromDpcLevel(&lock);
    KeLowerIrql(irql);

    KeQuerySystemTime(&time);
    CHECK(time.QuadPart > 0x01D0000000000000ll && time.LowPart == (ULONG)time.QuadPart); /* 2014 and later */
    KeQueryTickCount(&ticks);
    CHECK(ticks.QuadPart > 0 && KeQueryTimeIncrement() > 0 && KeQueryInterruptTime() > 0);
}

static VOID Strings(VOID)
{
    ANSI_STRING ansi;
    UNICODE_STRING unicode;
    DECLARE_CONST_UNICODE_STRING(service, L"80");

    RtlInitAnsiString(&ansi, "localhost");
    CHECK(ansi.Length == 9 && ansi.MaximumLength == 10);
    CHECK(NT_SUCCESS(RtlAnsiStringToUnicodeString(&unicode, &ansi, TRUE)));
    CHECK(unicode.Length == 18 && unicode.Buffer[8] == 't');
    RtlFreeUnicodeString(&unicode);
    CHECK(NT_SUCCESS(RtlUnicodeStringToAnsiString(&ansi, (PUNICODE_STRING)&service, TRUE)));
    CHECK(ansi.Length == 2 && ansi.Buffer[0] == '8' && ansi.Buffer[2] == 0);
    RtlFreeAnsiString(&ansi);
    RtlInitUnicodeString(&unicode, NULL);
    CHECK(unicode.Length == 0 && unicode.MaximumLength == 0 && unicode.Buffer == NULL);
    RtlInitUnicodeString(&unicode, L"name");
    DbgPrint("kernel prints %d%% of %s, %ws and %wZ: 0x%08lx, %I64u, %c|%-5s|%.2s\n", -5, "narrow", L"wide", &unicode, 0xABCu,
             1ull << 40, 'c', "ab", "abc");
    DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "kernel prints %u\n", 1u);
    KdPrint(("kernel prints %u\n", 2u));
}

static VOID Irps(VOID)
{
    USHORT size = IoSizeOfIrp(1);
    PIRP irp = IoAllocateIrpEx(NULL, 1, FALSE);

    CHECK(irp != NULL && irp->StackCount == 1);
    IoFreeIrp(irp);
    irp = (PIRP)ExAllocatePool2(POOL_FLAG_NON_PAGED, size, TAG);
    IoInitializeIrp(irp, size, 1);
    IoCleanupIrp(irp);
    ExFreePoolWithTag(irp, TAG);
}

#ifdef __cplusplus
extern "C"
#endif
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID NTAPI Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

_Use_decl_annotations_
NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    PNTSTATUS place = &status;

    UNREFERENCED_PARAMETER(RegistryPath);
    C_ASSERT(sizeof(UINT32) == sizeof(ULONG) && sizeof(INT64) == sizeof(LONGLONG));
    ByteOrder();
    Pool();
    Lists();
    Mdls();
    Interlocked();
    LocksAndTime();
    Strings();
    Irps();
    CHECK(min(1, 2) == 1 && max(1, 2) == 2);
    NT_ASSERT(place != NULL);
    DriverObject->DriverUnload = Unload;
    return Wrong == 0 ? *place : STATUS_UNSUCCESSFUL;
}
