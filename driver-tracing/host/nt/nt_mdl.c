/* MDLs, which here hold the address they describe. */
#include <stdlib.h>

#include "nt_harness.h"

PMDL IoAllocateMdl(PVOID Address, ULONG Length, BOOLEAN Secondary, BOOLEAN ChargeQuota, PIRP Irp)
{
    PMDL Mdl;

    UNREFERENCED_PARAMETER(Secondary);
    UNREFERENCED_PARAMETER(ChargeQuota);
    UNREFERENCED_PARAMETER(Irp);
    if (!NtMayAllocate(NtKindMdl, sizeof(*Mdl), 0)) {
        return NULL;
    }
    Mdl = calloc(1, sizeof(*Mdl));
    if (Mdl == NULL) {
        NtFail("out of memory");
    }
    Mdl->Bytes = Address;
    Mdl->ByteCount = Length;
    NtTellAllocated(NtKindMdl, Mdl, sizeof(*Mdl), 0);
    return Mdl;
}

VOID MmBuildMdlForNonPagedPool(PMDL Mdl)
{
    UNREFERENCED_PARAMETER(Mdl);
}

VOID IoFreeMdl(PMDL Mdl)
{
    NtTellFreed(NtKindMdl, Mdl);
    free(Mdl);
}

SIZE_T RtlCompareMemory(const VOID *A, const VOID *B, SIZE_T Length)
{
    SIZE_T I = 0;

    while (I < Length && ((const UCHAR *)A)[I] == ((const UCHAR *)B)[I]) {
        I++;
    }
    return I;
}
