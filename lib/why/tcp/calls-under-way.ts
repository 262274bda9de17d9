import type { CallConnection } from './call-connection.ts';

/** Which calls are under way at the moment that the pass has come to. */
export class CallsUnderWay {
  /** Calls that are to come, those issued first last. */
  readonly #coming: CallConnection[];
  readonly #begun: (connection: CallConnection) => void;
  #underWay: readonly CallConnection[] = [];
  /** Before this, no call begins, and none that is under way completes. */
  #nextNs = Number.NEGATIVE_INFINITY;

  /** @param begun told of each call that is under way from now on */
  constructor(connections: readonly CallConnection[], begun: (connection: CallConnection) => void) {
    this.#coming = connections.toSorted((a, b) => b.tracked.call.issuedNs - a.tracked.call.issuedNs);
    this.#begun = begun;
  }

  /** Those that were issued by a moment and have not completed before it. To be asked in the order of time. */
  at(timeNs: number): readonly CallConnection[] {
    if (timeNs >= this.#nextNs) {
      this.#moveTo(timeNs);
    }
    return this.#underWay;
  }

  #moveTo(timeNs: number): void {
    const all = [...this.#underWay];
    let next = this.#coming.at(-1);
    for (; next !== undefined && issuedNs(next) <= timeNs; next = this.#coming.at(-1)) {
      this.#coming.pop();
      this.#begun(next);
      all.push(next);
    }
    this.#underWay = all.filter((connection) => completedNs(connection) >= timeNs);
    this.#nextNs = this.#underWay.reduce(
      (least, connection) => Math.min(least, completedNs(connection)),
      next === undefined ? Number.POSITIVE_INFINITY : issuedNs(next),
    );
  }
}

function issuedNs({ tracked }: CallConnection): number {
  return tracked.call.issuedNs;
}

function completedNs({ tracked }: CallConnection): number {
  return tracked.call.completedNs;
}
