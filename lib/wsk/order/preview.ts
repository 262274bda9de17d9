import type { Row } from '../events/row.ts';
import { EventKind, Slot } from '../events/schema.ts';
import { IdTable } from '../id-table.ts';
import type { Clocks } from './clocks.ts';
import { Moment } from './moment.ts';

const NONE = -1;

/** The two ends of a call, by the numbers of their events. */
interface Ends {
  issued: number;
  completed: number;
}

/** What the first events of drivers show of the clocks, before any of them is taken. */
export class Preview {
  readonly #processors: number[] = [];
  readonly #distinct = new Set<number>();
  readonly #clocksNs: number[] = [];
  /** By source: the calls of which one end was seen. */
  readonly #open: IdTable<Ends>[] = [];
  /** The calls that begin on one processor and end on another, in the order in which both ends were seen. */
  readonly #pairs: Ends[] = [];

  get count(): number {
    return this.#processors.length;
  }

  add(row: Row): void {
    const { processor, clockNs } = row;
    const number = this.#processors.push(processor) - 1;
    this.#clocksNs.push(clockNs);
    this.#distinct.add(processor);
    const isIssue = row.kind === EventKind.WskCallIssued;
    if ((isIssue || row.kind === EventKind.IrpCompleted) && row.has(Slot.CallId)) {
      this.#addEnd(row, number, isIssue);
    }
  }

  #addEnd(row: Row, number: number, isIssue: boolean): void {
    this.#open[row.source] ??= new IdTable();
    const open = this.#open[row.source]!;
    const low = row.low(Slot.CallId);
    const high = row.high(Slot.CallId);
    let ends = open.get(low, high);
    if (ends === undefined) {
      ends = { issued: NONE, completed: NONE };
      open.set(low, high, ends);
    }
    // Only what comes first of each: an id that comes again is of another load.
    if (isIssue && ends.issued === NONE) {
      ends.issued = number;
    } else if (!isIssue && ends.completed === NONE) {
      ends.completed = number;
    }
    if (ends.issued !== NONE && ends.completed !== NONE) {
      if (this.#processors[ends.issued] !== this.#processors[ends.completed]) {
        this.#pairs.push(ends);
      }
      open.delete(low, high);
    }
  }

  /**
   * Teaches the clocks all that was seen.
   * @returns the processors that logged events, and when the first event was, by any clock; null where there was none
   */
  teach(clocks: Clocks): { readonly processors: readonly number[]; readonly beganNs: number } | null {
    if (this.count === 0) {
      return null;
    }
    const processors = [...this.#distinct].sort((a, b) => a - b);
    for (const processor of processors) {
      clocks.admit(processor);
    }
    let beganNs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.count; i++) {
      clocks.watch(this.#processors[i]!, this.#clocksNs[i]!);
      beganNs = Math.min(beganNs, this.#clocksNs[i]!);
    }
    const [issued, completed] = [new Moment(), new Moment()];
    for (const pair of this.#pairs) {
      this.#show(pair.issued, issued);
      this.#show(pair.completed, completed);
      clocks.learn(issued, completed, beganNs);
    }
    return { processors, beganNs };
  }

  #show(number: number, moment: Moment): void {
    moment.processor = this.#processors[number]!;
    moment.clockNs = this.#clocksNs[number]!;
  }
}
