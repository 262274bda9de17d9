import { basename, relative } from 'node:path';
import { type CoveredFile, coveredShare } from './coverage.ts';
import type { Description } from './description.ts';
import type { Exploration } from './explore.ts';
import type { LabFinding } from './findings.ts';
import type { Point } from './record.ts';
import { scriptText } from './script.ts';
import type { SiteTable } from './sites.ts';
import { scriptWords } from './words.ts';

/** A finding as reports tell it (`wsktrace.lab/1`). */
export interface ToldFinding {
  readonly rule: string;
  readonly source: 'trace' | 'lab';
  readonly severity: string;
  readonly confidence: string;
  readonly function: string | null;
  /** Beside `lab.json`. */
  readonly file: string | null;
  readonly line: number | null;
  readonly fingerprint: string;
  readonly message: string;
  /** The shortest way to it, in words and as `--script` takes it. */
  readonly deviation: string;
  readonly script: string;
  readonly run: number;
  readonly runs: number;
  /** What the first hundred runs that show it did, in words. */
  readonly ways: readonly string[];
  /** Whether the baseline knows it. */
  readonly known: boolean;
}

/** What the lab found: everything that a report tells. */
export interface LabResult {
  readonly schema: 'wsktrace.lab/1';
  readonly driver: string;
  readonly seed: number;
  readonly build: string;
  readonly runs: number;
  readonly stages: Exploration['stages'];
  readonly findings: readonly ToldFinding[];
  readonly points: readonly {
    readonly number: number;
    readonly kind: Point['kind'];
    readonly what: string;
    readonly function: string | null;
    readonly line: number | null;
    readonly answers: readonly string[];
    readonly walked: readonly string[];
  }[];
  readonly coverage: readonly {
    readonly file: string;
    readonly covered: number;
    readonly lines: number;
    /** Numbers of the lines that no run reached. */
    readonly missed: readonly number[];
  }[];
  readonly remarks: readonly string[];
  readonly doubts: readonly string[];
  readonly faults: Exploration['faults'];
}

export function resultOf(
  description: Description,
  exploration: Exploration,
  coverage: readonly CoveredFile[],
  options: { sites: SiteTable; seed: number; build: string; known: ReadonlySet<string>; root: string },
): LabResult {
  const { sites, root } = options;
  const { baseline, points, walked } = exploration;
  return {
    schema: 'wsktrace.lab/1',
    driver: basename(description.file),
    seed: options.seed,
    build: options.build,
    runs: exploration.runs,
    stages: exploration.stages,
    findings: exploration.findings.map((finding) => told(finding, sites, root, options.known)),
    points: points.map((point) => {
      const place = sites.place(point.stack[0] ?? 0);
      return {
        number: point.number,
        kind: point.kind,
        what: point.what,
        function: place?.function ?? null,
        line: place?.line ?? null,
        answers: point.answers.slice(1),
        walked: point.answers.filter((answer) => walked.get(point.number)?.has(answer) === true),
      };
    }),
    coverage: coverage.map((file) => {
      const { covered, all } = coveredShare(file);
      const missed = [...file.lines].filter(([, count]) => count === 0).map(([line]) => line);
      return { file: relative(root, file.file), covered, lines: all, missed: missed.sort((a, b) => a - b) };
    }),
    remarks: baseline.record.remarks,
    doubts: exploration.doubts,
    faults: exploration.faults,
  };
}

function told(finding: LabFinding, sites: SiteTable, root: string, known: ReadonlySet<string>): ToldFinding {
  const { rule, source, severity, confidence, place, fingerprint, message, script, run, runs, ways } =
    finding;
  return {
    rule,
    source,
    severity,
    confidence,
    function: place?.function ?? null,
    file: place === null ? null : relative(root, place.file),
    line: place?.line ?? null,
    fingerprint,
    message,
    deviation: scriptWords(script, sites),
    script: scriptText(script),
    run,
    runs,
    ways: ways.map((way) => scriptWords(way, sites)),
    known: known.has(fingerprint),
  };
}
