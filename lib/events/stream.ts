import type { FieldsOf, ProviderDefinition } from '../decode/index.ts';
import type { Damage, EventPass, Trace } from '../etl/index.ts';
import type { EventRecord } from './record.ts';
import { type EventsOptions, SelectedEvents, SelectedPass } from './selected.ts';

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
    const selection = await this.#selected.open();
    this.#pass = this.#selected.trace.events();
    const selected = new SelectedPass(this.#pass, selection, PAUSE_EVERY);
    for (let step = selected.next(); step !== 'end'; step = selected.next()) {
      if (step === 'event') {
        yield selected.record() as Event;
      } else {
        await selected.wait();
      }
    }
  }
}
