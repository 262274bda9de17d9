import type { Row } from './events/row.ts';
import { EventKind, Slot } from './events/schema.ts';

/** Two sessions take the time of one event apart from each other, though not by as much. */
const SAME_EVENT_NS = 1e6;
/** So many calls of one driver in two files at a time are no accident. */
const ENOUGH = 3;
/** Calls that are remembered: far more than a driver issues in the time in which two sessions tell of one. */
const REMEMBERED = 4096;

interface Telling {
  readonly traceIndex: number;
  readonly timeNs: number;
}

/**
 * Finds that two sessions at a time recorded the same driver: each step of it is in the files of both, and would seem to
 * happen twice. The issues of its calls show it.
 */
export class ToldTwice {
  readonly #latest = new Map<string, Telling>();
  #repeats = 0;

  /** Takes an event of the driver, and gives the other trace that tells the same, once that is sure; null else. */
  add(row: Row, traceIndex: number): number | null {
    // A call is issued once, and its id tells it from all others.
    if (row.kind !== EventKind.WskCallIssued || !row.has(Slot.CallId)) {
      return null;
    }
    const key = `${row.low(Slot.CallId)} ${row.high(Slot.CallId)} ${row.low(Slot.Op)} ${row.thread}`;
    const before = this.#latest.get(key);
    const { clockNs: timeNs } = row;
    this.#latest.delete(key);
    this.#latest.set(key, { traceIndex, timeNs });
    if (this.#latest.size > REMEMBERED) {
      this.#latest.delete(this.#latest.keys().next().value!);
    }
    const isAgain =
      before !== undefined && before.traceIndex !== traceIndex && timeNs - before.timeNs < SAME_EVENT_NS;
    this.#repeats += isAgain ? 1 : 0;
    return isAgain && this.#repeats >= ENOUGH ? before.traceIndex : null;
  }
}
