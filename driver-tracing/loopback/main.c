/*
 * Loads the driver, and unloads it when its standard input ends:
 *
 *     sleep 5 | wsktrace-loopback TRACE.etl [NAME=VALUE ...]
 *
 * Exit codes: 0 unloaded, with nothing left behind; 1 not; 3 unload hangs, or a DriverEntry that leaves WSK again; 4
 * DriverEntry failed. An unload hangs when it takes longer than WSKTRACE_UNLOAD_LIMIT of the environment tells, in seconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "loopback.h"

#define BUFFER_SIZE 16384
#define RUN_LIMIT_S 120
#define UNLOAD_LIMIT_S 10
#define EXIT_UNLOAD_HANGS 3
#define EXIT_ENTRY_FAILED 4

DRIVER_INITIALIZE DriverEntry;

ULONG UnloadLimitS(VOID)
{
    const char *Told = getenv("WSKTRACE_UNLOAD_LIMIT");

    return Told != NULL ? (ULONG)strtoul(Told, NULL, 10) : UNLOAD_LIMIT_S;
}

/* The first thread to come here ends the run, and saves the trace. Others wait for that. */
static VOID EndOnce(VOID)
{
    static LONG Calls;

    while (InterlockedIncrement(&Calls) > 1) {
        pause();
    }
}

VOID RunHangs(PCSTR What)
{
    EndOnce();
    fprintf(stderr, "%s hangs: %u sockets open\n", What, SocketsOpen());
    NtSessionClose();
    _exit(EXIT_UNLOAD_HANGS);
}

static void *Watch(void *Context)
{
    sleep(UnloadLimitS());
    RunHangs("unload");
    return Context;
}

int main(int argc, char **argv)
{
    DRIVER_OBJECT Driver = {NULL};
    UNICODE_STRING Path = {0, 0, NULL};
    NTSTATUS Status;
    char Byte;

    if (argc < 2) {
        fprintf(stderr, "usage: wsktrace-loopback TRACE.etl [NAME=VALUE ...]\n");
        return 1;
    }
    alarm(RUN_LIMIT_S);
    NtRegistrySet(argc - 2, argv + 2);
    NtClockReal();
    NtSessionOpen(argv[1], BUFFER_SIZE);
    Status = DriverEntry(&Driver, &Path);
    if (NT_SUCCESS(Status)) {
        while (read(STDIN_FILENO, &Byte, 1) > 0) {
        }
        ProviderThread(Watch, NULL);
        if (Driver.DriverUnload != NULL) {
            Driver.DriverUnload(&Driver);
        }
    }
    EndOnce();
    NtSessionClose();
    if (!NT_SUCCESS(Status)) {
        fprintf(stderr, "DriverEntry returned 0x%08x\n", (ULONG)Status);
        return EXIT_ENTRY_FAILED;
    }
    if (NtPoolOutstanding() != 0 || NtIrpsOutstanding() != 0) {
        fprintf(stderr, "left behind: %u pool blocks, %u IRPs\n", NtPoolOutstanding(), NtIrpsOutstanding());
        return 1;
    }
    return 0;
}
