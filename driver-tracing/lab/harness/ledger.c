/* What the driver allocates: each allocation is a point, and what is not freed when the driver is gone is told with its place. */
#include "provider.h"

#include <stdio.h>
#include <stdlib.h>

/* The tracing library's own memory is not the driver's business: what it does without is tested elsewhere. */
#define TRACING_TAG 0x546B7357

typedef struct _BLOCK {
    struct _BLOCK *Next;
    NT_KIND Kind;
    PVOID Memory;
    SIZE_T Size;
    LAB_STACK Stack;
} BLOCK;

static BLOCK *Blocks;

static PCSTR NameOf(NT_KIND Kind)
{
    static const PCSTR Names[] = {"pool", "irp", "mdl"};

    return Names[Kind];
}

static BOOLEAN IsTracing(NT_KIND Kind, ULONG Tag)
{
    return Kind == NtKindPool && Tag == TRACING_TAG;
}

static BOOLEAN MayAllocate(NT_KIND Kind, SIZE_T Size, ULONG Tag)
{
    static const PCSTR Answers[] = {"success", "null", NULL};

    UNREFERENCED_PARAMETER(Size);
    if (IsTracing(Kind, Tag)) {
        return TRUE;
    }
    return LabAsk("allocation", NameOf(Kind), 0, NULL, Answers) == 0;
}

static VOID Allocated(NT_KIND Kind, PVOID Memory, SIZE_T Size, ULONG Tag)
{
    BLOCK *Block;

    if (IsTracing(Kind, Tag)) {
        return;
    }
    Block = malloc(sizeof(*Block));
    if (Block == NULL) {
        NtFail("out of memory");
    }
    *Block = (BLOCK){Blocks, Kind, Memory, Size, LabStack()};
    Blocks = Block;
}

static VOID Freed(NT_KIND Kind, PVOID Memory)
{
    BLOCK **Link;

    for (Link = &Blocks; *Link != NULL; Link = &(*Link)->Next) {
        BLOCK *Block = *Link;

        if (Block->Memory == Memory && Block->Kind == Kind) {
            *Link = Block->Next;
            CallsMemoryFreed(Kind, Memory, Block->Size);
            free(Block);
            return;
        }
    }
    if (Kind == NtKindIrp) {
        LabFact("double-free", LabStack(), "an IRP is freed that is freed already, or was never allocated");
        LabEnd("bug-check");
    }
}

VOID LabLedgerStart(VOID)
{
    static const NT_WATCHER Watcher = {MayAllocate, Allocated, Freed};

    NtWatch(&Watcher);
}

VOID LabLedgerCheck(VOID)
{
    static const PCSTR Sentences[] = {"%lu bytes of pool are never freed", "an IRP (%lu bytes) is never freed",
                                      "an MDL (%lu bytes) is never freed"};
    static const PCSTR Facts[] = {"pool-leak", "irp-left", "mdl-leak"};
    const BLOCK *Block;

    for (Block = Blocks; Block != NULL; Block = Block->Next) {
        char Sentence[80];

        snprintf(Sentence, sizeof(Sentence), Sentences[Block->Kind], Block->Size);
        LabFact(Facts[Block->Kind], Block->Stack, "%s", Sentence);
    }
}
