/* One event as the file has it: see etl_event.h. */
#include "etl_event.h"

#include <string.h>

#include "etl_file.h"

#define EVENT_HEADER_SIZE 80
#define EVENT_FLAG_EXTENDED_INFO 1
#define ITEM_HEADER_SIZE 8
#define ITEM_SCHEMA 11 /* TraceLogging: the event's name and fields */
#define ITEM_TRAITS 12 /* the provider's name and group */

#define DATA_PAYLOAD 0
#define DATA_EVENT_METADATA 1
#define DATA_PROVIDER_METADATA 2

static const void *EtlPointer(uint64_t Pointer)
{
    return (const void *)(uintptr_t)Pointer;
}

static uint32_t EtlItemSize(uint32_t DataSize)
{
    return DataSize == 0 ? 0 : (ITEM_HEADER_SIZE + DataSize + 7) & ~7u;
}

/* An extended item, if it has data. Returns the bytes written. */
static uint32_t EtlPutItem(uint8_t *At, uint16_t Type, const ETW_SINK_DATA *Data, int AnotherFollows)
{
    uint32_t Size = EtlItemSize(Data->Size);

    if (Size != 0) {
        EtlPut64(At + Size - 8, 0); /* what pads it at its end; the rest is written below */
        EtlPut16(At, (uint16_t)Size);
        EtlPut16(At + 2, Type);
        EtlPut16(At + 4, AnotherFollows ? 1 : 0);
        EtlPut16(At + 6, (uint16_t)Data->Size);
        memcpy(At + ITEM_HEADER_SIZE, EtlPointer(Data->Pointer), Data->Size);
    }
    return Size;
}

uint32_t EtlEventMeasure(ETL_EVENT *Event)
{
    uint64_t Size = EVENT_HEADER_SIZE;
    uint32_t I;

    if (Event->Provider->HasTraits) {
        /* What was registered counts, as in ETW. */
        Event->Traits.Pointer = (uint64_t)(uintptr_t)Event->Provider->Traits;
        Event->Traits.Size = Event->Provider->TraitsSize;
    }
    for (I = 0; I < Event->DataCount; I++) {
        const ETW_SINK_DATA *Data = &Event->Data[I];

        if (Data->Type == DATA_PAYLOAD) {
            Size += Data->Size;
        } else if (Data->Type == DATA_EVENT_METADATA && Event->Schema.Size == 0) {
            Event->Schema = *Data;
        } else if (Data->Type == DATA_PROVIDER_METADATA && Event->Traits.Size == 0) {
            Event->Traits = *Data;
        }
    }
    Size += EtlItemSize(Event->Traits.Size) + EtlItemSize(Event->Schema.Size);
    Event->Size = Size <= 0xFFFF ? (uint32_t)Size : 0;
    return Event->Size;
}

void EtlEventPut(const ETL_EVENT *Event, uint8_t *At)
{
    const ETW_SINK_DESCRIPTOR *Descriptor = Event->Descriptor;
    uint8_t *End = At + EVENT_HEADER_SIZE;
    uint32_t I;

    memset(At, 0, EVENT_HEADER_SIZE);
    EtlPut16(At, (uint16_t)Event->Size);
    At[2] = sizeof(void *) == 8 ? 19 : 18; /* EVENT_HEADER64 or EVENT_HEADER32 */
    At[3] = 0xC0; /* a typed header */
    EtlPut16(At + 4, Event->Traits.Size != 0 || Event->Schema.Size != 0 ? EVENT_FLAG_EXTENDED_INFO : 0);
    EtlPut32(At + 8, Event->ThreadId);
    EtlPut32(At + 12, Event->ProcessId);
    EtlPut64(At + 16, Event->Ticks);
    memcpy(At + 24, Event->Provider->Id, sizeof(Event->Provider->Id));
    EtlPut16(At + 40, Descriptor->Id);
    At[42] = Descriptor->Version;
    At[43] = Descriptor->Channel;
    At[44] = Descriptor->Level;
    At[45] = Descriptor->Opcode;
    EtlPut16(At + 46, Descriptor->Task);
    EtlPut64(At + 48, Descriptor->Keyword);

    /* Traits before the schema, as ETW writes them. */
    End += EtlPutItem(End, ITEM_TRAITS, &Event->Traits, Event->Schema.Size != 0);
    End += EtlPutItem(End, ITEM_SCHEMA, &Event->Schema, 0);
    for (I = 0; I < Event->DataCount; I++) {
        if (Event->Data[I].Type == DATA_PAYLOAD && Event->Data[I].Size != 0) {
            memcpy(End, EtlPointer(Event->Data[I].Pointer), Event->Data[I].Size);
            End += Event->Data[I].Size;
        }
    }
}
