/*
 * The lab's threads: real ones, so that a debugger shows them, of which one runs at a time. Who runs next is decided here
 * alone, and by nothing but the run's own past.
 *
 * A thread goes on until it waits. Then the next one in turn whose wait is over runs; where there is none, time moves to the
 * earliest deadline; where there is none of these either, nothing can ever go on.
 */
#define _GNU_SOURCE
#include "lab.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_THREADS 256
#define STACK_BYTES (256u << 10)
/* Other processors are that near: what they are about to do may come first. */
#define NEAR_US 1000
/* Waits that only run out and begin anew: longer than any answer of the world takes. */
#define STUCK_US 300000000ull

struct _LAB_THREAD {
    char Name[24];
    ULONG Index;
    ULONG Processor;
    sem_t Turn;
    BOOLEAN Ended;
    LAB_READY *Ready; /* NULL: can run */
    PVOID Context;
    ULONG64 Deadline;
    PCSTR What;
    LAB_STACK Stack;
    VOID (*Routine)(PVOID Context);
    PVOID RoutineContext;
};

static LAB_THREAD *Threads[MAX_THREADS];
static ULONG Count;
static LAB_THREAD *Running;
static BOOLEAN ToFirst;
static ULONG64 LastProgress;

static LAB_THREAD *NewThread(PCSTR Name, ULONG Processor)
{
    LAB_THREAD *Thread = calloc(1, sizeof(*Thread));

    if (Thread == NULL || Count == MAX_THREADS) {
        NtFail("the driver has more than %u threads", MAX_THREADS);
    }
    snprintf(Thread->Name, sizeof(Thread->Name), "%s-%u", Name, Count);
    Thread->Index = Count;
    Thread->Processor = Processor;
    sem_init(&Thread->Turn, 0, 0);
    Threads[Count++] = Thread;
    return Thread;
}

VOID LabScheduleStart(VOID)
{
    Running = NewThread("main", 0);
    LabProgress();
    NtThreadBegin(Running->Index, Running->Processor);
}

LAB_THREAD *LabThreadSelf(VOID)
{
    return Running;
}

PCSTR LabThreadName(const LAB_THREAD *Thread)
{
    return Thread->Name;
}

BOOLEAN LabThreadEnded(const LAB_THREAD *Thread)
{
    return Thread->Ended;
}

static VOID HandOver(LAB_THREAD *Next)
{
    LAB_THREAD *Self = Running;

    if (Next == Self) {
        return;
    }
    Running = Next;
    sem_post(&Next->Turn);
    if (!Self->Ended) {
        while (sem_wait(&Self->Turn) != 0) {
        }
    }
}

static BOOLEAN CanRun(LAB_THREAD *Thread)
{
    return !Thread->Ended && (Thread->Ready == NULL || Thread->Ready(Thread->Context) ||
                              (Thread->Deadline != 0 && NtClockNow() >= Thread->Deadline));
}

static LAB_THREAD *Pick(VOID)
{
    for (;;) {
        ULONG64 Earliest = 0;
        ULONG I;

        for (I = 1; I <= Count; I++) {
            LAB_THREAD *Thread = Threads[(Running->Index + I) % Count];

            if (CanRun(Thread)) {
                return Thread;
            }
            if (!Thread->Ended && Thread->Deadline != 0 && (Earliest == 0 || Thread->Deadline < Earliest)) {
                Earliest = Thread->Deadline;
            }
        }
        if (Earliest == 0) {
            LabHang("deadlock");
        }
        if (Earliest > LastProgress + STUCK_US * 10) {
            LabHang("no-progress");
        }
        NtClockAdvanceTo(Earliest);
    }
}

VOID LabProgress(VOID)
{
    LastProgress = NtClockNow();
}

static void *Begin(void *Context)
{
    LAB_THREAD *Self = Context;

    while (sem_wait(&Self->Turn) != 0) {
    }
    NtThreadBegin(Self->Index, Self->Processor);
    Self->Routine(Self->RoutineContext);
    LabThreadEnd();
}

LAB_THREAD *LabThreadStart(PCSTR Name, VOID (*Routine)(PVOID Context), PVOID Context, ULONG Processor)
{
    LAB_THREAD *Thread = NewThread(Name, Processor);
    pthread_attr_t Attributes;
    pthread_t Id;

    Thread->Routine = Routine;
    Thread->RoutineContext = Context;
    pthread_attr_init(&Attributes);
    pthread_attr_setstacksize(&Attributes, STACK_BYTES);
    pthread_attr_setdetachstate(&Attributes, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&Id, &Attributes, Begin, Thread) != 0) {
        NtFail("the host has no more threads");
    }
    pthread_attr_destroy(&Attributes);
    return Thread;
}

VOID LabThreadEnd(VOID)
{
    LAB_THREAD *Self = Running;

    Self->Ended = TRUE;
    HandOver(Pick());
    for (;;) { /* the thread stays for the debugger; the process ends soon */
        sem_wait(&Self->Turn);
    }
}

BOOLEAN LabBlock(LAB_READY *Ready, PVOID Context, ULONG64 Deadline, PCSTR What)
{
    LAB_THREAD *Self = Running;
    BOOLEAN IsReady;

    Self->Ready = Ready;
    Self->Context = Context;
    Self->Deadline = Deadline;
    Self->What = What;
    Self->Stack = LabStack();
    HandOver(Pick());
    IsReady = Ready(Context);
    Self->Ready = NULL;
    Self->Deadline = 0;
    return IsReady;
}

VOID LabWakeBy(LAB_THREAD *Thread, ULONG64 Deadline)
{
    if (Thread->Ready != NULL && (Thread->Deadline == 0 || Thread->Deadline > Deadline)) {
        Thread->Deadline = Deadline;
    }
}

ULONG64 LabDeadline(ULONG64 Microseconds)
{
    return NtClockNow() + Microseconds * 10;
}

/* Those that could run instead: at once, or as soon as another processor has come a little further. */
static BOOLEAN CouldRun(LAB_THREAD *Thread)
{
    return CanRun(Thread) || (!Thread->Ended && Thread->Deadline != 0 && Thread->Processor == 1 &&
                              Thread->Deadline <= LabDeadline(NEAR_US));
}

VOID LabYieldToFirst(VOID)
{
    ToFirst = TRUE;
}

VOID LabYield(PCSTR What)
{
    PCSTR Answers[MAX_THREADS + 1] = {"goes-on"};
    LAB_THREAD *Others[MAX_THREADS];
    ULONG Found = 0;
    ULONG Chosen;
    ULONG I;

    if (ToFirst && CanRun(Threads[0])) {
        ToFirst = FALSE;
        HandOver(Threads[0]);
        return;
    }
    for (I = 1; I < Count; I++) {
        LAB_THREAD *Thread = Threads[(Running->Index + I) % Count];

        if (CouldRun(Thread)) {
            Others[Found] = Thread;
            Answers[++Found] = Thread->Name;
        }
    }
    if (Found == 0) {
        return;
    }
    Answers[Found + 1] = NULL;
    Chosen = LabAsk("schedule", What, 0, NULL, Answers);
    if (Chosen != 0) {
        if (!CanRun(Others[Chosen - 1])) {
            NtClockAdvanceTo(Others[Chosen - 1]->Deadline);
        }
        HandOver(Others[Chosen - 1]);
    }
}

VOID LabHang(PCSTR How)
{
    ULONG I;

    for (I = 0; I < Count; I++) {
        LAB_THREAD *Thread = Threads[I];

        if (!Thread->Ended && Thread->Ready != NULL && Thread->What != NULL) {
            LabRecord("W %s ", Thread->Name);
            LabRecordStack(Thread->Stack);
            LabRecord("%s\n", Thread->What);
        }
    }
    /* A hang is seen after a while, and the trace is saved with what is outstanding then. */
    NtClockAdvance(120000000);
    NtSessionCaptureState();
    LabEnd(How);
}
