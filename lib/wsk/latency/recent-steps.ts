import { idText } from '../ids.ts';
import { operationName } from '../operation.ts';

/** Something that happened: a step of a call, or a callback that ended. */
export interface Step {
  readonly timeNs: number;
  /** As in the events: WskCallIssued, IrpCompleted, CallbackLeave. */
  readonly event: string;
  /** The operation, or the callback's kind. */
  readonly what: string;
  /** null for callbacks. */
  readonly callId: string | null;
}

/** A step as it is kept, and overwritten: its texts are made for the few that are asked for. */
interface Entry {
  timeNs: number;
  event: 'WskCallIssued' | 'IrpCompleted' | 'CallbackLeave';
  /** The operation's number, or the callback's. */
  what: number;
  idLow: number;
  idHigh: number;
}

/** Kinds of event callbacks, by the numbers that `Kind` has in the events. */
const CALLBACKS = ['', 'Accept', 'Inspect', 'Abort', 'Receive', 'ReceiveFrom', 'Disconnect', 'SendBacklog'];

/** The latest steps of one socket or processor, and how many there were of each kind since the beginning. */
export class RecentSteps {
  readonly #room: number;
  readonly #entries: Entry[] = [];
  #oldest = 0;
  issued = 0;
  completed = 0;
  callbacks = 0;
  /** Time spent in callbacks. */
  callbackNs = 0;

  /** @param room how many steps are kept */
  constructor(room: number) {
    this.#room = room;
  }

  callIssued(timeNs: number, op: number, idLow: number, idHigh: number): void {
    this.issued++;
    this.#add(timeNs, 'WskCallIssued', op, idLow, idHigh);
  }

  callCompleted(timeNs: number, op: number, idLow: number, idHigh: number): void {
    this.completed++;
    this.#add(timeNs, 'IrpCompleted', op, idLow, idHigh);
  }

  callbackLeft(timeNs: number, kind: number, durationNs: number): void {
    this.callbacks++;
    this.callbackNs += durationNs;
    this.#add(timeNs, 'CallbackLeave', kind, 0, 0);
  }

  /** The steps kept that are no older than a time, in their order. */
  since(timeNs: number): Step[] {
    const inOrder = [...this.#entries.slice(this.#oldest), ...this.#entries.slice(0, this.#oldest)];
    return inOrder.filter((entry) => entry.timeNs >= timeNs).map(toStep);
  }

  #add(timeNs: number, event: Entry['event'], what: number, idLow: number, idHigh: number): void {
    if (this.#entries.length < this.#room) {
      this.#entries.push({ timeNs, event, what, idLow, idHigh });
      return;
    }
    const entry = this.#entries[this.#oldest]!;
    entry.timeNs = timeNs;
    entry.event = event;
    entry.what = what;
    entry.idLow = idLow;
    entry.idHigh = idHigh;
    this.#oldest = (this.#oldest + 1) % this.#room;
  }
}

function toStep({ timeNs, event, what, idLow, idHigh }: Entry): Step {
  const isCallback = event === 'CallbackLeave';
  const name = isCallback ? CALLBACKS[what] || `Kind(${what})` : operationName(what);
  return { timeNs, event, what: name, callId: idText(idLow, idHigh) };
}
