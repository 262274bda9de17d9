import { type Trace, TraceError } from '../../lib/etl/index.ts';
import { type EventsOptions, events } from '../../lib/events/index.ts';
import { damageWarning, durationNs, type EventCells, eventCells } from '../../lib/report/index.ts';
import { shownSchema } from '../../lib/wsk/index.ts';
import type { EventList, EventQuery } from '../messages.ts';

/** Events of a list: they are texts in memory, some hundred bytes each. */
const MAX_EVENTS = 100_000;

/** The events of a trace that are asked for, as `wsktrace events` prints them. */
export async function listEvents(trace: Trace, query: EventQuery): Promise<EventList> {
  const stream = events(trace, { ...optionsOf(query), shown: shownSchema });
  const rows: EventCells[] = [];
  let hasMore = false;
  for await (const record of stream) {
    if (rows.length === MAX_EVENTS) {
      hasMore = true;
      break;
    }
    rows.push(eventCells(record));
  }
  const { list: damage, count: damageCount } = stream.damage;
  const warning = damageWarning({ file: trace.source.name, damage, damageCount });
  return { rows, hasMore, warnings: warning === null ? [] : [warning] };
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
