import type { Command } from 'commander';
import { type Trace, TraceError } from '../lib/etl/index.ts';
import { type Analysis, type AnalyzeOptions, analyzeWithNames, type Observer } from '../lib/wsk/index.ts';
import { openInput } from './files/open-input.ts';
import { STANDARD } from './files/standard-streams.ts';
import { analyzeOptionsOf } from './options/analyze-options.ts';
import { parseDuration } from './options/duration.ts';
import { collect } from './options/list.ts';
import { createProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { readingThreadFor } from './threads/reading-thread.ts';
import { warnOfNoDriver, warnOfUnknownProviders } from './warnings.ts';

/** What every command that analyses a trace can be told. */
export interface AnalysisOptions {
  readonly provider?: string[];
  readonly stuckAfter?: number;
  readonly mapping?: string[];
}

export function addAnalysisOptions(command: Command): Command {
  return command
    .option(
      '--provider <name>',
      'also analyse the events of this provider, a WSK driver’s, by name or GUID (may be repeated)',
      collect,
    )
    .option(
      '--stuck-after <time>',
      'call nothing stuck that is younger, as in 30s (default: 10s)',
      parseDuration,
    )
    .option('--mapping <file>', 'what the events of other drivers mean (may be repeated)', collect);
}

/** Analyses a file, or several of one recording, with a progress bar. */
export async function analyzeFiles(
  files: readonly string[],
  options: AnalysisOptions & { readonly maxOccurrences?: number },
  terminal: Terminal,
  observers: readonly Observer[] = [],
): Promise<Analysis> {
  const { maxOccurrences } = options;
  const analysis = await withTraces(files, options, terminal, (traces, analyzeOptions) =>
    analyzeWithNames(traces, {
      ...analyzeOptions,
      observers,
      ...(maxOccurrences === undefined ? {} : { maxOccurrences }),
    }),
  );
  warnOfAnalysis(analysis, options, terminal);
  return analysis;
}

/** Warns of what was asked for and is not in the trace. */
export function warnOfAnalysis(analysis: Analysis, { provider }: AnalysisOptions, terminal: Terminal): void {
  warnOfUnknownProviders(analysis.trace, provider, terminal);
  warnOfNoDriver(analysis, terminal);
}

/** Opens files for something that analyses them, with a progress bar, and closes them afterwards. */
export async function withTraces<Result>(
  files: readonly string[],
  options: AnalysisOptions,
  terminal: Terminal,
  use: (traces: readonly Trace[], options: AnalyzeOptions) => Result | Promise<Result>,
): Promise<Result> {
  const analyzeOptions = await analyzeOptionsOf(options);
  const traces = await openTraces(files);
  const size = traces.reduce((sum, { source }) => sum + source.size, 0);
  const progress = await createProgress(terminal.hasProgress, size);
  try {
    return await use(traces, {
      ...analyzeOptions,
      startReading: readingThreadFor(traces),
      onProgress: (bytes, events) => progress.update(bytes, events),
    });
  } finally {
    progress.end();
    closeAll(traces);
  }
}

async function openTraces(files: readonly string[]): Promise<Trace[]> {
  if (files.filter((file) => file === STANDARD).length > 1) {
    throw new TraceError('usage', 'standard input is named twice: it holds one trace');
  }
  const traces: Trace[] = [];
  try {
    for (const file of files) {
      traces.push(await openInput(file));
    }
    return traces;
  } catch (error) {
    closeAll(traces);
    throw error;
  }
}

function closeAll(traces: readonly Trace[]): void {
  for (const trace of traces) {
    trace.close();
  }
}
