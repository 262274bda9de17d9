/* Non-paged bytes with the MDL and the WSK_BUF that describe them. */
#ifndef SAMPLE_BUFFER_H
#define SAMPLE_BUFFER_H

#include "sample.h"

typedef struct _BUFFER {
    PMDL Mdl;
    ULONG Size; /* bytes */
    UCHAR Bytes[1]; /* Size of them */
} BUFFER, *PBUFFER;

/* NULL when there is no memory. The caller frees it with BufferDestroy once no call uses it any more. */
_IRQL_requires_max_(DISPATCH_LEVEL) _Must_inspect_result_ _Ret_maybenull_
PBUFFER BufferCreate(_In_ ULONG Size);

/* The part of the buffer from Offset, Length bytes long. WSK copies the WSK_BUF; the MDL must stay. */
_IRQL_requires_max_(DISPATCH_LEVEL)
WSK_BUF BufferSlice(_In_ const BUFFER *Buffer, _In_ ULONG Offset, _In_ SIZE_T Length);

_IRQL_requires_max_(DISPATCH_LEVEL)
VOID BufferDestroy(_In_opt_ PBUFFER Buffer);

#endif
