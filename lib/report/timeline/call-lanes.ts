import type { CallLanes, DrawnStay, ExplainedCall } from '../../why/index.ts';
import { formatNs, plural } from '../units.ts';
import { CAUSE_TITLES, doingText, segmentText, threadText } from '../why/words.ts';
import { micros, processName, type TraceEvent, threadName } from './trace-event.ts';

/** The lanes of an explained call are a process of their own, behind those of the drivers. */
const FIRST_PID = 1_000_000;

/**
 * A call as a group of lanes: its segments, the driver's threads, each processor involved with what ran there, each module's
 * DPCs and interrupts by processor, and what the network's events told.
 */
export function callLanes(call: ExplainedCall, order: number): TraceEvent[] {
  const hidden = call.lanes?.hiddenProcessors ?? 0;
  const more = hidden === 0 ? '' : `, ${plural(hidden, 'processor')} not shown`;
  const group = new LaneGroup(
    FIRST_PID + order,
    `why ${call.opName} ${call.callId ?? ''} took ${formatNs(call.latencyNs)}${more}`,
  );
  group.lane('segments');
  for (const segment of [...call.segments, ...call.after]) {
    const { phase, cause, startNs, endNs } = segment;
    const args = { phase, cause, what: segmentText(segment) };
    group.slice('segments', `${phase}: ${CAUSE_TITLES[cause]}`, startNs, endNs, args);
  }
  if (call.lanes !== null) {
    addLanes(group, call, call.lanes);
  }
  return group.events;
}

function addLanes(group: LaneGroup, call: ExplainedCall, { threads, processors, network }: CallLanes): void {
  for (const { thread, shown } of threads) {
    const role = thread.id === call.thread.id ? 'issues' : 'completes';
    const lane = `${threadText(thread)}: ${role}`;
    for (const doing of shown) {
      group.slice(lane, doing.state, doing.fromNs, doing.toNs, { what: doingText(doing) });
    }
  }
  for (const { processor, threads: stays, routines } of processors) {
    const lane = `processor ${processor}`;
    for (const { thread, fromNs, toNs } of stays.shown) {
      group.slice(lane, thread === null ? 'not recorded' : threadText(thread), fromNs, toNs, {});
    }
    for (const stay of routines.shown) {
      group.slice(lane, stay.routine!, stay.fromNs, stay.toNs, kindOf(stay));
    }
  }
  // Of several processors those of one module overlap, which slices of one lane must not.
  for (const { processor, routines } of processors) {
    for (const stay of routines.shown) {
      const lane = `${stay.module ?? 'unknown module'} on processor ${processor}`;
      group.slice(lane, stay.routine!, stay.fromNs, stay.toNs, kindOf(stay));
    }
  }
  for (const { timeNs, event } of network.shown) {
    group.moment('network', event, timeNs);
  }
}

function kindOf({ isInterrupt }: DrawnStay): Record<string, string> {
  return { kind: isInterrupt ? 'ISR' : 'DPC' };
}

/** A process of a timeline, with lanes in the order in which they are first named. */
class LaneGroup {
  readonly events: TraceEvent[] = [];
  readonly #pid: number;
  readonly #tids = new Map<string, number>();

  constructor(pid: number, title: string) {
    this.#pid = pid;
    this.events.push(processName(pid, title));
  }

  lane(name: string): number {
    let tid = this.#tids.get(name);
    if (tid === undefined) {
      tid = this.#tids.size + 1;
      this.#tids.set(name, tid);
      this.events.push(...threadName(this.#pid, tid, name, tid));
    }
    return tid;
  }

  slice(lane: string, name: string, fromNs: number, toNs: number, args: Record<string, string>): void {
    const ts = micros(fromNs);
    const tid = this.lane(lane);
    this.events.push({ ph: 'X', cat: 'why', name, pid: this.#pid, tid, ts, dur: micros(toNs) - ts, args });
  }

  moment(lane: string, name: string, timeNs: number): void {
    const tid = this.lane(lane);
    this.events.push({ ph: 'i', s: 't', cat: 'tcp', name, pid: this.#pid, tid, ts: micros(timeNs) });
  }
}
