/*
 * What the traced driver does in one run, as a table of scenarios. Each runs in a process of its own: main.c loads the
 * "driver" (WskTraceStart, its state changes), runs the scenario and unloads it.
 */
#ifndef SCENARIO_H
#define SCENARIO_H

#include <ntddk.h>
#include <wsk.h>
#include <wsktrace.h>

#include "nt_harness.h"
#include "provider.h"

typedef struct _SCENARIO {
    PCSTR Name;
    PCSTR Shows;    /* one line for fixtures/README.md */
    PCSTR Finding;  /* the rule that the analyzer must report, and no other; NULL: none at all */
    VOID (*Run)(VOID);
    BOOLEAN NeverUnloads;   /* the trace ends after UnloadStart: WskDeregister would hang */
    BOOLEAN NeverDeregisters; /* the driver unloads without telling that it deregistered */
    BOOLEAN StartsSession;  /* the scenario opens its session itself, after the driver was loaded */
    BOOLEAN BreaksMemory;   /* touches freed memory, as AddressSanitizer must notice */
} SCENARIO;

/* Ends with a zero Name. */
extern const SCENARIO Scenarios[];

/* Opens the scenario's session, for those that do it themselves. */
VOID ScenarioOpenSession(VOID);

/* Unloads the driver and loads it again, in the same session. */
VOID ScenarioReload(VOID);

/* Scenarios, by the file that has them. */

/* clean_calls.c */
VOID CleanEcho(VOID);
VOID CleanBusy(VOID);
VOID CleanSeed(VOID);
VOID CleanRaced(VOID);
VOID CleanFailures(VOID);
VOID CleanEveryOperation(VOID);
VOID CleanCategories(VOID);
/* clean_irps.c */
VOID CleanReuse(VOID);
VOID CleanEmbedded(VOID);
VOID CleanPassedDown(VOID);
VOID CleanPointerReuse(VOID);
VOID CleanCancel(VOID);
VOID CleanCloseCancels(VOID);
VOID CleanWaitRanOut(VOID);
VOID CleanDispatchLevel(VOID);
/* clean_callbacks.c */
VOID CleanCallbacks(VOID);
VOID CleanConditionalAccept(VOID);
VOID CleanCallbacksOfCalls(VOID);
/* sessions.c */
VOID SessionStartsLate(VOID);
VOID SessionCapturesState(VOID);
VOID SessionWithoutData(VOID);
VOID SessionOfTwoLoads(VOID);
VOID SessionLosesEvents(VOID);
VOID TracingLostWithoutMemory(VOID);
/* faults_irps.c */
VOID FaultIrpLeak(VOID);
VOID FaultIrpLeakOnFailure(VOID);
VOID FaultDoubleFree(VOID);
VOID FaultFreeWhilePending(VOID);
VOID FaultReuseWhilePending(VOID);
VOID FaultRoutineResult(VOID);
/* faults_calls.c */
VOID FaultNeverCompleted(VOID);
VOID FaultDoubleCompletion(VOID);
VOID FaultDoubleCompletionAfterFree(VOID);
VOID FaultErrorWithoutCompletion(VOID);
VOID FaultStatusMismatch(VOID);
VOID FaultCancelNotCompleted(VOID);
VOID FaultClockAnomaly(VOID);
/* faults_sockets.c */
VOID FaultSocketLeak(VOID);
VOID FaultUseAfterClose(VOID);
VOID FaultCloseStuck(VOID);
VOID FaultForcedCloseIgnored(VOID);
VOID FaultIndicationNotReleased(VOID);
VOID FaultNotDeregistered(VOID);
VOID FaultUnloadStuck(VOID);

#define CHECK(Condition)                                                                                               \
    do {                                                                                                               \
        if (!(Condition)) {                                                                                            \
            NtFail("%s:%d: not so: %s", __FILE__, __LINE__, #Condition);                                               \
        }                                                                                                              \
    } while (0)

/* The events since the last time, exactly: their names with a space between. */
#define EXPECT_EVENTS(Names)                                                                                           \
    do {                                                                                                               \
        if (strcmp(NtEventNames(), (Names)) != 0) {                                                                    \
            NtFail("%s:%d: expected events\n  %s\ngot\n  %s", __FILE__, __LINE__, (Names), NtEventNames());            \
        }                                                                                                              \
        NtEventsForget();                                                                                              \
    } while (0)

#endif
