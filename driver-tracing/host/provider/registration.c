/* WskRegister and the like: the scenarios' driver has its provider from ProviderNpi, and these only succeed. */
#include "provider.h"

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
    *WskProviderNpi = ProviderNpi;
    return STATUS_SUCCESS;
}

VOID WskReleaseProviderNPI(PWSK_REGISTRATION WskRegistration)
{
    UNREFERENCED_PARAMETER(WskRegistration);
}

VOID WskDeregister(PWSK_REGISTRATION WskRegistration)
{
    UNREFERENCED_PARAMETER(WskRegistration);
}
