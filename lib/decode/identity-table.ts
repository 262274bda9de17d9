import type { RawEvent } from '../etl/index.ts';
import type { EventIdentity } from './identity.ts';

type Identities = Map<number, EventIdentity>;

/** The identities of one provider's events, by what tells them apart: numbers and, of an EventSource, the process. */
export class IdentityTable {
  readonly isByProcess: boolean;
  /** All, or those of the process asked for last. */
  #current: Identities = new Map();
  #processId = -1;
  readonly #byProcess = new Map<number, Identities>();

  constructor(isByProcess: boolean) {
    this.isByProcess = isByProcess;
  }

  /** Those among which an event's stands. */
  of(event: RawEvent): Identities {
    return this.isByProcess ? this.#ofProcess(event.processId) : this.#current;
  }

  #ofProcess(processId: number): Identities {
    if (processId !== this.#processId) {
      let known = this.#byProcess.get(processId);
      if (known === undefined) {
        known = new Map();
        this.#byProcess.set(processId, known);
      }
      this.#current = known;
      this.#processId = processId;
    }
    return this.#current;
  }
}
