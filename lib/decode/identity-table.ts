import type { RawEvent } from '../etl/index.ts';
import type { EventSourceManifests } from './eventsource/index.ts';
import type { EventIdentity } from './identity.ts';

type Identities = Map<number, EventIdentity>;

/**
 * The identities of one provider's events, by what tells them apart: numbers and, of an EventSource, the process and,
 * where it wrote several manifests, the time.
 */
export class IdentityTable {
  readonly #providerId: string;
  readonly #eventSource: EventSourceManifests;
  /** Whether the same numbers mean something else in each process, or at another time. */
  readonly isByProcess: boolean;
  /** All, or those of the process asked for last. */
  #current: Identities = new Map();
  #processId = -1;
  #isByTime = false;
  readonly #byProcess = new Map<number, Identities>();
  readonly #byTime = new Map<string, Identities>();

  constructor(providerId: string, eventSource: EventSourceManifests) {
    this.#providerId = providerId;
    this.#eventSource = eventSource;
    this.isByProcess = eventSource.describes(providerId);
  }

  /** Those among which an event's stands. */
  of(event: RawEvent): Identities {
    return this.isByProcess ? this.#ofProcess(event, event.processId) : this.#current;
  }

  #ofProcess(event: RawEvent, processId: number): Identities {
    if (processId !== this.#processId) {
      this.#current = entry(this.#byProcess, processId);
      this.#processId = processId;
      this.#isByTime = this.#eventSource.isByTime(this.#providerId, processId);
    }
    return this.#isByTime
      ? entry(this.#byTime, `${processId}/${this.#eventSource.stretchOf(this.#providerId, event)}`)
      : this.#current;
  }
}

function entry<Key>(table: Map<Key, Identities>, key: Key): Identities {
  let known = table.get(key);
  if (known === undefined) {
    known = new Map();
    table.set(key, known);
  }
  return known;
}
