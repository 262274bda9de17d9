import type { TraceFacts } from '../decode/index.ts';
import { Recording, type Trace, TraceError } from '../etl/index.ts';
import { DriverSource } from './driver-source.ts';
import { type Edges, edgesOfAll } from './edges.ts';
import type { Row } from './events/row.ts';
import type { EventKind } from './events/schema.ts';
import type { Finding } from './findings/finding.ts';
import { Judge } from './findings/judge.ts';
import { FindingLog } from './findings/log.ts';
import { ALL_RULES } from './findings/rules.ts';
import { type Hint, Hints } from './hints.ts';
import type { MappedSource, Mapping } from './mapping/index.ts';
import type { Driver } from './model/driver.ts';
import { type Hooks, hooksOf, type Observer } from './observer.ts';
import { type OperationSummary, OperationTable } from './operations.ts';
import { type ClockFacts, Clocks, Order, Preview, Sequencer } from './order/index.ts';
import { Reading, type RowSource, type TimedCollector } from './reading.ts';
import { type ReadingThread, RowsAhead, type StartReading } from './reading-thread/index.ts';
import { causesOf } from './recorder/causes.ts';
import { Sources } from './sources.ts';
import { type StuckUnload, UnloadCollector } from './stuck-unload.ts';
import { ToldTwice } from './told-twice.ts';

export interface AnalyzeOptions {
  /** What the events of other providers mean. */
  readonly mappings?: readonly Mapping[];
  /** Providers to analyse besides those of the project's group, by name or GUID. */
  readonly providers?: readonly string[];
  /** Nothing outstanding for less than this is called stuck, in nanoseconds. 10 s unless told. */
  readonly stuckAfterNs?: number;
  /** How many occurrences of a finding are kept; all are counted. 1000 unless told. */
  readonly maxOccurrences?: number;
  /** How many outstanding objects of a kind are kept ready, about; of more, rows of numbers are made. 4096 unless told. */
  readonly mostResident?: number;
  /** Told each step besides the rules. */
  readonly observers?: readonly Observer[];
  /** Take in every event besides, a driver's or not, with the time of its processor's own clock. */
  readonly collectors?: readonly TimedCollector[];
  /** Told how far each processor's clock is ahead, from a moment on, whenever that was estimated anew. */
  readonly onClocks?: (atNs: number, aheadNs: (processor: number) => number) => void;
  /** Starts a thread that reads for this one, where that is of use. */
  readonly startReading?: StartReading | undefined;
  /** Called now and then with the bytes of the file read so far. */
  readonly onProgress?: (bytesRead: number, events: number) => void;
}

export interface CallCounts {
  readonly issued: number;
  readonly completed: number;
  readonly inline: number;
  /** Those that were given no IRP, and so ended with their return. */
  readonly withoutIrp: number;
  /** Those whose function returned an error and that never completed, though a completion is due all the same. */
  readonly refused: number;
  /** Those older than the trace are among them. */
  readonly pendingAtEnd: number;
  readonly olderThanTrace: number;
  /** Of those older than the trace: which completed in it, and are not among `completed`. */
  readonly olderCompleted: number;
}

export interface IrpCounts {
  /** The driver's own, allocated or embedded. */
  readonly allocated: number;
  readonly freed: number;
  /** Those that came from a driver above, each time that they did. */
  readonly passedDown: number;
  /** Those older than the trace are among them. */
  readonly outstandingAtEnd: number;
  readonly olderThanTrace: number;
  /** Of those older than the trace: which were freed in it, and are not among `freed`. */
  readonly olderFreed: number;
}

export interface SocketCounts {
  readonly created: number;
  readonly closed: number;
  /** Those older than the trace are among them. */
  readonly openAtEnd: number;
  readonly olderThanTrace: number;
  /** Of those older than the trace: which were closed in it, and are not among `closed`. */
  readonly olderClosed: number;
}

export interface MappedDriver {
  readonly name: string;
  /** Whether the trace holds an event that its mapping names; without any it is none of the providers. */
  readonly isSeen: boolean;
}

/** What one pass over a trace tells of the WSK drivers in it. */
export interface Analysis {
  readonly trace: TraceFacts;
  /** Names of the drivers' providers. */
  readonly providers: readonly string[];
  /** The drivers that mappings tell of. */
  readonly mapped: readonly MappedDriver[];
  readonly calls: CallCounts;
  readonly operations: readonly OperationSummary[];
  readonly irps: IrpCounts;
  readonly sockets: SocketCounts;
  readonly maxInFlight: number;
  /** Between which moments all processors are in the trace; null where it begins and ends with them all. */
  readonly edges: Edges | null;
  /** How far the processors' clocks were found to disagree; times are corrected by it. */
  readonly clocks: ClockFacts;
  /** What a driver's tracing seems to miss, so that faults there can't be found. */
  readonly hints: readonly Hint[];
  /** Whether events are missing, so that less can be said for sure: the session lost them, or a driver had no memory for them. */
  readonly isLossy: boolean;
  /** Unloads that began and hang, with what they wait for. */
  readonly stuckUnloads: readonly StuckUnload[];
  readonly findings: readonly Finding[];
}

export const DEFAULT_STUCK_AFTER_NS = 10e9;
export const DEFAULT_MAX_OCCURRENCES = 1000;
/** Events of drivers that are looked at before the analysis begins, and of all providers at the most. */
const PREVIEWED = 4096;
const PREVIEWED_OF_ALL = 65_536;

/**
 * Analyses the WSK calls in a trace, or in the files of one recording as one: one pass in time order, in memory that depends on what is outstanding, not on
 * the trace's size (but for eight bytes a call, which exact percentiles need).
 */
export function analyze(trace: Trace | readonly Trace[], options: AnalyzeOptions = {}): Analysis {
  const pass = passOver(trace, options, false);
  pass.run();
  return pass.result(pass.facts());
}

/** The same, and the facts of the trace call the events of Windows' own providers by their names, which are loaded for it. */
export async function analyzeWithNames(
  trace: Trace | readonly Trace[],
  options: AnalyzeOptions = {},
): Promise<Analysis> {
  const pass = passOver(trace, options, true);
  pass.run();
  return pass.result(await pass.factsWithNames());
}

function passOver(
  trace: Trace | readonly Trace[],
  options: AnalyzeOptions,
  withNames: boolean,
): AnalysisPass {
  return new AnalysisPass(new Recording('source' in trace ? [trace] : trace), options, withNames);
}

class AnalysisPass {
  readonly #recording: Recording;
  readonly #options: AnalyzeOptions;
  readonly #operations = new OperationTable();
  readonly #hints = new Hints();
  readonly #unloads = new UnloadCollector();
  readonly #findings: FindingLog;
  readonly #hooks: Hooks;
  readonly #order = new Order(new Clocks());
  readonly #sequencer: Sequencer;
  readonly #reading: Reading | RowsAhead;
  /** By the number that the reading gave them. */
  readonly #sources: DriverSource[] = [];
  /** The mapped ones among them. */
  readonly #seenMapped = new Set<MappedSource>();
  /** All loads of all drivers, in the order in which they began. */
  readonly #drivers: Driver[] = [];
  /** By source: looks for two sessions' events of it. */
  readonly #toldTwice: ToldTwice[] = [];

  /** @param withNames whether the facts are asked for with names */
  constructor(recording: Recording, options: AnalyzeOptions, withNames: boolean) {
    this.#recording = recording;
    this.#options = options;
    const stuckAfterNs = options.stuckAfterNs ?? DEFAULT_STUCK_AFTER_NS;
    this.#findings = new FindingLog(options.maxOccurrences ?? DEFAULT_MAX_OCCURRENCES, stuckAfterNs);
    const judge = new Judge(this.#operations, stuckAfterNs);
    const rules = ALL_RULES.map((rule) =>
      rule.create({
        judge,
        order: this.#order,
        report: (report) => this.#findings.report(rule, report, () => report),
        reportOutstanding: (judged, tell) => this.#findings.report(rule, judged, tell),
      }),
    );
    this.#hooks = hooksOf([
      this.#operations.observer(),
      this.#unloads.observer(),
      this.#hints.observer(),
      ...rules,
      ...(options.observers ?? []),
    ]);
    this.#sequencer = new Sequencer(this.#order, () => this.#correct());
    const readingOptions = {
      selected: new Sources(options.providers),
      mappings: options.mappings ?? [],
      collectors: options.collectors ?? [],
      onProgress: options.onProgress,
      onSource: (source: RowSource) => this.#addSource(source),
      onKind: ({ source }: RowSource, kind: EventKind) =>
        this.#sources[source]!.patience.sees(causesOf(kind)),
    };
    const start = startReadingOf(recording, options, withNames);
    this.#reading =
      start === null
        ? new Reading(recording, readingOptions)
        : new RowsAhead(recording, readingOptions, start);
  }

  run(): void {
    const reading = this.#reading;
    if (new Set(this.#recording.traces.flatMap(processorsOf)).size > 1) {
      this.#preview();
    }
    reading.begin();
    this.#correct();
    const isJoint = this.#recording.traces.length > 1;
    for (let row = reading.next(); row !== null; row = reading.next()) {
      if (isJoint) {
        this.#refuseTwice(row, reading.traceIndex);
      }
      this.#sequencer.add(this.#sources[row.source]!, row);
    }
    this.#sequencer.finish();
    for (const { source } of reading.sources) {
      this.#sources[source]!.end(reading.timeNs);
    }
  }

  factsWithNames(): Promise<TraceFacts> {
    return this.#reading.factsWithNames();
  }

  facts(): TraceFacts {
    return this.#reading.facts();
  }

  /** Lets the pass merge by what the clocks are known to differ. */
  #correct(): void {
    const { clocks } = this.#order;
    if (clocks.disagree) {
      const aheadNs = (processor: number) => clocks.aheadNs(processor);
      this.#reading.correct(aheadNs);
      this.#options.onClocks?.(this.#reading.timeNs, aheadNs);
    }
  }

  /** Looks at the drivers' first events for what they show of the clocks, before any is taken. */
  #preview(): void {
    const preview = new Preview();
    this.#reading.preview((row) => {
      preview.add(row);
      return preview.count < PREVIEWED;
    }, PREVIEWED_OF_ALL);
    const taught = preview.teach(this.#order.clocks);
    if (taught !== null) {
      this.#sequencer.begin(taught.processors, taught.beganNs);
    }
  }

  #addSource(origin: RowSource): void {
    if (origin.mapped !== null) {
      this.#seenMapped.add(origin.mapped);
    }
    this.#toldTwice[origin.source] = new ToldTwice();
    this.#sources[origin.source] = new DriverSource(origin, {
      order: this.#order,
      hooks: this.#hooks,
      mostResident: this.#options.mostResident,
      onLoad: (driver) => this.#drivers.push(driver),
      onEnd: (driver) => this.#findings.end(driver),
    });
  }

  /** @throws TraceError of kind `usage` where two sessions at a time recorded the driver */
  #refuseTwice(row: Row, traceIndex: number): void {
    const other = this.#toldTwice[row.source]!.add(row, traceIndex);
    if (other !== null) {
      const { provider } = this.#sources[row.source]!.driver;
      const [file, name] = [traceIndex, other].map((at) => this.#recording.traces[at]!.source.name);
      const reason = `its session recorded ${provider.name ?? provider.id} at the same time as that of ${name}, so that all would seem to happen twice: name one of the two`;
      throw new TraceError('usage', reason, { file: file! });
    }
  }

  #mapped(): MappedDriver[] {
    const all = (this.#options.mappings ?? []).flatMap(({ sources }) => sources);
    return all.map((source) => ({ name: source.name, isSeen: this.#seenMapped.has(source) }));
  }

  /** What the pass found, with these facts of the trace. */
  result(trace: TraceFacts): Analysis {
    const hasLosses =
      trace.eventsLost > 0 || trace.buffersLost > 0 || trace.lossyBuffers > 0 || trace.damageCount > 0;
    const drivers = this.#drivers;
    const edges = edgesOfAll(this.#recording.traces);
    const findings = this.#findings.findings((driver) => hasLosses || driver.lacksSteps, edges);
    const operations = this.#operations.summaries();
    const sum = (of: (driver: Driver) => number) => drivers.reduce((total, driver) => total + of(driver), 0);
    return {
      trace,
      providers: [...new Set(drivers.map(({ provider }) => provider.name ?? provider.id))],
      mapped: this.#mapped(),
      calls: {
        issued: sum((driver) => driver.callCounts.issued),
        completed: sum((driver) => driver.callCounts.completed),
        inline: sum((driver) => driver.callCounts.inline),
        withoutIrp: sum((driver) => driver.callCounts.withoutIrp),
        refused: operations.reduce((total, { refused }) => total + refused, 0),
        pendingAtEnd: sum((driver) => driver.inFlight),
        olderThanTrace: sum((driver) => driver.callCounts.olderThanTrace),
        olderCompleted: sum((driver) => driver.callCounts.olderCompleted),
      },
      operations,
      irps: {
        allocated: sum((driver) => driver.irpCounts.allocated),
        freed: sum((driver) => driver.irpCounts.freed),
        passedDown: sum((driver) => driver.irpCounts.passedDown),
        outstandingAtEnd: sum((driver) => driver.countOutstandingIrps()),
        olderThanTrace: sum((driver) => driver.irpCounts.olderThanTrace),
        olderFreed: sum((driver) => driver.irpCounts.olderFreed),
      },
      sockets: {
        created: sum((driver) => driver.socketCounts.created),
        closed: sum((driver) => driver.socketCounts.closed),
        openAtEnd: sum((driver) => driver.sockets.outstanding),
        olderThanTrace: sum((driver) => driver.socketCounts.olderThanTrace),
        olderClosed: sum((driver) => driver.socketCounts.olderClosed),
      },
      edges,
      clocks: this.#order.clocks.facts(),
      hints: this.#hints.result(),
      maxInFlight: drivers.reduce((most, driver) => Math.max(most, driver.maxInFlight), 0),
      isLossy: hasLosses || drivers.some(({ lacksSteps }) => lacksSteps),
      stuckUnloads: this.#unloads.result(findings),
      findings,
    };
  }
}

/** How another thread is made to read; null where only this one can: it alone has the mappings, the collectors and several files. */
function startReadingOf(
  { traces }: Recording,
  { startReading, mappings = [], collectors = [], providers = [] }: AnalyzeOptions,
  withNames: boolean,
): (() => ReadingThread | null) | null {
  if (startReading === undefined || traces.length > 1 || mappings.length + collectors.length > 0) {
    return null;
  }
  return () => startReading({ providers, withNames });
}

function processorsOf({ index }: Trace): number[] {
  return [...new Set(index.processors.subarray(0, index.count))];
}
