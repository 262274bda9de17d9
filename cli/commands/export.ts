import { Command, Option } from 'commander';
import type { ExportFormatName } from '../../lib/frames/export/index.ts';
import type { FrameName } from '../../lib/frames/index.ts';
import { formatBytes, plural } from '../../lib/report/index.ts';
import { printable } from '../../lib/text/index.ts';
import { type AnalysisOptions, addAnalysisOptions, withTraces } from '../analysis.ts';
import { SPREADSHEET_HELP } from '../options/spreadsheet.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage, warnOfNoDriver, warnOfUnknownProviders } from '../warnings.ts';

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

interface ExportCommandOptions extends AnalysisOptions {
  readonly out: string;
  readonly format: ExportFormatName;
  readonly frame?: FrameName[];
  readonly spreadsheet?: boolean;
}

export function exportCommand(terminal: Terminal): Command {
  const command = new Command('export')
    .argument('<file...>', 'trace files of one recording (.etl, .etl.gz, .etl.zip)')
    .requiredOption('-o, --out <dir>', 'folder for the files; made where it is missing')
    .addOption(
      new Option('--format <format>', 'kind of file').choices(Object.keys(FORMATS)).default('parquet'),
    )
    .option('--spreadsheet', SPREADSHEET_HELP)
    .addOption(new Option('--frame <name...>', 'only these frames').choices(Object.keys(FRAMES)))
    .addHelpText('after', '\nExample:\n  wsktrace export trace.etl --out frames --format parquet');
  return addAnalysisOptions(command).action(async (files: string[], options: ExportCommandOptions) => {
    // Loaded when it is needed: the formats' libraries would slow every other command down.
    const { exportFrames } = await import('../../lib/frames/export/index.ts');
    const { out, format, frame, spreadsheet = false } = options;
    const { analysis, files: written } = await withTraces(
      files,
      options,
      terminal,
      (traces, analyzeOptions) =>
        exportFrames(traces, {
          ...analyzeOptions,
          folder: out,
          format,
          forSpreadsheet: spreadsheet,
          ...(frame === undefined ? {} : { frames: frame }),
        }),
    );
    for (const { path, rows, bytes } of written) {
      terminal.out(`${printable(path)}  ${plural(rows, 'row')}  ${formatBytes(bytes)}\n`);
    }
    warnOfDamage(analysis.trace, terminal);
    warnOfUnknownProviders(analysis.trace, options.provider, terminal);
    warnOfNoDriver(analysis, terminal);
  });
}
