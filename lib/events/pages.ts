import type { Damage, EventPass, PassPlace, Trace } from '../etl/index.ts';
import type { EventRecord } from './record.ts';
import { type EventsOptions, type OpenSelection, SelectedEvents, SelectedPass } from './selected.ts';

/** Events of a page. */
export const PAGE_EVENTS = 1024;
/** Events between two pauses, in which whoever asks for a page gets it. */
const PAUSE_EVERY = 1 << 16;

interface Open {
  readonly selection: OpenSelection;
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
    const selection = await this.#selected.open();
    const pass = this.#selected.trace.events();
    this.#open = { selection, pass };
    const selected = new SelectedPass(pass, selection, PAUSE_EVERY);
    for (let step = selected.next(); step !== 'end'; step = selected.next()) {
      if (step === 'event') {
        if (this.count % PAGE_EVENTS === 0) {
          this.#begins.push(pass.place());
        }
        this.count++;
      } else {
        await selected.wait();
      }
      if (step === 'pause') {
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
    const wanted = Math.min(PAGE_EVENTS, this.count - number * PAGE_EVENTS);
    const pass = this.#selected.trace.eventsFrom(begin);
    const selected = new SelectedPass(pass, this.#open.selection, PAUSE_EVERY);
    // All schemas of what was found are there, and a page takes no longer than a pause.
    while (records.length < wanted) {
      const step = selected.next();
      if (step === 'end') {
        break;
      }
      if (step === 'event') {
        records.push(selected.record());
      }
    }
    return records;
  }
}
