/* The registry: one key, whose values the harness sets. */
#include <stdlib.h>

#include "nt_harness.h"

static char **Pairs;
static int PairCount;

VOID NtRegistrySet(int Count, char **NameValuePairs)
{
    Pairs = NameValuePairs;
    PairCount = Count;
}

NTSTATUS ZwOpenKey(PHANDLE Key, ULONG Access, POBJECT_ATTRIBUTES Attributes)
{
    UNREFERENCED_PARAMETER(Access);
    UNREFERENCED_PARAMETER(Attributes);
    *Key = NULL;
    return STATUS_SUCCESS;
}

/* The value of a name, or NULL. Names are ASCII. */
static const char *Find(const UNICODE_STRING *Name)
{
    ULONG Chars = Name->Length / sizeof(WCHAR);
    int I;

    for (I = 0; I < PairCount; I++) {
        ULONG J = 0;

        while (J < Chars && (WCHAR)(UCHAR)Pairs[I][J] == Name->Buffer[J]) {
            J++;
        }
        if (J == Chars && Pairs[I][J] == '=') {
            return Pairs[I] + J + 1;
        }
    }
    return NULL;
}

NTSTATUS ZwQueryValueKey(HANDLE Key, PUNICODE_STRING Name, int Class, PVOID Value, ULONG Length, PULONG ResultLength)
{
    KEY_VALUE_PARTIAL_INFORMATION *Information = Value;
    const char *Text = Find(Name);
    char *End;
    ULONG Number;
    ULONG I;

    UNREFERENCED_PARAMETER(Key);
    UNREFERENCED_PARAMETER(Class);
    if (Text == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    Number = (ULONG)strtoul(Text, &End, 0);
    Information->Type = *Text != 0 && *End == 0 ? REG_DWORD : REG_SZ;
    Information->DataLength =
        Information->Type == REG_DWORD ? sizeof(Number) : (ULONG)((strlen(Text) + 1) * sizeof(WCHAR));
    *ResultLength = (ULONG)offsetof(KEY_VALUE_PARTIAL_INFORMATION, Data) + Information->DataLength;
    if (*ResultLength > Length) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Information->Type == REG_DWORD) {
        memcpy(Information->Data, &Number, sizeof(Number));
        return STATUS_SUCCESS;
    }
    for (I = 0; I <= strlen(Text); I++) {
        WCHAR Char = (UCHAR)Text[I];

        memcpy(Information->Data + I * sizeof(WCHAR), &Char, sizeof(Char));
    }
    return STATUS_SUCCESS;
}
