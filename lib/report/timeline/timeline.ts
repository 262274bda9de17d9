import { jsonText } from '../../text/index.ts';
import type { ExplainedCall } from '../../why/index.ts';
import {
  type Analysis,
  type Call,
  categoryName,
  type Driver,
  idText,
  informationOf,
  inSite,
  isFailure,
  isReceive,
  isSend,
  type Observer,
  operationName,
  type Socket,
  statusName,
} from '../../wsk/index.ts';
import { findingPhrase } from '../verdict.ts';
import { callLanes } from './call-lanes.ts';
import { Counter } from './counter.ts';
import { Lanes } from './lanes.ts';
import { micros, processName, type TraceEvent, threadName } from './trace-event.ts';

export interface TimelineOptions {
  /** Calls that completed before this time since the trace's start are left out, in nanoseconds. */
  readonly fromNs?: number;
  /** Calls that were issued after this time are left out. */
  readonly toNs?: number;
  /** How many calls are told with all that is known of them, besides those that failed. */
  readonly detailed?: number;
}

/** A call that has its place in the timeline and has not ended. */
interface Open {
  readonly track: Track;
  readonly lane: number;
}

/** A socket's track, or that of the calls without one. */
interface Track {
  readonly lanes: Lanes;
  readonly tids: number[];
  readonly name: string;
  /** Its place among the others. */
  readonly order: number;
}

/** What a driver's load has in the timeline: a process. */
interface Group {
  readonly pid: number;
  readonly tracks: Map<string, Track>;
  /** By the life of the call. */
  readonly open: Map<number, Open>;
  inFlight: number;
  bytesSent: number;
  bytesReceived: number;
  readonly flight: Counter<{ calls: number }>;
  readonly bytes: Counter<{ sent: number; received: number }>;
}

/**
 * Calls that are told with all that is known of them, unless told; beyond, those that failed are, and the others are a slice and a mark
 * each. Who wants to know more of a stretch chooses it.
 */
const DETAILED = 4096;
const NO_SOCKET = '–';

/**
 * Writes a timeline while a trace is analysed, in memory for what is outstanding: a process a driver, a track a
 * socket, a slice a call with its time inside WSK in it, a mark at its end with what is known of it, counters of calls in
 * flight and of bytes. Findings follow at the end. Slices have no arguments: some viewers take those for a part of the
 * name, and then no two calls are alike.
 */
export class TimelineWriter {
  readonly #write: (text: string) => void;
  readonly #fromNs: number;
  readonly #toNs: number;
  readonly #mostDetailed: number;
  readonly #groups = new Map<Driver, Group>();
  #buffer = '{"displayTimeUnit":"ns","traceEvents":[\n';
  #isFirst = true;
  #nextTid = 1;
  #detailed = 0;

  /** @param write is given the file's text, piece by piece */
  constructor(write: (text: string) => void, options: TimelineOptions = {}) {
    this.#write = write;
    this.#fromNs = options.fromNs ?? Number.NEGATIVE_INFINITY;
    this.#toNs = options.toNs ?? Number.POSITIVE_INFINITY;
    this.#mostDetailed = options.detailed ?? DETAILED;
  }

  observer(): Observer {
    return {
      callIssued: (call, driver) => this.#issued(call, driver),
      flightEntered: (_, timeNs, driver) => this.#flight(timeNs, driver, 1),
      flightLeft: (_, timeNs, driver) => this.#flight(timeNs, driver, -1),
      callReturned: (call, driver) => {
        if (!call.hasIrp) {
          this.#ended(call, driver, call.returnedNs);
        }
      },
      callCompleted: (call, driver) => {
        this.#ended(call, driver, call.completedNs);
        this.#count(call, driver);
      },
      callFinished: (call, driver) => {
        if (call.isRefused) {
          this.#ended(call, driver, call.returnedNs);
        } else {
          // Where it has no completion, when it ended is not known.
          this.#leave(call, this.#groupOf(driver));
        }
      },
      driverEnded: ({ endNs }, driver) => this.#driverEnded(driver, endNs),
    };
  }

  /** Writes lanes for calls whose time is explained; the slowest first, and those in the stretch alone. */
  explain(calls: readonly ExplainedCall[]): void {
    const shown = calls.filter((call) => call.completedNs >= this.#fromNs && call.issuedNs <= this.#toNs);
    for (const [order, call] of shown.entries()) {
      for (const event of callLanes(call, order)) {
        this.#add(event);
      }
    }
  }

  /** Writes the findings and the end of the file. */
  end({ findings, trace }: Analysis): void {
    const pid = this.#groups.values().next().value?.pid ?? 1;
    for (const finding of findings) {
      for (const { evidence, subject, confidence } of finding.occurrences) {
        const timeNs = evidence.reduce((last, one) => Math.max(last, one.timeNs), 0);
        if (timeNs >= this.#fromNs && timeNs <= this.#toNs) {
          this.#add({
            ph: 'i',
            s: 'g',
            cat: 'finding',
            name: `${finding.rule}: ${findingPhrase(finding)}`,
            pid,
            tid: 0,
            ts: micros(timeNs),
            args: { ...subject, confidence, message: finding.message, fingerprint: finding.fingerprint },
          });
        }
      }
    }
    const other = jsonText({ trace: trace.file, start: trace.startTime, events: trace.events });
    this.#write(`${this.#buffer}\n],"otherData":${other}}\n`);
    this.#buffer = '';
  }

  /** How many calls were written. */
  get calls(): number {
    return this.#detailed;
  }

  #issued(call: Call, driver: Driver): void {
    if (call.issuedNs > this.#toNs || call.op === 0) {
      return;
    }
    const group = this.#groupOf(driver);
    const track = this.#trackOf(call, group);
    group.open.set(call.life, { track, lane: track.lanes.take() });
  }

  #ended(call: Call, driver: Driver, endNs: number): void {
    const group = this.#groupOf(driver);
    const open = this.#leave(call, group);
    if (open !== undefined && endNs >= this.#fromNs) {
      this.#slices(call, group, open, endNs);
    }
  }

  /** Gives up a call's place, and tells which it was. */
  #leave({ life }: Call, group: Group): Open | undefined {
    const open = group.open.get(life);
    if (open !== undefined) {
      group.open.delete(life);
      open.track.lanes.free(open.lane);
    }
    return open;
  }

  #slices(call: Call, group: Group, open: Open, endNs: number): void {
    const { pid } = group;
    const tid = this.#tidOf(open, pid);
    const name = operationName(call.op);
    const span = { ts: micros(call.issuedNs), dur: duration(call.issuedNs, endNs) };
    const isDetailed =
      this.#detailed < this.#mostDetailed || !call.isCompleted || isFailure(call.completionStatus);
    this.#detailed++;
    this.#add({ ph: 'X', name, pid, tid, ...span });
    const isReturned = call.isReturned && call.returnedNs < endNs;
    if (isReturned && call.hasIrp && isDetailed) {
      const dur = Math.min(duration(call.issuedNs, call.returnedNs), span.dur);
      this.#add({ ph: 'X', name: `inside Wsk${name}`, pid, tid, ts: span.ts, dur });
    }
    const mark = { ph: 'i', name: endName(call), pid, tid, ts: micros(endNs) } as const;
    this.#add(isDetailed ? { ...mark, args: detailsOf(call) } : mark);
  }

  #flight(timeNs: number, driver: Driver, change: number): void {
    const group = this.#groupOf(driver);
    group.inFlight += change;
    group.flight.change(timeNs, { calls: group.inFlight });
  }

  #count(call: Call, driver: Driver): void {
    const bytes = isFailure(call.completionStatus) ? 0 : informationOf(call);
    // Most calls move none.
    if (bytes === 0 || !(isSend(call.op) || isReceive(call.op))) {
      return;
    }
    const group = this.#groupOf(driver);
    group.bytesSent += isSend(call.op) ? bytes : 0;
    group.bytesReceived += isReceive(call.op) ? bytes : 0;
    group.bytes.change(call.completedNs, { sent: group.bytesSent, received: group.bytesReceived });
  }

  #driverEnded(driver: Driver, endNs: number): void {
    const group = this.#groups.get(driver);
    if (group === undefined) {
      return;
    }
    for (const call of driver.calls.values()) {
      this.#ended(call, driver, call.isRefused ? call.returnedNs : Math.max(endNs, call.issuedNs));
    }
    // What is pending now stays in flight.
    group.flight.end(endNs, { calls: group.inFlight });
    group.bytes.end(endNs, { sent: group.bytesSent, received: group.bytesReceived });
  }

  #groupOf(driver: Driver): Group {
    let group = this.#groups.get(driver);
    if (group === undefined) {
      const pid = this.#groups.size + 1;
      group = {
        pid,
        tracks: new Map(),
        open: new Map(),
        inFlight: 0,
        bytesSent: 0,
        bytesReceived: 0,
        flight: this.#counter('calls in flight', pid),
        bytes: this.#counter('bytes', pid),
      };
      this.#groups.set(driver, group);
      this.#add(processName(group.pid, driver.label));
    }
    return group;
  }

  #counter<Value extends Record<string, number>>(name: string, pid: number): Counter<Value> {
    return new Counter(this.#fromNs, this.#toNs, (timeNs, args) =>
      this.#add({ ph: 'C', name, pid, tid: 0, ts: micros(timeNs), args }),
    );
  }

  #trackOf({ socket, socketIdLow, socketIdHigh }: Call, group: Group): Track {
    const id = idText(socketIdLow, socketIdHigh) ?? NO_SOCKET;
    let track = group.tracks.get(id);
    if (track === undefined) {
      track = { lanes: new Lanes(), tids: [], name: trackName(id, socket), order: group.tracks.size };
      group.tracks.set(id, track);
    }
    return track;
  }

  #tidOf({ track, lane }: Open, pid: number): number {
    let tid = track.tids[lane];
    if (tid === undefined) {
      tid = this.#nextTid++;
      track.tids[lane] = tid;
      const name = lane === 0 ? track.name : `${track.name} (${lane + 1})`;
      for (const event of threadName(pid, tid, name, track.order * 64 + Math.min(lane, 63))) {
        this.#add(event);
      }
    }
    return tid;
  }

  #add(event: TraceEvent): void {
    this.#buffer += this.#isFirst ? jsonText(event) : `,\n${jsonText(event)}`;
    this.#isFirst = false;
    if (this.#buffer.length >= CHUNK) {
      this.#write(this.#buffer);
      this.#buffer = '';
    }
  }
}

/** Text is handed over in pieces of about this many characters. */
const CHUNK = 1 << 16;

/** From the rounded start, so that what begins and ends together still does. */
function duration(fromNs: number, toNs: number): number {
  return Math.max(0, Math.round(toNs) - Math.round(fromNs)) / 1000;
}

/** What is known of a call, for its mark. */
function detailsOf(call: Call): Readonly<Record<string, string | number | null>> {
  return {
    call: idText(call.idLow, call.idHigh),
    irp: idText(call.irpIdLow, call.irpIdHigh),
    site: inSite(call.site).trim(),
    status: endName(call) === COMPLETED ? statusName(call.completionStatus) : endName(call),
    returned: call.isReturned ? statusName(call.returnStatus) : null,
    bytes: call.isCompleted && (isSend(call.op) || isReceive(call.op)) ? informationOf(call) : null,
    'issued on processor': call.processor,
    'completed on thread': call.isCompleted ? call.completionThread : null,
  };
}

const COMPLETED = 'completed';

/** What a call's mark is called: how it ended, by the status where that is none of success. */
function endName(call: Call): string {
  if (call.isCompleted) {
    return isFailure(call.completionStatus) ? statusName(call.completionStatus) : COMPLETED;
  }
  return call.hasIrp && !call.isRefused ? 'pending at the end' : statusName(call.returnStatus);
}

function trackName(id: string, socket: Socket | null): string {
  if (id === NO_SOCKET) {
    return 'calls without a socket';
  }
  const peer = socket?.remoteAddress ? ` to ${socket.remoteAddress}` : '';
  const category = socket === null ? null : categoryName(socket.category);
  return `socket ${id}${category === null ? '' : ` (${category})`}${peer}`;
}
