import type { DatasetOrder, TraceLabels } from '../../lib/frames/dataset/index.ts';
import { jsonText } from '../../lib/text/index.ts';
import type { AnalyzeOptions } from '../../lib/wsk/index.ts';
import type { AnalysisOptions } from '../analysis.ts';
import { readMappings } from '../files/read-mappings.ts';

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
  const { provider, stuckAfter, mapping } = analysis;
  const mappings = await readMappings(mapping);
  const options: AnalyzeOptions = {
    mappings,
    ...(provider === undefined ? {} : { providers: provider }),
    ...(stuckAfter === undefined ? {} : { stuckAfterNs: stuckAfter }),
  };
  return { folder, analysis: options, analysisKey: jsonText(options), version };
}
