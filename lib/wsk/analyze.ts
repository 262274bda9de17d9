import {
  Catalog,
  type EventIdentity,
  joinFacts,
  type Provider,
  type Schema,
  Tally,
  type TraceFacts,
} from '../decode/index.ts';
import { type RawEvent, Recording, type RecordingPass, type Trace, TraceError } from '../etl/index.ts';
import { BoundEvent } from './events/bound-event.ts';
import { EventKind, type EventName, Slot } from './events/schema.ts';
import type { Finding } from './findings/finding.ts';
import { Judge } from './findings/judge.ts';
import { FindingLog } from './findings/log.ts';
import { ALL_RULES } from './findings/rules.ts';
import { type Hint, Hints } from './hints.ts';
import { MappedEvent, type MappedSource, type Mapping } from './mapping/index.ts';
import { Driver } from './model/driver.ts';
import { type Hooks, hooksOf, type Observer } from './observer.ts';
import { type OperationSummary, OperationTable } from './operations.ts';
import {
  type Awaited,
  type CallEnd,
  Cause,
  type ClockFacts,
  Clocks,
  Order,
  Patience,
  Preview,
  Sequencer,
  type Taker,
} from './order/index.ts';
import { causesOf, isCause } from './recorder/causes.ts';
import { Recorded } from './recorder/recorded.ts';
import { Recorder } from './recorder/recorder.ts';
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
  /** Called now and then with the bytes of the file read so far. */
  readonly onProgress?: (bytesRead: number, events: number) => void;
}

/** Gathers something from all events of a pass. */
export interface TimedCollector {
  /** The event is valid during this call only; its time is in nanoseconds since the trace's start. */
  add(event: RawEvent, timeNs: number): void;
}

export interface CallCounts {
  readonly issued: number;
  readonly completed: number;
  readonly inline: number;
  /** Those that were given no IRP, and so ended with their return. */
  readonly withoutIrp: number;
  readonly pendingAtEnd: number;
  readonly olderThanTrace: number;
}

export interface IrpCounts {
  /** The driver's own, allocated or embedded. */
  readonly allocated: number;
  readonly freed: number;
  /** Those that came from a driver above, each time that they did. */
  readonly passedDown: number;
  readonly outstandingAtEnd: number;
  readonly olderThanTrace: number;
}

export interface SocketCounts {
  readonly created: number;
  readonly closed: number;
  readonly openAtEnd: number;
  readonly olderThanTrace: number;
}

/** What one pass over a trace tells of the WSK drivers in it. */
export interface Analysis {
  readonly trace: TraceFacts;
  /** Names of the drivers' providers. */
  readonly providers: readonly string[];
  readonly calls: CallCounts;
  readonly operations: readonly OperationSummary[];
  readonly irps: IrpCounts;
  readonly sockets: SocketCounts;
  readonly maxInFlight: number;
  /** How far the processors' clocks were found to disagree; times are corrected by it. */
  readonly clocks: ClockFacts;
  /** What a driver's tracing seems to miss, so that faults there can't be found. */
  readonly hints: readonly Hint[];
  /** Whether events are missing, so that less can be said for sure. */
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
/** Events between two reports of progress. */
const PROGRESS_EVERY = 1 << 16;

/**
 * Analyses the WSK calls in a trace, or in the files of one recording as one: one pass in time order, in memory that depends on what is outstanding, not on
 * the trace's size (but for eight bytes a call, which exact percentiles need).
 */
export function analyze(trace: Trace | readonly Trace[], options: AnalyzeOptions = {}): Analysis {
  const pass = passOver(trace, options);
  pass.run();
  return pass.result(pass.facts());
}

/** The same, and the facts of the trace call the events of Windows' own providers by their names, which are loaded for it. */
export async function analyzeWithNames(
  trace: Trace | readonly Trace[],
  options: AnalyzeOptions = {},
): Promise<Analysis> {
  const pass = passOver(trace, options);
  pass.run();
  return pass.result(await pass.factsWithNames());
}

function passOver(trace: Trace | readonly Trace[], options: AnalyzeOptions): AnalysisPass {
  return new AnalysisPass(new Recording('source' in trace ? [trace] : trace), options);
}

/** One driver's provider, with the load of it that the pass is in. */
interface Source {
  readonly provider: Provider;
  /** Where its events have other names and meanings than this project's. */
  readonly mapped: MappedSource | null;
  driver: Driver;
  recorder: Recorder;
  /** Looks for two sessions' events of it; null where there is one file. */
  readonly toldTwice: ToldTwice | null;
  readonly patience: Patience;
}

/** One form of event of one driver. */
class Step implements Taker {
  readonly causes: number;
  readonly patience: Patience;
  readonly source: Source;
  readonly bound: BoundEvent;
  readonly #pass: AnalysisPass;
  readonly #isState: boolean;

  constructor(pass: AnalysisPass, source: Source, bound: BoundEvent) {
    this.#pass = pass;
    this.#isState = bound.kind === EventKind.DriverState;
    this.source = source;
    this.bound = bound;
    this.causes = causesOf(bound.kind);
    this.patience = source.patience;
  }

  /** Takes an event of a driver; false where it was left, since it waits for its cause. */
  take(event: RawEvent, timeNs: number): boolean {
    const { bound, source } = this;
    bound.read(event, timeNs);
    if (!bound.isAboutSomething) {
      return true;
    }
    if (this.#isState) {
      return this.#pass.recordState(source, bound);
    }
    const recorded = source.recorder.record(bound);
    return recorded === Recorded.NewLoad
      ? this.#pass.recordNewLoad(source, bound)
      : recorded !== Recorded.Waits;
  }

  isCause(event: RawEvent, awaited: Awaited): boolean {
    this.bound.read(event, 0);
    return isCause(this.bound, awaited);
  }

  /** Which call an event is the issue or the completion of; null for others. */
  callEnd(event: RawEvent, clockNs: number): CallEnd | null {
    const { bound, source } = this;
    const isIssue = bound.kind === EventKind.WskCallIssued;
    if (!isIssue && bound.kind !== EventKind.IrpCompleted) {
      return null;
    }
    bound.read(event, clockNs);
    if (!bound.has(Slot.CallId)) {
      return null;
    }
    return { source, isIssue, id: (BigInt(bound.high(Slot.CallId)) << 32n) | BigInt(bound.low(Slot.CallId)) };
  }
}

class AnalysisPass {
  readonly #recording: Recording;
  readonly #options: AnalyzeOptions;
  readonly #catalog = new Catalog();
  /** One for each file of the recording. */
  readonly #tallies: readonly Tally[];
  readonly #operations = new OperationTable();
  readonly #hints = new Hints();
  readonly #unloads = new UnloadCollector();
  readonly #findings: FindingLog;
  readonly #hooks: Hooks;
  readonly #selected: Sources;
  /** By the provider's index; null for those that are no WSK driver, as far as is known. */
  readonly #sources: (Source | null | undefined)[] = [];
  readonly #mapped = new Map<MappedSource, Source>();
  /** By the identity's index, for pointers of 4 bytes and of 8: found once for all events that share it. */
  readonly #steps: (Step | null | undefined)[] = [];
  readonly #order = new Order(new Clocks());
  readonly #sequencer: Sequencer;
  readonly #drivers: Driver[] = [];
  #pass: RecordingPass | null = null;

  constructor(recording: Recording, options: AnalyzeOptions) {
    this.#recording = recording;
    this.#tallies = recording.traces.map(() => new Tally());
    this.#options = options;
    this.#selected = new Sources(options.providers);
    this.#findings = new FindingLog(options.maxOccurrences ?? DEFAULT_MAX_OCCURRENCES);
    const judge = new Judge(this.#operations, options.stuckAfterNs ?? DEFAULT_STUCK_AFTER_NS);
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
  }

  run(): void {
    if (new Set(this.#recording.traces.flatMap(processorsOf)).size > 1) {
      this.#preview();
    }
    const pass = this.#recording.events();
    this.#pass = pass;
    this.#correct();
    const collectors = this.#options.collectors ?? [];
    let events = 0;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      for (const collector of collectors) {
        collector.add(event, pass.timeNs);
      }
      const provider = this.#catalog.providerOf(event);
      const identity = this.#catalog.identityOf(event, provider);
      this.#tallies[pass.traceIndex]!.add(event, identity);
      const step = this.#stepOf(identity, event.pointerSize);
      if (step !== null) {
        if (step.source.toldTwice !== null) {
          this.#refuseTwice(step, event, pass);
        }
        this.#sequencer.add(step, event, pass.timeNs);
      }
      if (++events % PROGRESS_EVERY === 0) {
        this.#options.onProgress?.(pass.bytesOpened, events);
      }
    }
    this.#sequencer.finish();
    for (const source of new Set([...this.#sources, ...this.#mapped.values()])) {
      if (source) {
        this.#end(source, pass.timeNs);
      }
    }
  }

  factsWithNames(): Promise<TraceFacts> {
    return this.#catalog.withSchemas(() => this.facts());
  }

  facts(): TraceFacts {
    const passes = this.#pass?.passes ?? [];
    return joinFacts(
      this.#recording.traces.map((trace, i) => this.#tallies[i]!.facts(trace, passes[i]!.damage)),
    );
  }

  /** Lets the pass merge by what the clocks are known to differ. */
  #correct(): void {
    const { clocks } = this.#order;
    if (clocks.disagree) {
      const aheadNs = (processor: number) => clocks.aheadNs(processor);
      this.#pass?.correct(aheadNs);
      this.#options.onClocks?.(this.#pass?.timeNs ?? 0, aheadNs);
    }
  }

  /** Looks at the drivers' first events for what they show of the clocks, before any is taken. */
  #preview(): void {
    const pass = this.#recording.events(false);
    const preview = new Preview();
    let read = 0;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      const identity = this.#catalog.identityOf(event, this.#catalog.providerOf(event));
      const step = this.#stepOf(identity, event.pointerSize);
      if (step !== null) {
        preview.add(event.processor, pass.timeNs, step.callEnd(event, pass.timeNs));
      }
      if (preview.count === PREVIEWED || ++read === PREVIEWED_OF_ALL) {
        break;
      }
    }
    const taught = preview.teach(this.#order.clocks);
    if (taught !== null) {
      this.#sequencer.begin(taught.processors, taught.beganNs);
    }
  }

  #sourceOf(provider: Provider): Source | null {
    const known = this.#sources[provider.index];
    // Who is none of ours yet may turn out to be: its traits can come with a later event.
    if (known === undefined || (known === null && !provider.hasTraits)) {
      const mapped = this.#mappedSourceOf(provider.id) ?? this.#mappedSourceOf(provider.name ?? undefined);
      const source = mapped ?? (this.#selected.includes(provider) ? this.#newSource(provider, null) : null);
      this.#sources[provider.index] = source;
      return source;
    }
    return known;
  }

  /** The driver that a mapping makes of a provider. */
  #mappedSourceOf(nameOrId: string | undefined): Source | null {
    const { mappings } = this.#options;
    if (mappings === undefined || nameOrId === undefined) {
      return null;
    }
    const wanted = nameOrId.toLowerCase();
    for (const { sources } of mappings) {
      const mapped = sources.find(({ provider }) => provider === wanted);
      if (mapped !== undefined) {
        let source = this.#mapped.get(mapped);
        if (source === undefined) {
          const provider = {
            index: -1,
            id: mapped.provider,
            name: mapped.name,
            group: null,
            hasTraits: true,
          };
          source = this.#newSource(provider, mapped);
          this.#mapped.set(mapped, source);
        }
        return source;
      }
    }
    return null;
  }

  #newSource(provider: Provider, mapped: MappedSource | null): Source {
    const driver = this.#newDriver(provider, 1, mapped);
    return {
      provider,
      mapped,
      driver,
      toldTwice: this.#recording.traces.length > 1 ? new ToldTwice() : null,
      recorder: this.#newRecorder(driver),
      patience: new Patience(),
    };
  }

  #newRecorder(driver: Driver): Recorder {
    return new Recorder(driver, this.#hooks, this.#order);
  }

  #newDriver(provider: Provider, load: number, mapped: MappedSource | null): Driver {
    const driver = new Driver(provider, load, mapped?.tells, this.#options.mostResident);
    this.#drivers.push(driver);
    return driver;
  }

  /** Takes what a driver tells of itself: it may be the beginning of another load. */
  recordState(source: Source, bound: BoundEvent): boolean {
    if (isNewLoad(source.driver, bound)) {
      // What other processors still have of the load before comes first.
      if (!source.driver.isDeregistered && this.#order.waitFor(Cause.LoadEnded, 0, 0)) {
        return false;
      }
      this.#beginLoad(source, bound.timeNs);
    }
    return source.recorder.record(bound) !== Recorded.Waits;
  }

  /** Takes the first event of another load of the driver. */
  recordNewLoad(source: Source, bound: BoundEvent): boolean {
    this.#beginLoad(source, bound.timeNs);
    return source.recorder.record(bound) !== Recorded.Waits;
  }

  /** @throws TraceError of kind `usage` where two sessions at a time recorded the driver */
  #refuseTwice(
    { source: { driver, toldTwice }, bound }: Step,
    event: RawEvent,
    { timeNs, traceIndex }: RecordingPass,
  ): void {
    bound.read(event, timeNs);
    const other = toldTwice!.add(bound, traceIndex);
    if (other !== null) {
      const [file, name] = [traceIndex, other].map((at) => this.#recording.traces[at]!.source.name);
      const reason = `its session recorded ${driver.provider.name ?? driver.provider.id} at the same time as that of ${name}, so that all would seem to happen twice: name one of the two`;
      throw new TraceError('usage', reason, { file: file! });
    }
  }

  /** The driver was unloaded, or its machine started anew: what it had outstanding stays so. */
  #beginLoad(source: Source, timeNs: number): void {
    this.#end(source, timeNs);
    source.driver = this.#newDriver(source.provider, source.driver.load + 1, source.mapped);
    source.recorder = this.#newRecorder(source.driver);
  }

  /** What such events mean to the driver that logs them; null where they mean nothing. */
  #stepOf(identity: EventIdentity, pointerSize: 4 | 8): Step | null {
    const at = 2 * identity.index + (pointerSize === 8 ? 1 : 0);
    const known = this.#steps[at];
    if (known !== undefined) {
      return known;
    }
    const { provider, schema } = identity;
    if (schema === null || provider === null) {
      return null;
    }
    const source = this.#sourceOf(provider);
    if (source === null) {
      if (provider.hasTraits) {
        this.#steps[at] = null;
      }
      return null;
    }
    const { mapped } = source;
    const bound = mapped === null ? bindOwn(schema, pointerSize) : bindMapped(mapped, schema, pointerSize);
    const step = bound === null ? null : new Step(this, source, bound);
    if (step !== null) {
      source.patience.sees(step.causes);
    }
    this.#steps[at] = step;
    return step;
  }

  #end({ driver, recorder }: Source, endNs: number): void {
    recorder.end();
    for (const hook of this.#hooks.driverEnding) {
      hook({ endNs }, driver);
    }
    for (const hook of this.#hooks.driverEnded) {
      hook({ endNs }, driver);
    }
    this.#findings.end(driver);
  }

  /** What the pass found, with these facts of the trace. */
  result(trace: TraceFacts): Analysis {
    const isLossy =
      trace.eventsLost > 0 || trace.buffersLost > 0 || trace.lossyBuffers > 0 || trace.damageCount > 0;
    const drivers = this.#drivers;
    const findings = this.#findings.findings((driver) => isLossy || driver.untraced > 0);
    const sum = (of: (driver: Driver) => number) => drivers.reduce((total, driver) => total + of(driver), 0);
    return {
      trace,
      providers: [...new Set(drivers.map(({ provider }) => provider.name ?? provider.id))],
      calls: {
        issued: sum((driver) => driver.callCounts.issued),
        completed: sum((driver) => driver.callCounts.completed),
        inline: sum((driver) => driver.callCounts.inline),
        withoutIrp: sum((driver) => driver.callCounts.withoutIrp),
        pendingAtEnd: sum((driver) => driver.inFlight),
        olderThanTrace: sum((driver) => driver.callCounts.olderThanTrace),
      },
      operations: this.#operations.summaries(),
      irps: {
        allocated: sum((driver) => driver.irpCounts.allocated),
        freed: sum((driver) => driver.irpCounts.freed),
        passedDown: sum((driver) => driver.irpCounts.passedDown),
        outstandingAtEnd: sum((driver) => driver.countOutstandingIrps()),
        olderThanTrace: sum((driver) => driver.irpCounts.olderThanTrace),
      },
      sockets: {
        created: sum((driver) => driver.socketCounts.created),
        closed: sum((driver) => driver.socketCounts.closed),
        openAtEnd: sum((driver) => driver.sockets.outstanding),
        olderThanTrace: sum((driver) => driver.socketCounts.olderThanTrace),
      },
      clocks: this.#order.clocks.facts(),
      hints: this.#hints.result(),
      maxInFlight: drivers.reduce((most, driver) => Math.max(most, driver.maxInFlight), 0),
      isLossy,
      stuckUnloads: this.#unloads.result(findings),
      findings,
    };
  }
}

function processorsOf({ index }: Trace): number[] {
  return [...new Set(index.processors.subarray(0, index.count))];
}

function bindOwn(schema: Schema, pointerSize: 4 | 8): BoundEvent | null {
  const kind = Object.hasOwn(EventKind, schema.eventName) ? EventKind[schema.eventName as EventName] : null;
  return kind === null ? null : new BoundEvent(kind, schema, pointerSize);
}

function bindMapped({ events }: MappedSource, schema: Schema, pointerSize: 4 | 8): BoundEvent | null {
  const rule = events.get(schema.eventName);
  return rule === undefined ? null : new MappedEvent(rule, schema, pointerSize);
}

/** A driver that registers again was unloaded, or its machine started anew: its ids begin from 1. */
function isNewLoad(driver: Driver, bound: BoundEvent): boolean {
  // One that shows no end registers once more, or for the first time behind its first IRPs: its ids tell where they begin anew.
  const hasEnd = driver.isDeregistered || driver.isUnloading || driver.hasStoppedClean;
  return hasEnd && bound.text(Slot.What) === 'Registered';
}
