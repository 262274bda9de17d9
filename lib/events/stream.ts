import type { FieldsOf, ProviderDefinition } from '../decode/index.ts';
import type { Damage, EventPass, Trace } from '../etl/index.ts';
import type { EventRecord } from './record.ts';
import { type EventsOptions, SelectedEvents } from './selected.ts';

/** Events between two pauses, in which whoever else has work gets a turn. */
const PAUSE_EVERY = 4096;

/** The events of a provider that was declared: their names tell them apart, and their fields have their types. */
export type EventOf<Definition extends ProviderDefinition> = {
  [Name in keyof Definition['events'] & string]: EventRecord<
    FieldsOf<Definition['events'][Name]['fields']>
  > & {
    readonly name: Name;
  };
}[keyof Definition['events'] & string];

/**
 * A trace's events in time order, decoded: those of every provider whose schema is known by its name and fields, the
 * others by their bytes. Each is an object of its own, to be kept or not.
 *
 * @throws TraceError of kind `unreadable` where the file can no longer be read, `usage` for a bad `where`
 * @example
 * for await (const { timeNs, name, fields } of events(trace, { providers: ['Microsoft-Windows-TCPIP'] })) {
 *   console.log(timeNs, name, fields);
 * }
 */
export function events<Definition extends ProviderDefinition>(
  trace: Trace,
  options: EventsOptions & { readonly only: Definition },
): EventStream<EventOf<Definition>>;
export function events(trace: Trace, options?: EventsOptions): EventStream;
export function events(trace: Trace, options: EventsOptions = {}): EventStream<EventRecord<never>> {
  return new EventStream(trace, options);
}

/** The events of a pass over a trace, one after the other as they are asked for. */
export class EventStream<Event = EventRecord> implements AsyncIterableIterator<Event> {
  readonly #selected: SelectedEvents;
  readonly #steps: AsyncGenerator<Event, void, undefined>;
  #pass: EventPass | null = null;

  constructor(trace: Trace, options: EventsOptions) {
    this.#selected = new SelectedEvents(trace, options);
    this.#steps = this.#walk();
  }

  /** What could not be read so far: stretches of the file, each with its reason. */
  get damage(): { readonly list: readonly Damage[]; readonly count: number } {
    return this.#pass?.damage ?? { list: [], count: 0 };
  }

  /** What was wrong with schemas in the trace itself, a sentence each. */
  get faults(): readonly string[] {
    return this.#selected.catalog.faults;
  }

  next(): Promise<IteratorResult<Event, void>> {
    return this.#steps.next();
  }

  return(): Promise<IteratorResult<Event, void>> {
    return this.#steps.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async *#walk(): AsyncGenerator<Event, void, undefined> {
    const { trace, catalog, toNs } = this.#selected;
    const { reader, filter } = await this.#selected.open();
    const pass = trace.events();
    this.#pass = pass;
    let count = 0;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      const timeNs = reader.clock.toNs(event.ticks);
      if (timeNs > toNs) {
        return;
      }
      const identity = catalog.identityOf(event);
      if (identity.schema === null && catalog.isWanting) {
        await catalog.loadSchemas();
      }
      if (filter.includes(event, identity, timeNs)) {
        yield reader.record(event, identity.provider, identity.schema) as Event;
      }
      if (++count % PAUSE_EVERY === 0) {
        await new Promise((resume) => setTimeout(resume, 0));
      }
    }
  }
}
