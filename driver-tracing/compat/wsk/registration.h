/* Attaching to the WSK subsystem and leaving it: imported from netio. */
#ifndef WSKTRACE_COMPAT_WSK_REGISTRATION_H
#define WSKTRACE_COMPAT_WSK_REGISTRATION_H

typedef struct _WSK_REGISTRATION {
    ULONGLONG ReservedRegistrationState;
    PVOID ReservedRegistrationContext;
    KSPIN_LOCK ReservedRegistrationLock;
} WSK_REGISTRATION, *PWSK_REGISTRATION;

typedef struct _WSK_PROVIDER_CHARACTERISTICS {
    USHORT HighestVersion;
    USHORT LowestVersion;
} WSK_PROVIDER_CHARACTERISTICS, *PWSK_PROVIDER_CHARACTERISTICS;

/* IRQL: PASSIVE_LEVEL. */
NTSTATUS NTAPI WskRegister(_In_ PWSK_CLIENT_NPI WskClientNpi, _Out_ PWSK_REGISTRATION WskRegistration);

/* IRQL: PASSIVE_LEVEL where WaitTimeout (milliseconds) lets it wait. */
NTSTATUS NTAPI WskCaptureProviderNPI(_In_ PWSK_REGISTRATION WskRegistration, _In_ ULONG WaitTimeout,
    _Out_ PWSK_PROVIDER_NPI WskProviderNpi);

/* IRQL: <= DISPATCH_LEVEL. */
VOID NTAPI WskReleaseProviderNPI(_In_ PWSK_REGISTRATION WskRegistration);

NTSTATUS NTAPI WskQueryProviderCharacteristics(_In_ PWSK_REGISTRATION WskRegistration,
    _Out_ PWSK_PROVIDER_CHARACTERISTICS WskProviderCharacteristics);

/* IRQL: PASSIVE_LEVEL. Waits until the NPI is released, every dispatch function has returned, every IRP
   has completed and every socket is closed. */
VOID NTAPI WskDeregister(_In_ PWSK_REGISTRATION WskRegistration);

#endif
