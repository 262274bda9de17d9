/* Counted strings. */
#include <ctype.h>

#include "nt_drivers.h"
#include "nt_harness.h"

#define STRING_TAG 0x67727453 /* "Strg" in a debugger */

VOID RtlInitUnicodeString(PUNICODE_STRING String, PCWSTR Source)
{
    USHORT Chars = 0;

    while (Source != NULL && Source[Chars] != 0) {
        Chars++;
    }
    String->Buffer = (PWSTR)(ULONG_PTR)Source;
    String->Length = (USHORT)(Chars * sizeof(WCHAR));
    String->MaximumLength = Source == NULL ? 0 : (USHORT)(String->Length + sizeof(WCHAR));
}

BOOLEAN RtlEqualUnicodeString(const UNICODE_STRING *A, const UNICODE_STRING *B, BOOLEAN CaseInsensitive)
{
    ULONG I;

    if (A->Length != B->Length) {
        return FALSE;
    }
    for (I = 0; I < A->Length / sizeof(WCHAR); I++) {
        int X = A->Buffer[I];
        int Y = B->Buffer[I];

        if (CaseInsensitive && X < 128 && Y < 128) {
            X = tolower(X);
            Y = tolower(Y);
        }
        if (X != Y) {
            return FALSE;
        }
    }
    return TRUE;
}

VOID RtlInitAnsiString(PANSI_STRING String, PCSTR Source)
{
    String->Buffer = (PCHAR)(ULONG_PTR)Source;
    String->Length = Source == NULL ? 0 : (USHORT)strlen(Source);
    String->MaximumLength = Source == NULL ? 0 : (USHORT)(String->Length + 1);
}

NTSTATUS RtlAnsiStringToUnicodeString(PUNICODE_STRING To, PCANSI_STRING From, BOOLEAN Allocate)
{
    ULONG Size = (ULONG)(From->Length + 1) * (ULONG)sizeof(WCHAR);
    USHORT I;

    if (Size > MAXUSHORT) {
        return STATUS_INVALID_PARAMETER_2;
    }
    if (Allocate) {
        To->Buffer = (PWSTR)ExAllocatePoolWithTag(PagedPool, Size, STRING_TAG);
        To->MaximumLength = (USHORT)Size;
        if (To->Buffer == NULL) {
            return STATUS_NO_MEMORY;
        }
    } else if (To->MaximumLength < Size) {
        return STATUS_BUFFER_OVERFLOW;
    }
    for (I = 0; I < From->Length; I++) {
        To->Buffer[I] = (UCHAR)From->Buffer[I] < 0x80 ? (WCHAR)From->Buffer[I] : (WCHAR)'?';
    }
    To->Buffer[I] = 0;
    To->Length = (USHORT)(Size - sizeof(WCHAR));
    return STATUS_SUCCESS;
}

NTSTATUS RtlUnicodeStringToAnsiString(PANSI_STRING To, PCUNICODE_STRING From, BOOLEAN Allocate)
{
    USHORT Chars = From->Length / sizeof(WCHAR);
    USHORT I;

    if (Allocate) {
        To->Buffer = (PCHAR)ExAllocatePoolWithTag(PagedPool, (SIZE_T)Chars + 1, STRING_TAG);
        To->MaximumLength = (USHORT)(Chars + 1);
        if (To->Buffer == NULL) {
            return STATUS_NO_MEMORY;
        }
    } else if (To->MaximumLength <= Chars) {
        return STATUS_BUFFER_OVERFLOW;
    }
    for (I = 0; I < Chars; I++) {
        To->Buffer[I] = From->Buffer[I] < 0x80 ? (CHAR)From->Buffer[I] : '?';
    }
    To->Buffer[I] = 0;
    To->Length = Chars;
    return STATUS_SUCCESS;
}

VOID RtlFreeUnicodeString(PUNICODE_STRING String)
{
    if (String->Buffer != NULL) {
        ExFreePoolWithTag(String->Buffer, STRING_TAG);
        memset(String, 0, sizeof(*String));
    }
}

VOID RtlFreeAnsiString(PANSI_STRING String)
{
    if (String->Buffer != NULL) {
        ExFreePoolWithTag(String->Buffer, STRING_TAG);
        memset(String, 0, sizeof(*String));
    }
}
