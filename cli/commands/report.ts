import { Command } from 'commander';
import { reportJson, reportText } from '../../lib/report/index.ts';
import { type AnalysisOptions, addAnalysisOptions, analyzeFiles } from '../analysis.ts';
import { parseCount } from '../options/integer.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

interface ReportOptions extends AnalysisOptions {
  readonly json?: boolean;
  readonly maxOccurrences?: number;
}

export function reportCommand(terminal: Terminal): Command {
  const command = new Command('report')
    .description('analyse the WSK calls in a trace: latencies, leaks and unmatched IRPs')
    .argument('<file...>', 'trace file (.etl, .etl.gz, .etl.zip), or the files of one recording')
    .option('--json', 'as JSON')
    .option('--max-occurrences <n>', 'occurrences kept of each finding (default: 1000)', parseCount)
    .addHelpText('after', '\nExample:\n  wsktrace report trace.etl --stuck-after 30s');
  return addAnalysisOptions(command).action(async (files: string[], options: ReportOptions) => {
    const analysis = await analyzeFiles(files, options, terminal);
    const { width, style } = terminal;
    terminal.out(options.json ? reportJson(analysis) : reportText(analysis, { width, style }));
    warnOfDamage(analysis.trace, terminal);
  });
}
