/** A name that something bore from a moment on, until one, or at one (a rundown). */
export interface Fact {
  readonly ticks: number;
  readonly kind: 'start' | 'end' | 'rundown';
  readonly name: string;
}

/** What an id (a process's, a thread's) stood for over time: ids are given again as soon as they are free. */
export class NameTimeline {
  readonly #facts: Fact[] = [];
  #isSorted = true;

  add(fact: Fact): void {
    this.#facts.push(fact);
    this.#isSorted = false;
  }

  /**
   * The name at a moment. Behind an end it still is that name's, until another starts: much is logged about a
   * process that has just ended. Before the first fact it is that one's name too, unless that is where it starts.
   */
  at(ticks: number): string | null {
    const facts = this.#sorted();
    let low = 0;
    let high = facts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (facts[middle]!.ticks <= ticks) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const before = facts[low - 1];
    const after = facts[low];
    // What ends or is listed later without having started in between was there already.
    if (after !== undefined && after.kind !== 'start' && (before === undefined || before.kind === 'end')) {
      return after.name;
    }
    return before?.name ?? null;
  }

  #sorted(): readonly Fact[] {
    if (!this.#isSorted) {
      this.#facts.sort((a, b) => a.ticks - b.ticks);
      this.#isSorted = true;
    }
    return this.#facts;
  }
}
