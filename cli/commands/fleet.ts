import { Command } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { refuseClashes, writeFile } from '../../lib/output/index.ts';
import { formatCount, plural } from '../../lib/report/index.ts';
import { printable } from '../../lib/text/index.ts';
import { warnOfAmbiguous } from '../dataset/warn-of-ambiguous.ts';
import { STANDARD } from '../files/standard-streams.ts';
import { addOpen } from '../options/open.ts';
import type { Terminal } from '../terminal.ts';

interface FleetOptions {
  readonly html: string;
  readonly reports?: string;
}

const EXAMPLES = `
A trace's name links to its own report where one was kept: beside the trace or in the folder of --reports, as a.etl.html,
a.html or TRACE_ID.html.

Examples:
  wsktrace fleet fleet --html fleet.html
  wsktrace fleet fleet --html out/fleet.html --reports out/reports`;

export function fleetCommand(terminal: Terminal): Command {
  const command = new Command('fleet')
    .argument('<dataset>', 'a folder that export --dataset made')
    .requiredOption('--html <file>', 'the page to write')
    .option('--reports <folder>', 'where reports of single traces were kept')
    .addHelpText('after', EXAMPLES);
  return addOpen(command, 'html').action((folder: string, options: FleetOptions) =>
    writePage(folder, options, terminal),
  );
}

async function writePage(folder: string, { html, reports }: FleetOptions, terminal: Terminal): Promise<void> {
  refuseClashes([], [html]);
  if (html === STANDARD && reports !== undefined) {
    throw new TraceError(
      'usage',
      '--reports goes with a page that is written to a file: its links lead from there',
    );
  }
  const { openDataset } = await import('../../lib/frames/sql/index.ts');
  const { readDrifts, readFindings, readFleet, readLatencies } = await import(
    '../../lib/frames/fleet/index.ts'
  );
  const { namedQuery } = await import('../../lib/frames/queries/index.ts');
  const { keptReports } = await import('../dataset/kept-reports.ts');
  const { fleetPageOf } = await import('../files/page.ts');
  const database = await openDataset(folder);
  try {
    const traces = await readFleet(database);
    await warnOfAmbiguous(database, folder, terminal);
    const ids = traces.flatMap(({ traceId, status }) =>
      traceId === null || status === 'unreadable' ? [] : [{ traceId, status }],
    );
    const whole = ids.filter(({ status }) => status === 'ok').map(({ traceId }) => traceId);
    const page = await fleetPageOf({
      folder,
      traces,
      latencies: await readLatencies(database, whole),
      findings: await readFindings(
        database,
        ids.map(({ traceId }) => traceId),
      ),
      drifts: await readDrifts(database, namedQuery('latency-drift').sql),
      reportOf: html === STANDARD ? () => null : keptReports(html, reports),
    });
    if (html === STANDARD) {
      terminal.data(page);
      return;
    }
    writeFile(html, page);
    terminal.out(
      `${printable(html)}  ${plural(traces.length, 'trace')}, ${formatCount(whole.length)} judged\n`,
    );
  } finally {
    database.close();
  }
}
