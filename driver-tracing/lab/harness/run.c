/* One run: DriverEntry, the scenario beside it, unload, and what is left then. */
#define _GNU_SOURCE
#include "provider.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "../peer.h"

#define BUFFER_BYTES 4096
#define SETTLE_US 1000000
#define THREADS_END_US 1000000

/* The driver's routines under names that the build gives them; the unload routine is what it sets unless named. */
DRIVER_INITIALIZE LabDriverEntry;
DRIVER_UNLOAD LabDriverUnload __attribute__((weak));

/* Coverage, where the build has it. */
void __gcov_dump(void) __attribute__((weak));

static BOOLEAN ScenarioEnded;
static BOOLEAN UnloadNow;
static LAB_STACK Blamed;

VOID LabEnd(PCSTR How)
{
    LabScriptCheck();
    NtSessionClose();
    LabRecord("E %s\n", How);
    if (__gcov_dump != NULL) {
        __gcov_dump();
    }
    _exit(0);
}

VOID LabBlame(LAB_STACK Stack)
{
    Blamed = Stack;
}

/* A bug check, as the kernel or the shim sees it. */
VOID NtFail(PCSTR Format, ...)
{
    LAB_STACK Stack = LabStack();
    char Sentence[256];
    va_list Arguments;

    va_start(Arguments, Format);
    vsnprintf(Sentence, sizeof(Sentence), Format, Arguments);
    va_end(Arguments);
    LabFact("bug-check", Stack.Sites[0] != 0 ? Stack : Blamed, "%s", Sentence);
    LabEnd("bug-check");
}

VOID LabScenarioFailed(PCSTR Format, ...)
{
    char Sentence[256];
    va_list Arguments;

    va_start(Arguments, Format);
    vsnprintf(Sentence, sizeof(Sentence), Format, Arguments);
    va_end(Arguments);
    LabRecord("S %s\n", Sentence);
}

VOID LabUnloadNow(VOID)
{
    UnloadNow = TRUE;
    LabYieldToFirst();
}

static VOID RunScenario(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    Scenario();
    ScenarioEnded = TRUE;
}

static BOOLEAN IsTimeToUnload(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    return ScenarioEnded || UnloadNow;
}

static BOOLEAN MustNotWait(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    return UnloadNow;
}

static VOID CheckLeft(VOID)
{
    (VOID)LabBlock(LabDriverThreadsEnded, NULL, LabDeadline(THREADS_END_US), NULL);
    LabThreadsCheck();
    SocketsTell();
    if (RegistrationIsHeld()) {
        LabFact("registration-left", (LAB_STACK){{0}}, "the registration with WSK is never given back");
    }
    LabLedgerCheck();
}

VOID LabRun(PCSTR Trace)
{
    static DRIVER_OBJECT Driver;
    UNICODE_STRING Path = {0, 0, NULL};
    NTSTATUS Status;

    NtClockStart("lab");
    LabScheduleStart();
    NtSessionOpen(Trace, BUFFER_BYTES);
    LabLedgerStart();
    ProviderStart();
    (VOID)LabThreadStart("scenario", RunScenario, NULL, 1);
    Status = LabTracedEntry != NULL ? LabTracedEntry(&Driver, &Path, LabDriverEntry) : LabDriverEntry(&Driver, &Path);
    if (!NT_SUCCESS(Status)) {
        CheckLeft();
        LabRecord("S DriverEntry returned %08x\n", (ULONG)Status);
        LabEnd("entry-failed");
    }
    if (LabDriverUnload != NULL) {
        Driver.DriverUnload = LabDriverUnload;
    }
    if (!IsTimeToUnload(NULL)) {
        (VOID)LabBlock(IsTimeToUnload, NULL, 0, "the scenario");
    }
    (VOID)LabBlock(MustNotWait, NULL, LabDeadline(SETTLE_US), NULL);
    LabProgress();
    if (Driver.DriverUnload != NULL) {
        Driver.DriverUnload(&Driver);
    }
    CheckLeft();
    LabEnd("unloaded");
}
