import { Top } from '../../stats/index.ts';
import { idText } from '../ids.ts';
import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { Socket } from '../model/socket.ts';
import type { CallbackRun, Observer } from '../observer.ts';
import { RecentSteps, type Step } from './recent-steps.ts';
import { type SlowCall, slowCall } from './slow-call.ts';

/** What else happened on one socket or processor between a call's issue and its completion. */
export interface Surroundings {
  readonly issued: number;
  readonly completed: number;
  /** Callbacks that ended, and the time spent in them. */
  readonly callbacks: number;
  readonly callbackNs: number;
  /** The latest of those steps, in the order of time. */
  readonly lastSteps: readonly Step[];
}

/** One of the calls that took longest, with what else happened meanwhile. */
export interface SlowCallInContext extends SlowCall {
  /** Calls in flight when it was issued, itself not among them. */
  readonly inFlightAtIssue: number;
  readonly socketInFlightAtIssue: number;
  /** null for a call without a socket. */
  readonly onSocket: Surroundings | null;
  /** On the processor that issued it. */
  readonly onProcessor: Surroundings;
}

/** Steps kept for each processor and each open socket. */
const PROCESSOR_STEPS = 32;
const SOCKET_STEPS = 8;

/** What had happened when a call was issued: the difference to its completion is what happened in its window. */
interface Mark {
  readonly socket: Counts | null;
  readonly processor: Counts;
  readonly inFlight: number;
  readonly socketInFlight: number;
}

interface Counts {
  readonly issued: number;
  readonly completed: number;
  readonly callbacks: number;
  readonly callbackNs: number;
}

/** What is kept of one driver while it lives. */
interface Tracks {
  /** By the life of the socket. */
  readonly sockets: Map<number, RecentSteps>;
  /** By the life of the call. */
  readonly marks: Map<number, Mark>;
}

/** Finds the calls that took longest, with what else happened meanwhile. Memory: what is outstanding. */
export class SlowestCalls {
  readonly #op: number | null;
  readonly #top: Top<SlowCallInContext>;
  readonly #processors: RecentSteps[] = [];
  readonly #tracks = new Map<Driver, Tracks>();

  /**
   * @param count how many calls to keep
   * @param op only calls of this operation, or of all
   */
  constructor(count: number, op: number | null = null) {
    this.#op = op;
    this.#top = new Top(count, (call) => call.latencyNs);
  }

  observer(): Observer {
    return {
      callIssued: (call, driver) => this.#issued(call, driver),
      callCompleted: (call, driver) => this.#completed(call, driver),
      callFinished: (call, driver) => {
        const tracks = this.#tracks.get(driver);
        tracks?.marks.delete(call.life);
        if (call.isClose && call.socket?.isClosed) {
          tracks?.sockets.delete(call.socket.life);
        }
      },
      callbackLeft: (run, socket, driver) => this.#callbackLeft(run, socket, driver),
      socketClosed: (socket, driver) => {
        // Where its CloseSocket is in the trace, that call's end still needs what happened on the socket.
        if (!socket.isClosing) {
          this.#tracks.get(driver)?.sockets.delete(socket.life);
        }
      },
      driverEnded: (_end, driver) => {
        this.#tracks.delete(driver);
      },
    };
  }

  /** The slowest first. */
  result(): SlowCallInContext[] {
    return this.#top.sorted();
  }

  #issued(call: Call, driver: Driver): void {
    const { socket } = call;
    const onSocket = socket === null ? null : this.#stepsOf(socket, driver);
    const onProcessor = this.#stepsOn(call.processor);
    onSocket?.callIssued(call.issuedNs, call.op, call.idLow, call.idHigh);
    onProcessor.callIssued(call.issuedNs, call.op, call.idLow, call.idHigh);
    this.#tracksOf(driver).marks.set(call.life, {
      socket: onSocket === null ? null : countsOf(onSocket),
      processor: countsOf(onProcessor),
      inFlight: driver.inFlight - 1,
      socketInFlight: socket === null ? 0 : socket.inFlight - 1,
    });
  }

  #completed(call: Call, driver: Driver): void {
    const { socket } = call;
    const tracks = this.#tracksOf(driver);
    const onSocket = socket === null ? null : (tracks.sockets.get(socket.life) ?? null);
    const mark = tracks.marks.get(call.life);
    const isOurs = call.isTimed && (this.#op === null || call.op === this.#op);
    if (isOurs && mark !== undefined && this.#top.takes(call.latencyNs)) {
      this.#top.add(inContext(call, driver, mark, onSocket, this.#stepsOn(call.processor)));
    }
    tracks.marks.delete(call.life);
    const onCompleting = this.#stepsOn(call.completionProcessor);
    onSocket?.callCompleted(call.completedNs, call.op, call.idLow, call.idHigh);
    onCompleting.callCompleted(call.completedNs, call.op, call.idLow, call.idHigh);
  }

  #callbackLeft(run: CallbackRun, socket: Socket | null, driver: Driver): void {
    const onSocket = socket === null || socket.isClosed ? null : this.#stepsOf(socket, driver);
    const durationNs = Number.isNaN(run.enteredNs) ? 0 : run.leftNs - run.enteredNs;
    onSocket?.callbackLeft(run.leftNs, run.kind, durationNs);
    this.#stepsOn(run.processor).callbackLeft(run.leftNs, run.kind, durationNs);
  }

  #tracksOf(driver: Driver): Tracks {
    let tracks = this.#tracks.get(driver);
    if (tracks === undefined) {
      tracks = { sockets: new Map(), marks: new Map() };
      this.#tracks.set(driver, tracks);
    }
    return tracks;
  }

  #stepsOf({ life }: Socket, driver: Driver): RecentSteps {
    const { sockets } = this.#tracksOf(driver);
    let steps = sockets.get(life);
    if (steps === undefined) {
      steps = new RecentSteps(SOCKET_STEPS);
      sockets.set(life, steps);
    }
    return steps;
  }

  #stepsOn(processor: number): RecentSteps {
    let steps = this.#processors[processor];
    if (steps === undefined) {
      steps = new RecentSteps(PROCESSOR_STEPS);
      this.#processors[processor] = steps;
    }
    return steps;
  }
}

function countsOf({ issued, completed, callbacks, callbackNs }: RecentSteps): Counts {
  return { issued, completed, callbacks, callbackNs };
}

function inContext(
  call: Call,
  driver: Driver,
  mark: Mark,
  onSocket: RecentSteps | null,
  onProcessor: RecentSteps,
): SlowCallInContext {
  return {
    ...slowCall(call, driver),
    inFlightAtIssue: mark.inFlight,
    socketInFlightAtIssue: mark.socketInFlight,
    onSocket: onSocket === null || mark.socket === null ? null : between(mark.socket, onSocket, call),
    onProcessor: between(mark.processor, onProcessor, call),
  };
}

/** What happened since a mark, but for the call itself. */
function between(mark: Counts, steps: RecentSteps, call: Call): Surroundings {
  const callId = idText(call.idLow, call.idHigh);
  return {
    issued: steps.issued - mark.issued,
    completed: steps.completed - mark.completed,
    callbacks: steps.callbacks - mark.callbacks,
    callbackNs: steps.callbackNs - mark.callbackNs,
    lastSteps: steps.since(call.issuedNs).filter((step) => step.callId !== callId),
  };
}
