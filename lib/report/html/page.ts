import type { Why } from '../../why/index.ts';
import { CHARTS, type ChartInput, chartInput, compileSpec, pageSpec } from '../charts/index.ts';
import { vegaConfig } from '../charts/theme.ts';
import type { Report } from '../collect/index.ts';
import { escapeHtml } from '../markup/escape.ts';
import { verdictOf } from '../verdict.ts';
import { headlineText } from '../why/text.ts';
import { Anchors } from './anchors.ts';
import { compareSection } from './compare.ts';
import { factsSection, rawFactsSection } from './facts.ts';
import { findingsSection } from './findings.ts';
import { latencySection } from './latency.ts';
import { irpsSection, slowestSection, socketsSection } from './objects.ts';
import type { PageData } from './page/page-data.ts';
import { FONT, type PageAssets, pageDocument } from './page-document.ts';
import { picturesData } from './pictures-data.ts';
import { whySection } from './why.ts';

/**
 * A report as one HTML file.
 * @param base another trace's report to compare with, or null
 * @param why why calls were slow; null where the trace does not tell what its machine did
 */
export async function reportPage(
  report: Report,
  base: Report | null,
  assets: PageAssets,
  why: Why | null = null,
): Promise<string> {
  const input = chartInput(report, base);
  const verdict = verdictOf(report.analysis);
  const anchors = new Anchors(report);
  return await pageDocument(
    {
      title: verdict.sentence,
      file: report.analysis.trace.file,
      head: `<div class="verdict ${verdict.level}"><p>Verdict</p><h1>${escapeHtml(verdict.sentence)}</h1>
<p class="next">${escapeHtml(verdict.next)}</p></div>
${factsSection(report)}`,
      sections: [
        ['findings', 'Findings', findingsSection(report, assets.helpPages, anchors)],
        ['compare', 'Against the base', base === null ? '' : compareSection(report, base)],
        ['latency', 'Latency', latencySection(report, input)],
        ['why', 'Why slow', why === null ? '' : whySection(why, headlineText(why))],
        ['slowest', 'Slowest calls', slowestSection(report, anchors)],
        ['sockets', 'Sockets', socketsSection(report, anchors)],
        ['irps', 'IRPs', irpsSection(report, anchors)],
        ['trace', 'Trace', rawFactsSection(report)],
      ],
      footer: ' Percentiles are nearest-rank and exact, but where “≈” or “about” says otherwise.',
      data: await pageData(input, why),
    },
    assets,
  );
}

async function pageData(input: ChartInput, why: Why | null): Promise<PageData> {
  const specs: Record<string, object> = {};
  if (input.data.ops.length > 0) {
    for (const chart of CHARTS) {
      const spec = pageSpec(chart.spec({ isComparing: input.base !== null, isInteractive: true }));
      specs[chart.name] = await compileSpec(spec);
    }
  }
  return {
    data: input.data,
    base: input.base,
    specs,
    plots: {},
    why: await picturesData(why),
    themes: { light: vegaConfig('light', FONT), dark: vegaConfig('dark', FONT) },
  };
}
