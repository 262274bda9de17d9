import { jsonText } from '../../text/index.ts';
import type { RuleName } from '../../wsk/index.ts';
import { CHARTS, type ChartInput, chartInput, compileSpec, pageSpec } from '../charts/index.ts';
import { vegaConfig } from '../charts/theme.ts';
import type { Report } from '../collect/index.ts';
import { escapeHtml, escapeMarkup } from '../markup/escape.ts';
import { htmlDocument } from '../markup/html-document.ts';
import { verdictOf } from '../verdict.ts';
import { compareSection } from './compare.ts';
import { factsSection, rawFactsSection } from './facts.ts';
import { findingsSection } from './findings.ts';
import { latencySection } from './latency.ts';
import { linkModules, type ModuleText } from './link.ts';
import { irpsSection, slowestSection, socketsSection } from './objects.ts';
import type { PageData } from './page/page-data.ts';
import { STYLE } from './style.ts';

/** What a page is made of besides the report: files of the package, which the caller reads. */
export interface PageAssets {
  /** Vega, as a script that makes the global object `vega`. */
  readonly vega: string;
  /** The page's own code, as compiled: each module after those that it imports. */
  readonly modules: readonly ModuleText[];
  /** The licence of Vega, which asks to go with every copy. */
  readonly vegaLicence: string;
  /** The pages that explain findings, as Markdown. */
  readonly helpPages: ReadonlyMap<RuleName, string>;
}

const FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";

/**
 * A report as one HTML file that needs nothing else: it works from disk, and its policy forbids it to load anything
 * and to run anything but its own two scripts.
 * @param base another trace's report to compare with, or null
 */
export async function reportPage(report: Report, base: Report | null, assets: PageAssets): Promise<string> {
  const input = chartInput(report, base);
  const verdict = verdictOf(report.analysis);
  // The whole path stands among the raw facts.
  const file = report.analysis.trace.file.split(/[\\/]/).at(-1) ?? '';
  const scripts = [assets.vega, linkModules(assets.modules, { 'vega-util': 'vega' })].map(withoutScriptEnd);
  const sections: [id: string, title: string, html: string][] = [
    ['findings', 'Findings', findingsSection(report, assets.helpPages)],
    ['compare', 'Against the base', base === null ? '' : compareSection(report, base)],
    ['latency', 'Latency', latencySection(report, input)],
    ['slowest', 'Slowest calls', slowestSection(report)],
    ['sockets', 'Sockets', socketsSection(report)],
    ['irps', 'IRPs', irpsSection(report)],
    ['trace', 'Trace', rawFactsSection(report)],
  ];
  const present = sections.filter(([, , html]) => html !== '');
  const body = `<header><div><strong>wsktrace</strong><span class="file">${escapeHtml(file)}</span>
<nav aria-label="Sections">${present.map(([id, title]) => `<a href="#${id}">${title}</a>`).join('')}</nav>
<button type="button" id="theme" aria-pressed="false">Dark</button></div></header>
<main>
<div class="verdict ${verdict.level}"><p>Verdict</p><h1>${escapeHtml(verdict.sentence)}</h1>
<p class="next">${escapeHtml(verdict.next)}</p></div>
${factsSection(report)}
<noscript><p class="quiet">The charts need scripts; all else of this page does not.</p></noscript>
${present.map(([, , html]) => html).join('\n')}
</main>
<footer><p>Made by wsktrace. Percentiles are nearest-rank and exact, but where “≈” or “about” says otherwise.</p>
<details><summary>The charts are drawn by Vega, which is in this page under the BSD 3-Clause licence</summary>
<pre>${escapeMarkup(assets.vegaLicence)}</pre></details></footer>
<script type="application/json" id="page-data">${await embeddedData(input)}</script>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}`;
  return htmlDocument({
    title: `${verdict.sentence} – wsktrace`,
    style: STYLE,
    scriptSources: await Promise.all(scripts.map(sourceHash)),
    body,
  });
}

async function embeddedData(input: ChartInput): Promise<string> {
  const specs: Record<string, object> = {};
  if (input.data.ops.length > 0) {
    for (const chart of CHARTS) {
      const spec = pageSpec(chart, { isComparing: input.base !== null, isInteractive: true });
      specs[chart.name] = await compileSpec(spec);
    }
  }
  const page: PageData = {
    data: input.data,
    base: input.base,
    specs,
    themes: { light: vegaConfig('light', FONT), dark: vegaConfig('dark', FONT) },
  };
  // Nothing in it can end the element, nor begin a comment in it.
  return jsonText(page).replaceAll('<', '\\u003c');
}

/** Code that holds the end of its own element would end there; in a string or a pattern the two are the same. */
function withoutScriptEnd(script: string): string {
  return script.replaceAll(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--');
}

/** What names a script in a Content-Security-Policy. */
async function sourceHash(script: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
