import { random } from '../random.ts';
import { bufferHeaderSize } from './buffer-header.ts';
import { aligned, type PlacedEvent, type RawEvent } from './event.ts';

/**
 * Where the processors' buffers come to stand in the file; each processor's own stay in order in all of them.
 * `flushed`: by the time of their last event, as a session writes them; `by-processor`: all of one, then the next;
 * a number: interleaved at random, by that seed.
 */
export type BufferOrder = 'flushed' | 'by-processor' | number;

/** The events of one buffer, and the time of the last. */
export interface FilledBuffer {
  processor: number;
  events: RawEvent[];
  fill: number;
  timeStamp: bigint;
}

/** Fills each processor's buffers in turn with the events that it logged. */
export function fillBuffers(events: readonly PlacedEvent[], bufferSize: number): FilledBuffer[] {
  const open = new Map<number, FilledBuffer>();
  const all: FilledBuffer[] = [];
  for (const event of events) {
    const size = aligned(event.bytes.length);
    let buffer = open.get(event.processor);
    if (!buffer || buffer.fill + size > bufferSize) {
      if (bufferHeaderSize + size > bufferSize)
        throw new RangeError(`an event of ${size} bytes fits no buffer`);
      const timeStamp = buffer?.timeStamp ?? 0n;
      buffer = { processor: event.processor, events: [], fill: bufferHeaderSize, timeStamp };
      open.set(event.processor, buffer);
      all.push(buffer);
    }
    buffer.events.push(event);
    buffer.fill += size;
    if (event.ticks > buffer.timeStamp) buffer.timeStamp = event.ticks;
  }
  return all;
}

export function inFileOrder(buffers: FilledBuffer[], order: BufferOrder): FilledBuffer[] {
  if (order === 'by-processor') return buffers.toSorted((a, b) => a.processor - b.processor);
  if (order === 'flushed')
    return buffers.toSorted((a, b) => (a.timeStamp < b.timeStamp ? -1 : a.timeStamp > b.timeStamp ? 1 : 0));
  const queues = byProcessor(buffers);
  const rng = random(order);
  const result: FilledBuffer[] = [];
  while (queues.length > 0) {
    const at = rng.below(queues.length);
    result.push(queues[at]!.shift()!);
    if (queues[at]!.length === 0) queues.splice(at, 1);
  }
  return result;
}

function byProcessor(buffers: readonly FilledBuffer[]): FilledBuffer[][] {
  const queues = new Map<number, FilledBuffer[]>();
  for (const buffer of buffers) {
    const queue = queues.get(buffer.processor);
    if (queue) queue.push(buffer);
    else queues.set(buffer.processor, [buffer]);
  }
  return [...queues.values()];
}
