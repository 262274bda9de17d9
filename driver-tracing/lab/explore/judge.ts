import { createHash } from 'node:crypto';
import { bytesSource, Trace, TraceError } from '../../../lib/etl/index.ts';
import {
  type Analysis,
  analyze,
  type Confidence,
  type Finding,
  type Observer,
  operationName,
  type Severity,
} from '../../../lib/wsk/index.ts';
import { type Fact, parseRecord, type RunRecord } from './record.ts';
import { parseSanitizer } from './sanitizer.ts';
import type { RawRun } from './server.ts';
import type { Place, SiteTable } from './sites.ts';
import { placeWords } from './words.ts';

/** One thing that is wrong with the driver, as one run shows it. */
export interface RunFinding {
  /** A rule of the analyzer's, or a kind of the harness's facts. */
  readonly rule: string;
  /** Who found it: the analyzer in the trace, or the lab's own layers. */
  readonly source: 'trace' | 'lab';
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly place: Place | null;
  /** The same for the same fault in every run. */
  readonly fingerprint: string;
  readonly message: string;
}

export interface JudgedRun {
  readonly record: RunRecord;
  readonly findings: readonly RunFinding[];
  /** Where the harness itself failed, in its own words: a fault of the lab's, not of the driver's. */
  readonly labFault: string | null;
  /** The driver's calls in the order of their issue, as "Op@function". */
  readonly calls: readonly string[];
}

export interface JudgeContext {
  readonly sites: SiteTable;
  /** The driver's sources, by full path. */
  readonly sources: ReadonlySet<string>;
  /** The scenario's: what goes wrong there is no fault of the driver's. */
  readonly scenario: string;
}

/** Facts that are leaks: what the trace tells of the same objects is told better. */
const LEFT_BEHIND = new Set(['irp-left', 'socket-left', 'close-left', 'registration-left', 'thread-left']);
/** Facts that the analyzer knows by another name. */
const SAME_AS: Readonly<Record<string, readonly string[]>> = {
  'double-free': ['double-free'],
  'use-after-close': ['use-after-close'],
  'irp-freed-while-pending': ['free-while-pending'],
};
/** Ends of a run that nothing but its trace and these facts can explain. */
const CUT_SHORT = new Set(['bug-check', 'crashed', 'deadlock', 'no-progress', 'endless-loop']);
const SCENARIO_CRASHED = 'the scenario crashed';
/** What a hang leaves behind, and nothing can wait for. */
const LEFT_BY_HANGS = new Set(['irp-leak', 'socket-leak']);
const HANGS: Readonly<Record<string, string>> = {
  deadlock: 'nothing can go on',
  'no-progress': 'the driver waits again and again for what does not come',
};

/** Judges a run by its trace, by what the harness knows, and by what a sanitizer said. */
export function judge(run: RawRun, context: JudgeContext): JudgedRun {
  const record = parseRecord(run.record);
  const { sites, sources } = context;
  const report = parseSanitizer(run.stderr, sources);
  // UBSan's end goes past the harness: the record breaks off there.
  const end = record.end ?? (report === null ? null : 'crashed');
  if (end === null || (report === null && (run.exitCode !== 0 || run.signal !== 0))) {
    return { record, findings: [], labFault: labFaultOf(run), calls: [] };
  }
  if (record.remarks.includes(SCENARIO_CRASHED) || report?.file === context.scenario) {
    return {
      record,
      findings: [],
      labFault: `${SCENARIO_CRASHED}: ${run.stderr.trim()}`,
      calls: [],
    };
  }
  const isCut = CUT_SHORT.has(end);
  const { findings: found, calls } = readTrace(run.trace, end);
  const traced = found.map((finding) => fromTrace(finding, sources, sites));
  const rules = new Set(traced.map(({ rule }) => rule));
  const proven = traced.some(({ severity, confidence }) => severity === 'error' && confidence === 'certain');
  const errors = traced.filter(({ severity }) => severity === 'error');
  const explained = errors.length > 0;
  const explainsHang = errors.some(({ rule }) => !LEFT_BY_HANGS.has(rule));
  const own = record.facts.filter((fact) => !isTold(fact)).map((fact) => fromFact(fact, sites));
  if (report !== null && !proven) {
    own.push(
      labFinding('sanitizer', report.place, `AddressSanitizer and UBSan: ${report.kind}`, report.kind),
    );
  }
  if (HANGS[end] !== undefined && !explainsHang && own.length === 0) {
    own.push(hang(record, end, sites));
  }
  return { record, findings: [...traced, ...own], labFault: null, calls };

  function isTold({ kind, stack }: Fact): boolean {
    if (LEFT_BEHIND.has(kind)) {
      return explained || isCut;
    }
    if (kind === 'bug-check' || kind === 'crash') {
      return proven;
    }
    if (kind === 'pool-leak' || kind === 'mdl-leak') {
      // What belongs to a leaked object goes with it.
      const functions = new Set(stack.map((site) => sites.place(site)?.function));
      return traced.some(({ place }) => place !== null && functions.has(place.function));
    }
    return SAME_AS[kind]?.some((rule) => rules.has(rule)) === true;
  }
}

function readTrace(
  trace: Uint8Array,
  end: string,
): { findings: readonly Finding[]; calls: readonly string[] } {
  const calls: string[] = [];
  const observer: Observer = {
    callIssued: ({ op, site }) => calls.push(`${operationName(op)}@${site.function ?? '?'}`),
  };
  let analysis: Analysis;
  try {
    analysis = analyze(Trace.open(bytesSource(trace, 'trace.etl')), {
      maxOccurrences: 1,
      observers: [observer],
    });
  } catch (error) {
    if (error instanceof TraceError && error.kind === 'unreadable') {
      return { findings: [], calls }; // the driver ended before its first event
    }
    throw error;
  }
  // What a run that is cut short leaves outstanding is no leak; a hang is seen as such.
  const isHang = HANGS[end] !== undefined;
  const findings = analysis.findings.filter(
    ({ confidence }) =>
      confidence === 'certain' || (confidence === 'likely' && (isHang || !CUT_SHORT.has(end))),
  );
  return { findings, calls };
}

function fromTrace(finding: Finding, sources: ReadonlySet<string>, sites: SiteTable): RunFinding {
  const { rule, severity, confidence, fingerprint, message, site } = finding;
  const place =
    site.function === null
      ? null
      : { function: site.function, file: fileOf(site.function), line: site.line ?? 0 };
  return { rule, source: 'trace', severity, confidence, place, fingerprint, message };

  function fileOf(name: string): string {
    return sites.fileOfFunction(name) ?? [...sources][0] ?? '?';
  }
}

const SEVERITY: Readonly<Record<string, Severity>> = { 'call-under-lock': 'warning' };

function fromFact({ kind, stack, text }: Fact, sites: SiteTable): RunFinding {
  const places = stack.map((site) => sites.place(site)).filter((place) => place !== null);
  const [place = null, ...callers] = places;
  const through = callers.length === 0 ? '' : `, called from ${callers.map(placeWords).join(', from ')}`;
  const finding = labFinding(
    kind,
    place,
    `${text}${place === null ? '' : `: ${placeWords(place)}${through}`}`,
    kind,
  );
  return { ...finding, severity: SEVERITY[kind] ?? 'error' };
}

function hang({ waiters }: RunRecord, end: string, sites: SiteTable): RunFinding {
  const told = waiters
    .filter(({ what }) => what !== 'the scenario')
    .map(({ stack, what, thread }) => ({ place: sites.place(stack[0] ?? 0), what, thread }));
  const main = told.find(({ thread }) => thread.startsWith('main')) ?? told[0];
  const waits = told.map(
    ({ place, what }) => `${place === null ? 'the driver' : placeWords(place)} waits for ${what}`,
  );
  return labFinding('hang', main?.place ?? null, `${HANGS[end]}: ${waits.join('; ')}`, 'hang');
}

function labFinding(rule: string, place: Place | null, message: string, what: string): RunFinding {
  const key = ['lab', what, place?.function ?? ''].join('\0');
  const fingerprint = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return { rule, source: 'lab', severity: 'error', confidence: 'certain', place, fingerprint, message };
}

function labFaultOf({ exitCode, signal, stderr }: RawRun): string {
  const how = signal === 0 ? `exit code ${exitCode}` : `signal ${signal}`;
  return `the run ended without a record (${how})${stderr.trim() === '' ? '' : `: ${stderr.trim()}`}`;
}
