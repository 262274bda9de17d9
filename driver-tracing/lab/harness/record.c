/*
 * What a run leaves for its reader, a line each:
 *
 *     P NUMBER KIND WHAT SOCKET IRP STACK ANSWER|…   a point (WHAT and the answers have no spaces but in a status)
 *     D NUMBER ANSWER                                a deviation that the run took
 *     F KIND STACK SENTENCE                          something that is wrong with the driver
 *     S SENTENCE                                     something that is wrong with the scenario
 *     W THREAD STACK WHAT                            who waits for what, where the run hangs
 *     U KIND WHAT FUNCTION TIMES ANSWER              what a field trace answers, and nothing asked for
 *     E HOW                                          how it ended
 */
#include "lab.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct _RECORD {
    SIZE_T Length;
    char Text[];
} RECORD;

static RECORD *Record;
static SIZE_T Room;

VOID LabRecordInto(PVOID Memory, SIZE_T Size)
{
    Record = Memory;
    Record->Length = 0;
    Room = Size - sizeof(*Record);
}

static VOID Append(PCSTR Format, va_list Arguments)
{
    SIZE_T Left = Room - Record->Length;
    int Length = vsnprintf(Record->Text + Record->Length, Left, Format, Arguments);

    if (Length > 0 && (SIZE_T)Length < Left) {
        Record->Length += (SIZE_T)Length;
    }
}

VOID LabRecord(PCSTR Format, ...)
{
    va_list Arguments;

    va_start(Arguments, Format);
    Append(Format, Arguments);
    va_end(Arguments);
}

SIZE_T LabRecordLength(VOID)
{
    return Record->Length;
}

VOID LabRecordStack(LAB_STACK Stack)
{
    LabRecord("%u,%u,%u ", Stack.Sites[0], Stack.Sites[1], Stack.Sites[2]);
}

VOID LabFact(PCSTR Kind, LAB_STACK Stack, PCSTR Format, ...)
{
    va_list Arguments;

    LabRecord("F %s ", Kind);
    LabRecordStack(Stack);
    va_start(Arguments, Format);
    Append(Format, Arguments);
    va_end(Arguments);
    LabRecord("\n");
}
