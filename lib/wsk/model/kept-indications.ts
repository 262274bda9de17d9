import type { Moment } from '../order/index.ts';

/** How much a list of indications holds, as far as its event tells; 0 for what it does not. */
export interface Share {
  /** WSK_DATA_INDICATION or WSK_DATAGRAM_INDICATION structures. */
  readonly nodes: number;
  readonly bytes: number;
}

type Tally = Record<Unit, number>;

interface Kept extends Share {
  readonly at: Moment;
}

/** What an amount is counted in: the sharpest that all events concerned tell. */
export type Unit = 'nodes' | 'bytes' | 'callbacks';

/**
 * The indications of a socket that its receive callbacks kept by returning STATUS_PENDING, less those given back. Lists are
 * given back whole, in parts, or joined: what counts is what they hold, not how many there are.
 */
export class KeptIndications {
  /** Kept and not given back, so far; less than 0 while one is given back whose callback has not left yet. */
  #open: Tally = { nodes: 0, bytes: 0, callbacks: 0 };
  /** Given back when the socket's close had been issued for sure. */
  #late: Tally = { nodes: 0, bytes: 0, callbacks: 0 };
  #tellsNodes = true;
  #tellsBytes = true;
  /** The latest that were kept, back to those that make up the amount. */
  #latest: Kept[] = [];

  keep({ nodes, bytes }: Share, at: Moment): void {
    this.#latest.push({ nodes, bytes, at });
    this.#add(this.#open, 1, nodes, bytes);
    this.#trim();
  }

  /** Takes what is given back: it can't fail. That can be before the callback that keeps it has left. */
  release({ nodes, bytes }: Share, isLate: boolean): void {
    this.#add(this.#open, -1, nodes, bytes);
    if (isLate) {
      this.#add(this.#late, 1, nodes, bytes);
    }
    this.#trim();
  }

  /** Forgets what was given back beyond what was kept: it was kept before the trace began. */
  excuse(): void {
    if (this.amount < 0) {
      this.#clear();
    }
  }

  /** Whether it is as it was in the beginning. */
  get isEmpty(): boolean {
    const { nodes, bytes, callbacks } = this.#open;
    return (
      this.#latest.length === 0 && nodes === 0 && bytes === 0 && callbacks === 0 && this.amountAtClose === 0
    );
  }

  get unit(): Unit {
    if (this.#tellsNodes) {
      return 'nodes';
    }
    return this.#tellsBytes ? 'bytes' : 'callbacks';
  }

  get amount(): number {
    return this.#open[this.unit];
  }

  /** What was still kept when the close was issued: more than the amount, where some was given back only after that. */
  get amountAtClose(): number {
    return this.amount + this.#late[this.unit];
  }

  /** In structures where they are told, else in callbacks that kept some. */
  get count(): number {
    return Math.max(0, this.unit === 'nodes' ? this.#open.nodes : this.#latest.length);
  }

  /** Of the amount, that which such callbacks may have kept. */
  amountOf(isSuch: (at: Moment) => boolean): number {
    const { unit } = this;
    let amount = 0;
    for (const kept of this.#latest) {
      if (isSuch(kept.at)) {
        amount += unit === 'callbacks' ? 1 : kept[unit];
      }
    }
    return Math.min(amount, this.amountAtClose);
  }

  #add(tally: Tally, sign: 1 | -1, nodes: number, bytes: number): void {
    tally.callbacks += sign;
    tally.nodes += sign * nodes;
    tally.bytes += sign * bytes;
    this.#tellsNodes &&= nodes > 0;
    this.#tellsBytes &&= bytes > 0;
  }

  /** Forgets those of the latest that the amount is made up without; all, where nothing is kept. */
  #trim(): void {
    const { unit, amountAtClose: amount } = this;
    if (amount === 0) {
      this.#clear();
      return;
    }
    let held = 0;
    let from = this.#latest.length;
    while (from > 0 && held < amount) {
      from--;
      held += unit === 'callbacks' ? 1 : this.#latest[from]![unit];
    }
    if (from > 0) {
      this.#latest = this.#latest.slice(from);
    }
  }

  #clear(): void {
    this.#open = { nodes: 0, bytes: 0, callbacks: 0 };
    this.#late = { nodes: 0, bytes: 0, callbacks: 0 };
    this.#tellsNodes = true;
    this.#tellsBytes = true;
    this.#latest = [];
  }
}
