import { Command } from 'commander';
import { openTrace } from '../../lib/etl/file/index.ts';
import { reportJson, reportText } from '../../lib/report/index.ts';
import { type Analysis, type AnalyzeOptions, analyze } from '../../lib/wsk/index.ts';
import { parseDuration } from '../options/duration.ts';
import { parseCount } from '../options/integer.ts';
import { collect } from '../options/list.ts';
import { createProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

interface ReportOptions {
  readonly json?: boolean;
  readonly provider?: string[];
  readonly stuckAfter?: number;
  readonly maxOccurrences?: number;
}

export function reportCommand(terminal: Terminal): Command {
  return new Command('report')
    .description('analyse the WSK calls in a trace: latencies, leaks and unmatched IRPs')
    .argument('<file>', 'trace file (.etl, .etl.gz, .etl.zip)')
    .option('--json', 'as JSON')
    .option('--provider <name>', 'a driver’s provider, by name or GUID (may be repeated)', collect)
    .option(
      '--stuck-after <time>',
      'call nothing stuck that is younger, as in 30s (default: 10s)',
      parseDuration,
    )
    .option('--max-occurrences <n>', 'occurrences kept of each finding (default: 1000)', parseCount)
    .addHelpText('after', '\nExample:\n  wsktrace report trace.etl --stuck-after 30s')
    .action(async (file: string, options: ReportOptions) => {
      const analysis = await analyzeFile(file, options, terminal);
      const { width, style } = terminal;
      terminal.out(options.json ? reportJson(analysis) : reportText(analysis, { width, style }));
      warnOfDamage(analysis.trace, terminal);
    });
}

async function analyzeFile(file: string, options: ReportOptions, terminal: Terminal): Promise<Analysis> {
  const trace = await openTrace(file);
  const progress = createProgress(terminal.hasProgress, trace.source.size);
  const { provider, stuckAfter, maxOccurrences } = options;
  const analyzeOptions: AnalyzeOptions = {
    ...(provider === undefined ? {} : { providers: provider }),
    ...(stuckAfter === undefined ? {} : { stuckAfterNs: stuckAfter }),
    ...(maxOccurrences === undefined ? {} : { maxOccurrences }),
    onProgress: (bytes, events) => progress.update(bytes, events),
  };
  try {
    return analyze(trace, analyzeOptions);
  } finally {
    progress.end();
    trace.close();
  }
}
