import { Command } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { refuseClashes, writeFile } from '../../lib/output/index.ts';
import {
  DistributionCollector,
  DRAWN_CALLS,
  type Report,
  ReportCollector,
  reportJson,
  reportMarkdown,
  reportText,
} from '../../lib/report/index.ts';
import type { Why } from '../../lib/why/index.ts';
import type { Analysis, Observer } from '../../lib/wsk/index.ts';
import { type AnalysisOptions, addAnalysisOptions, analyzeFiles } from '../analysis.ts';
import { locateIn } from '../check/source-files.ts';
import { goesToStdout, refuseStdout, STANDARD } from '../files/standard-streams.ts';
import { parseCount } from '../options/integer.ts';
import { addOpen } from '../options/open.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

interface ReportOptions extends AnalysisOptions {
  readonly json?: boolean;
  readonly html?: string | undefined;
  readonly md?: string;
  readonly charts?: string;
  readonly base?: string;
  readonly sourceRoot?: string;
  readonly maxOccurrences?: number;
}

export function reportCommand(terminal: Terminal): Command {
  const command = new Command('report')
    .argument('<file...>', 'trace file (.etl, .etl.gz, .etl.zip; - for stdin), or the files of one recording')
    .option('--json', 'as JSON')
    .option('--html <file>', 'also write a page with charts: one file that needs nothing else')
    .option('--md <file>', 'also write Markdown, for a pull request or a step summary')
    .option('--charts <folder>', 'also write each chart as SVG, PNG and Vega-Lite')
    .option('--base <file>', 'another trace, laid beside this one in the page and the charts')
    .option('--source-root <folder>', 'the driver’s sources: findings name the file, too')
    .option('--max-occurrences <n>', 'occurrences kept of each finding (default: 1000)', parseCount)
    .addHelpText('after', '\nExample:\n  wsktrace report trace.etl --html report.html');
  return addAnalysisOptions(addOpen(command, 'html')).action(
    async (files: string[], options: ReportOptions) => {
      const hasStdout = refuseOddOptions(files, options);
      const sources = locateIn(options.sourceRoot);
      const distributions = new DistributionCollector();
      const observers = options.json ? [] : [distributions.observer()];
      const analyses: Analysis[] = [];
      if (drawsSomething(options)) {
        const { report, why } = await readReport(files, options, terminal, observers);
        const base =
          options.base === undefined
            ? null
            : (await readReport([options.base], { ...options, html: undefined }, terminal)).report;
        await writeFiles({ report, base, why }, options, inputsOf(files, options), terminal);
        analyses.push(report.analysis, ...(base === null ? [] : [base.analysis]));
      } else {
        // The analysis alone: what a page is made of costs each call some of its time.
        analyses.push(await analyzeFiles(files, options, terminal, observers));
      }
      const { width, style } = terminal;
      const [analysis] = analyses as [Analysis];
      if (hasStdout) {
        // The page or the Markdown is there already.
      } else if (options.json) {
        terminal.data(reportJson(analysis));
      } else {
        terminal.out(reportText(analysis, distributions.result(), { width, style, ...sources }));
      }
      for (const { trace } of analyses) {
        warnOfDamage(trace, terminal);
      }
    },
  );
}

/**
 * @returns whether a page or Markdown goes to stdout, in place of the report
 * @throws TraceError of kind `usage`
 */
function refuseOddOptions(files: readonly string[], options: ReportOptions): boolean {
  const { html, md, charts, base, sourceRoot, json = false } = options;
  if (base !== undefined && html === undefined && charts === undefined) {
    throw new TraceError('usage', '--base shows in what --html or --charts writes: give one of them');
  }
  refuseStdout(charts, 'charts are several files: name a folder');
  refuseClashes(inputsOf(files, options), [html, md]);
  const hasStdout = goesToStdout([html, md], json);
  if (sourceRoot !== undefined && (json || hasStdout)) {
    throw new TraceError(
      'usage',
      '--source-root shows in the text: not with --json, or where a page takes its place',
    );
  }
  return hasStdout;
}

function inputsOf(files: readonly string[], { base, mapping = [] }: ReportOptions): string[] {
  return [...files, ...mapping, ...(base === undefined ? [] : [base])];
}

function drawsSomething({ html, md, charts }: ReportOptions): boolean {
  return [html, md, charts].some((option) => option !== undefined);
}

async function readReport(
  files: readonly string[],
  options: ReportOptions,
  terminal: Terminal,
  observers: readonly Observer[] = [],
): Promise<Drawn> {
  const collector = new ReportCollector();
  const all = [...collector.observers(), ...observers];
  if (options.html === undefined) {
    const analysis = await analyzeFiles(files, options, terminal, all);
    return { report: collector.report(analysis), why: null };
  }
  // The page alone shows why calls were slow.
  const { explainFiles } = await import('../explain.ts');
  const { analysis, why } = await explainFiles(files, options, terminal, all, { drawn: DRAWN_CALLS });
  return { report: collector.report(analysis), why };
}

/** What pages are made of. */
interface Drawn {
  readonly report: Report;
  readonly why: Why | null;
}

/** What draws is large and loaded only where something is drawn. */
async function writeFiles(
  { report, base, why }: Drawn & { readonly base: Report | null },
  { html, md, charts }: ReportOptions,
  inputs: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const write = (file: string, text: string) =>
    file === STANDARD ? terminal.data(text) : writeFile(file, text);
  if (md !== undefined) {
    write(md, reportMarkdown(report));
  }
  if (html !== undefined) {
    const { pageOf } = await import('../files/page.ts');
    write(html, await pageOf(report, base, why));
  }
  if (charts !== undefined) {
    const { writeCharts } = await import('../files/charts.ts');
    await writeCharts(charts, report, base, inputs);
  }
}
