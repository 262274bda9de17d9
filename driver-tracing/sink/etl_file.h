/*
 * The .etl file as a sequence of buffers of one size: a header buffer with the header record alone in it, then buffers of
 * events, each of one processor. All functions but the first are called with the sink's lock held.
 */
#ifndef ETL_FILE_H
#define ETL_FILE_H

#include "etw_sink.h"

#define ETL_BUFFER_HEADER_SIZE 0x48

/* Little-endian, at any alignment: the file's byte order whatever the machine's. */
void EtlPut16(uint8_t *At, uint16_t Value);
void EtlPut32(uint8_t *At, uint32_t Value);
void EtlPut64(uint8_t *At, uint64_t Value);

/* Writes the header buffer. Returns 1, or 0 when memory is short or the file can't be written. */
int EtlFileBegin(ETW_SINK *Sink);

/* Writes the counts, and the end time unless it is 0, into the header record. */
void EtlFileUpdateHeader(ETW_SINK *Sink, uint64_t EndTime);

/*
 * Room for Size bytes in the processor's buffer, a new one when they do not fit. NULL when they never fit, memory is short
 * or the file can't be written. The room is 8-aligned in the file and not yet part of it.
 */
uint8_t *EtlFileReserve(ETW_SINK *Sink, uint32_t Processor, uint32_t Size);

/* Makes the bytes of the room part of the file, with the time of the event in them. Returns 1, or 0 when that failed. */
int EtlFileCommit(ETW_SINK *Sink, uint32_t Processor, uint32_t Size, uint64_t Ticks);

/* Gives the buffers' memory back. */
void EtlFileEnd(ETW_SINK *Sink);

#endif
