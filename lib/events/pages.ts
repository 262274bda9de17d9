import type { Damage, EventPass, PassPlace, Trace } from '../etl/index.ts';
import type { EventFilter } from './filter.ts';
import type { EventReader, EventRecord } from './record.ts';
import { type EventsOptions, SelectedEvents } from './selected.ts';

/** Events of a page. */
export const PAGE_EVENTS = 1024;
/** Events between two pauses, in which whoever asks for a page gets it. */
const PAUSE_EVERY = 1 << 16;

interface Open {
  readonly reader: EventReader;
  readonly filter: EventFilter;
  readonly pass: EventPass;
}

/**
 * The events of a trace that are asked for, page by page and in any order, as a list that is scrolled shows them. Of each page
 * nothing is kept but where it begins; so there may be millions of events.
 */
export class EventPages {
  readonly #selected: SelectedEvents;
  readonly #begins: PassPlace[] = [];
  #open: Open | null = null;
  /** Events found so far. */
  count = 0;

  /** @throws TraceError of kind `usage` for a bad `where` */
  constructor(trace: Trace, options: EventsOptions = {}) {
    this.#selected = new SelectedEvents(trace, options);
  }

  /** What could not be read so far: stretches of the file, each with its reason. */
  get damage(): { readonly list: readonly Damage[]; readonly count: number } {
    return this.#open?.pass.damage ?? { list: [], count: 0 };
  }

  /** Finds all events that are asked for. Between two steps pages can be had of what is found. */
  async *find(): AsyncGenerator<void, void, undefined> {
    const { trace, catalog, toNs } = this.#selected;
    const { reader, filter } = await this.#selected.open();
    const pass = trace.events();
    this.#open = { reader, filter, pass };
    let looked = 0;
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
        if (this.count % PAGE_EVENTS === 0) {
          this.#begins.push(pass.place());
        }
        this.count++;
      }
      if (++looked % PAUSE_EVERY === 0) {
        yield;
      }
    }
  }

  /**
   * The events of a page, from 0 on; PAGE_EVENTS of them but in the last page.
   * @throws TraceError of kind `unreadable` where the file can no longer be read
   */
  page(number: number): EventRecord[] {
    const begin = this.#begins[number];
    const records: EventRecord[] = [];
    if (this.#open === null || begin === undefined) {
      return records;
    }
    const { reader, filter } = this.#open;
    const { trace, catalog } = this.#selected;
    const wanted = Math.min(PAGE_EVENTS, this.count - number * PAGE_EVENTS);
    const pass = trace.eventsFrom(begin);
    for (let event = pass.next(); event !== null && records.length < wanted; event = pass.next()) {
      const identity = catalog.identityOf(event);
      if (filter.includes(event, identity, reader.clock.toNs(event.ticks))) {
        records.push(reader.record(event, identity.provider, identity.schema));
      }
    }
    return records;
  }
}
