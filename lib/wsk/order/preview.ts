import type { Clocks } from './clocks.ts';
import { Moment } from './moment.ts';

/** An issue or a completion, and the call that it is of: its id, among those of one driver. */
export interface CallEnd {
  readonly source: number;
  readonly isIssue: boolean;
  readonly id: bigint;
}

interface Looked {
  readonly moment: Moment;
  readonly end: CallEnd | null;
}

interface Ends {
  issued: Moment | null;
  completed: Moment | null;
}

/** What the first events of drivers show of the clocks, before any of them is taken. */
export class Preview {
  readonly #events: Looked[] = [];

  get count(): number {
    return this.#events.length;
  }

  /** @param end what the event is of a call; null for others */
  add(processor: number, clockNs: number, end: CallEnd | null): void {
    const moment = new Moment();
    moment.processor = processor;
    moment.clockNs = clockNs;
    this.#events.push({ moment, end });
  }

  /**
   * Teaches the clocks all that was seen.
   * @returns the processors that logged events, and when the first event was, by any clock; null where there was none
   */
  teach(clocks: Clocks): { readonly processors: readonly number[]; readonly beganNs: number } | null {
    if (this.#events.length === 0) {
      return null;
    }
    const processors = [...new Set(this.#events.map(({ moment }) => moment.processor))].sort((a, b) => a - b);
    for (const processor of processors) {
      clocks.admit(processor);
    }
    let beganNs = Number.POSITIVE_INFINITY;
    for (const { moment } of this.#events) {
      clocks.watch(moment.processor, moment.clockNs);
      beganNs = Math.min(beganNs, moment.clockNs);
    }
    this.#learn(clocks, beganNs);
    return { processors, beganNs };
  }

  /** Takes what the two ends of each call on two processors tell. */
  #learn(clocks: Clocks, beganNs: number): void {
    const open = new Map<number, Map<bigint, Ends>>();
    for (const { moment, end } of this.#events) {
      if (end === null) {
        continue;
      }
      const ofSource = open.get(end.source) ?? new Map<bigint, Ends>();
      open.set(end.source, ofSource);
      const ends = ofSource.get(end.id) ?? { issued: null, completed: null };
      ofSource.set(end.id, ends);
      // Only what comes first of each: an id that comes again is of another load.
      if (end.isIssue) {
        ends.issued ??= moment;
      } else {
        ends.completed ??= moment;
      }
      const { issued, completed } = ends;
      if (issued !== null && completed !== null) {
        if (issued.processor !== completed.processor) {
          clocks.learn(issued, completed, beganNs);
        }
        ofSource.delete(end.id);
      }
    }
  }
}
