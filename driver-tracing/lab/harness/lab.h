/*
 * The fault lab's harness: one run of a driver in a world whose every answer comes from a script.
 *
 * One thread runs at a time, time is virtual, and each place where the world may answer otherwise is a point with a number
 * (points.c). Without a script the world is kind. The same script gives the same run, event by event.
 */
#ifndef LAB_H
#define LAB_H

#include <ntddk.h>
#include <wsk.h>

#include "nt_harness.h"

/* ---- Places in the driver's sources (sites.c) -------------------------------------------------------------------- */

#define LAB_FRAMES 3

/* Where a call came from: the driver's own frames, innermost first; 0 ends them. What a number means is in the table. */
typedef struct _LAB_STACK {
    ULONG Sites[LAB_FRAMES];
} LAB_STACK;

/* Reads the table that was made of the driver's code: "ADDRESS LINE FUNCTION", sorted, a site a line, numbered from 1. */
VOID LabSitesRead(PCSTR Path);
LAB_STACK LabStack(VOID);
/* Whether an address is in the driver's own code. */
BOOLEAN LabIsDriver(const VOID *Address);
/* The stack that a signal interrupted. */
LAB_STACK LabStackFrom(ULONG_PTR Instruction, ULONG_PTR Frame);
/* For events of a driver without tracing: "?" and 0 where the site is not known. */
PCSTR LabSiteFunction(ULONG Site);
ULONG LabSiteLine(ULONG Site);

/* ---- What a run leaves for its reader (record.c) ----------------------------------------------------------------- */

/* Lines of text in memory that outlives the run. */
VOID LabRecordInto(PVOID Memory, SIZE_T Size);
VOID LabRecord(PCSTR Format, ...) __attribute__((format(printf, 1, 2)));
SIZE_T LabRecordLength(VOID);
/* Something that is wrong with the driver: a kind in one word, where, and a sentence. */
VOID LabFact(PCSTR Kind, LAB_STACK Stack, PCSTR Format, ...) __attribute__((format(printf, 3, 4)));
VOID LabRecordStack(LAB_STACK Stack);

/* ---- Points (points.c) ------------------------------------------------------------------------------------------- */

/* Which points are recorded: none, those but where threads may be switched, all. */
typedef enum _LAB_LISTED { LabListsNone, LabListsAnswers, LabListsAll } LAB_LISTED;
/* "NUMBER:ANSWER;…", or "" for none. Kept, not copied. */
VOID LabScript(PCSTR Script, LAB_LISTED Listed);
/*
 * The next point: which of Answers (NULL ends them, the first is the kind one) the script chooses. What: the operation,
 * or what is allocated. Socket and Irp: what it is about, or 0 and NULL.
 */
ULONG LabAsk(PCSTR Kind, PCSTR What, ULONG Socket, PVOID Irp, const PCSTR *Answers);
/* The same as the answer's own text: a field trace's may be none of Answers. */
PCSTR LabAskAnswer(PCSTR Kind, PCSTR What, ULONG Socket, PVOID Irp, const PCSTR *Answers);
/* Deviations of the script that no point took. */
VOID LabScriptCheck(VOID);

/* ---- A field trace's answers (rules.c) --------------------------------------------------------------------------- */

VOID LabRulesRead(PCSTR Path);
/* What the trace has for the next of these; NULL: nothing. */
PCSTR LabRuleFor(PCSTR Kind, PCSTR What);
/* Answers of the trace that nothing asked for. */
VOID LabRulesCheck(VOID);

/* ---- Threads (schedule.c) ---------------------------------------------------------------------------------------- */

typedef struct _LAB_THREAD LAB_THREAD;
typedef BOOLEAN LAB_READY(PVOID Context);

/* Makes the caller the first thread. */
VOID LabScheduleStart(VOID);
LAB_THREAD *LabThreadStart(PCSTR Name, VOID (*Routine)(PVOID Context), PVOID Context, ULONG Processor);
DECLSPEC_NORETURN VOID LabThreadEnd(VOID);
LAB_THREAD *LabThreadSelf(VOID);
PCSTR LabThreadName(const LAB_THREAD *Thread);
BOOLEAN LabThreadEnded(const LAB_THREAD *Thread);
/* Waits until Ready says TRUE, or the clock reaches Deadline (0: never). FALSE when it was the deadline. */
BOOLEAN LabBlock(LAB_READY *Ready, PVOID Context, ULONG64 Deadline, PCSTR What);
/* A thread that waits looks again at Deadline at the latest. */
VOID LabWakeBy(LAB_THREAD *Thread, ULONG64 Deadline);
/* A point where another thread may go on instead. */
VOID LabYield(PCSTR What);
/* The next LabYield hands over to the first thread, which has to be able to run. */
VOID LabYieldToFirst(VOID);
/* The clock of a wait, from now. */
ULONG64 LabDeadline(ULONG64 Microseconds);

/* ---- The run (run.c) --------------------------------------------------------------------------------------------- */

/* One whole run; does not return. */
DECLSPEC_NORETURN VOID LabRun(PCSTR Trace);
/* Ends it here: How in one word, after the trace is saved. */
DECLSPEC_NORETURN VOID LabEnd(PCSTR How);
/* Nothing can go on: tells who waits for what, and ends. */
DECLSPEC_NORETURN VOID LabHang(PCSTR How);
/* Whose doing it is when the kernel finds fault outside of the driver's own code: a call that is being completed. */
VOID LabBlame(LAB_STACK Stack);
/* Unload begins as soon as the first thread runs. */
VOID LabUnloadNow(VOID);
/* From the scenario: it did not go as it should. Told, and no fault of the driver's. */
VOID LabScenarioFailed(PCSTR Format, ...) __attribute__((format(printf, 1, 2)));
/* Something moved: what waits for nothing but its own timeouts from here on hangs. */
VOID LabProgress(VOID);

/* ---- What the driver holds (ledger.c, wait.c) -------------------------------------------------------------------- */

VOID LabLedgerStart(VOID);
/* After unload: a fact for each block, thread and handle that is left. */
VOID LabLedgerCheck(VOID);
VOID LabThreadsCheck(VOID);
BOOLEAN LabDriverThreadsEnded(PVOID Context);

#endif
