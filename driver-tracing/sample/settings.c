#include "sample.h"

#define DEFAULT_PORT 7007
#define DEFAULT_ROUNDS 5
#define VALUE_BYTES 128

static const PCWSTR RoleNames[RoleCount] = {
    [RoleEcho] = L"echo",
    [RoleStream] = L"stream",
    [RoleEvents] = L"events",
    [RoleDatagram] = L"datagram",
    [RoleClient] = L"client",
    [RoleSocketConnect] = L"socket-connect",
    [RoleCategories] = L"categories",
};

/* A value with room for what it holds, in the layout that ZwQueryValueKey fills. */
typedef union _VALUE {
    KEY_VALUE_PARTIAL_INFORMATION Information;
    UCHAR Bytes[sizeof(KEY_VALUE_PARTIAL_INFORMATION) + VALUE_BYTES];
} VALUE;

_IRQL_requires_max_(PASSIVE_LEVEL)
static BOOLEAN QueryValue(
    _In_ HANDLE Key, _In_ PCWSTR Name, _In_ ULONG Type, _Out_ VALUE *Value)
{
    UNICODE_STRING name;
    ULONG length;
    NTSTATUS status;

    RtlInitUnicodeString(&name, Name);
    status = ZwQueryValueKey(
        Key, &name, KeyValuePartialInformation, Value, sizeof(*Value), &length);
    return NT_SUCCESS(status) && Value->Information.Type == Type;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static ULONG ReadNumber(_In_ HANDLE Key, _In_ PCWSTR Name, _In_ ULONG Default)
{
    VALUE value;
    ULONG number;

    if (!QueryValue(Key, Name, REG_DWORD, &value) ||
        value.Information.DataLength != sizeof(number)) {
        return Default;
    }
    RtlCopyMemory(&number, value.Information.Data, sizeof(number));
    return number;
}

/* The index of the value in Names, or 0 where it is none of them. */
_IRQL_requires_max_(PASSIVE_LEVEL)
static ULONG ReadName(
    _In_ HANDLE Key, _In_ PCWSTR Name, _In_reads_(Count) const PCWSTR *Names, _In_ ULONG Count)
{
    VALUE value;
    UNICODE_STRING found;
    UNICODE_STRING candidate;
    ULONG i;

    if (!QueryValue(Key, Name, REG_SZ, &value) ||
        value.Information.DataLength < sizeof(WCHAR)) {
        return 0;
    }
    /* The length of a REG_SZ counts its terminator. */
    found.Buffer = (PWSTR)(PVOID)value.Information.Data;
    found.Length = (USHORT)(value.Information.DataLength - sizeof(WCHAR));
    found.MaximumLength = found.Length;

    for (i = 0; i < Count; i++) {
        RtlInitUnicodeString(&candidate, Names[i]);
        if (RtlEqualUnicodeString(&found, &candidate, TRUE)) {
            return i;
        }
    }
    return 0;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
static NTSTATUS OpenParameters(_Out_ PHANDLE Key, _In_ PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    HANDLE service;
    NTSTATUS status;

    InitializeObjectAttributes(
        &attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenKey(&service, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    RtlInitUnicodeString(&name, L"Parameters");
    InitializeObjectAttributes(
        &attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, service, NULL);
    status = ZwOpenKey(Key, KEY_READ, &attributes);
    ZwClose(service);
    return status;
}

_Use_decl_annotations_
VOID SettingsRead(PSETTINGS Settings, PUNICODE_STRING RegistryPath)
{
    HANDLE key;

    Settings->Role = RoleEcho;
    Settings->Fault = FaultNone;
    Settings->Port = DEFAULT_PORT;
    Settings->Rounds = DEFAULT_ROUNDS;
    Settings->Disconnect = TRUE;

    if (!NT_SUCCESS(OpenParameters(&key, RegistryPath))) {
        return;
    }
    Settings->Role = (ROLE)ReadName(key, L"Role", RoleNames, RoleCount);
    Settings->Fault = (FAULT)ReadName(key, L"Fault", FaultNames, FaultCount);
    Settings->Port = (USHORT)ReadNumber(key, L"Port", DEFAULT_PORT);
    Settings->Rounds = ReadNumber(key, L"Rounds", DEFAULT_ROUNDS);
    Settings->Disconnect = ReadNumber(key, L"Disconnect", 1) != 0;
    ZwClose(key);
}
