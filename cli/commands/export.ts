import { Command, Option } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import type { ExportFormatName } from '../../lib/frames/export/index.ts';
import type { FrameName } from '../../lib/frames/index.ts';
import { refuseClashes } from '../../lib/output/index.ts';
import { formatBytes, plural } from '../../lib/report/index.ts';
import { printable } from '../../lib/text/index.ts';
import type { Analysis } from '../../lib/wsk/index.ts';
import { addAnalysisOptions, warnOfAnalysis, withTraces } from '../analysis.ts';
import type { DatasetOptions } from '../dataset/export-dataset.ts';
import { exitCodeOf } from '../exit-code.ts';
import { refuseStdout } from '../files/standard-streams.ts';
import { packageVersion } from '../files/version.ts';
import { parseDuration } from '../options/duration.ts';
import { parseCount } from '../options/integer.ts';
import { parseLabel } from '../options/label.ts';
import { refuseMisplaced } from '../options/refuse-misplaced.ts';
import { refuseSpreadsheet, SPREADSHEET_HELP } from '../options/spreadsheet.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

/** The names by the types of what is loaded later: one that is missing here does not compile. */
const FORMATS: Readonly<Record<ExportFormatName, true>> = {
  parquet: true,
  arrow: true,
  csv: true,
  ndjson: true,
};
const FRAMES: Readonly<Record<FrameName, true>> = {
  calls: true,
  irps: true,
  sockets: true,
  callbacks: true,
  driver: true,
  findings: true,
  occurrences: true,
  segments: true,
  trace: true,
};

interface ExportCommandOptions extends DatasetOptions {
  readonly out?: string;
  readonly dataset?: string;
  readonly status?: string;
  readonly format?: ExportFormatName;
  readonly frame?: FrameName[];
  readonly spreadsheet?: boolean;
}

const EXAMPLES = `
Examples:
  wsktrace export trace.etl --out frames --format parquet
  wsktrace export "traces/**/*.etl" --dataset fleet --labels-from "{build}/{machine}/*.etl"`;

export function exportCommand(terminal: Terminal): Command {
  const command = new Command('export')
    .argument(
      '<file...>',
      'trace files of one recording (.etl, .etl.gz, .etl.zip; - for stdin); with --dataset one recording each',
    )
    .option('-o, --out <dir>', 'folder for the files of one recording; made where it is missing')
    .addOption(
      new Option('--format <format>', 'kind of file (default: parquet)').choices(Object.keys(FORMATS)),
    )
    .option('--spreadsheet', SPREADSHEET_HELP)
    .addOption(new Option('--frame <name...>', 'only these frames').choices(Object.keys(FRAMES)))
    .option('--status <file>', 'also write what can be relied on, as a Parquet file of one row')
    .option('--dataset <dir>', 'put many recordings, and folders of them, into one dataset of Parquet files')
    .option('--machine <name>', 'in a dataset: the machine that they were recorded on')
    .option('--build <name>', 'in a dataset: the build that was traced')
    .option('--label <name=value>', 'in a dataset: a further column (may be repeated)', parseLabel)
    .option('--labels-from <pattern>', 'in a dataset: labels in the paths, as in {build}/{machine}/*.etl')
    .option(
      '--jobs <n>',
      'in a dataset: traces at the same time (default: as many as processors)',
      parseCount,
    )
    .option('--time-limit <time>', 'in a dataset: give a trace up after so long, as in 10m', parseDuration)
    .option(
      '--give-up <reason>',
      'in a dataset: read nothing, and give the inputs the status of unreadable ones',
    )
    .addHelpText('after', EXAMPLES);
  return addAnalysisOptions(command).action(async (files: string[], options: ExportCommandOptions) => {
    const version = packageVersion();
    refuseMixtures(options);
    if (options.dataset === undefined) {
      await exportOne(files, options, version, terminal);
      return;
    }
    const { exportDataset } = await import('../dataset/export-dataset.ts');
    await exportDataset(files, options.dataset, options, version, terminal);
  });
}

/** Options that are of no use beside others are refused, so that nobody relies on them. */
function refuseMixtures(options: ExportCommandOptions): void {
  refuseStdout(options.out ?? options.dataset, 'an export is several files: name a folder');
  const isDataset = options.dataset !== undefined;
  if (isDataset === (options.out !== undefined)) {
    throw new TraceError('usage', 'export needs either --out or --dataset');
  }
  refuseMisplaced(options, isDataset, {
    ofDatasets: ['machine', 'build', 'label', 'labelsFrom', 'jobs', 'timeLimit', 'giveUp'],
    ofTraces: ['format', 'frame', 'spreadsheet', 'status'],
  });
  refuseSpreadsheet(options);
}

async function exportOne(
  files: readonly string[],
  options: ExportCommandOptions,
  version: string,
  terminal: Terminal,
): Promise<void> {
  // Loaded when it is needed: the formats' libraries would slow every other command down.
  const { exportFrames } = await import('../../lib/frames/export/index.ts');
  const { format = 'parquet', frame, spreadsheet = false, status } = options;
  refuseClashes(files, [status]);
  const run = () =>
    withTraces(files, options, terminal, (traces, analyzeOptions) =>
      exportFrames(traces, {
        ...analyzeOptions,
        folder: options.out!,
        format,
        forSpreadsheet: spreadsheet,
        ...(frame === undefined ? {} : { frames: frame }),
      }),
    );
  const { analysis, files: written } = await (status === undefined
    ? run()
    : withStatus(run, { path: files[0]!, status, version }));
  for (const { path, rows, bytes } of written) {
    terminal.out(`${printable(path)}  ${plural(rows, 'row')}  ${formatBytes(bytes)}\n`);
  }
  warnOfDamage(analysis.trace, terminal);
  warnOfAnalysis(analysis, options, terminal);
}

/** Writes the status of an export, whatever comes of it. */
async function withStatus<Result extends { readonly analysis: Analysis }>(
  run: () => Promise<Result>,
  { path, status, version }: { readonly path: string; readonly status: string; readonly version: string },
): Promise<Result> {
  const { fileStatus, writeStatus } = await import('../../lib/frames/dataset/index.ts');
  try {
    const result = await run();
    writeStatus(status, await fileStatus(path, version, { analysis: result.analysis }));
    return result;
  } catch (error) {
    if (error instanceof TraceError) {
      const outcome = { exitCode: exitCodeOf(error), message: error.message };
      writeStatus(status, await fileStatus(path, version, outcome));
    }
    throw error;
  }
}
