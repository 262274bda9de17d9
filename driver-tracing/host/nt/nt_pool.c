/* The harness's memory: an arena at one address, and the pool. */
#define _GNU_SOURCE
#include "nt_harness.h"

#include <stdlib.h>
#include <sys/mman.h>

#ifdef __SANITIZE_ADDRESS__
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(Address, Size) ((void)(Address), (void)(Size))
#define ASAN_UNPOISON_MEMORY_REGION(Address, Size) ((void)(Address), (void)(Size))
#endif

#ifdef __SANITIZE_THREAD__
#define ARENA_ADDRESS NULL /* anywhere: ThreadSanitizer reserves address ranges of its own */
#define ARENA_FLAGS 0
#else
#define ARENA_ADDRESS ((void *)0x510000000000)
#define ARENA_FLAGS MAP_FIXED_NOREPLACE
#endif
#define ARENA_SIZE (64u << 20)
#define BLOCK_GAP 32 /* poisoned, between blocks */
#define MAX_FREED 4096

typedef struct _POOL_HEADER {
    SIZE_T Size;
    ULONG Tag;
    BOOLEAN Paged;
} POOL_HEADER;

static struct {
    KSPIN_LOCK Lock; /* guards the rest; Reuse is set before there are threads */
    char *Next;
    char *End;
    BOOLEAN Reuse;
    ULONG Freed;
    struct {
        PVOID Block;
        SIZE_T Size;
    } FreedBlocks[MAX_FREED];
} Arena;

static const NT_WATCHER *Watcher; /* set before there are threads */
static ULONG PoolFailNext;        /* for runs of one thread */
/* Changed and read with Interlocked alone. */
static ULONG PoolOutstanding;
static ULONG PoolAllocations;

static VOID NtArenaMap(VOID)
{
    Arena.Next = mmap(ARENA_ADDRESS, ARENA_SIZE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | ARENA_FLAGS, -1, 0);
    if (Arena.Next == MAP_FAILED) {
        NtFail("the arena's address is taken");
    }
    Arena.End = Arena.Next + ARENA_SIZE;
    ASAN_POISON_MEMORY_REGION(Arena.Next, ARENA_SIZE);
}

static PVOID NtBlockTakeFreed(SIZE_T Size)
{
    ULONG I;

    for (I = Arena.Freed; Arena.Reuse && I > 0; I--) {
        if (Arena.FreedBlocks[I - 1].Size == Size) {
            PVOID Block = Arena.FreedBlocks[I - 1].Block;

            Arena.FreedBlocks[I - 1] = Arena.FreedBlocks[--Arena.Freed];
            return Block;
        }
    }
    return NULL;
}

PVOID NtBlockAllocate(SIZE_T Size)
{
    PVOID Block;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Arena.Lock, &OldIrql);
    if (Arena.Next == NULL) {
        NtArenaMap();
    }
    Block = NtBlockTakeFreed(Size);
    if (Block == NULL) {
        Block = Arena.Next;
        Arena.Next += (Size + BLOCK_GAP + 15) & ~(SIZE_T)15;
        if (Arena.Next > Arena.End) {
            NtFail("the arena is full");
        }
    }
    KeReleaseSpinLock(&Arena.Lock, OldIrql);
    ASAN_UNPOISON_MEMORY_REGION(Block, Size);
    memset(Block, 0, Size);
    return Block;
}

VOID NtBlockFree(PVOID Block, SIZE_T Size)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Arena.Lock, &OldIrql);
    ASAN_POISON_MEMORY_REGION(Block, Size);
    if (Arena.Freed < MAX_FREED) {
        Arena.FreedBlocks[Arena.Freed].Block = Block;
        Arena.FreedBlocks[Arena.Freed++].Size = Size;
    }
    KeReleaseSpinLock(&Arena.Lock, OldIrql);
}

VOID NtBlockReuse(BOOLEAN Reuse)
{
    Arena.Reuse = Reuse;
}

VOID NtWatch(const NT_WATCHER *New)
{
    Watcher = New;
}

BOOLEAN NtMayAllocate(NT_KIND Kind, SIZE_T Size, ULONG Tag)
{
    return Watcher == NULL || Watcher->MayAllocate(Kind, Size, Tag);
}

VOID NtTellAllocated(NT_KIND Kind, PVOID Memory, SIZE_T Size, ULONG Tag)
{
    if (Watcher != NULL) {
        Watcher->Allocated(Kind, Memory, Size, Tag);
    }
}

VOID NtTellFreed(NT_KIND Kind, PVOID Memory)
{
    if (Watcher != NULL) {
        Watcher->Freed(Kind, Memory);
    }
}

PVOID ExAllocatePoolWithTag(POOL_TYPE Type, SIZE_T Size, ULONG Tag)
{
    POOL_HEADER *Header;

    if (KeGetCurrentIrql() > (Type == PagedPool ? APC_LEVEL : DISPATCH_LEVEL)) {
        NtFail("BAD_POOL_CALLER: type %d at IRQL %u", Type, KeGetCurrentIrql());
    }
    if (PoolFailNext > 0) {
        PoolFailNext--;
        return NULL;
    }
    if (!NtMayAllocate(NtKindPool, Size, Tag)) {
        return NULL;
    }
    Header = malloc(sizeof(*Header) + Size);
    if (Header == NULL) {
        NtFail("out of memory");
    }
    Header->Size = Size;
    Header->Tag = Tag;
    Header->Paged = Type == PagedPool;
    InterlockedIncrement(&PoolOutstanding);
    InterlockedIncrement(&PoolAllocations);
    NtTellAllocated(NtKindPool, Header + 1, Size, Tag);
    return memset(Header + 1, 0xA5, Size); /* pool is not zeroed */
}

VOID ExFreePoolWithTag(PVOID Memory, ULONG Tag)
{
    POOL_HEADER *Header = (POOL_HEADER *)Memory - 1;

    if (Tag != 0 && Header->Tag != Tag) {
        NtFail("BAD_POOL_CALLER: freed with tag %x what has tag %x", Tag, Header->Tag);
    }
    if (Header->Paged && KeGetCurrentIrql() > APC_LEVEL) {
        NtFail("BAD_POOL_CALLER: paged pool is freed at IRQL %u", KeGetCurrentIrql());
    }
    NtTellFreed(NtKindPool, Memory);
    InterlockedDecrement(&PoolOutstanding);
    free(Header);
}

VOID NtPoolFailNext(ULONG Count)
{
    PoolFailNext = Count;
}

ULONG NtPoolOutstanding(VOID)
{
    return InterlockedOr(&PoolOutstanding, 0);
}

ULONG NtPoolAllocations(VOID)
{
    return InterlockedOr(&PoolAllocations, 0);
}
