/* WskRegister and the like. WskDeregister waits for the NPI's release and for sockets, as on Windows: for ever, but that the run is ended. */
#include <unistd.h>

#include "loopback.h"

static LONG Captured; /* changed and read with Interlocked alone: an NPI may be released while WskDeregister waits for it */

NTSTATUS WskRegister(PWSK_CLIENT_NPI WskClientNpi, PWSK_REGISTRATION WskRegistration)
{
    UNREFERENCED_PARAMETER(WskClientNpi);
    memset(WskRegistration, 0, sizeof(*WskRegistration));
    return STATUS_SUCCESS;
}

NTSTATUS WskCaptureProviderNPI(PWSK_REGISTRATION WskRegistration, ULONG WaitTimeout, PWSK_PROVIDER_NPI WskProviderNpi)
{
    UNREFERENCED_PARAMETER(WskRegistration);
    UNREFERENCED_PARAMETER(WaitTimeout);
    InterlockedIncrement(&Captured);
    WskProviderNpi->Client = NULL;
    WskProviderNpi->Dispatch = &ClientCalls;
    return STATUS_SUCCESS;
}

VOID WskReleaseProviderNPI(PWSK_REGISTRATION WskRegistration)
{
    UNREFERENCED_PARAMETER(WskRegistration);
    InterlockedDecrement(&Captured);
}

VOID WskDeregister(PWSK_REGISTRATION WskRegistration)
{
    /* Longer than what ends an unload that hangs: this is for a driver that deregisters in its DriverEntry. */
    const ULONG LimitMs = (UnloadLimitS() + 2) * 1000;
    ULONG Waited;

    UNREFERENCED_PARAMETER(WskRegistration);
    for (Waited = 0; InterlockedOr(&Captured, 0) != 0 || SocketsOpen() != 0; Waited++) {
        if (Waited == LimitMs) {
            RunHangs("WskDeregister");
        }
        usleep(1000);
    }
}
