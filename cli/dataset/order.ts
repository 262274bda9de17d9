import { compactedStatus, type DatasetOrder, type TraceLabels } from '../../lib/frames/dataset/index.ts';
import { jsonText } from '../../lib/text/index.ts';
import type { AnalysisOptions } from '../analysis.ts';
import { exitCodeOf } from '../exit-code.ts';
import { analyzeOptionsOf } from '../options/analyze-options.ts';

/** How traces go into a dataset; plain data, so that it reaches other threads. */
export interface DatasetRequest {
  readonly folder: string;
  readonly analysis: AnalysisOptions;
  readonly version: string;
}

/** One input; plain data likewise. */
export interface DatasetTask {
  readonly path: string;
  readonly labels: TraceLabels;
}

export async function orderOf({ folder, analysis, version }: DatasetRequest): Promise<DatasetOrder> {
  const options = await analyzeOptionsOf(analysis);
  const compacted = compactedStatus(folder);
  return { folder, analysis: options, analysisKey: jsonText(options), version, exitCodeOf, compacted };
}
