/* The provider's threads, and what they are to do and when. */
#include "provider.h"

#include <stdlib.h>

typedef struct _ITEM {
    struct _ITEM *Next;
    ULONG64 Due;
    VOID (*Routine)(PVOID Context);
    PVOID Context;
} ITEM;

static ITEM *Items; /* by time, and then by when they came */
static LAB_THREAD *Threads[PROVIDER_THREADS];

VOID ProviderPost(ULONG64 DelayUs, VOID (*Routine)(PVOID Context), PVOID Context)
{
    ITEM *Item = malloc(sizeof(*Item));
    ITEM **Link = &Items;
    ULONG I;

    if (Item == NULL) {
        NtFail("out of memory");
    }
    *Item = (ITEM){NULL, LabDeadline(DelayUs), Routine, Context};
    while (*Link != NULL && (*Link)->Due <= Item->Due) {
        Link = &(*Link)->Next;
    }
    Item->Next = *Link;
    *Link = Item;
    for (I = 0; I < PROVIDER_THREADS; I++) {
        LabWakeBy(Threads[I], Items->Due);
    }
}

static BOOLEAN IsDue(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    return Items != NULL && Items->Due <= NtClockNow();
}

static VOID Work(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    for (;;) {
        ITEM *Item;
        KIRQL OldIrql;

        while (!IsDue(NULL)) {
            (VOID)LabBlock(IsDue, NULL, Items != NULL ? Items->Due : 0, NULL);
        }
        Item = Items;
        Items = Item->Next;
        LabProgress();
        KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
        Item->Routine(Item->Context);
        KeLowerIrql(OldIrql);
        free(Item);
    }
}

VOID ProviderStart(VOID)
{
    ULONG I;

    for (I = 0; I < PROVIDER_THREADS; I++) {
        Threads[I] = LabThreadStart("provider", Work, NULL, 1);
    }
}
