import { createTerminal, type Streams, type Terminal } from '../../../cli/terminal.ts';
import { warnOfDamage, warnOfUnknownProviders } from '../../../cli/warnings.ts';
import { Catalog, Tally } from '../../../lib/decode/index.ts';
import { bytesSource, Trace, TraceError } from '../../../lib/etl/index.ts';
import { EventReader } from '../../../lib/events/index.ts';
import { ChunkBuilder } from '../../../lib/frames/chunk-builder.ts';
import { csv } from '../../../lib/frames/export/text/csv.ts';
import { ndjson } from '../../../lib/frames/export/text/ndjson.ts';
import { writeRows } from '../../../lib/frames/write-frames.ts';
import {
  CHECK_REPORTERS,
  type CheckFormat,
  COMPARE_REPORTERS,
  type CompareFormat,
  check,
  checkText,
  compare,
  comparedTrace,
  compareText,
  DEFAULT_LATENCY_OPTIONS,
  DistributionCollector,
  EVENT_FORMATS,
  eventWriter,
  infoJson,
  infoText,
  LineBuffer,
  latencyJson,
  latencyText,
  leaksJson,
  leaksText,
  PLAIN,
  ReportCollector,
  reportJson,
  reportMarkdown,
  reportText,
  rowFormatter,
  settingsOf,
  TimelineWriter,
  whyJson,
  whyMarkdown,
  whyText,
} from '../../../lib/report/index.ts';
import { cellMaker, type OutputPlace } from '../../../lib/text/index.ts';
import { why } from '../../../lib/why/index.ts';
import { analyze, LatencyCollector, LeakCollector } from '../../../lib/wsk/index.ts';

export type Format = 'text' | 'json' | 'ndjson' | 'csv' | 'xml' | 'markdown' | 'html' | 'github';

/** What one way to tell of a trace wrote, and where. */
export interface Output {
  readonly name: string;
  readonly format: Format;
  /** A file is written by the program itself; the other two are its streams. */
  readonly place: OutputPlace;
  readonly text: string;
}

const FORMAT_OF: Readonly<Record<CheckFormat & CompareFormat, Format>> & Readonly<Record<string, Format>> = {
  text: 'text',
  json: 'json',
  junit: 'xml',
  sarif: 'json',
  github: 'github',
  'github-summary': 'markdown',
  markdown: 'markdown',
  html: 'html',
};

/**
 * Everything that the command line writes of a trace, as it reaches a pipe or a terminal, and the files beside.
 * @param file what the trace is called
 */
export function everyOutput(bytes: Uint8Array, file: string): Output[] {
  return [...outputsTo('pipe', bytes, file), ...outputsTo('terminal', bytes, file), ...files(bytes, file)];
}

function open(bytes: Uint8Array, file: string): Trace {
  return Trace.open(bytesSource(bytes, file));
}

function outputsTo(place: OutputPlace, bytes: Uint8Array, file: string): Output[] {
  const outputs: Output[] = [];
  const through = (name: string, format: Format, use: (terminal: Terminal) => void) => {
    let text = '';
    const take = (piece: string | Uint8Array) => {
      text += typeof piece === 'string' ? piece : new TextDecoder().decode(piece);
    };
    const streams: Streams = { hasColour: false, writeOut: take, writeError: take };
    use(createTerminal(streams, { place, width: 80, style: PLAIN, hasProgress: false }));
    outputs.push({ name, format, place, text });
  };
  const { analysis, options, latency, leaks, distributions } = analysed(bytes, file);
  const facts = factsOf(bytes, file);
  through('info', 'text', (terminal) => terminal.out(infoText(facts, options)));
  through('info --json', 'json', (terminal) => terminal.data(infoJson([facts])));
  through('report', 'text', (terminal) => terminal.out(reportText(analysis, distributions, options)));
  through('report --json', 'json', (terminal) => terminal.data(reportJson(analysis)));
  through('latency', 'text', (terminal) =>
    terminal.out(latencyText(analysis, latency, { ...options, by: 'function' })),
  );
  through('latency --json', 'json', (terminal) => terminal.data(latencyJson(analysis, latency)));
  through('leaks', 'text', (terminal) => terminal.out(leaksText(analysis, leaks, options)));
  through('leaks --json', 'json', (terminal) => terminal.data(leaksJson(analysis, leaks)));
  const causes = why([open(bytes, file)], { choice: {} });
  through('why', 'text', (terminal) => terminal.out(whyText(causes, options)));
  through('why --json', 'json', (terminal) => terminal.data(whyJson(causes)));
  const checked = checkedAs(bytes, file);
  const compared = comparedAs(bytes, file);
  through('check', 'text', (terminal) => terminal.out(checkText(checked, options)));
  through('compare', 'text', (terminal) => terminal.out(compareText(compared, options)));
  for (const [name, reporter] of Object.entries(CHECK_REPORTERS)) {
    through(`check --format ${name}`, FORMAT_OF[name]!, (terminal) => terminal.data(reporter(checked)));
  }
  for (const [name, reporter] of Object.entries(COMPARE_REPORTERS)) {
    through(`compare --format ${name}`, FORMAT_OF[name]!, (terminal) => terminal.data(reporter(compared)));
  }
  for (const format of EVENT_FORMATS) {
    through(`events --format ${format}`, format === 'table' ? 'text' : format, (terminal) =>
      writeEvents(open(bytes, file), format, terminal),
    );
    through(`query --format ${format}`, format === 'table' ? 'text' : format, (terminal) => {
      const rows = analysis.findings.map((one) => [one.site.function, one.message, one.provider, one.count]);
      const cell = cellMaker(terminal.place);
      const formatter = rowFormatter(format, ['function', file, 'provider', 'count'], {
        style: PLAIN,
        cell,
        room: terminal.place === 'terminal' ? { width: 80, maxRows: 40 } : undefined,
      });
      const write = format === 'table' ? terminal.out : terminal.data;
      write(rows.map((row) => formatter.row(row)).join('') + formatter.end());
    });
  }
  through('warnings', 'text', (terminal) => {
    warnOfUnknownProviders({ ...facts, providers: [] }, [file], terminal);
    warnOfDamage({ file, damage: [{ offset: 1, bytes: 2, reason: file }], damageCount: 1 }, terminal);
    terminal.warn(`wsktrace: ${new TraceError('unreadable', [file, file], { file }).message}`);
  });
  return outputs;
}

function analysed(bytes: Uint8Array, file: string) {
  const distributions = new DistributionCollector();
  const reports = new ReportCollector();
  const latencies = new LatencyCollector({ by: ['function'], slowest: 5 });
  const leaks = new LeakCollector();
  const observers = [
    distributions.observer(),
    ...reports.observers(),
    ...latencies.observers(),
    leaks.observer(),
  ];
  const analysis = analyze(open(bytes, file), { observers });
  return {
    analysis,
    report: reports.report(analysis),
    latency: latencies.result(),
    leaks: leaks.result(),
    distributions: distributions.result(),
    options: { width: 80, style: PLAIN },
  };
}

function factsOf(bytes: Uint8Array, file: string) {
  const trace = open(bytes, file);
  const catalog = new Catalog();
  const tally = new Tally();
  const pass = trace.eventsInFileOrder();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    catalog.add(event);
    tally.add(event, catalog.identityOf(event));
  }
  return tally.facts(trace, pass.damage);
}

const NOW = new Date('2027-01-31T12:00:00Z');

function sideOf(bytes: Uint8Array, file: string) {
  const analysis = analyze(open(bytes, file));
  return {
    traces: [{ file, analysis, measurements: [] }],
    unreadable: [{ file: `${file}.zip`, reason: new TraceError('unreadable', file).message }],
  };
}

function checkedAs(bytes: Uint8Array, file: string) {
  const settings = settingsOf({
    suppressions: [{ rule: 'socket-leak', match: { function: 'Other*' }, reason: file }],
  });
  return check({
    ...sideOf(bytes, file),
    settings,
    baseline: [
      { fingerprint: '0123456789abcdef', rule: 'irp-leak', provider: file, op: null, function: file },
    ],
    locate: () => ({ path: `src/${file}.c`, line: 7, isSource: true }),
    now: NOW,
    version: '0.0.0',
  });
}

function comparedAs(bytes: Uint8Array, file: string) {
  const { traces, unreadable } = sideOf(bytes, file);
  return compare({
    base: { traces: [], unreadable: [] },
    head: { traces: traces.map(comparedTrace), unreadable },
    settings: settingsOf({}),
    latency: { ...DEFAULT_LATENCY_OPTIONS, resamples: 20 },
    now: NOW,
    version: '0.0.0',
  });
}

function writeEvents(trace: Trace, format: (typeof EVENT_FORMATS)[number], terminal: Terminal): void {
  const catalog = new Catalog();
  const reader = new EventReader(trace, catalog);
  const writer = eventWriter(format, reader, PLAIN, { cell: cellMaker(terminal.place) });
  const lines = new LineBuffer(format === 'table' ? terminal.out : terminal.data);
  lines.text(writer.head);
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const { provider, schema } = catalog.identityOf(event);
    writer.write(lines, event, provider, schema);
  }
  lines.flush();
}

/** What is written into files alone; the page is not here, since it takes long to make. */
function files(bytes: Uint8Array, file: string): Output[] {
  const { report } = analysed(bytes, file);
  let timeline = '';
  const writer = new TimelineWriter((text) => {
    timeline += text;
  });
  writer.end(analyze(open(bytes, file), { observers: [writer.observer()] }));
  return [
    { name: 'report --md', format: 'markdown', place: 'file', text: reportMarkdown(report) },
    {
      name: 'why --md',
      format: 'markdown',
      place: 'file',
      text: whyMarkdown(why([open(bytes, file)], { choice: {} })),
    },
    { name: 'timeline', format: 'json', place: 'file', text: timeline },
    ...exported(bytes, file),
  ];
}

function exported(bytes: Uint8Array, file: string): Output[] {
  return (
    [
      [csv, 'csv'],
      [ndjson, 'ndjson'],
    ] as const
  ).flatMap(([format, name]) => {
    const texts = new Map<string, string>();
    writeRows(open(bytes, file), (spec) => {
      const sink = {
        bytes: 0,
        write: (piece: Uint8Array) => {
          texts.set(spec.name, (texts.get(spec.name) ?? '') + new TextDecoder().decode(piece));
        },
      };
      const frame = format.open({ spec, sink, metadata: new Map(), forSpreadsheet: false });
      const chunks = new ChunkBuilder(spec, frame);
      return {
        write: (block) => chunks.write(block),
        end: () => {
          chunks.end();
          frame.end();
        },
      };
    });
    return [...texts].map(
      ([frame, text]): Output => ({ name: `export ${frame}.${name}`, format: name, place: 'file', text }),
    );
  });
}
