/*
 * The kernel interface that the sample driver uses, for a native build: what the host harness's shim has, and threads,
 * waits, registry and MDLs besides. Names and behaviour as the public documentation has them.
 */
#ifndef LOOPBACK_NT_SHIM_H
#define LOOPBACK_NT_SHIM_H

#include "../host/nt/nt_shim.h"

/* ---- Types and annotations --------------------------------------------------------------------------------------- */

#define _Ret_maybenull_
#define _In_reads_(Count)
#define FIELD_OFFSET(Type, Field) ((LONG)offsetof(Type, Field))

typedef const WCHAR *PCWSTR; /* -fshort-wchar makes L"" fit */
typedef UCHAR *PUCHAR;
typedef PVOID HANDLE, *PHANDLE;

#define STATUS_WAIT_0 ((NTSTATUS)0x00000000)
#define STATUS_WAIT_1 ((NTSTATUS)0x00000001)
#define STATUS_INVALID_PARAMETER ((NTSTATUS)0xC000000D)
#define STATUS_OBJECT_NAME_NOT_FOUND ((NTSTATUS)0xC0000034)
#define STATUS_DATA_ERROR ((NTSTATUS)0xC000003E)
#define STATUS_NOT_SUPPORTED ((NTSTATUS)0xC00000BB)
#define STATUS_CONNECTION_DISCONNECTED ((NTSTATUS)0xC000020C)
#define STATUS_DATA_NOT_ACCEPTED ((NTSTATUS)0xC000021B)

/* ---- Events, waits and threads (kernel.c) ------------------------------------------------------------------------ */

typedef enum _EVENT_TYPE { NotificationEvent, SynchronizationEvent } EVENT_TYPE;

typedef struct _KEVENT {
    EVENT_TYPE Type;
    LONG Signalled;
} KEVENT, *PKEVENT;

#define Executive 0
#define WaitAny 1
#define IO_NO_INCREMENT 0
#define THREAD_ALL_ACCESS 0x1fffff

typedef VOID KSTART_ROUTINE(PVOID StartContext);

VOID KeInitializeEvent(PKEVENT Event, EVENT_TYPE Type, BOOLEAN State);
LONG KeSetEvent(PKEVENT Event, LONG Increment, BOOLEAN Wait);
VOID KeClearEvent(PKEVENT Event);
LONG KeReadStateEvent(PKEVENT Event);
/* Objects are events alone, or a thread that ObReferenceObjectByHandle gave out. */
NTSTATUS KeWaitForSingleObject(PVOID Object, int Reason, int Mode, BOOLEAN Alertable, PLARGE_INTEGER Timeout);
NTSTATUS KeWaitForMultipleObjects(ULONG Count, PVOID Objects[], int WaitType, int Reason, int Mode, BOOLEAN Alertable,
                                  PLARGE_INTEGER Timeout, PVOID WaitBlocks);

NTSTATUS PsCreateSystemThread(PHANDLE Thread, ULONG Access, PVOID Attributes, HANDLE Process, PVOID ClientId,
                              KSTART_ROUTINE *Routine, PVOID Context);
_Noreturn VOID PsTerminateSystemThread(NTSTATUS Status);
NTSTATUS ObReferenceObjectByHandle(HANDLE Handle, ULONG Access, PVOID Type, int Mode, PVOID *Object, PVOID Information);
VOID ObDereferenceObject(PVOID Object);
NTSTATUS ZwClose(HANDLE Handle);

/* ---- Registry: the driver's parameters (registry.c) -------------------------------------------------------------- */

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

/* ---- Memory (memory.c) ------------------------------------------------------------------------------------------- */

typedef struct _MDL {
    struct _MDL *Next;
    PUCHAR Bytes;
    ULONG ByteCount;
} MDL;

PMDL IoAllocateMdl(PVOID Address, ULONG Length, BOOLEAN Secondary, BOOLEAN ChargeQuota, PIRP Irp);
VOID MmBuildMdlForNonPagedPool(PMDL Mdl);
VOID IoFreeMdl(PMDL Mdl);
SIZE_T RtlCompareMemory(const VOID *A, const VOID *B, SIZE_T Length);

#endif
