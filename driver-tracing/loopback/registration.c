/* WskRegister and the like. WskDeregister waits for the NPI's release and for sockets, as on Windows: for ever, but that the run is ended. */
#include <unistd.h>

#include "loopback.h"

/* Longer than what ends an unload that hangs: this is for a driver that deregisters in its DriverEntry. */
#define DEREGISTER_LIMIT_MS 5000

static LONG Captured;

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
    Captured = 1;
    WskProviderNpi->Client = NULL;
    WskProviderNpi->Dispatch = &ClientCalls;
    return STATUS_SUCCESS;
}

VOID WskReleaseProviderNPI(PWSK_REGISTRATION WskRegistration)
{
    UNREFERENCED_PARAMETER(WskRegistration);
    Captured = 0;
}

VOID WskDeregister(PWSK_REGISTRATION WskRegistration)
{
    ULONG Waited;

    UNREFERENCED_PARAMETER(WskRegistration);
    for (Waited = 0; Captured != 0 || SocketsOpen() != 0; Waited++) {
        if (Waited == DEREGISTER_LIMIT_MS) {
            RunHangs("WskDeregister");
        }
        usleep(1000);
    }
}
