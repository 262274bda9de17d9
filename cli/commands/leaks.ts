import { Command } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { leaksJson, leaksText, SHOWN_LEAKS } from '../../lib/report/index.ts';
import { DEFAULT_MAX_OUTSTANDING, LeakCollector } from '../../lib/wsk/index.ts';
import { type AnalysisOptions, addAnalysisOptions, analyzeFiles } from '../analysis.ts';
import { locateIn } from '../check/source-files.ts';
import { parseCount } from '../options/integer.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

interface LeaksCommandOptions extends AnalysisOptions {
  readonly json?: boolean;
  readonly max?: number;
  readonly sourceRoot?: string;
}

export function leaksCommand(terminal: Terminal): Command {
  const command = new Command('leaks')
    .argument('<file...>', 'trace file (.etl, .etl.gz, .etl.zip; - for stdin), or the files of one recording')
    .option(
      '--max <n>',
      `objects listed of each kind (default: ${SHOWN_LEAKS}, in JSON ${DEFAULT_MAX_OUTSTANDING})`,
      parseCount,
    )
    .option('--source-root <folder>', 'the driver’s sources: findings name the file, too')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  wsktrace leaks trace.etl --json');
  return addAnalysisOptions(command).action(async (files: string[], options: LeaksCommandOptions) => {
    if (options.json && options.sourceRoot !== undefined) {
      throw new TraceError('usage', '--source-root shows in the text: not with --json');
    }
    const sources = locateIn(options.sourceRoot);
    const collector = new LeakCollector(options.max);
    const analysis = await analyzeFiles(files, options, terminal, [collector.observer()]);
    const leaks = collector.result();
    const { width, style } = terminal;
    if (options.json) {
      terminal.data(leaksJson(analysis, leaks));
    } else {
      terminal.out(leaksText(analysis, leaks, { width, style, shown: options.max, ...sources }));
    }
    warnOfDamage(analysis.trace, terminal);
  });
}
