/*
 * The lab's program: a driver, the scenario and the harness in one.
 *
 *     lab SITES serve                         for runs by the hundred: reads a line a run from its input,
 *                                                 ID LISTED SCRIPT       LISTED: 0 no points, 1 points, 2 schedule points too;
 *                                                                        SCRIPT: "-" for none
 *                                             runs it in a process forked from this one, which is loaded and warm, and
 *                                             writes a line and three blobs,
 *                                                 ID EXIT SIGNAL RECORD-BYTES STDERR-BYTES TRACE-BYTES
 *     lab SITES run TRACE SCRIPT [NAME=VALUE…]   one run in this process, for a debugger: prints its record
 *
 * Values of the driver's Parameters key stand behind both. LAB_RULES names a field trace's answers (rules.c).
 */
#define _GNU_SOURCE
#include "lab.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#define RECORD_BYTES (8u << 20)
#define LINE_BYTES (1u << 16)
#define RUN_LIMIT_S 10   /* of the processor's time: the machine may do much else, and a command takes its time */
#define WAIT_LIMIT_S 120 /* for whatever the lab itself hangs in */

typedef struct _RECORD_MEMORY {
    SIZE_T Length;
    char Text[];
} RECORD_MEMORY;

void __sanitizer_set_death_callback(void (*Callback)(void)) __attribute__((weak));
void __gcov_dump(void) __attribute__((weak));

static RECORD_MEMORY *Memory;

/* The scenario's own crash is no fault of the driver's. TRUE: it was. */
static BOOLEAN TellScenario(void)
{
    BOOLEAN IsScenario = strncmp(LabThreadName(LabThreadSelf()), "scenario", 8) == 0;

    if (IsScenario) {
        LabRecord("S the scenario crashed\n");
    }
    return IsScenario;
}

/* What a crash leaves: each event is in the trace already, but for the header's counts. */
static void OnDeath(void)
{
    (void)TellScenario();
    NtSessionClose();
    LabRecord("E crashed\n");
    if (__gcov_dump != NULL) {
        __gcov_dump();
    }
}

static void OnSignal(int Signal, siginfo_t *Info, void *Context)
{
    const ucontext_t *Interrupted = Context;
    LAB_STACK Stack = LabStackFrom((ULONG_PTR)Interrupted->uc_mcontext.gregs[REG_RIP],
                                   (ULONG_PTR)Interrupted->uc_mcontext.gregs[REG_RBP]);

    (void)Info;
    if (Signal == SIGPROF) {
        LabFact("endless-loop", Stack, "the driver ran for %d seconds without waiting", RUN_LIMIT_S);
        NtSessionClose();
        LabRecord("E endless-loop\n");
        _exit(0);
    }
    if (!TellScenario()) {
        LabFact("crash", Stack, "%s", Signal == SIGABRT ? "the heap is corrupt (the host's C library ended the run)" : strsignal(Signal));
    }
    NtSessionClose();
    LabRecord("E crashed\n");
    _exit(0);
}

static void CatchSignals(void)
{
    static const int Crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    struct sigaction Action = {.sa_sigaction = OnSignal, .sa_flags = SA_SIGINFO};
    size_t I;

    sigaction(SIGPROF, &Action, NULL);
    if (__sanitizer_set_death_callback != NULL) {
        __sanitizer_set_death_callback(OnDeath); /* the sanitizer has its own words */
        return;
    }
    for (I = 0; I < RTL_NUMBER_OF(Crashes); I++) {
        sigaction(Crashes[I], &Action, NULL);
    }
}

static void LimitTime(void)
{
    const struct itimerval Limit = {.it_value = {RUN_LIMIT_S, 0}};

    setitimer(ITIMER_PROF, &Limit, NULL);
    alarm(WAIT_LIMIT_S);
}

static DECLSPEC_NORETURN void RunHere(const char *Trace, const char *Script, LAB_LISTED Listed)
{
    LabRecordInto(Memory, RECORD_BYTES);
    LabScript(strcmp(Script, "-") == 0 ? "" : Script, Listed);
    CatchSignals();
    LabRun(Trace);
}

static void SendBlob(int File)
{
    char Bytes[65536];
    off_t At = 0;
    ssize_t Count;

    while ((Count = pread(File, Bytes, sizeof(Bytes), At)) > 0) {
        fwrite(Bytes, 1, (size_t)Count, stdout);
        At += Count;
    }
}

static unsigned long SizeOf(int File)
{
    struct stat Status;

    return fstat(File, &Status) == 0 ? (unsigned long)Status.st_size : 0;
}

static int Serve(void)
{
    static char Line[LINE_BYTES];
    static char Script[LINE_BYTES];
    int Errors = memfd_create("stderr", MFD_CLOEXEC);
    int Trace = memfd_create("trace", MFD_CLOEXEC);
    char TracePath[64];

    snprintf(TracePath, sizeof(TracePath), "/proc/self/fd/%d", Trace);
    while (fgets(Line, sizeof(Line), stdin) != NULL) {
        char Id[32];
        unsigned Listed;
        int Status = 0;
        pid_t Child;

        if (sscanf(Line, "%31s %u %65535s", Id, &Listed, Script) != 3) {
            fprintf(stderr, "lab: not a run: %s", Line);
            return 2;
        }
        if (ftruncate(Errors, 0) != 0 || ftruncate(Trace, 0) != 0) {
            return 1;
        }
        Memory->Length = 0;
        fflush(stdout);
        Child = fork();
        if (Child == 0) {
            lseek(Errors, 0, SEEK_SET);
            dup2(Errors, STDERR_FILENO);
            dup2(open("/dev/null", O_RDWR), STDIN_FILENO);
            dup2(STDERR_FILENO, STDOUT_FILENO);
            LimitTime();
            RunHere(TracePath, Script, (LAB_LISTED)Listed);
        }
        if (Child < 0 || waitpid(Child, &Status, 0) != Child) {
            perror("lab: fork");
            return 1;
        }
        printf("%s %d %d %lu %lu %lu\n", Id, WIFEXITED(Status) ? WEXITSTATUS(Status) : 0,
               WIFSIGNALED(Status) ? WTERMSIG(Status) : 0, (unsigned long)Memory->Length, SizeOf(Errors), SizeOf(Trace));
        fwrite(Memory->Text, 1, Memory->Length, stdout);
        SendBlob(Errors);
        SendBlob(Trace);
        fflush(stdout);
    }
    return 0;
}

static void PrintRecord(void)
{
    fwrite(Memory->Text, 1, Memory->Length, stdout);
    fflush(stdout);
}

/* _exit leaves no room for atexit: the run is a child that a debugger may follow, or this process where it is one. */
static int RunOne(const char *Trace, const char *Script)
{
    pid_t Child;
    int Status;

    if (getenv("LAB_DEBUG") != NULL) {
        RunHere(Trace, Script, LabListsAll);
    }
    Child = fork();
    if (Child == 0) {
        LimitTime();
        RunHere(Trace, Script, LabListsAll);
    }
    waitpid(Child, &Status, 0);
    PrintRecord();
    return WIFEXITED(Status) ? WEXITSTATUS(Status) : 128 + WTERMSIG(Status);
}

/* Stacks and the heap at the same addresses in each process: a driver may keep an IRP there, whose address is in the trace. */
static void FixAddresses(char **Arguments)
{
    if (getenv("LAB_FIXED") == NULL && personality(ADDR_NO_RANDOMIZE) != -1) {
        setenv("LAB_FIXED", "1", 1);
        execv("/proc/self/exe", Arguments);
    }
}

int main(int Count, char **Arguments)
{
    FixAddresses(Arguments);
    if (Count >= 3) {
        Memory = mmap(NULL, RECORD_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (Memory == MAP_FAILED) {
            perror("lab: mmap");
            return 1;
        }
        LabRecordInto(Memory, RECORD_BYTES);
        LabSitesRead(Arguments[1]);
        if (getenv("LAB_RULES") != NULL) {
            LabRulesRead(getenv("LAB_RULES"));
        }
        if (strcmp(Arguments[2], "serve") == 0) {
            NtRegistrySet(Count - 3, Arguments + 3);
            return Serve();
        }
        if (strcmp(Arguments[2], "run") == 0 && Count >= 5) {
            NtRegistrySet(Count - 5, Arguments + 5);
            return RunOne(Arguments[3], Arguments[4]);
        }
    }
    fputs("usage: lab SITES serve | run TRACE SCRIPT [NAME=VALUE...]\n", stderr);
    return 2;
}
