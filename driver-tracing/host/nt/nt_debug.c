/* What drivers print, and what they take for granted. */
#include "nt_drivers.h"
#include "nt_harness.h"

#include <stdarg.h>
#include <stdio.h>

#define LINE_SIZE 512 /* as much as the kernel prints of one call */
#define SPEC_SIZE 32

typedef struct _LINE {
    char Text[LINE_SIZE + 1];
    size_t Length;
} LINE;

static VOID NtPut(LINE *Line, char Character)
{
    if (Line->Length < LINE_SIZE) {
        Line->Text[Line->Length++] = Character;
    }
}

/* Text or Wide: up to a zero, and no more than Limit. Spec: "%" and what follows up to the conversion, for its width. */
static VOID NtPutText(LINE *Line, PCSTR Spec, PCSTR Text, PCWSTR Wide, size_t Limit)
{
    char Narrow[LINE_SIZE + 1];
    char Padded[LINE_SIZE + 1];
    char Pad[SPEC_SIZE + 2];
    size_t I;

    for (I = 0; I < Limit && I < LINE_SIZE && (Wide != NULL ? Wide[I] != 0 : Text[I] != 0); I++) {
        Narrow[I] = Wide == NULL ? Text[I] : Wide[I] < 0x80 ? (char)Wide[I] : '?';
    }
    Narrow[I] = 0;
    snprintf(Pad, sizeof(Pad), "%ss", Spec);
    snprintf(Padded, sizeof(Padded), Pad, Narrow);
    for (I = 0; Padded[I] != 0; I++) {
        NtPut(Line, Padded[I]);
    }
}

/* Windows' lengths of an argument: none and l are 32 bits, ll and I64 are 64, I and z those of a pointer. */
static PCSTR NtSkipLength(PCSTR At, BOOLEAN *Is64, BOOLEAN *IsWide)
{
    *Is64 = FALSE;
    *IsWide = FALSE;
    if (At[0] == 'I' && At[1] == '6' && At[2] == '4') {
        *Is64 = TRUE;
        return At + 3;
    }
    if (At[0] == 'I' && At[1] == '3' && At[2] == '2') {
        return At + 3;
    }
    if (At[0] == 'l' && At[1] == 'l') {
        *Is64 = TRUE;
        return At + 2;
    }
    for (; *At == 'l' || *At == 'h' || *At == 'w' || *At == 'I' || *At == 'z'; At++) {
        *Is64 = *At == 'I' || *At == 'z';
        *IsWide = *At == 'l' || *At == 'w';
    }
    return At;
}

static VOID NtPutNumber(LINE *Line, char *Spec, size_t Length, char Conversion, BOOLEAN Is64, ULONGLONG Value)
{
    char Text[128];

    Spec[Length++] = 'l';
    Spec[Length++] = 'l';
    Spec[Length++] = Conversion;
    Spec[Length] = 0;
    if (!Is64) {
        Value = Conversion == 'd' || Conversion == 'i' ? (ULONGLONG)(LONGLONG)(LONG)Value : (ULONG)Value;
    }
    snprintf(Text, sizeof(Text), Spec, Value);
    NtPutText(Line, "%", Text, NULL, sizeof(Text));
}

static VOID NtFormat(LINE *Line, PCSTR Format, va_list Arguments)
{
    while (*Format != 0) {
        char Spec[SPEC_SIZE] = "%";
        size_t Length = 1;
        int Precision = -1;
        BOOLEAN Is64, IsWide;

        if (*Format != '%') {
            NtPut(Line, *Format++);
            continue;
        }
        Format++;
        while (*Format != 0 && strchr("-+ #0123456789.*", *Format) != NULL && Length < SPEC_SIZE - 16) {
            if (*Format == '.') {
                Precision = 0;
            } else if (*Format == '*') {
                int Given = va_arg(Arguments, int);

                Length += (size_t)snprintf(Spec + Length, 12, "%d", Given);
                Precision = Precision < 0 ? Precision : Given;
                Format++;
                continue;
            } else if (Precision >= 0) {
                Precision = Precision * 10 + (*Format - '0');
            }
            Spec[Length++] = *Format++;
        }
        Format = NtSkipLength(Format, &Is64, &IsWide);
        switch (*Format) {
        case 0: return;
        case '%': NtPut(Line, '%'); break;
        case 'c': NtPut(Line, (char)va_arg(Arguments, int)); break;
        case 'p': NtPutNumber(Line, (char[SPEC_SIZE]){"%016"}, 4, 'X', TRUE, (ULONG_PTR)va_arg(Arguments, PVOID)); break;
        case 'S': IsWide = TRUE; /* fall through */
        case 's': {
            PVOID Text = va_arg(Arguments, PVOID);

            Spec[Length] = 0;
            NtPutText(Line, Spec, Text == NULL ? "(null)" : (PCSTR)Text, IsWide ? (PCWSTR)Text : NULL,
                      Precision < 0 ? LINE_SIZE : (size_t)Precision);
            break;
        }
        case 'Z': {
            PVOID String = va_arg(Arguments, PVOID);

            Spec[Length] = 0;
            if (String == NULL || ((PCANSI_STRING)String)->Buffer == NULL) {
                NtPutText(Line, Spec, String == NULL ? "(null)" : "", NULL, LINE_SIZE);
            } else if (IsWide) {
                NtPutText(Line, Spec, NULL, ((PCUNICODE_STRING)String)->Buffer,
                          ((PCUNICODE_STRING)String)->Length / sizeof(WCHAR));
            } else {
                NtPutText(Line, Spec, ((PCANSI_STRING)String)->Buffer, NULL, ((PCANSI_STRING)String)->Length);
            }
            break;
        }
        case 'd': case 'i': case 'u': case 'x': case 'X': case 'o':
            NtPutNumber(Line, Spec, Length, *Format, Is64,
                        Is64 ? va_arg(Arguments, ULONGLONG) : va_arg(Arguments, unsigned int));
            break;
        default: NtPut(Line, '%'); NtPut(Line, *Format); break;
        }
        Format++;
    }
}

static VOID NtPrint(PCSTR Format, va_list Arguments)
{
    LINE Line;

    Line.Length = 0;
    NtFormat(&Line, Format, Arguments);
    Line.Text[Line.Length] = 0;
    fputs(Line.Text, stderr);
}

ULONG DbgPrint(PCSTR Format, ...)
{
    va_list Arguments;

    va_start(Arguments, Format);
    NtPrint(Format, Arguments);
    va_end(Arguments);
    return STATUS_SUCCESS;
}

ULONG DbgPrintEx(ULONG ComponentId, ULONG Level, PCSTR Format, ...)
{
    va_list Arguments;

    UNREFERENCED_PARAMETER(ComponentId);
    UNREFERENCED_PARAMETER(Level);
    va_start(Arguments, Format);
    NtPrint(Format, Arguments);
    va_end(Arguments);
    return STATUS_SUCCESS;
}

VOID RtlAssert(PVOID Expression, PVOID File, ULONG Line, PSTR Message)
{
    NtFail("ASSERT failed: %s (%s, line %u)%s%s", (PCSTR)Expression, (PCSTR)File, Line, Message == NULL ? "" : ": ",
           Message == NULL ? "" : Message);
}

VOID NtPagedCode(PCSTR Function)
{
    if (KeGetCurrentIrql() > APC_LEVEL) {
        NtFail("PAGED_CODE: %s runs at IRQL %u", Function, KeGetCurrentIrql());
    }
}

VOID NtDispatchCode(PCSTR Function)
{
    if (KeGetCurrentIrql() != DISPATCH_LEVEL) {
        NtFail("%s is called at IRQL %u", Function, KeGetCurrentIrql());
    }
}
