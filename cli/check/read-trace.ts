import { type ErrorKind, type ErrorPlace, TraceError } from '../../lib/etl/index.ts';
import { LatencyMeasurer, measureWhy, type ReadTrace, type Threshold } from '../../lib/report/index.ts';
import { why } from '../../lib/why/index.ts';
import { type AnalyzeOptions, analyze } from '../../lib/wsk/index.ts';
import type { AnalysisOptions } from '../analysis.ts';
import { openInput } from '../files/open-input.ts';
import { readMappings } from '../files/read-mappings.ts';

/** Of more calls than these, thresholds on causes look at the slowest. */
const EXPLAINED = 10_000;

/** How traces are to be read; plain data, so that it reaches other threads. */
export interface ReadRequest {
  readonly analysis: AnalysisOptions;
  readonly thresholds: readonly Threshold[];
}

/** What came of reading one trace; plain data, so that it comes back from other threads. */
export type ReadOutcome = { readonly file: string; readonly trace: ReadTrace } | UnreadOutcome;

export interface UnreadOutcome {
  readonly file: string;
  /** What a TraceError is made of. */
  readonly error: { readonly kind: ErrorKind; readonly lines: readonly string[]; readonly place: ErrorPlace };
}

/**
 * Reads and analyses one trace. What can be wrong with it is an outcome; a fault of the program is thrown, with the
 * name of the trace that shows it.
 */
export async function readTrace(file: string, request: ReadRequest): Promise<ReadOutcome> {
  try {
    return { file, trace: await analyzeTrace(file, request) };
  } catch (error) {
    if (error instanceof TraceError) {
      return { file, error: { kind: error.kind, lines: error.lines, place: error.place } };
    }
    throw new Error(`while reading ${file}`, { cause: error });
  }
}

async function analyzeTrace(
  file: string,
  { analysis: options, thresholds }: ReadRequest,
): Promise<ReadTrace> {
  const { provider, stuckAfter, mapping } = options;
  const startedMs = performance.now();
  const measurer = new LatencyMeasurer(thresholds);
  const mappings = await readMappings(mapping);
  const trace = await openInput(file);
  try {
    const analyzeOptions: AnalyzeOptions = {
      mappings,
      observers: measurer.observers(),
      ...(provider === undefined ? {} : { providers: provider }),
      ...(stuckAfter === undefined ? {} : { stuckAfterNs: stuckAfter }),
    };
    if (thresholds.some(({ metric }) => metric === 'why')) {
      const explained = why(trace, { ...analyzeOptions, choice: { worst: EXPLAINED } });
      const measurements = measurer
        .measurements()
        .map((measured, at) =>
          thresholds[at]!.metric === 'why' ? measureWhy(thresholds[at]!, explained) : measured,
        );
      return { file, analysis: explained.analysis, measurements, readMs: performance.now() - startedMs };
    }
    const result = analyze(trace, analyzeOptions);
    const readMs = performance.now() - startedMs;
    return { file, analysis: result, measurements: measurer.measurements(), readMs };
  } finally {
    trace.close();
  }
}
