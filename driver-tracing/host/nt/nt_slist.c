/* Interlocked singly linked lists: under a lock of their own, which is held for a few instructions and at any IRQL. */
#include "nt_drivers.h"

static VOID NtSListLock(PSLIST_HEADER Head)
{
    while (__atomic_test_and_set(&Head->Busy, __ATOMIC_ACQUIRE)) {
    }
}

static VOID NtSListUnlock(PSLIST_HEADER Head)
{
    __atomic_clear(&Head->Busy, __ATOMIC_RELEASE);
}

VOID InitializeSListHead(PSLIST_HEADER Head)
{
    memset(Head, 0, sizeof(*Head));
}

PSLIST_ENTRY InterlockedPushEntrySList(PSLIST_HEADER Head, PSLIST_ENTRY Entry)
{
    PSLIST_ENTRY First;

    NtSListLock(Head);
    First = Head->First;
    Entry->Next = First;
    Head->First = Entry;
    Head->Depth++;
    NtSListUnlock(Head);
    return First;
}

PSLIST_ENTRY InterlockedPopEntrySList(PSLIST_HEADER Head)
{
    PSLIST_ENTRY First;

    NtSListLock(Head);
    First = Head->First;
    if (First != NULL) {
        Head->First = First->Next;
        Head->Depth--;
    }
    NtSListUnlock(Head);
    return First;
}

PSLIST_ENTRY InterlockedFlushSList(PSLIST_HEADER Head)
{
    PSLIST_ENTRY First;

    NtSListLock(Head);
    First = Head->First;
    Head->First = NULL;
    Head->Depth = 0;
    NtSListUnlock(Head);
    return First;
}

USHORT ExQueryDepthSList(PSLIST_HEADER Head)
{
    USHORT Depth;

    NtSListLock(Head);
    Depth = Head->Depth;
    NtSListUnlock(Head);
    return Depth;
}
