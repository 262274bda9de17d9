import { type RawEvent, Recording, type Trace } from '../etl/index.ts';
import { type AnalyzeOptions, analyze } from '../wsk/index.ts';
import type { CallChoice } from './calls/selection.ts';
import { Explainer, type Explanation, hasMachine, why } from './why.ts';

/** Events that are looked at for one of the kernel logger's: those begin with what is there as it starts. */
const PREVIEWED = 4096;
/** Groups of the kernel logger's events: process, thread, what samples and routines tell, image. */
const KERNEL_GROUPS: ReadonlySet<number> = new Set([3, 5, 15, 20]);

/**
 * Analyses traces of one recording, and tells why calls were slow where they hold what the machine did: in two passes if they
 * begin with the kernel logger's events, which most of those do, in three if these come later, and in one if there are none.
 * What is gathered for the second pass is thus not gathered for the many traces that have none, which another thread can read.
 */
export function explainWhereMachine(
  traces: readonly Trace[],
  options: AnalyzeOptions,
  choice: CallChoice,
): Explanation {
  if (beginsWithKernel(traces)) {
    const explainer = new Explainer({ choice });
    const analysis = analyze(traces, explainer.optionsWith(options));
    return { analysis, why: hasMachine(analysis) ? explainer.explain(traces, analysis) : null };
  }
  const analysis = analyze(traces, options);
  return { analysis, why: hasMachine(analysis) ? why(traces, { ...meaningOf(options), choice }) : null };
}

function beginsWithKernel(traces: readonly Trace[]): boolean {
  const pass = new Recording(traces).events();
  let left = PREVIEWED;
  for (let event: RawEvent | null = pass.next(); event !== null && left > 0; event = pass.next(), left--) {
    if (KERNEL_GROUPS.has(event.group)) {
      return true;
    }
  }
  return false;
}

/** The options that say what a trace means, without those who are told of the one pass. */
function meaningOf({
  observers: _told,
  collectors: _too,
  onProgress: _progress,
  ...rest
}: AnalyzeOptions): AnalyzeOptions {
  return rest;
}
