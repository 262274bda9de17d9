/**
 * The rules of the Trace Event Format ("Trace Event Format", the document behind chrome://tracing), as far as a
 * timeline uses them; returns what breaks them.
 */
export interface Event {
  readonly ph: string;
  readonly name?: unknown;
  readonly pid?: unknown;
  readonly tid?: unknown;
  readonly ts?: unknown;
  readonly dur?: unknown;
  readonly s?: unknown;
  readonly cat?: unknown;
  readonly args?: Readonly<Record<string, unknown>>;
}

const PHASES = new Set(['X', 'i', 'C', 'M']);
const METADATA = new Set(['process_name', 'thread_name', 'thread_sort_index', 'process_sort_index']);

export function brokenRules(events: readonly Event[]): string[] {
  return [
    ...events.flatMap((event, at) => fieldFaults(event).map((fault) => `event ${at}: ${fault}`)),
    ...nestingFaults(events),
  ];
}

function fieldFaults(event: Event): string[] {
  const { ph, name, pid, tid, ts, dur, s, cat, args = {} } = event;
  const faults: string[] = [];
  const need = (isMet: boolean, what: string) => {
    if (!isMet) {
      faults.push(`${ph} ${String(name)}: ${what}`);
    }
  };
  need(PHASES.has(ph), 'unknown phase');
  need(typeof name === 'string' && name !== '', 'no name');
  need(Number.isSafeInteger(pid) && Number.isSafeInteger(tid), 'pid and tid have to be integers');
  need(typeof ts === 'number' && Number.isFinite(ts), 'ts has to be a number');
  need(ph !== 'X' || (typeof dur === 'number' && dur >= 0), 'dur has to be a number of at least 0');
  need(ph !== 'i' || s === undefined || ['g', 'p', 't'].includes(String(s)), 'scope has to be g, p or t');
  need(cat === undefined || typeof cat === 'string', 'a category has to be a text');
  need(
    ph !== 'C' ||
      (Object.keys(args).length > 0 && Object.values(args).every((value) => typeof value === 'number')),
    'a counter’s args have to be numbers',
  );
  need(ph !== 'M' || METADATA.has(String(name)), 'unknown metadata');
  need(
    !String(name).endsWith('_name') || ph !== 'M' || typeof args.name === 'string',
    'metadata without a name',
  );
  return faults;
}

/** Slices of a thread lie within each other or apart; half of one in another has no picture. */
function nestingFaults(events: readonly Event[]): string[] {
  const faults: string[] = [];
  for (const slices of byThread(events).values()) {
    const open: number[] = [];
    for (const [from, to] of slices) {
      while (open.length > 0 && open.at(-1)! <= from) {
        open.pop();
      }
      if (open.length > 0 && open.at(-1)! < to) {
        faults.push(`a slice from ${from} to ${to} leaves the one around it, which ends at ${open.at(-1)}`);
      }
      open.push(to);
    }
  }
  return faults;
}

/** Begin and end of each slice in whole nanoseconds, by thread: outer ones before inner ones. */
function byThread(events: readonly Event[]): Map<string, [number, number][]> {
  const threads = new Map<string, [number, number][]>();
  for (const { ph, pid, tid, ts, dur } of events) {
    if (ph === 'X') {
      const key = `${pid} ${tid}`;
      const from = Math.round(Number(ts) * 1000);
      const slices = threads.get(key) ?? [];
      slices.push([from, from + Math.round(Number(dur) * 1000)]);
      threads.set(key, slices);
    }
  }
  for (const slices of threads.values()) {
    slices.sort(([a, aTo], [b, bTo]) => a - b || bTo - aTo);
  }
  return threads;
}
