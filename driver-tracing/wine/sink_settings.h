/* Where the sink driver writes, and in buffers of what size. */
#ifndef WINE_SINK_SETTINGS_H
#define WINE_SINK_SETTINGS_H

#include <ntddk.h>

#define SINK_PATH_CHARS 260

typedef struct _SINK_SETTINGS {
    WCHAR TraceFile[SINK_PATH_CHARS]; /* an NT path */
    ULONG BufferSize; /* bytes */
    ULONG Processors;
    ULONG BootTime; /* seconds since 1970: when Wine, which is the machine here, was started. 0: not known */
} SINK_SETTINGS, *PSINK_SETTINGS;

/* FALSE when the registry names no trace file. IRQL: PASSIVE_LEVEL. */
BOOLEAN SinkSettingsRead(PSINK_SETTINGS Settings);

/* Creates the trace file, over one that is there. IRQL: PASSIVE_LEVEL. */
NTSTATUS SinkCreateFile(const SINK_SETTINGS *Settings, PHANDLE File);

#endif
