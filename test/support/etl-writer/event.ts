/** An encoded event: its bytes without the padding behind it, and its time in the trace's raw clock. */
export interface RawEvent {
  readonly ticks: bigint;
  readonly bytes: Uint8Array;
}

/** An event together with the processor that logged it. */
export interface PlacedEvent extends RawEvent {
  readonly processor: number;
}

/** Places events on one processor, in the order given (which must be their time order). */
export function on(processor: number, ...events: readonly RawEvent[]): PlacedEvent[] {
  return events.map((event) => ({ processor, ticks: event.ticks, bytes: event.bytes }));
}

/** Pointer width of the process or kernel that logs an event: it decides between the 32 and 64 header types. */
export type Bits = 32 | 64;

/** Marker flags of every typed header (byte 3). */
export const typedHeader = 0xc0;

/** Every event begins on an 8-byte boundary of its buffer. */
export const aligned = (size: number): number => (size + 7) & ~7;
