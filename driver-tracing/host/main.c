/*
 * The host harness:
 *     wsktrace-host list               the scenarios: name, finding, whether AddressSanitizer must notice it, what it shows
 *     wsktrace-host run NAME FILE      runs one and writes its trace
 */
#include <stdio.h>
#include <stdlib.h>

#include "scenario.h"

#define BUFFER_SIZE 4096

#ifdef OWN_PROVIDER /* a driver that a reader knows by the provider group alone */
WSKTRACE_DEFINE_PROVIDER("Contoso.Echo.Wsk",
                         (0x3f0c1d52, 0x9a11, 0x4c0e, 0x8d, 0x21, 0x5b, 0x6e, 0x70, 0x0a, 0x4f, 0x13));
#else
WSKTRACE_DEFINE_DEFAULT_PROVIDER();
#endif

/* Names the run's times, which are no other run's. */
#ifdef OWN_PROVIDER
#define CLOCK_NAME(Scenario) "own-provider"
#else
#define CLOCK_NAME(Scenario) (Scenario)->Name
#endif

static PCSTR SessionFile;

VOID ScenarioOpenSession(VOID)
{
    NtSessionOpen(SessionFile, BUFFER_SIZE);
}

static VOID LoadDriver(VOID)
{
    CHECK(NT_SUCCESS(WskTraceStart()));
    WskTraceDriverState(WskTraceRegistered, STATUS_SUCCESS);
    WskTraceDriverState(WskTraceNpiCaptured, STATUS_SUCCESS);
    WskTraceDriverState(WskTraceLoaded, STATUS_SUCCESS);
}

static VOID UnloadDriver(BOOLEAN Ends, BOOLEAN Deregisters)
{
    NtClockAdvance(5000);
    WskTraceDriverState(WskTraceUnloadStart, STATUS_SUCCESS);
    if (!Ends) {
        NtClockAdvance(120000000);
        NtSessionCaptureState(); /* the session is saved while the unload hangs */
        return;
    }
    WskTraceDriverState(WskTraceNpiReleased, STATUS_SUCCESS);
    if (Deregisters) {
        WskTraceDriverState(WskTraceDeregistered, STATUS_SUCCESS);
    }
    WskTraceStop();
}

VOID ScenarioReload(VOID)
{
    UnloadDriver(TRUE, TRUE);
    LoadDriver();
}

static VOID Run(const SCENARIO *Scenario)
{
    NtClockStart(CLOCK_NAME(Scenario));
    NtThreadBegin(0, 0);
    if (!Scenario->StartsSession) {
        ScenarioOpenSession();
    }
    ProviderStart();
    LoadDriver();
    Scenario->Run();
    UnloadDriver(!Scenario->NeverUnloads, !Scenario->NeverDeregisters);
    ProviderStop();
    NtSessionClose();
    /* Sound runs leave nothing of the library's behind, and no IRP. */
    if (Scenario->Finding == NULL) {
        CHECK(NtPoolOutstanding() == 0);
        CHECK(NtIrpsOutstanding() == 0);
    }
}

static int List(VOID)
{
    const SCENARIO *Scenario;

    for (Scenario = Scenarios; Scenario->Name != NULL; Scenario++) {
        printf("%s\t%s\t%s\t%s\n", Scenario->Name, Scenario->Finding != NULL ? Scenario->Finding : "none",
               Scenario->BreaksMemory ? "breaks-memory" : "-", Scenario->Shows);
    }
    return 0;
}

int main(int Count, char **Arguments)
{
    const SCENARIO *Scenario;

    if (Count == 2 && strcmp(Arguments[1], "list") == 0) {
        return List();
    }
    if (Count != 4 || strcmp(Arguments[1], "run") != 0) {
        fputs("usage: wsktrace-host list | run SCENARIO FILE\n", stderr);
        return 2;
    }
    for (Scenario = Scenarios; Scenario->Name != NULL; Scenario++) {
        if (strcmp(Scenario->Name, Arguments[2]) == 0) {
            SessionFile = Arguments[3];
            Run(Scenario);
            return 0;
        }
    }
    fprintf(stderr, "wsktrace-host: no scenario %s\n", Arguments[2]);
    return 2;
}
