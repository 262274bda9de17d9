/** Something that happens over time: it yields how many ticks to wait before it goes on. */
export type Activity = Generator<number, void, void>;

/** Runs activities in the order of simulated time (a binary heap; equal times in the order they were scheduled). */
export class Scheduler {
  /** Simulated time in ticks since the model began. */
  now = 0;
  readonly #heap: { time: number; order: number; activity: Activity }[] = [];
  #order = 0;

  spawn(activity: Activity, delay = 0): void {
    this.#push(this.now + delay, activity);
  }

  /** Runs until `done` says so, or nothing is left to do. */
  run(done: () => boolean): void {
    while (this.#heap.length > 0 && !done()) {
      const entry = this.#heap[0]!;
      if (entry.time > this.now) this.now = entry.time;
      const { value, done: ended } = entry.activity.next();
      if (ended) {
        const last = this.#heap.pop()!;
        if (this.#heap.length > 0 && last !== entry) this.#sink(last);
      } else {
        // The running activity may have spawned others, but none before it: it is still the root.
        entry.time = this.now + Math.max(0, Math.round(value as number));
        entry.order = this.#order++;
        this.#sink(entry);
      }
    }
  }

  #push(time: number, activity: Activity): void {
    const heap = this.#heap;
    const entry = { time, order: this.#order++, activity };
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  /** Puts an entry at the root and lets it sink to its place. */
  #sink(entry: { time: number; order: number; activity: Activity }): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, entry)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }
}

const before = (a: { time: number; order: number }, b: { time: number; order: number }): boolean =>
  a.time < b.time || (a.time === b.time && a.order < b.order);
