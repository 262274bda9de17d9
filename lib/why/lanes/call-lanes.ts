import type { Explanation } from '../calls/explain.ts';
import type { Names, ThreadName } from '../names.ts';
import type { CallConnection } from '../tcp/call-connection.ts';
import type { Lane, Window } from './lane.ts';
import type { ProcessorLane, Stay } from './processor-lanes.ts';
import type { Doing, ThreadLane } from './thread-lane.ts';

/** Events of a connection that are drawn. */
const MOST_MARKS = 1000;
/** Processors that are drawn: more lanes than these nobody reads. */
const MOST_PROCESSORS = 12;

/** What had a processor for some time. Times are nanoseconds since the trace's start. */
export interface DrawnStay extends Window {
  /** The thread; null where a routine ran, or where it is not known. */
  readonly thread: ThreadName | null;
  /** The routine that ran in its place: module and offset, or address. */
  readonly routine: string | null;
  readonly module: string | null;
  readonly isInterrupt: boolean;
}

/** What a thread did for some time; `off` is off its processor, be it waiting or ready: the trace does not tell which. */
export interface DrawnDoing extends Window {
  readonly state: 'running' | 'ready' | 'waiting' | 'off';
  readonly processor: number;
  /** Who ended the wait: a thread, or a DPC's routine. */
  readonly endedBy: ThreadName | string | null;
}

/** One lane: what is drawn in it, in the order of time, and how many shorter things are left out. */
export interface DrawnLane<T> {
  readonly shown: readonly T[];
  readonly hidden: number;
}

/** What happened around a call, as far as a picture shows it. */
export interface CallLanes {
  /** The stretch of time that the lanes are of. */
  readonly window: Window;
  /** The issuing thread, then the one that completed the call where it is another. */
  readonly threads: readonly (DrawnLane<DrawnDoing> & { readonly thread: ThreadName })[];
  /** Processors that the call was issued, worked for or completed on, by number. */
  readonly processors: readonly {
    readonly processor: number;
    readonly threads: DrawnLane<DrawnStay>;
    readonly routines: DrawnLane<DrawnStay>;
  }[];
  /** How many such processors are left out, on which less of the call's time was spent. */
  readonly hiddenProcessors: number;
  /** What the network's events told of the call's connection while it was under way. */
  readonly network: DrawnLane<{
    readonly timeNs: number;
    readonly event: string;
    readonly processor: number;
  }>;
}

interface Gathered {
  readonly window: Window;
  readonly processors: readonly ProcessorLane[];
  readonly names: Names;
}

/** Puts together what was gathered for the picture of a call. */
export function callLanes(
  connection: CallConnection,
  explanation: Explanation,
  { window, processors, names }: Gathered,
): CallLanes {
  const { tracked, events, marks } = connection;
  const told = [...events, ...marks].sort((a, b) => a.timeNs - b.timeNs);
  const involved = byImportance(connection, explanation);
  const recorded = new Set(processors.map(({ processor }) => processor));
  const drawable = involved.filter((processor) => recorded.has(processor));
  const drawn = new Set(drawable.slice(0, MOST_PROCESSORS));
  return {
    window,
    threads: tracked.threadLanes.map((lane) => threadLane(lane, names)),
    processors: processors
      .filter(({ processor }) => drawn.has(processor))
      .map(({ processor, threads, routines }) => ({
        processor,
        threads: stays(threads, names),
        routines: stays(routines, names),
      })),
    hiddenProcessors: drawable.length - drawn.size,
    network: {
      shown: told.slice(0, MOST_MARKS).map(({ timeNs, event, processor }) => ({ timeNs, event, processor })),
      hidden: Math.max(0, told.length - MOST_MARKS),
    },
  };
}

/**
 * The processors that a call was issued, worked for or completed on: first where it was issued and completed, then those where
 * the most of its time was spent, then those that logged events of its connection.
 */
function byImportance(
  { tracked: { call }, events }: CallConnection,
  { segments, after }: Explanation,
): number[] {
  const times = new Map<number, number>();
  const add = (processor: number | null, ns: number) => {
    if (processor !== null) {
      times.set(processor, (times.get(processor) ?? 0) + ns);
    }
  };
  add(call.processor, Number.POSITIVE_INFINITY);
  add(call.completionProcessor, Number.POSITIVE_INFINITY);
  for (const { processor, startNs, endNs } of [...segments, ...after]) {
    add(processor, endNs - startNs);
  }
  for (const { processor } of events) {
    add(processor, 0);
  }
  // Infinity less Infinity is no number: then the numbers tell.
  return [...times].sort(([a, timeA], [b, timeB]) => timeB - timeA || a - b).map(([processor]) => processor);
}

function stays(lane: Lane<Stay>, names: Names): DrawnLane<DrawnStay> {
  const shown = lane.shown.map(({ fromNs, toNs, threadId, routine }) => ({
    fromNs,
    toNs,
    thread: threadId < 0 ? null : names.thread(threadId, fromNs),
    routine: routine?.name ?? null,
    module: routine?.module ?? null,
    isInterrupt: routine?.isInterrupt ?? false,
  }));
  return { shown, hidden: lane.hidden };
}

function threadLane({ threadId, lane }: ThreadLane, names: Names): CallLanes['threads'][number] {
  const shown = lane.shown.map(({ fromNs, toNs, state, processor, readier }) => ({
    fromNs,
    toNs,
    state,
    processor,
    endedBy: state === 'waiting' ? endedBy(readier, names) : null,
  }));
  return { thread: names.thread(threadId, shown[0]?.fromNs ?? 0), shown, hidden: lane.hidden };
}

function endedBy(readier: Doing['readier'], names: Names): ThreadName | string | null {
  if (readier === null) {
    return null;
  }
  const { isByDpc, dpc, threadId, timeNs } = readier;
  if (isByDpc) {
    return dpc?.dpc.routine?.name ?? null;
  }
  return threadId < 0 ? null : names.thread(threadId, timeNs);
}
