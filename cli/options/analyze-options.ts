import type { AnalyzeOptions } from '../../lib/wsk/index.ts';
import type { AnalysisOptions } from '../analysis.ts';
import { readMappings } from '../files/read-mappings.ts';

/**
 * What an analysis is told, of what the command line tells; reads the mappings.
 * @throws TraceError of kind `usage` for a mapping that is missing or wrong
 */
export async function analyzeOptionsOf({
  provider,
  stuckAfter,
  mapping,
}: AnalysisOptions): Promise<AnalyzeOptions> {
  return {
    mappings: await readMappings(mapping),
    ...(provider === undefined ? {} : { providers: provider }),
    ...(stuckAfter === undefined ? {} : { stuckAfterNs: stuckAfter }),
  };
}
