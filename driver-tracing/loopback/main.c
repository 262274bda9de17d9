/*
 * Loads the driver, and unloads it when its standard input ends:
 *
 *     sleep 5 | wsktrace-loopback TRACE.etl [NAME=VALUE ...]
 *
 * Exit codes: 0 unloaded, with nothing left behind; 1 not; 3 unload hangs, or a DriverEntry that leaves WSK again; 4
 * DriverEntry failed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "loopback.h"

#define BUFFER_SIZE 16384
#define RUN_LIMIT_S 60
#define UNLOAD_LIMIT_S 3
#define EXIT_UNLOAD_HANGS 3
#define EXIT_ENTRY_FAILED 4

DRIVER_INITIALIZE DriverEntry;

VOID RunHangs(PCSTR What)
{
    static LONG Calls;

    while (InterlockedIncrement(&Calls) > 1) {
        pause(); /* another thread is saving the trace */
    }
    fprintf(stderr, "%s hangs: %u sockets open\n", What, SocketsOpen());
    NtSessionClose();
    _exit(EXIT_UNLOAD_HANGS);
}

static void *Watch(void *Context)
{
    sleep(UNLOAD_LIMIT_S);
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
