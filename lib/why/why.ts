import { Recording, type Trace } from '../etl/index.ts';
import {
  type Analysis,
  type AnalyzeOptions,
  analyze,
  analyzeWithNames,
  type Observer,
} from '../wsk/index.ts';
import { type Explanation as CallExplanation, explain } from './calls/explain.ts';
import type { Segment } from './calls/segment.ts';
import { type CallChoice, type ChosenCall, Selection } from './calls/selection.ts';
import { CallTracker, DISPATCH_LEVEL, windowOfCall } from './calls/tracker.ts';
import { ClockLog } from './clock-log.ts';
import { follow } from './follow.ts';
import { type CallLanes, callLanes } from './lanes/call-lanes.ts';
import { ProcessorLanes } from './lanes/processor-lanes.ts';
import { type KernelCounts, Machine } from './machine/machine.ts';
import { Names, type ThreadName } from './names.ts';
import { summarise, type WhySummary } from './summary.ts';
import {
  type ModuleRow,
  moduleRows,
  type ProcessorRow,
  processorRows,
  type RoutineRow,
  routineRows,
  type SwitchRow,
  switchRows,
  type ThreadRow,
  threadRows,
} from './tables.ts';
import type { CallConnection } from './tcp/call-connection.ts';
import { Connections, type TcpRecorded } from './tcp/connections.ts';

export interface WhyOptions extends AnalyzeOptions {
  /** Which calls to explain: the slowest of each operation unless told. */
  readonly choice?: CallChoice;
  /** Of how many calls, the slowest, what happened around them is kept to be drawn: none unless told. */
  readonly drawn?: number;
}

/** A segment with the names of what it is about. */
export interface ExplainedSegment extends Omit<Segment, 'threadId'> {
  /**
   * For `running` the thread that ran, for `waiting` the one that ended the wait, for `preempted`, `ready` and
   * `interrupt-to-dpc` the one that ran meanwhile, for `resolver` the one that resolved the name, for a pending call's
   * `not-recorded` the one that completed it; null where it was a routine, or is not known.
   */
  readonly thread: ThreadName | null;
}

/** A call with where its time went. */
export interface ExplainedCall extends ChosenCall {
  readonly latencyNs: number;
  readonly thread: ThreadName;
  /** They follow each other from its issue to its completion. */
  readonly segments: readonly ExplainedSegment[];
  /** The completion routine, and what came after it. */
  readonly after: readonly ExplainedSegment[];
  /** What happened around it, for a picture; null where it is not to be drawn. */
  readonly lanes: CallLanes | null;
}

/** Events of each kind, which tells what was recorded. */
export interface Recorded {
  readonly kernel: KernelCounts;
  readonly tcp: TcpRecorded;
}

/** Why calls were slow, and what the machine did meanwhile. Times are nanoseconds since the trace's start. */
export interface Why {
  readonly analysis: Analysis;
  /** From the trace's start to its last event. */
  readonly durationNs: number;
  readonly recorded: Recorded;
  /** What was asked for. */
  readonly choice: CallChoice;
  /** How many calls the choice fits; the list may hold fewer. */
  readonly matched: number;
  /** The slowest first. */
  readonly calls: readonly ExplainedCall[];
  readonly summary: WhySummary;
  readonly processors: readonly ProcessorRow[];
  /** What DPCs and interrupts took, by module. */
  readonly modules: readonly ModuleRow[];
  readonly dpcs: readonly RoutineRow[];
  readonly interrupts: readonly RoutineRow[];
  /** Who took the processor from the driver's threads. */
  readonly switches: readonly SwitchRow[];
  readonly threads: readonly ThreadRow[];
}

/**
 * Tells why calls were slow, by two passes over a trace, or over the files of one recording: one finds the calls and what
 * addresses and ids stood for, the other follows processors and threads. Memory depends on what is told and what is
 * outstanding, not on the trace's size.
 */
export function why(trace: Trace | readonly Trace[], options: WhyOptions = {}): Why {
  const traces = 'source' in trace ? [trace] : trace;
  const explainer = new Explainer(options);
  return explainer.explain(traces, analyze(traces, explainer.optionsWith(options)));
}

/** An analysis, and why calls were slow where the trace tells what its machine did; else null. */
export interface Explanation {
  readonly analysis: Analysis;
  readonly why: Why | null;
}

/** Analyses traces of one recording, and follows their machine in a second pass where there is one. */
export async function analyzeAndExplain(traces: readonly Trace[], options: WhyOptions): Promise<Explanation> {
  const explainer = new Explainer(options);
  const analysis = await analyzeWithNames(traces, explainer.optionsWith(options));
  return { analysis, why: hasMachine(analysis) ? explainer.explain(traces, analysis) : null };
}

/**
 * What is gathered while a trace is analysed, and the second pass: for who needs the analysis in any case, and why calls were
 * slow where the trace tells it (`hasMachine`).
 */
export class Explainer {
  readonly #names = new Names();
  readonly #clocks = new ClockLog();
  readonly #drivers = new DriverThreads();
  readonly #choice: CallChoice;
  readonly #selection: Selection;
  readonly #drawn: number;

  constructor({ choice = {}, drawn = 0 }: WhyOptions) {
    this.#choice = choice;
    this.#selection = new Selection(choice);
    this.#drawn = drawn;
  }

  /** The options of an analysis, with what this needs of it besides. */
  optionsWith(options: AnalyzeOptions): AnalyzeOptions {
    return {
      ...options,
      observers: [...(options.observers ?? []), this.#drivers.observer(), ...this.#selection.observers()],
      collectors: [...(options.collectors ?? []), this.#names],
      onClocks: (atNs, aheadNs) => {
        this.#clocks.add(atNs, aheadNs);
        options.onClocks?.(atNs, aheadNs);
      },
    };
  }

  /** Follows the machine through the traces that were analysed. */
  explain(traces: readonly Trace[], analysis: Analysis): Why {
    const names = this.#names;
    const chosen = this.#selection.result();
    const windows = chosen.slice(0, this.#drawn).map(windowOfCall);
    const lanes = windows.length === 0 ? null : new ProcessorLanes(windows);
    const findImage = (address: bigint, timeNs: number) => names.imageAt(address, timeNs);
    const machine = new Machine(0, findImage, this.#drivers.has, lanes);
    const tracker = new CallTracker(chosen, windows, machine);
    machine.listener = tracker;
    const connections = new Connections(tracker.calls, machine);
    const endNs = follow(new Recording(traces), this.#clocks, { machine, tracker, connections });
    const recording = { counts: machine.counts, tcp: connections.recorded, isLossy: analysis.isLossy };
    const calls = connections.ofCalls.map((connection, at) => {
      const explanation = explain(connection, recording);
      const window = windows[at];
      const drawn =
        lanes === null || window === undefined
          ? null
          : callLanes(connection, explanation, { window, processors: lanes.of(window), names });
      return explainedCall(connection, explanation, names, drawn);
    });
    const dpcs = routineRows(machine, false, endNs);
    const interrupts = routineRows(machine, true, endNs);
    return {
      analysis,
      durationNs: endNs,
      recorded: { kernel: machine.counts, tcp: connections.recorded },
      choice: this.#choice,
      matched: this.#selection.matched,
      calls,
      summary: summarise(calls),
      processors: processorRows(machine),
      modules: moduleRows(dpcs, interrupts),
      dpcs,
      interrupts,
      switches: switchRows(machine, this.#names),
      threads: threadRows(machine, this.#names, this.#drivers.has, endNs),
    };
  }
}

/** Whether a trace tells anything of what its machine did. */
export function hasMachine({ trace }: Analysis): boolean {
  return trace.providers.some(({ eventNames }) => MACHINE_EVENTS.some((name) => name in eventNames));
}

const MACHINE_EVENTS = ['Thread/CSwitch', 'PerfInfo/DPC', 'PerfInfo/ISR', 'PerfInfo/ISR-MSI'];

function explainedCall(
  { tracked: { call }, local, remote }: CallConnection,
  { segments, after }: CallExplanation,
  names: Names,
  lanes: CallLanes | null,
): ExplainedCall {
  const named = ({ threadId, ...segment }: Segment): ExplainedSegment => ({
    ...segment,
    thread: threadId === null ? null : names.thread(threadId, segment.startNs),
  });
  return {
    ...call,
    latencyNs: call.completedNs - call.issuedNs,
    localAddress: local || call.localAddress,
    remoteAddress: remote || call.remoteAddress,
    thread: names.thread(call.threadId, call.issuedNs),
    segments: segments.map(named),
    after: after.map(named),
    lanes,
  };
}

/** More threads than issue and complete a driver's calls. */
const MAX_DRIVER_THREADS = 65_536;

/** The threads that issue and complete a driver's calls. */
class DriverThreads {
  readonly #ids = new Set<number>();
  readonly has = (threadId: number): boolean => this.#ids.has(threadId);

  observer(): Observer {
    return {
      callIssued: (call) => this.#add(call.thread),
      // A DPC completes calls in the place of a thread that has nothing to do with them.
      callCompleted: ({ completionIrql, completionThread }) =>
        (completionIrql ?? 0) < DISPATCH_LEVEL ? this.#add(completionThread) : undefined,
    };
  }

  #add(threadId: number): void {
    if (threadId > 0 && this.#ids.size < MAX_DRIVER_THREADS) {
      this.#ids.add(threadId);
    }
  }
}
