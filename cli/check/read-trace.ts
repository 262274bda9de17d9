import { TraceError } from '../../lib/etl/index.ts';
import { LatencyMeasurer, measureWhy, type ReadTrace, type Threshold } from '../../lib/report/index.ts';
import { why } from '../../lib/why/index.ts';
import { analyze } from '../../lib/wsk/index.ts';
import type { AnalysisOptions } from '../analysis.ts';
import { openInput } from '../files/open-input.ts';
import { analyzeOptionsOf } from '../options/analyze-options.ts';
import { type PlainError, plainError } from '../threads/plain-error.ts';

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
  readonly error: PlainError;
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
      return { file, error: plainError(error) };
    }
    throw new Error(`while reading ${file}`, { cause: error });
  }
}

async function analyzeTrace(
  file: string,
  { analysis: options, thresholds }: ReadRequest,
): Promise<ReadTrace> {
  const startedMs = performance.now();
  const measurer = new LatencyMeasurer(thresholds);
  const told = await analyzeOptionsOf(options);
  const trace = await openInput(file);
  try {
    const analyzeOptions = { ...told, observers: measurer.observers() };
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
