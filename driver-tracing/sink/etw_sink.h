/*
 * etw_sink.h - an ETW session of our own, for where there is none: takes what a provider gives to EtwRegister,
 * EtwSetInformation and EtwWriteTransfer and writes it as a real .etl file.
 *
 * The host harness and the driver that stands in for ntoskrnl's Etw* under Wine are both made of it. What differs
 * between them (the file, the clock, the processor, the thread) comes in through ETW_SINK_PLATFORM.
 *
 * Each event is in the file when EtwSinkWrite returns: the runs that hang or crash are the ones worth reading.
 */
#ifndef ETW_SINK_H
#define ETW_SINK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the sink needs of its surroundings. Context is handed back to each function. */
typedef struct _ETW_SINK_PLATFORM {
    void *Context;
    /* Writes Length bytes at Offset of the trace file, growing it as needed. Returns 1, or 0 when it failed. */
    int (*Write)(void *Context, uint64_t Offset, const void *Data, uint32_t Length);
    /* Zeroed memory that EtwSinkClose gives back through Free, or NULL. Called for the buffers alone, at first use. */
    void *(*Allocate)(void *Context, uint32_t Length);
    void (*Free)(void *Context, void *Memory);
    /* A monotonic clock, in ticks of Frequency a second. */
    uint64_t (*Ticks)(void *Context);
    uint64_t Frequency;
    /* The time of day, UTC, in 100 ns since 1601. */
    uint64_t (*SystemTime)(void *Context);
    /* Which processor runs the caller; any value, the sink takes it modulo Processors. */
    uint32_t (*Processor)(void *Context);
    /* The caller's process and thread. */
    void (*Thread)(void *Context, uint32_t *ProcessId, uint32_t *ThreadId);
    /* A lock that keeps one caller at a time between them. Lock returns what Unlock is given (an IRQL, for example). */
    uintptr_t (*Lock)(void *Context);
    void (*Unlock)(void *Context, uintptr_t State);
} ETW_SINK_PLATFORM;

#define ETW_SINK_MAX_PROCESSORS 8
#define ETW_SINK_MAX_PROVIDERS 8
#define ETW_SINK_MAX_TRAITS 512

typedef struct _ETW_SINK_OPTIONS {
    uint32_t BufferSize;     /* of each buffer of the file, bytes: 4096 to 1 MiB, a multiple of 1024 */
    uint32_t Processors;     /* 1 to ETW_SINK_MAX_PROCESSORS: each has its own buffers */
    uint8_t Level;           /* events of a higher level are not taken; 0 or 255: all */
    uint64_t Keywords;       /* events with a keyword, but none of these, are not taken; 0: all */
    const char *LoggerName;  /* ASCII, without the terminating zero at most 63 characters */
    const char *FileName;    /* ASCII, the same limit: as the header record names it */
    uint64_t BootTime;       /* 100 ns since 1601, or 0 */
    uint32_t OsBuild;        /* as the header record names it */
} ETW_SINK_OPTIONS;

/* An ETW EVENT_DESCRIPTOR, as evntprov.h documents it. */
typedef struct _ETW_SINK_DESCRIPTOR {
    uint16_t Id;
    uint8_t Version;
    uint8_t Channel;
    uint8_t Level;
    uint8_t Opcode;
    uint16_t Task;
    uint64_t Keyword;
} ETW_SINK_DESCRIPTOR;

/* An ETW EVENT_DATA_DESCRIPTOR, as evntprov.h documents it. Type: 0 payload, 1 event metadata, 2 provider metadata. */
typedef struct _ETW_SINK_DATA {
    uint64_t Pointer;
    uint32_t Size;
    uint8_t Type;
    uint8_t Reserved1;
    uint16_t Reserved2;
} ETW_SINK_DATA;

/* An enable callback: PENABLECALLBACK without its filter. Code: 0 disable, 1 enable, 2 capture state. */
typedef void (*ETW_SINK_CALLBACK)(const void *SourceId, uint32_t Code, uint8_t Level, uint64_t MatchAnyKeyword,
                                  uint64_t MatchAllKeyword, void *FilterData, void *CallbackContext);

typedef struct _ETW_SINK_PROVIDER {
    int Registered;
    int HasTraits;
    uint8_t Id[16];
    uint16_t TraitsSize;
    uint8_t Traits[ETW_SINK_MAX_TRAITS];
    ETW_SINK_CALLBACK Callback;
    void *CallbackContext;
} ETW_SINK_PROVIDER;

typedef struct _ETW_SINK_BUFFER {
    uint8_t *Bytes;        /* BufferSize of them, or NULL before the first event on this processor */
    uint64_t FileOffset;
    uint32_t Fill;         /* end of the valid bytes */
} ETW_SINK_BUFFER;

/* The state of a session. Zero it, or have it static, before EtwSinkOpen; its members are the sink's own. */
typedef struct _ETW_SINK {
    ETW_SINK_PLATFORM Platform;
    ETW_SINK_OPTIONS Options;
    int Open;
    int Enabled;
    uint64_t FileSize;
    uint64_t NextSequence;
    uint64_t StartTicks;
    uint64_t StartTime;
    uint32_t BuffersWritten;
    uint32_t EventsLost;
    uint32_t EventsWritten;
    uint8_t *Header;       /* the header buffer, kept for the counts written again at close */
    ETW_SINK_BUFFER Buffers[ETW_SINK_MAX_PROCESSORS];
    ETW_SINK_PROVIDER Providers[ETW_SINK_MAX_PROVIDERS];
} ETW_SINK;

/*
 * Starts a session: writes the header buffer, and lets events in at once (Enabled). The strings of Options are used
 * during the call only. Returns 1; 0 when an option is out of range, memory is short or the file can't be written.
 */
int EtwSinkOpen(ETW_SINK *Sink, const ETW_SINK_PLATFORM *Platform, const ETW_SINK_OPTIONS *Options);

/*
 * EtwRegister. Handle is never 0. As ETW does, calls the callback (enable) before it returns when the session is
 * enabled. Works before EtwSinkOpen and after EtwSinkClose too. Returns 1, or 0 when there are too many providers.
 */
int EtwSinkRegister(ETW_SINK *Sink, const void *ProviderId, ETW_SINK_CALLBACK Callback, void *CallbackContext,
                    uint64_t *Handle);
void EtwSinkUnregister(ETW_SINK *Sink, uint64_t Handle);

/* EtwSetInformation(EventProviderSetTraits): the blob that TraceLogging gives. Returns 1, or 0 when it is malformed. */
int EtwSinkSetTraits(ETW_SINK *Sink, uint64_t Handle, const void *Traits, uint32_t Size);

/* Whether an event of this level and keyword would be taken: EtwProviderEnabled. */
int EtwSinkEnabled(const ETW_SINK *Sink, uint64_t Handle, uint8_t Level, uint64_t Keyword);

/*
 * EtwWriteTransfer, without activity ids (they are all zero in the file). Returns 1 when the event is in the file or
 * the session did not want it; 0 when it was lost (and counted as lost in the header record).
 */
int EtwSinkWrite(ETW_SINK *Sink, uint64_t Handle, const ETW_SINK_DESCRIPTOR *Event, uint32_t DataCount,
                 const ETW_SINK_DATA *Data);

/* Switches the session on and off, or asks for its capture state: calls each provider's callback, with no lock held. */
void EtwSinkEnable(ETW_SINK *Sink);
void EtwSinkDisable(ETW_SINK *Sink);
void EtwSinkCaptureState(ETW_SINK *Sink);

/* Ends the session: writes the end time and the counts into the header record and gives the memory back. */
void EtwSinkClose(ETW_SINK *Sink);

#ifdef __cplusplus
}
#endif

#endif
