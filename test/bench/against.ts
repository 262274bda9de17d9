import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { synthesiseFile } from '../support/synthesiser/index.ts';
import { type Run, runNode } from './measure.ts';
import { type BenchTrace, nameOf, traceFile } from './traces.ts';

/** A command as a user runs it, over one trace. */
interface Contest {
  readonly name: string;
  /** null where no trace is made for it. */
  readonly trace: BenchTrace | null;
  readonly argv: (path: string, folder: string) => readonly string[];
}

const KB = 1024;
const usual = { events: 1_500_000, processors: 8, bufferBytes: 64 * KB, noise: 0, isCompressed: false };
const million = { ...usual, events: 1_000_000 };
/** Traces of a build job. */
const JOBS = 100;

function contests(isQuick: boolean): Contest[] {
  const great = { ...usual, events: 6_400_000 };
  const all: Contest[] = [
    { name: 'report', trace: great, argv: (path) => ['report', path] },
    { name: 'report', trace: usual, argv: (path) => ['report', path] },
    { name: 'report', trace: { ...million, noise: 0.9 }, argv: (path) => ['report', path] },
    {
      name: 'report',
      trace: { ...usual, events: 5_000_000, isCompressed: true },
      argv: (path) => ['report', path],
    },
    {
      name: 'report --html',
      trace: million,
      argv: (path, out) => ['report', '--html', join(out, 'r.html'), path],
    },
    { name: 'latency', trace: million, argv: (path) => ['latency', path] },
    { name: 'export', trace: million, argv: (path, out) => ['export', '--out', join(out, 'frames'), path] },
    { name: 'info', trace: great, argv: (path) => ['info', path] },
    {
      name: 'events --format ndjson',
      trace: million,
      argv: (path) => ['events', '--format', 'ndjson', path],
    },
    {
      name: `check of ${JOBS} traces`,
      trace: null,
      argv: (_, folder) => ['check', '--no-config', jobs(folder)],
    },
    { name: 'report of a fixture', trace: null, argv: () => ['report', 'fixtures/wine-leak-irp.etl'] },
    { name: '--help', trace: null, argv: () => ['--help'] },
  ];
  return isQuick ? all.map((one) => ({ ...one, trace: one.trace && { ...one.trace, events: 50_000 } })) : all;
}

/** The folder of many small traces, as a test run leaves them; made where it is missing. */
function jobs(folder: string): string {
  const own = join(folder, 'jobs');
  if (mkdirSync(own, { recursive: true }) !== undefined) {
    for (let seed = 1; seed <= JOBS; seed++) {
      synthesiseFile(join(own, `${seed}.etl`), {
        seed,
        events: 10_000,
        processors: 4,
        noise: 0,
        concurrency: 16,
      });
    }
  }
  return own;
}

interface AgainstOptions {
  readonly runs: number;
  readonly only: string;
  readonly isQuick: boolean;
  readonly cache: string;
}

/**
 * Runs two builds in turns, and makes a Markdown table of how many times less the second one takes: the median of the
 * pairs' ratios, with the middle half of them.
 */
export async function against(before: string, now: string, options: AgainstOptions): Promise<string> {
  const lines = [
    ['command', 'trace', 's', '× as fast', 's of processor', '× less processor time', 'peak MB', '× memory'],
    ['---', '---', '--:', '--:', '--:', '--:', '--:', '--:'],
  ];
  for (const contest of contests(options.isQuick)) {
    const trace = contest.trace === null ? '' : nameOf(contest.trace);
    if (`${contest.name} ${trace}`.includes(options.only)) {
      const pairs = await inTurns(contest, [before, now], options);
      lines.push([contest.name, trace, ...told(pairs)]);
      console.error(lines.at(-1)!.join(' | '));
    }
  }
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

type Pair = readonly [before: Run, now: Run];

async function inTurns(
  { trace, argv }: Contest,
  [before, now]: readonly [string, string],
  { runs, cache }: AgainstOptions,
): Promise<Pair[]> {
  mkdirSync(cache, { recursive: true });
  const path = trace === null ? '' : traceFile(trace, cache).path;
  const args = argv(path, cache);
  const once = (main: string) => runNode(main, args, [0, 1, 4]);
  // The first run brings the file into the page cache.
  await once(now);
  const pairs: Pair[] = [];
  for (let i = 0; i < runs; i++) {
    // Who comes first changes: the machine may grow warm, or busy.
    const first = i % 2 === 0 ? await once(before) : null;
    const own = await once(now);
    pairs.push([first ?? (await once(before)), own]);
  }
  return pairs;
}

function told(pairs: readonly Pair[]): string[] {
  const of = (which: 0 | 1, figure: (run: Run) => number) =>
    quantile(
      pairs.map((pair) => figure(pair[which])),
      0.5,
    );
  const both = (figure: (run: Run) => number, digits: number, unit: number) =>
    `${(of(0, figure) / unit).toFixed(digits)} → ${(of(1, figure) / unit).toFixed(digits)}`;
  const ratio = (figure: (run: Run) => number, turn: (ratio: number) => number = (value) => value) => {
    const ratios = pairs.map(([before, now]) => turn(figure(before) / figure(now)));
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(ratios, share).toFixed(2));
    return `${middle} (${low}–${high})`;
  };
  return [
    both(({ wallMs }) => wallMs, 2, 1000),
    ratio(({ wallMs }) => wallMs),
    both(({ cpuMs }) => cpuMs, 2, 1000),
    ratio(({ cpuMs }) => cpuMs),
    both(({ peakBytes }) => peakBytes, 0, 1e6),
    ratio(
      ({ peakBytes }) => peakBytes,
      (value) => 1 / value,
    ),
  ];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
