import { type Trace, TraceError } from '../../lib/etl/index.ts';
import { EventPages, type EventsOptions } from '../../lib/events/index.ts';
import { damageWarning, durationNs, eventCells } from '../../lib/report/index.ts';
import { shownSchema } from '../../lib/wsk/index.ts';
import type { EventPage, EventQuery, FoundEvents } from '../messages.ts';

/** Progress is told so often, in milliseconds. */
const TELL_EVERY = 100;

/** The events of a trace that are asked for, as `wsktrace events` prints them, page by page. */
export class EventList {
  readonly #trace: Trace;
  readonly #pages: EventPages;

  /** @throws TraceError of kind `usage` for a query that can't be understood */
  constructor(trace: Trace, query: EventQuery) {
    this.#trace = trace;
    this.#pages = new EventPages(trace, { ...optionsOf(query), shown: shownSchema });
  }

  /** Finds the events. Whoever asks for a page meanwhile gets it. */
  async find(tell: (found: FoundEvents) => void): Promise<void> {
    const pages = this.#pages;
    let told = Number.NEGATIVE_INFINITY;
    for await (const _ of pages.find()) {
      const now = performance.now();
      if (now - told >= TELL_EVERY) {
        told = now;
        tell({ count: pages.count, isWhole: false, warnings: [] });
      }
    }
    const { list: damage, count: damageCount } = pages.damage;
    const warning = damageWarning({ file: this.#trace.source.name, damage, damageCount });
    tell({ count: pages.count, isWhole: true, warnings: warning === null ? [] : [warning] });
  }

  page(page: number): EventPage {
    return { page, rows: this.#pages.page(page).map(eventCells) };
  }
}

function optionsOf({ provider, event, where, from, to }: EventQuery): EventsOptions {
  return {
    ...(provider === '' ? {} : { providers: [provider] }),
    ...(event === '' ? {} : { events: [event] }),
    ...(where === '' ? {} : { where }),
    ...(from === '' ? {} : { fromNs: timeOf(from) }),
    ...(to === '' ? {} : { toNs: timeOf(to) }),
  };
}

/** @throws TraceError of kind `usage` for what is no time */
function timeOf(text: string): number {
  const ns = durationNs(text.trim());
  if (Number.isNaN(ns)) {
    throw new TraceError('usage', 'A time is a number with ns, us, ms, s or m, as in 1.5s.');
  }
  return ns;
}
