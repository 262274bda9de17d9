/** Windows gives out low ids first, and gives them again: few threads have greater ones. */
const LOW_IDS = 65_536;

/** What is known of threads, by their ids; found for each context switch. */
export class ByThread<T> {
  readonly #all = new Map<number, T>();
  readonly #low: (T | undefined)[] = new Array(LOW_IDS).fill(undefined);

  get(threadId: number): T | undefined {
    return threadId < LOW_IDS ? this.#low[threadId] : this.#all.get(threadId);
  }

  set(threadId: number, known: T): void {
    this.#all.set(threadId, known);
    if (threadId < LOW_IDS) {
      this.#low[threadId] = known;
    }
  }

  delete(threadId: number): void {
    this.#all.delete(threadId);
    if (threadId < LOW_IDS) {
      this.#low[threadId] = undefined;
    }
  }

  /** In the order in which they were first set. */
  values(): Iterable<T> {
    return this.#all.values();
  }
}
