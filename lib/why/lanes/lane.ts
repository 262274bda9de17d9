import { Top } from '../../stats/index.ts';

/** What was recorded around a call is drawn for its time and so much of it before and behind. */
const MARGIN = 0.25;
/** Things drawn in one lane: the longest, since a picture can't show more. */
const SHOWN = 400;

/** A stretch of time that is drawn, in nanoseconds since the trace's start. */
export interface Window {
  readonly fromNs: number;
  readonly toNs: number;
}

/** The stretch around a call: from its issue to its completion or its return, whichever is later. */
export function windowOf(startNs: number, endNs: number): Window {
  const margin = MARGIN * (endNs - startNs);
  return { fromNs: startNs - margin, toNs: endNs + margin };
}

/** The longest of the things that lie in a stretch of time, cut to it, in the order of time. */
export class Lane<T extends Window> {
  readonly #window: Window;
  readonly #longest = new Top<T>(SHOWN, ({ fromNs, toNs }) => toNs - fromNs);
  #count = 0;

  constructor(window: Window) {
    this.#window = window;
  }

  /** @param make is called only where the thing is kept */
  add(startNs: number, endNs: number, make: (window: Window) => T): void {
    const fromNs = Math.max(startNs, this.#window.fromNs);
    const toNs = Math.min(endNs, this.#window.toNs);
    if (toNs <= fromNs) {
      return;
    }
    this.#count++;
    if (this.#longest.takes(toNs - fromNs)) {
      this.#longest.add(make({ fromNs, toNs }));
    }
  }

  /** Of two that begin at once, the longer first: what ran inside it is drawn on top. */
  get shown(): T[] {
    return this.#longest.sorted().sort((a, b) => a.fromNs - b.fromNs || b.toNs - a.toNs);
  }

  /** How many shorter ones are left out. */
  get hidden(): number {
    return Math.max(0, this.#count - SHOWN);
  }
}
