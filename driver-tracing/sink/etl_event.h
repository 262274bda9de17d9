/* One event as the file has it: EVENT_HEADER, the extended items, the payload. */
#ifndef ETL_EVENT_H
#define ETL_EVENT_H

#include "etw_sink.h"

/* What an event is made of. */
typedef struct _ETL_EVENT {
    const ETW_SINK_PROVIDER *Provider;
    const ETW_SINK_DESCRIPTOR *Descriptor;
    uint32_t DataCount;
    const ETW_SINK_DATA *Data;
    uint32_t ProcessId;
    uint32_t ThreadId;
    uint64_t Ticks;
    /* Filled by EtlEventMeasure. */
    ETW_SINK_DATA Traits; /* Size 0: none */
    ETW_SINK_DATA Schema;
    uint32_t Size;
} ETL_EVENT;

/* The size of the event in the file, or 0 when it is more than the format's 65,535 bytes. */
uint32_t EtlEventMeasure(ETL_EVENT *Event);

/* Writes a measured event's Size bytes. */
void EtlEventPut(const ETL_EVENT *Event, uint8_t *At);

#endif
