/**
 * Events of the Trace Event Format, which the Perfetto UI and chrome://tracing read. Times are microseconds; fractions
 * of them are nanoseconds.
 */
interface Common {
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly name: string;
  readonly args?: Readonly<Record<string, string | number | null>>;
}

/** A slice: it lies within those of its thread that it overlaps, or they lie within it. */
export interface Complete extends Common {
  readonly ph: 'X';
  readonly cat?: string;
  readonly dur: number;
}

/** A moment: of its thread unless told, of a process, or of all. */
export interface Instant extends Common {
  readonly ph: 'i';
  readonly cat?: string;
  readonly s?: 't' | 'p' | 'g';
}

/** Numbers that hold from now on. */
export interface Counter extends Common {
  readonly ph: 'C';
}

/** The name of a process or thread, or its place among the others. */
export interface Metadata extends Common {
  readonly ph: 'M';
}

export type TraceEvent = Complete | Instant | Counter | Metadata;

/** Names a process. */
export function processName(pid: number, name: string): Metadata {
  return { ph: 'M', name: 'process_name', pid, tid: 0, ts: 0, args: { name } };
}

/** Names a thread, and puts it among the others of its process. */
export function threadName(pid: number, tid: number, name: string, order: number): readonly Metadata[] {
  return [
    { ph: 'M', name: 'thread_name', pid, tid, ts: 0, args: { name } },
    { ph: 'M', name: 'thread_sort_index', pid, tid, ts: 0, args: { sort_index: order } },
  ];
}

/** Nanoseconds as the format's microseconds, exact to the nanosecond. */
export function micros(ns: number): number {
  return Math.round(ns) / 1000;
}
