import { TraceError } from '../../lib/etl/index.ts';
import { refuseClashes } from '../../lib/output/index.ts';
import { createLocator, type GateSettings, judgedTraces, sidesOfBuilds } from '../../lib/report/index.ts';
import { warnOfAmbiguous } from '../dataset/warn-of-ambiguous.ts';
import { refuseMisplaced } from '../options/refuse-misplaced.ts';
import type { Terminal } from '../terminal.ts';
import { readBaseline } from './baseline-file.ts';
import { type ComparisonOptions, runComparison } from './comparison.ts';
import { outputFiles } from './outputs.ts';
import { readSources } from './source-files.ts';

/** What `check --dataset` is told. */
export interface DatasetCheckOptions extends ComparisonOptions {
  readonly dataset?: string;
  readonly build?: string;
  readonly against?: readonly string[];
}

/** The rest of it, with what the configuration says where the command line says nothing. */
export interface DatasetCheckContext {
  readonly settings: GateSettings;
  readonly configFile: string | null;
  readonly baselineFile: string | undefined;
  readonly sourceRoot: string | undefined;
  readonly version: string;
}

/** Options that ask for something of traces that are read, or of thresholds: a dataset is read, and has none. */
const OF_TRACES = [
  'threshold',
  'aggregate',
  'updateBaseline',
  'pruneBaseline',
  'provider',
  'mapping',
  'stuckAfter',
  'jobs',
] as const;
const OF_DATASETS = ['build', 'against', 'minEffect', 'alpha'] as const;

/**
 * Refuses options that are of no use beside others, so that nobody relies on them.
 * @throws TraceError of kind `usage`
 */
export function refuseMixtures(traces: readonly string[], options: DatasetCheckOptions): void {
  const isDataset = options.dataset !== undefined;
  if (isDataset && traces.length > 0) {
    throw new TraceError('usage', 'check takes either traces or --dataset');
  }
  if (!isDataset && traces.length === 0) {
    throw new TraceError('usage', 'check takes traces, or --dataset with --build and --against');
  }
  if (isDataset && (options.build === undefined || options.against === undefined)) {
    throw new TraceError('usage', '--dataset goes together with --build and --against');
  }
  refuseMisplaced(options, isDataset, { ofDatasets: OF_DATASETS, ofTraces: OF_TRACES });
}

/** Holds a build of a dataset against others, and ends as the comparison does. */
export async function checkDataset(
  options: DatasetCheckOptions,
  context: DatasetCheckContext,
  terminal: Terminal,
): Promise<void> {
  const { settings, configFile, baselineFile, sourceRoot, version } = context;
  const baseline = await readBaseline(baselineFile, {});
  const sources = sourceRoot === undefined ? [] : readSources(sourceRoot);
  refuseClashes(
    [
      ...sources.map(({ path }) => path),
      ...[configFile, baselineFile ?? null].filter((file) => file !== null),
    ],
    outputFiles(options.format),
  );
  const builds = { head: options.build!, base: options.against! };
  runComparison(
    {
      ...(await readSides(options.dataset!, builds, terminal)),
      builds,
      settings,
      known: new Set((baseline ?? []).map(({ fingerprint }) => fingerprint)),
      locate: createLocator(sources),
      version,
    },
    options,
    terminal,
  );
}

async function readSides(
  folder: string,
  builds: { readonly head: string; readonly base: readonly string[] },
  terminal: Terminal,
) {
  const { openDataset } = await import('../../lib/frames/sql/index.ts');
  const { readFindings, readFleet, readLatencies } = await import('../../lib/frames/fleet/index.ts');
  const database = await openDataset(folder);
  try {
    await warnOfAmbiguous(database, folder, terminal);
    // A trace that was told to be of both sides has what it shows on both: on one alone it would seem new, or fixed.
    const sideOf = (build: string | null) => (build !== null && builds.base.includes(build) ? 'base' : build);
    const choice = { traces: await readFleet(database, ({ build }) => sideOf(build)), builds };
    const judged = judgedTraces(choice);
    return sidesOfBuilds(choice, await readLatencies(database, judged), await readFindings(database, judged));
  } finally {
    database.close();
  }
}
