import type { ErrorKind } from '../../../etl/index.ts';
import { BLOCK_NUMBERS } from '../../row-block.ts';

/** Messages that may wait for the writing thread: as many blocks as come in while it writes a row group. */
export const SLOTS = 256;

/** A message: what to do, for which file, with how many rows, whether a parcel belongs to it; then the rows. */
const HEADER_NUMBERS = 4;
const SLOT_NUMBERS = HEADER_NUMBERS + BLOCK_NUMBERS;

/** What the writing thread is told to do. */
export const Do = { Open: 0, Write: 1, End: 2, Stop: 3 } as const;
export type Do = (typeof Do)[keyof typeof Do];

/** Counts and flags that the threads tell each other. */
export const State = {
  /** 1 when the writing thread is up. */
  Up: 0,
  /** How many messages were sent, and how many of them were followed. */
  Sent: 1,
  Followed: 2,
  /** 1 when the writing thread can't go on: a `Failure` waits at the port. */
  Failed: 3,
} as const;

/** Why a thread can't go on. */
export interface Failure {
  /** Null for an error that is none of this library's own. */
  readonly kind: ErrorKind | null;
  readonly error: unknown;
}

/** The memory that both threads share: a slot belongs to the sender until it is sent, and until it is followed to the other. */
export interface SharedRing {
  readonly states: Int32Array;
  readonly slots: Float64Array;
}

export function shareRing(): SharedRing {
  return {
    states: new Int32Array(new SharedArrayBuffer(4 * Object.keys(State).length)),
    slots: new Float64Array(new SharedArrayBuffer(8 * SLOTS * SLOT_NUMBERS)),
  };
}

/** One message in its slot. */
export interface Message {
  readonly what: Do;
  readonly file: number;
  readonly rows: number;
  /** Whether there is something at the port that belongs to it. */
  readonly hasParcel: boolean;
}

export function writeMessage(
  { slots }: SharedRing,
  number: number,
  message: Message,
  values: Float64Array,
): void {
  const at = (number % SLOTS) * SLOT_NUMBERS;
  slots[at] = message.what;
  slots[at + 1] = message.file;
  slots[at + 2] = message.rows;
  slots[at + 3] = message.hasParcel ? 1 : 0;
  slots.set(values, at + HEADER_NUMBERS);
}

export function readMessage({ slots }: SharedRing, number: number): Message {
  const at = (number % SLOTS) * SLOT_NUMBERS;
  return {
    what: slots[at] as Do,
    file: slots[at + 1]!,
    rows: slots[at + 2]!,
    hasParcel: slots[at + 3] === 1,
  };
}

/** The rows of a message, to be read before it counts as followed. */
export function rowsOf({ slots }: SharedRing, number: number): Float64Array {
  const at = (number % SLOTS) * SLOT_NUMBERS + HEADER_NUMBERS;
  return slots.subarray(at, at + BLOCK_NUMBERS);
}
