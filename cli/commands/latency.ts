import { Command, Option } from 'commander';
import { latencyJson, latencyText } from '../../lib/report/index.ts';
import { DEFAULT_SLICES, DIMENSIONS, type Dimension, LatencyCollector } from '../../lib/wsk/index.ts';
import { type AnalysisOptions, addAnalysisOptions, analyzeFiles } from '../analysis.ts';
import { parseCountUpTo } from '../options/integer.ts';
import { parseOperation } from '../options/operation.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

/** Slices that somebody might look at, or plot: each holds a histogram while the trace is read. */
const MAX_SLICES = 10_000;
/** Each is kept with what else happened meanwhile, some kilobytes. */
const MAX_SLOWEST = 10_000;

interface LatencyCommandOptions extends AnalysisOptions {
  readonly by: Dimension;
  readonly op?: number;
  readonly slowest?: number;
  readonly slices: number;
  readonly json?: boolean;
}

export function latencyCommand(terminal: Terminal): Command {
  const command = new Command('latency')
    .argument('<file...>', 'trace file (.etl, .etl.gz, .etl.zip; - for stdin), or the files of one recording')
    .addOption(new Option('--by <what>', 'what to group the calls by').choices(DIMENSIONS).default('op'))
    .option('--op <operation>', 'only calls of this operation, as in Send', parseOperation)
    .option(
      '--slowest <n>',
      'also list the n slowest calls, with what else happened meanwhile',
      parseCountUpTo(MAX_SLOWEST),
    )
    .addOption(
      new Option('--slices <n>', 'slices of time at the most')
        .argParser(parseCountUpTo(MAX_SLICES))
        .default(DEFAULT_SLICES),
    )
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  wsktrace latency trace.etl --by socket --op Receive --slowest 5');
  return addAnalysisOptions(command).action(async (files: string[], options: LatencyCommandOptions) => {
    const { by, op, slowest, slices, json } = options;
    const collector = new LatencyCollector({
      ...(op === undefined ? {} : { op }),
      ...(slowest === undefined ? {} : { slowest }),
      by: by === 'op' || by === 'time' ? [] : [by],
      slices,
    });
    const analysis = await analyzeFiles(files, options, terminal, collector.observers());
    const latency = collector.result();
    const { width, style } = terminal;
    if (json) {
      terminal.data(latencyJson(analysis, latency));
    } else {
      terminal.out(latencyText(analysis, latency, { width, style, by }));
    }
    warnOfDamage(analysis.trace, terminal);
  });
}
