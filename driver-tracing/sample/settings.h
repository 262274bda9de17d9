/* What the service's Parameters key asks for. */
#ifndef SAMPLE_SETTINGS_H
#define SAMPLE_SETTINGS_H

#include "fault.h"

typedef enum _ROLE {
    RoleEcho, /* TCP echo on a listening socket, accepts by WskAccept */
    RoleStream, /* the same on a stream socket, with WskListen */
    RoleEvents, /* TCP echo by event callbacks: accept, inspect, receive, disconnect, send backlog */
    RoleDatagram, /* UDP echo */
    RoleClient, /* connects, sends, checks the echo, disconnects */
    RoleSocketConnect, /* the same, its socket made by WskSocketConnect */
    RoleCategories, /* makes and closes a socket of every category */
    RoleCount
} ROLE;

typedef struct _SETTINGS {
    ROLE Role; /* REG_SZ "Role": echo, stream, events, datagram, client, socket-connect, categories */
    FAULT Fault; /* REG_SZ "Fault": see fault.h */
    USHORT Port; /* REG_DWORD "Port", host byte order */
    ULONG Rounds; /* REG_DWORD "Rounds": how often a client sends */
    BOOLEAN Disconnect; /* REG_DWORD "Disconnect": 0 leaves WskDisconnect out */
} SETTINGS, *PSETTINGS;

/* Reads the settings; what is missing or unknown keeps its default: the echo role without a fault.
   IRQL: PASSIVE_LEVEL. */
VOID SettingsRead(_Out_ PSETTINGS Settings, _In_ PUNICODE_STRING RegistryPath);

#endif
