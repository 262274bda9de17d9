import { analyzeAndExplain, type Explanation, type WhyOptions } from '../lib/why/index.ts';
import type { Observer } from '../lib/wsk/index.ts';
import { type AnalysisOptions, warnOfAnalysis, withTraces } from './analysis.ts';
import type { Terminal } from './terminal.ts';

/** Which calls are to be explained, and of how many there are pictures. */
export type Explained = Pick<WhyOptions, 'choice' | 'drawn'>;

/** Analyses a file, or several of one recording, and follows its machine in a second pass where there is one. */
export async function explainFiles(
  files: readonly string[],
  options: AnalysisOptions & { readonly maxOccurrences?: number },
  terminal: Terminal,
  observers: readonly Observer[],
  explained: Explained,
): Promise<Explanation> {
  const { maxOccurrences } = options;
  const explanation = await withTraces(files, options, terminal, (traces, analyzeOptions) =>
    analyzeAndExplain(traces, {
      ...analyzeOptions,
      ...explained,
      observers,
      ...(maxOccurrences === undefined ? {} : { maxOccurrences }),
    }),
  );
  warnOfAnalysis(explanation.analysis, options, terminal);
  return explanation;
}
