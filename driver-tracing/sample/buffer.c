#include "buffer.h"

_Use_decl_annotations_
PBUFFER BufferCreate(ULONG Size)
{
    PBUFFER buffer = ExAllocatePoolWithTag(NonPagedPoolNx, FIELD_OFFSET(BUFFER, Bytes) + Size, SAMPLE_POOL_TAG);

    if (buffer == NULL) {
        return NULL;
    }
    buffer->Size = Size;
    buffer->Mdl = IoAllocateMdl(buffer->Bytes, Size, FALSE, FALSE, NULL);
    if (buffer->Mdl == NULL) {
        ExFreePoolWithTag(buffer, SAMPLE_POOL_TAG);
        return NULL;
    }
    MmBuildMdlForNonPagedPool(buffer->Mdl);
    return buffer;
}

_Use_decl_annotations_
WSK_BUF BufferSlice(const BUFFER *Buffer, ULONG Offset, SIZE_T Length)
{
    WSK_BUF slice;

    slice.Mdl = Buffer->Mdl;
    slice.Offset = Offset;
    slice.Length = Length;
    return slice;
}

_Use_decl_annotations_
VOID BufferDestroy(PBUFFER Buffer)
{
    if (Buffer != NULL) {
        IoFreeMdl(Buffer->Mdl);
        ExFreePoolWithTag(Buffer, SAMPLE_POOL_TAG);
    }
}
