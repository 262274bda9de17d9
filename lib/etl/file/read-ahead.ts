import { threadModule } from '../../package/index.ts';
import type { BufferPlace } from '../buffer-place.ts';
import { BufferReader } from '../buffer-reader.ts';
import type { ByteSource, ReadAhead } from '../byte-source.ts';
import { canHaveHelper, startHelper } from './helper-thread.ts';

/** What is shared takes no more memory than this, whatever the number and size of the buffers. */
const MAX_SHARED_BYTES = 32 * 1024 * 1024;

/**
 * Who has a slot. The reading thread asks for a buffer; whichever thread comes first then takes it on: the helper
 * (`Taken`), or the reading thread itself, which needs it now (`Free`). So the reading thread waits for nothing but a
 * read that has begun, and it never matters whether the helper is up yet, or was ever.
 */
const Slot = { Free: 0, Asked: 1, Taken: 2, There: 3, Failed: 4 } as const;

/** Numbers of a slot's job: the buffer's place, and where its event bytes end. */
const JOB_NUMBERS = 5;
const END = 4;

/** What the two threads share. A slot's memory and job belong to whoever its state says has it. */
export interface SharedSlots {
  readonly memories: readonly SharedArrayBuffer[];
  /** Each slot's state; then how often the helper was called, which it sleeps on; then whether it is to end. */
  readonly states: Int32Array;
  readonly jobs: Float64Array;
}

/** What the helping thread is started with. */
export interface HelperData {
  readonly descriptor: number;
  readonly name: string;
  readonly slots: SharedSlots;
}

/**
 * Starts a thread that reads and decompresses buffers of an open file ahead of their use. Null where it can't be of
 * use: for want of a second core, in a thread (whoever starts several keeps the cores busy as it is), or with buffers
 * so large or so many that they would take too much memory.
 */
export function startReadAhead(
  descriptor: number,
  name: string,
  count: number,
  bytes: number,
): ThreadedReadAhead | null {
  if (!canHaveHelper() || count * bytes > MAX_SHARED_BYTES) {
    return null;
  }
  const slots = shareSlots(count, bytes);
  const workerData: HelperData = { descriptor, name, slots };
  return startHelper(threadModule('read-ahead-worker', import.meta.url), { workerData })
    ? new ThreadedReadAhead(slots)
    : null;
}

export function shareSlots(count: number, bytes: number): SharedSlots {
  return {
    memories: Array.from({ length: count }, () => new SharedArrayBuffer((bytes + 7) & ~7)),
    states: new Int32Array(new SharedArrayBuffer(4 * (count + 2))),
    jobs: new Float64Array(new SharedArrayBuffer(8 * JOB_NUMBERS * count)),
  };
}

/** The reading thread's side. */
export class ThreadedReadAhead implements ReadAhead {
  readonly #slots: SharedSlots;

  constructor(slots: SharedSlots) {
    this.#slots = slots;
  }

  memoryOf(slot: number): Uint8Array {
    return new Uint8Array(this.#slots.memories[slot]!);
  }

  ask(slot: number, { offset, size, fill, format }: BufferPlace): void {
    const { states, jobs } = this.#slots;
    jobs.set([offset, size, fill, format], slot * JOB_NUMBERS);
    Atomics.store(states, slot, Slot.Asked);
    this.#call();
  }

  take(slot: number): number {
    const { states, jobs } = this.#slots;
    if (Atomics.compareExchange(states, slot, Slot.Asked, Slot.Free) === Slot.Asked) {
      return -1;
    }
    Atomics.wait(states, slot, Slot.Taken);
    const isThere = Atomics.exchange(states, slot, Slot.Free) === Slot.There;
    return isThere ? jobs[slot * JOB_NUMBERS + END]! : -1;
  }

  /** Lets the helper end, after what it was asked for so far. Slots can be taken all the same. */
  end(): void {
    const { memories, states } = this.#slots;
    Atomics.store(states, memories.length + 1, 1);
    this.#call();
  }

  #call(): void {
    const { memories, states } = this.#slots;
    Atomics.add(states, memories.length, 1);
    Atomics.notify(states, memories.length);
  }
}

/** The helping thread's side: brings what is asked for until it is told to end. */
export function serveReadAhead(source: ByteSource, { memories, states, jobs }: SharedSlots): void {
  const calls = memories.length;
  const isOver = calls + 1;
  const reader = new BufferReader(source);
  const targets = memories.map((memory) => new Uint8Array(memory));
  while (Atomics.load(states, isOver) === 0) {
    const heard = Atomics.load(states, calls);
    targets.forEach((target, slot) => {
      if (Atomics.compareExchange(states, slot, Slot.Asked, Slot.Taken) === Slot.Asked) {
        const job = jobs.subarray(slot * JOB_NUMBERS, (slot + 1) * JOB_NUMBERS);
        Atomics.store(states, slot, bring(reader, job, target));
        Atomics.notify(states, slot);
      }
    });
    Atomics.wait(states, calls, heard);
  }
}

function bring(reader: BufferReader, job: Float64Array, target: Uint8Array): number {
  try {
    const [offset, size, fill, format] = job as unknown as [number, number, number, number];
    job[END] = reader.read({ offset, size, fill, format }, target);
    return Slot.There;
  } catch {
    // The reading thread tries itself, and tells of what it meets.
    return Slot.Failed;
  }
}
