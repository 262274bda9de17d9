/* The .etl file as a sequence of buffers: see etl_file.h. */
#include "etl_file.h"

#include <string.h>

/* Offsets in a buffer's header (WMI_BUFFER_HEADER). */
#define BUFFER_SIZE 0x00
#define BUFFER_SAVED_OFFSET 0x04
#define BUFFER_CURRENT_OFFSET 0x08
#define BUFFER_TIMESTAMP 0x10
#define BUFFER_SEQUENCE 0x18
#define BUFFER_PROCESSOR 0x28
#define BUFFER_LOGGER 0x2A
#define BUFFER_OFFSET 0x30
#define BUFFER_FLAG 0x34
#define BUFFER_TYPE 0x36

#define FLAG_FLUSHED 0x01
#define FLAG_PROCESSOR_VALID 0x20 /* the processor's number has 16 bits */
#define TYPE_GENERIC 0
#define TYPE_HEADER 4

/* The header record: a SYSTEM header of 32 bytes, then TRACE_LOGFILE_HEADER, whose offsets these are with 8-byte pointers
   and with 4-byte ones. */
#define RECORD_HEADER_SIZE 32
#define RECORD_END_TIME 16
#define RECORD_BUFFERS_WRITTEN 36
#define RECORD_EVENTS_LOST 48
#define RECORD_BOOT_TIME (sizeof(void *) == 8 ? 248 : 240)

#define LOG_FILE_MODE_SEQUENTIAL 1
#define CLOCK_QPC 1
#define NAME_LIMIT 63

void EtlPut16(uint8_t *At, uint16_t Value)
{
    At[0] = (uint8_t)Value;
    At[1] = (uint8_t)(Value >> 8);
}

void EtlPut32(uint8_t *At, uint32_t Value)
{
    EtlPut16(At, (uint16_t)Value);
    EtlPut16(At + 2, (uint16_t)(Value >> 16));
}

void EtlPut64(uint8_t *At, uint64_t Value)
{
    EtlPut32(At, (uint32_t)Value);
    EtlPut32(At + 4, (uint32_t)(Value >> 32));
}

static uint32_t EtlAlign8(uint32_t Size)
{
    return (Size + 7) & ~7u;
}

/* An ASCII name as UTF-16 with its zero. Returns the bytes written. */
static uint32_t EtlPutName(uint8_t *At, const char *Name)
{
    uint32_t I;

    for (I = 0; I < NAME_LIMIT && Name[I] != 0; I++) {
        EtlPut16(At + 2 * I, (uint8_t)Name[I]);
    }
    EtlPut16(At + 2 * I, 0);
    return 2 * I + 2;
}

/* The header of a buffer without events: the rest is 0xFF, which no event begins with. */
static void EtlPutBufferHeader(const ETW_SINK *Sink, uint8_t *Bytes, uint32_t Processor, uint64_t Sequence,
                               uint16_t Flag, uint16_t Type)
{
    memset(Bytes, 0, ETL_BUFFER_HEADER_SIZE);
    memset(Bytes + ETL_BUFFER_HEADER_SIZE, 0xFF, Sink->Options.BufferSize - ETL_BUFFER_HEADER_SIZE);
    EtlPut32(Bytes + BUFFER_SIZE, Sink->Options.BufferSize);
    EtlPut64(Bytes + BUFFER_SEQUENCE, Sequence);
    EtlPut16(Bytes + BUFFER_PROCESSOR, (uint16_t)Processor);
    EtlPut16(Bytes + BUFFER_LOGGER, 1);
    EtlPut16(Bytes + BUFFER_FLAG, Flag);
    EtlPut16(Bytes + BUFFER_TYPE, Type);
}

static void EtlPutFill(uint8_t *Bytes, uint32_t Fill, uint64_t Ticks)
{
    EtlPut32(Bytes + BUFFER_SAVED_OFFSET, Fill);
    EtlPut32(Bytes + BUFFER_CURRENT_OFFSET, Fill);
    EtlPut32(Bytes + BUFFER_OFFSET, Fill);
    EtlPut64(Bytes + BUFFER_TIMESTAMP, Ticks);
}

/* The header record at the start of the header buffer's events. Returns its size. */
static uint32_t EtlPutRecord(const ETW_SINK *Sink, uint8_t *Event)
{
    const ETW_SINK_OPTIONS *Options = &Sink->Options;
    uint8_t *Record = Event + RECORD_HEADER_SIZE;
    uint8_t *Boot = Record + RECORD_BOOT_TIME;
    uint32_t ProcessId, ThreadId, Size;

    Sink->Platform.Thread(Sink->Platform.Context, &ProcessId, &ThreadId);
    memset(Event, 0, (size_t)(Boot - Event) + 32);

    EtlPut16(Event, 2); /* version of the event */
    Event[2] = sizeof(void *) == 8 ? 2 : 1; /* SYSTEM64 or SYSTEM32 */
    Event[3] = 0xC0; /* a typed header */
    EtlPut32(Event + 8, ThreadId);
    EtlPut32(Event + 12, ProcessId);
    EtlPut64(Event + 16, Sink->StartTicks);

    EtlPut32(Record, Options->BufferSize);
    Record[4] = 10; /* version of the format: 10.0.1.5 */
    Record[6] = 1;
    Record[7] = 5;
    EtlPut32(Record + 8, Options->OsBuild);
    EtlPut32(Record + 12, Options->Processors);
    EtlPut32(Record + 24, 156250); /* timer resolution, 100 ns */
    EtlPut32(Record + 32, LOG_FILE_MODE_SEQUENTIAL);
    EtlPut32(Record + RECORD_BUFFERS_WRITTEN, 1);
    EtlPut32(Record + 40, 1); /* buffers at the start */
    EtlPut32(Record + 44, sizeof(void *));
    EtlPut32(Record + 52, 1000); /* CPU speed, MHz: of no use with this clock, but readers divide by it (dissect.etl) */
    EtlPut64(Boot, Options->BootTime);
    EtlPut64(Boot + 8, Sink->Platform.Frequency);
    EtlPut64(Boot + 16, Sink->StartTime);
    EtlPut32(Boot + 24, CLOCK_QPC);

    Size = (uint32_t)(Boot - Event) + 32;
    Size += EtlPutName(Event + Size, Options->LoggerName);
    Size += EtlPutName(Event + Size, Options->FileName);
    EtlPut16(Event + 4, (uint16_t)Size);
    return Size;
}

int EtlFileBegin(ETW_SINK *Sink)
{
    const ETW_SINK_PLATFORM *Platform = &Sink->Platform;
    uint32_t Size;

    Sink->Header = Platform->Allocate(Platform->Context, Sink->Options.BufferSize);
    if (Sink->Header == NULL) {
        return 0;
    }
    EtlPutBufferHeader(Sink, Sink->Header, 0, 0, FLAG_FLUSHED, TYPE_HEADER);
    Size = EtlPutRecord(Sink, Sink->Header + ETL_BUFFER_HEADER_SIZE);
    EtlPutFill(Sink->Header, ETL_BUFFER_HEADER_SIZE + EtlAlign8(Size), Sink->StartTicks);
    if (!Platform->Write(Platform->Context, 0, Sink->Header, Sink->Options.BufferSize)) {
        return 0;
    }
    Sink->FileSize = Sink->Options.BufferSize;
    Sink->BuffersWritten = 1;
    Sink->NextSequence = 1;
    return 1;
}

void EtlFileUpdateHeader(ETW_SINK *Sink, uint64_t EndTime)
{
    const ETW_SINK_PLATFORM *Platform = &Sink->Platform;
    uint8_t *Record = Sink->Header + ETL_BUFFER_HEADER_SIZE + RECORD_HEADER_SIZE;

    if (EndTime != 0) {
        EtlPut64(Record + RECORD_END_TIME, EndTime);
    }
    EtlPut32(Record + RECORD_BUFFERS_WRITTEN, Sink->BuffersWritten);
    EtlPut32(Record + RECORD_EVENTS_LOST, Sink->EventsLost);
    /* A file whose counts are stale is still a trace: nothing to do when this fails. */
    (void)Platform->Write(Platform->Context, 0, Sink->Header, ETL_BUFFER_HEADER_SIZE + RECORD_HEADER_SIZE + 64);
}

/* The processor's next buffer, at the end of the file. */
static int EtlFileExtend(ETW_SINK *Sink, ETW_SINK_BUFFER *Buffer, uint32_t Processor)
{
    const ETW_SINK_PLATFORM *Platform = &Sink->Platform;

    if (Buffer->Bytes == NULL) {
        Buffer->Bytes = Platform->Allocate(Platform->Context, Sink->Options.BufferSize);
        if (Buffer->Bytes == NULL) {
            return 0;
        }
    }
    EtlPutBufferHeader(Sink, Buffer->Bytes, Processor, Sink->NextSequence, FLAG_FLUSHED | FLAG_PROCESSOR_VALID,
                       TYPE_GENERIC);
    EtlPutFill(Buffer->Bytes, ETL_BUFFER_HEADER_SIZE, 0);
    if (!Platform->Write(Platform->Context, Sink->FileSize, Buffer->Bytes, Sink->Options.BufferSize)) {
        Buffer->Fill = Sink->Options.BufferSize; /* full: the next event tries again */
        return 0;
    }
    Buffer->FileOffset = Sink->FileSize;
    Buffer->Fill = ETL_BUFFER_HEADER_SIZE;
    Sink->FileSize += Sink->Options.BufferSize;
    Sink->NextSequence++;
    Sink->BuffersWritten++;
    EtlFileUpdateHeader(Sink, 0);
    return 1;
}

uint8_t *EtlFileReserve(ETW_SINK *Sink, uint32_t Processor, uint32_t Size)
{
    ETW_SINK_BUFFER *Buffer = &Sink->Buffers[Processor];

    if (EtlAlign8(Size) > Sink->Options.BufferSize - ETL_BUFFER_HEADER_SIZE) {
        return NULL;
    }
    if ((Buffer->Bytes == NULL || EtlAlign8(Size) > Sink->Options.BufferSize - Buffer->Fill) &&
        !EtlFileExtend(Sink, Buffer, Processor)) {
        return NULL;
    }
    return Buffer->Bytes + Buffer->Fill;
}

int EtlFileCommit(ETW_SINK *Sink, uint32_t Processor, uint32_t Size, uint64_t Ticks)
{
    const ETW_SINK_PLATFORM *Platform = &Sink->Platform;
    ETW_SINK_BUFFER *Buffer = &Sink->Buffers[Processor];

    /* The event first, then the header that counts it: a file cut off in between is whole without it. */
    if (!Platform->Write(Platform->Context, Buffer->FileOffset + Buffer->Fill, Buffer->Bytes + Buffer->Fill,
                         EtlAlign8(Size))) {
        return 0;
    }
    EtlPutFill(Buffer->Bytes, Buffer->Fill + EtlAlign8(Size), Ticks);
    if (!Platform->Write(Platform->Context, Buffer->FileOffset, Buffer->Bytes, ETL_BUFFER_HEADER_SIZE)) {
        return 0;
    }
    Buffer->Fill += EtlAlign8(Size);
    return 1;
}

void EtlFileEnd(ETW_SINK *Sink)
{
    const ETW_SINK_PLATFORM *Platform = &Sink->Platform;
    uint32_t I;

    for (I = 0; I < ETW_SINK_MAX_PROCESSORS; I++) {
        if (Sink->Buffers[I].Bytes != NULL) {
            Platform->Free(Platform->Context, Sink->Buffers[I].Bytes);
            Sink->Buffers[I].Bytes = NULL;
        }
    }
    if (Sink->Header != NULL) {
        Platform->Free(Platform->Context, Sink->Header);
        Sink->Header = NULL;
    }
}
