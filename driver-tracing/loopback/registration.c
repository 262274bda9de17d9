/* WskRegister and the like. WskDeregister waits for the NPI's release and for sockets, as on Windows: for ever. */
#include <unistd.h>

#include "loopback.h"

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
    UNREFERENCED_PARAMETER(WskRegistration);
    while (Captured != 0 || SocketsOpen() != 0) {
        usleep(1000);
    }
}
