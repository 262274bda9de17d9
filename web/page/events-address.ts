import type { EventQuery } from '../messages.ts';

/** Which events are listed: of which of the files, and what is asked of them. */
export interface EventsView {
  /** Its place among the files that are open. */
  readonly file: number;
  readonly query: EventQuery;
}

/** What addresses of the list begin with; those of reports never do. */
const START = '#events?';
const FIELDS = ['provider', 'event', 'where', 'from', 'to'] as const satisfies readonly (keyof EventQuery)[];

/** What is asked, by what each of the fields has. */
export function queryOf(textOf: (field: keyof EventQuery) => string): EventQuery {
  return Object.fromEntries(FIELDS.map((field) => [field, textOf(field)])) as unknown as EventQuery;
}

/** As `#events?event=Irp*&from=2ms`: what is not asked is not there. */
export function eventsAddress({ file, query }: EventsView): string {
  const parts = new URLSearchParams(
    FIELDS.flatMap((name) => (query[name] === '' ? [] : [[name, query[name]]])),
  );
  if (file > 0) {
    parts.set('file', String(file + 1));
  }
  return START + parts.toString();
}

/** What such an address asks for; null for any other. */
export function eventsIn(address: string): EventsView | null {
  if (!address.startsWith(START)) {
    return null;
  }
  const parts = new URLSearchParams(address.slice(START.length));
  const file = Math.max(0, Number(parts.get('file') ?? 1) - 1) || 0;
  return { file, query: queryOf((field) => parts.get(field) ?? '') };
}
