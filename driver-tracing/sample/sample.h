/*
 * The sample driver's frame: what every role gets, and what all files share.
 *
 * One role runs per load (settings.h), in a system thread at PASSIVE_LEVEL, until it is done or Stop is signalled. A
 * role closes what it opened before it returns: WskDeregister would otherwise never end.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <ntddk.h>
#include <wsk.h>
#include <wsktrace.h>

#include "settings.h"

#define SAMPLE_POOL_TAG 'SksW' /* "WskS" in a debugger, where the library's own is "WskT" */

typedef struct _SAMPLE {
    WSK_REGISTRATION Registration;
    WSK_PROVIDER_NPI Npi;
    SETTINGS Settings;
    KEVENT Stop; /* notification event: signalled once, when unload begins */
    PVOID Thread; /* the role's */
} SAMPLE, *PSAMPLE;

/* A role's body. What it returns is told to nobody but a debugger: the trace has the rest. */
typedef _IRQL_requires_max_(PASSIVE_LEVEL) NTSTATUS ROLE_ROUTINE(_In_ PSAMPLE Sample);

ROLE_ROUTINE EchoServerRun;
ROLE_ROUTINE EventServerRun;
ROLE_ROUTINE DatagramServerRun;
ROLE_ROUTINE ClientRun;
ROLE_ROUTINE CategoriesRun;

#endif
