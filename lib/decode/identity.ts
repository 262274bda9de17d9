import type { RawEvent } from '../etl/index.ts';
import type { Provider } from './providers.ts';
import type { Schema } from './schema.ts';

/** How often schemas came in that others may have to make way for. */
export interface SchemaRevision {
  current: number;
}

/**
 * What events of one schema share: their provider, and the TraceLogging metadata that each carries, or id and version
 * (classic events: opcode and version). Found once, it stands for all of them.
 */
export class EventIdentity {
  /** Counts from 0 in the order of first appearance, over all of a catalog's providers: a place in a table. */
  readonly index: number;
  /** Null for events that tell none. */
  readonly provider: Provider | null;
  /** What its events are called without a schema, by the numbers that they carry. */
  readonly #label: string;
  readonly #find: () => Schema | null;
  readonly #revision: SchemaRevision;
  #foundAt = -1;
  #schema: Schema | null = null;

  constructor(
    index: number,
    provider: Provider | null,
    label: string,
    find: () => Schema | null,
    revision: SchemaRevision,
  ) {
    this.index = index;
    this.provider = provider;
    this.#label = label;
    this.#find = find;
    this.#revision = revision;
  }

  /** What its events are called. */
  get eventName(): string {
    return this.schema?.eventName ?? this.#label;
  }

  /** The schema, looked up when asked for; null where none is known, which events to come may change. */
  get schema(): Schema | null {
    if (this.#foundAt !== this.#revision.current) {
      this.#foundAt = this.#revision.current;
      this.#schema = this.#find();
    }
    return this.#schema;
  }
}

/** Gives a new identity the next number. */
export type Identify = (
  event: RawEvent,
  provider: Provider | null,
  find: () => Schema | null,
) => EventIdentity;
