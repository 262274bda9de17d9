import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { openTrace } from '../lib/etl/file/index.ts';
import { TraceError } from '../lib/etl/index.ts';
import {
  type Analysis,
  type AnalyzeOptions,
  analyze,
  type Mapping,
  type Observer,
  readMapping,
} from '../lib/wsk/index.ts';
import { parseDuration } from './options/duration.ts';
import { collect } from './options/list.ts';
import { createProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What every command that analyses a trace can be told. */
export interface AnalysisOptions {
  readonly provider?: string[];
  readonly stuckAfter?: number;
  readonly mapping?: string[];
}

export function addAnalysisOptions(command: Command): Command {
  return command
    .option('--provider <name>', 'a driver’s provider, by name or GUID (may be repeated)', collect)
    .option(
      '--stuck-after <time>',
      'call nothing stuck that is younger, as in 30s (default: 10s)',
      parseDuration,
    )
    .option('--mapping <file>', 'what the events of other drivers mean (may be repeated)', collect);
}

/** Analyses a file, with a progress bar. */
export async function analyzeFile(
  file: string,
  options: AnalysisOptions & { readonly maxOccurrences?: number },
  terminal: Terminal,
  observers: readonly Observer[] = [],
): Promise<Analysis> {
  const mappings = (options.mapping ?? []).map(loadMapping);
  const trace = await openTrace(file);
  const progress = createProgress(terminal.hasProgress, trace.source.size);
  const { provider, stuckAfter, maxOccurrences } = options;
  const analyzeOptions: AnalyzeOptions = {
    observers,
    mappings,
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

function loadMapping(file: string): Mapping {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TraceError('usage', `the mapping can't be read: ${(cause as Error).message}`, { file }, cause);
  }
  return readMapping(json, file);
}
