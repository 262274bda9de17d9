import { vegaConfig } from '../../charts/theme.ts';
import {
  buildsOf,
  type FindingOverBuilds,
  type FleetBuild,
  type FleetInput,
  findingsOverBuilds,
  foundIn,
  isJudged,
  latenciesOverBuilds,
  opsByCalls,
} from '../../fleet/index.ts';
import { escapeHtml } from '../../markup/escape.ts';
import { formatCount, plural } from '../../units.ts';
import { NO_CHARTS } from '../no-charts.ts';
import { FONT, type PageAssets, pageDocument } from '../page-document.ts';
import { findingsPlot, latencyPlot, NO_BUILD, tracesPlot } from './plots.ts';
import {
  driftTable,
  figure,
  findingsTable,
  latencyTable,
  machinesTable,
  notJudgedTable,
  quiet,
  section,
  tracesTable,
} from './sections.ts';

/** A dataset as one HTML file: its builds, what was found in them, how long calls took, and what was not judged. */
export async function fleetPage(input: FleetInput, assets: PageAssets): Promise<string> {
  const builds = buildsOf(input.traces);
  const findings = findingsOverBuilds(builds, input.findings);
  const latencies = latenciesOverBuilds(builds, input.latencies);
  const ops = opsByCalls(input.latencies);
  const [firstOp = ''] = ops;
  const { level, sentence, next } = headline(input, builds, findings);
  const options = ops.map((op, at) => `<option${at === 0 ? ' selected' : ''}>${escapeHtml(op)}</option>`);
  const charts = ops.length > 0;
  return pageDocument(
    {
      title: sentence,
      file: input.folder,
      head: `<div class="verdict ${level}"><p>Dataset</p><h1>${escapeHtml(sentence)}</h1>
<p class="next">${escapeHtml(next)}</p></div>`,
      sections: [
        [
          'builds',
          'Builds',
          section('builds', 'Builds', [figure('plot-traces', 'Traces by build', sentence)]),
        ],
        [
          'findings',
          'Findings',
          section('findings', 'Findings', [
            findings.length === 0
              ? quiet('Nothing was found in any trace.')
              : figure(
                  'plot-findings',
                  'Judged traces with the finding',
                  `${plural(findings.length, 'finding')} by build; the table below has them.`,
                ),
            findingsTable(builds, findings),
          ]),
        ],
        [
          'latency',
          'Latency',
          section('latency', 'Latency', [
            charts
              ? `<p class="choice"><label for="op">Percentiles of</label> <select id="op">${options.join('')}</select></p>`
              : quiet('No call was measured in a trace that is judged.'),
            charts
              ? figure(
                  'plot-latency',
                  'Medians over the traces, with intervals of 95 %',
                  'Percentiles by build; the table below has them.',
                  `of ${firstOp}`,
                )
              : '',
            charts ? '<h3 class="part">Changes</h3>' : '',
            charts ? driftTable(input) : '',
            charts ? '<h3 class="part">By build</h3>' : '',
            latencyTable(builds, latencies),
          ]),
        ],
        [
          'machines',
          'Machines',
          section('machines', 'Machines', [machinesTable(input, input.latencies, ops[0])]),
        ],
        ['not-judged', 'Not judged', section('not-judged', 'Not judged', [notJudgedTable(input)])],
        ['traces', 'Traces', section('traces', 'Traces', [tracesTable(input)])],
      ],
      footer:
        ' A trace counts once, whatever its calls. Intervals are of the bootstrap over traces; a build’s traces that are lossy, damaged or unreadable count for nothing but their own table.',
      data: {
        data: { ...NO_CHARTS, ops },
        base: null,
        specs: {},
        plots: {
          'plot-traces': await tracesPlot(builds),
          ...(findings.length === 0 ? {} : { 'plot-findings': await findingsPlot(builds, findings) }),
          ...(charts ? { 'plot-latency': await latencyPlot(builds, latencies, firstOp) } : {}),
        },
        why: null,
        themes: { light: vegaConfig('light', FONT), dark: vegaConfig('dark', FONT) },
      },
    },
    assets,
  );
}

/** The dataset in a sentence, and what of its newest build deserves a look. */
function headline(
  { traces, drifts }: FleetInput,
  builds: readonly FleetBuild[],
  findings: readonly FindingOverBuilds[],
): { readonly level: string; readonly sentence: string; readonly next: string } {
  const out = traces.filter((trace) => !isJudged(trace)).length;
  const newest = builds.filter(({ name }) => name !== null).at(-1);
  const at = newest === undefined ? -1 : builds.indexOf(newest);
  const anew = findings.filter(({ builds: cells }) => {
    const isFound = (cell: FindingOverBuilds['builds'][number]) => foundIn(cell) > 0;
    return at >= 0 && isFound(cells[at]!) && !cells.slice(0, at).some(isFound);
  }).length;
  const slower = drifts.filter(
    ({ verdict, changedWith }) => verdict === 'slower' && changedWith === newest?.name,
  ).length;
  const told = [
    ...(anew > 0 ? [`${plural(anew, 'finding')} that no older build shows`] : []),
    ...(slower > 0 ? [`${plural(slower, 'percentile')} slower since it`] : []),
  ];
  const named = builds.filter(({ name }) => name !== null).length;
  return {
    level: anew + slower > 0 ? 'warning' : out > 0 ? 'doubt' : 'good',
    sentence: `${plural(traces.length, 'trace')} of ${plural(named, 'build')}, ${out === 0 ? 'all judged' : `${formatCount(out)} not judged`}`,
    next:
      newest === undefined
        ? 'No trace tells its build: export --build or --labels-from does.'
        : `The newest build, ${newest.name ?? NO_BUILD}: ${told.length === 0 ? 'nothing new is shown' : told.join(', ')}.`,
  };
}
