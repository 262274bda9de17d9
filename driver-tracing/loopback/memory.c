/* MDLs, which here hold the address they describe. */
#include <stdlib.h>

#include "nt_harness.h"
#include "nt_shim.h"

PMDL IoAllocateMdl(PVOID Address, ULONG Length, BOOLEAN Secondary, BOOLEAN ChargeQuota, PIRP Irp)
{
    PMDL Mdl = calloc(1, sizeof(*Mdl));

    UNREFERENCED_PARAMETER(Secondary);
    UNREFERENCED_PARAMETER(ChargeQuota);
    UNREFERENCED_PARAMETER(Irp);
    if (Mdl == NULL) {
        NtFail("out of memory");
    }
    Mdl->Bytes = Address;
    Mdl->ByteCount = Length;
    return Mdl;
}

VOID MmBuildMdlForNonPagedPool(PMDL Mdl)
{
    UNREFERENCED_PARAMETER(Mdl);
}

VOID IoFreeMdl(PMDL Mdl)
{
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
