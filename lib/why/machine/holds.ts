/** Since when what ran is kept for one who will ask for it. */
export interface Hold {
  /** It has been asked for. */
  release(): void;
}

/** Who will ask for what ran, and since when: nothing behind the earliest of these moments is dropped. */
export class Holds {
  /** In the order in which they began, which is that of time. */
  readonly #moments = new Set<{ readonly sinceNs: number }>();
  /** The earliest moment, which is looked at for all that ran; infinite where nobody will ask. */
  fromNs = Number.POSITIVE_INFINITY;

  add(sinceNs: number): Hold {
    const moment = { sinceNs };
    this.#moments.add(moment);
    this.fromNs = this.#earliest();
    return {
      release: () => {
        this.#moments.delete(moment);
        this.fromNs = this.#earliest();
      },
    };
  }

  #earliest(): number {
    for (const { sinceNs } of this.#moments) {
      return sinceNs;
    }
    return Number.POSITIVE_INFINITY;
  }
}
