import type { ExplainedCall, ExplainedSegment } from '../../why/index.ts';
import { formatNs } from '../units.ts';
import { CAUSE_TITLES, segmentText, threadText } from '../why/words.ts';
import { micros, type TraceEvent } from './trace-event.ts';

/** The lanes of an explained call are a process of their own, behind those of the drivers. */
const FIRST_PID = 1_000_000;

/**
 * A call as a group of lanes: its segments, each processor that they were spent on with who had it, each module's DPCs and
 * interrupts, and what TCP told.
 */
export function callLanes(call: ExplainedCall, order: number): TraceEvent[] {
  const pid = FIRST_PID + order;
  const events: TraceEvent[] = [];
  const tids = new Map<string, number>();
  const laneOf = (name: string): number => {
    let tid = tids.get(name);
    if (tid === undefined) {
      tid = tids.size + 1;
      tids.set(name, tid);
      events.push({ ph: 'M', name: 'thread_name', pid, tid, ts: 0, args: { name } });
      events.push({ ph: 'M', name: 'thread_sort_index', pid, tid, ts: 0, args: { sort_index: tid } });
    }
    return tid;
  };
  const title = `why ${call.opName} ${call.callId ?? ''} took ${formatNs(call.latencyNs)}`;
  events.push({ ph: 'M', name: 'process_name', pid, tid: 0, ts: 0, args: { name: title } });
  laneOf('segments');
  for (const segment of [...call.segments, ...call.after]) {
    const slice = (lane: string, name: string): TraceEvent => ({
      ph: 'X',
      cat: 'why',
      name,
      pid,
      tid: laneOf(lane),
      ts: micros(segment.startNs),
      dur: micros(segment.endNs) - micros(segment.startNs),
      args: { phase: segment.phase, cause: segment.cause, what: segmentText(segment) },
    });
    events.push(slice('segments', `${segment.phase}: ${CAUSE_TITLES[segment.cause]}`));
    if (segment.processor !== null && segment.cause !== 'waiting') {
      events.push(slice(`processor ${segment.processor}`, occupantOf(segment, call)));
    }
    if (segment.module !== null && segment.cause !== 'waiting') {
      events.push(slice(segment.module, segment.routine ?? segment.module));
    }
  }
  for (const { timeNs, event } of tcpEvents(call)) {
    events.push({ ph: 'i', s: 't', cat: 'tcp', name: event, pid, tid: laneOf('TCP'), ts: micros(timeNs) });
  }
  return events;
}

function occupantOf({ routine, thread, cause }: ExplainedSegment, call: ExplainedCall): string {
  if (routine !== null) {
    return routine;
  }
  const running = cause === 'running' ? (thread ?? call.thread) : thread;
  return running === null ? 'not recorded' : threadText(running);
}

/** What TCPIP told, each once, in the order of time. */
function tcpEvents({ segments }: ExplainedCall): { readonly timeNs: number; readonly event: string }[] {
  const told = segments.flatMap(({ evidence }) => evidence).filter(({ event }) => event.includes('TCPIP'));
  const once = new Map(told.map((one) => [`${one.timeNs} ${one.event}`, one]));
  return [...once.values()].sort((a, b) => a.timeNs - b.timeNs);
}
