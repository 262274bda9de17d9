import { Explainer, hasMachine, type Why, type WhyOptions } from '../lib/why/index.ts';
import { type Analysis, analyzeWithNames, type Observer } from '../lib/wsk/index.ts';
import { type AnalysisOptions, warnOfAnalysis, withTraces } from './analysis.ts';
import type { Terminal } from './terminal.ts';

/** Pictures in one page: each is some hundred kilobytes of it. */
export const DRAWN_CALLS = 12;

/** Which calls are to be explained, and of how many there are pictures. */
export type Explained = Pick<WhyOptions, 'choice' | 'drawn'>;

/** An analysis, and why calls were slow where the trace tells what its machine did; else null. */
export interface Explanation {
  readonly analysis: Analysis;
  readonly why: Why | null;
}

/** Analyses a file, or several of one recording, and follows its machine in a second pass where there is one. */
export async function explainFiles(
  files: readonly string[],
  options: AnalysisOptions & { readonly maxOccurrences?: number },
  terminal: Terminal,
  observers: readonly Observer[],
  explained: Explained,
): Promise<Explanation> {
  const { maxOccurrences } = options;
  const explanation = await withTraces(files, options, terminal, async (traces, analyzeOptions) => {
    const explainer = new Explainer(explained);
    const all = {
      ...analyzeOptions,
      observers,
      ...(maxOccurrences === undefined ? {} : { maxOccurrences }),
    };
    const analysis = await analyzeWithNames(traces, explainer.optionsWith(all));
    return { analysis, why: hasMachine(analysis) ? explainer.explain(traces, analysis) : null };
  });
  warnOfAnalysis(explanation.analysis, options, terminal);
  return explanation;
}
