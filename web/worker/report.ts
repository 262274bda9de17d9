import type { Trace } from '../../lib/etl/index.ts';
import {
  DRAWN_CALLS,
  damageWarning,
  noDriverWarning,
  type PageAssets,
  ReportCollector,
  reportMarkdown,
  reportPage,
  verdictOf,
} from '../../lib/report/index.ts';
import { analyzeAndExplain } from '../../lib/why/index.ts';
import type { MadeReport } from '../messages.ts';
import { nowAndThen, type Progress } from './progress.ts';

/** Makes of a trace, or of the files of one recording, what `report --html` and `--md` write. */
export async function makeReport(
  traces: readonly Trace[],
  assets: PageAssets,
  tell: (progress: Progress) => void,
): Promise<MadeReport> {
  const collector = new ReportCollector();
  const { analysis, why } = await analyzeAndExplain(traces, {
    drawn: DRAWN_CALLS,
    observers: collector.observers(),
    onProgress: nowAndThen(tell, traces),
  });
  const report = collector.report(analysis);
  const html = await reportPage(report, null, assets, why);
  return {
    title: verdictOf(analysis).sentence,
    html: new Blob([html], { type: 'text/html' }),
    markdown: new Blob([reportMarkdown(report)], { type: 'text/markdown' }),
    warnings: [noDriverWarning(analysis, ''), damageWarning(analysis.trace)].filter((text) => text !== null),
  };
}
