#include "sink_settings.h"

#define SETTINGS_KEY L"\\Registry\\Machine\\Software\\wsktrace\\Sink"
#define DOS_PREFIX L"\\??\\"
#define DOS_PREFIX_CHARS 4
#define DEFAULT_BUFFER_SIZE 16384
#define DEFAULT_PROCESSORS 2

typedef union _VALUE {
    KEY_VALUE_PARTIAL_INFORMATION Information;
    UCHAR Bytes[sizeof(KEY_VALUE_PARTIAL_INFORMATION) + SINK_PATH_CHARS * sizeof(WCHAR)];
} VALUE;

static BOOLEAN QueryValue(HANDLE key, PCWSTR name, ULONG type, VALUE *value)
{
    UNICODE_STRING string;
    ULONG length;

    RtlInitUnicodeString(&string, name);
    return NT_SUCCESS(ZwQueryValueKey(
               key, &string, KeyValuePartialInformation, value, sizeof(*value), &length)) &&
        value->Information.Type == type;
}

static ULONG ReadNumber(HANDLE key, PCWSTR name, ULONG otherwise)
{
    VALUE value;
    ULONG number;

    if (!QueryValue(key, name, REG_DWORD, &value)) {
        return otherwise;
    }
    RtlCopyMemory(&number, value.Information.Data, sizeof(number));
    return number;
}

static BOOLEAN ReadPath(HANDLE key, PWSTR path)
{
    VALUE value;
    ULONG chars;

    RtlZeroMemory(&value, sizeof(value));
    if (!QueryValue(key, L"TraceFile", REG_SZ, &value)) {
        return FALSE;
    }
    chars = value.Information.DataLength / sizeof(WCHAR);
    if (chars == 0 || chars + DOS_PREFIX_CHARS > SINK_PATH_CHARS) {
        return FALSE;
    }
    RtlCopyMemory(path, DOS_PREFIX, DOS_PREFIX_CHARS * sizeof(WCHAR));
    RtlCopyMemory(path + DOS_PREFIX_CHARS, value.Information.Data, chars * sizeof(WCHAR));
    path[SINK_PATH_CHARS - 1] = L'\0';
    return TRUE;
}

BOOLEAN SinkSettingsRead(PSINK_SETTINGS Settings)
{
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    BOOLEAN found;

    RtlZeroMemory(Settings, sizeof(*Settings));
    RtlInitUnicodeString(&name, SETTINGS_KEY);
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    if (!NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes))) {
        return FALSE;
    }
    found = ReadPath(key, Settings->TraceFile);
    Settings->BufferSize = ReadNumber(key, L"BufferSize", DEFAULT_BUFFER_SIZE);
    Settings->Processors = ReadNumber(key, L"Processors", DEFAULT_PROCESSORS);
    Settings->BootTime = ReadNumber(key, L"BootTime", 0);
    ZwClose(key);
    return found;
}

NTSTATUS SinkCreateFile(const SINK_SETTINGS *Settings, PHANDLE File)
{
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    IO_STATUS_BLOCK io;

    RtlInitUnicodeString(&name, Settings->TraceFile);
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    return ZwCreateFile(File, GENERIC_WRITE | SYNCHRONIZE, &attributes, &io, NULL,
        FILE_ATTRIBUTE_NORMAL, FILE_SHARE_READ, FILE_OVERWRITE_IF, FILE_SYNCHRONOUS_IO_NONALERT,
        NULL, 0);
}
