/* WskRegister and the like. WskDeregister waits for the NPI's release, for sockets and for IRPs, as on Windows: for ever. */
#include "provider.h"

static LONG Registered;
static LONG Captured;

NTSTATUS WskRegister(PWSK_CLIENT_NPI WskClientNpi, PWSK_REGISTRATION WskRegistration)
{
    static const PCSTR Answers[] = {"success", "fails", NULL};

    UNREFERENCED_PARAMETER(WskClientNpi);
    if (KeGetCurrentIrql() != PASSIVE_LEVEL) {
        NtFail("WskRegister at IRQL %u", KeGetCurrentIrql());
    }
    memset(WskRegistration, 0, sizeof(*WskRegistration));
    if (LabAsk("call", "Register", 0, NULL, Answers) == 1) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Registered++;
    WskRegistration->ReservedRegistrationState = 1;
    return STATUS_SUCCESS;
}

NTSTATUS WskCaptureProviderNPI(PWSK_REGISTRATION WskRegistration, ULONG WaitTimeout, PWSK_PROVIDER_NPI WskProviderNpi)
{
    static const PCSTR Answers[] = {"success", "fails", NULL};

    if (WskRegistration->ReservedRegistrationState == 0) {
        NtFail("WskCaptureProviderNPI on a registration that is none");
    }
    if (KeGetCurrentIrql() != PASSIVE_LEVEL && WaitTimeout != WSK_NO_WAIT) {
        NtFail("WskCaptureProviderNPI waits at IRQL %u", KeGetCurrentIrql());
    }
    if (LabAsk("call", "CaptureProviderNPI", 0, NULL, Answers) == 1) {
        return STATUS_DEVICE_NOT_READY;
    }
    Captured++;
    WskRegistration->ReservedRegistrationState = 2;
    WskProviderNpi->Client = NULL;
    WskProviderNpi->Dispatch = TracedDispatch != NULL ? TracedDispatch() : &ProviderDispatch;
    return STATUS_SUCCESS;
}

NTSTATUS WskQueryProviderCharacteristics(PWSK_REGISTRATION WskRegistration,
                                         PWSK_PROVIDER_CHARACTERISTICS WskProviderCharacteristics)
{
    UNREFERENCED_PARAMETER(WskRegistration);
    WskProviderCharacteristics->LowestVersion = MAKE_WSK_VERSION(1, 0);
    WskProviderCharacteristics->HighestVersion = MAKE_WSK_VERSION(1, 0);
    return STATUS_SUCCESS;
}

VOID WskReleaseProviderNPI(PWSK_REGISTRATION WskRegistration)
{
    if (WskRegistration->ReservedRegistrationState != 2) {
        NtFail("WskReleaseProviderNPI, and the NPI is not captured");
    }
    WskRegistration->ReservedRegistrationState = 1;
    Captured--;
}

/* A driver with several registrations shares the rest: the last one waits for it. */
static BOOLEAN IsFree(PVOID Context)
{
    const WSK_REGISTRATION *Registration = Context;

    return Registration->ReservedRegistrationState == 1 && (Registered > 1 || (SocketsOpen() == 0 && CallsPending() == 0));
}

VOID WskDeregister(PWSK_REGISTRATION WskRegistration)
{
    if (WskRegistration->ReservedRegistrationState == 0) {
        NtFail("WskDeregister on a registration that is none");
    }
    if (KeGetCurrentIrql() != PASSIVE_LEVEL) {
        NtFail("WskDeregister at IRQL %u", KeGetCurrentIrql());
    }
    if (!IsFree(WskRegistration)) {
        (VOID)LabBlock(IsFree, WskRegistration, 0, "WskDeregister: for the NPI, sockets and IRPs that are left");
    }
    WskRegistration->ReservedRegistrationState = 0;
    Registered--;
}

BOOLEAN RegistrationIsHeld(VOID)
{
    return Registered != 0;
}
