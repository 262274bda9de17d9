import { lossLine } from '../../decode/index.ts';
import { OutputFile } from '../../output/index.ts';
import { jsonText, plural } from '../../text/index.ts';
import type { Analysis, HintKind } from '../../wsk/index.ts';
import { withConstants } from '../export/constants.ts';
import type { ConstantColumn } from '../export/index.ts';
import { FRAMES_SCHEMA, openRowFile } from '../export/index.ts';
import { columnFacts } from '../export/metadata.ts';
import { RowWriter } from '../row-writer.ts';
import { defineFrame, NO_UINT32 } from '../schema.ts';

export const STATUS = defineFrame(
  'status',
  'One row for each input, whatever came of it: what other frames tell of a trace is to be judged by it.',
  {
    path: ['text', 'the input, as it was named'],
    traceId: ['text', 'hash of what was recorded: the same in every frame; none where nothing can be read'],
    status: ['text', 'ok, lossy (events were lost), damaged (parts can’t be read) or unreadable'],
    exitCode: ['uint32', 'what the command ends with for this input alone; 124 where it was given up'],
    message: ['text', 'why it is not ok'],
    machine: ['text', 'the machine that it was recorded on, as it was told'],
    build: ['text', 'the build that was traced, as it was told'],
    date: ['text', 'day of its start, UTC'],
    startTime: ['text', 'its start, UTC, ISO 8601'],
    fileBytes: ['whole', 'size of what was recorded', 'bytes'],
    durationNs: ['ns', 'from the first event to the last'],
    events: ['whole', 'events of all providers'],
    eventsLost: ['whole', 'events that the session lost'],
    buffersLost: ['whole', 'buffers that the session lost'],
    damaged: ['whole', 'stretches of the file that can’t be read'],
    calls: ['whole', 'calls issued in the trace'],
    findings: ['uint32', 'findings'],
    version: ['text', 'version of wsktrace'],
    schema: ['text', 'version of the frames’ columns'],
  },
);

export type TraceStatus = 'ok' | 'lossy' | 'damaged' | 'unreadable';

/** What is told of an input beside its analysis. */
export interface InputFacts {
  readonly path: string;
  readonly traceId: string | null;
  readonly machine: string | null;
  readonly build: string | null;
  readonly version: string;
}

/** What came of an input: its analysis, or why there is none. */
export type InputOutcome =
  | { readonly analysis: Analysis }
  | { readonly exitCode: number; readonly message: string };

/** The row of an input. */
export interface StatusRow extends InputFacts {
  readonly status: TraceStatus;
  readonly exitCode: number;
  readonly message: string | null;
  readonly analysis: Analysis | null;
}

export function statusRow(facts: InputFacts, outcome: InputOutcome): StatusRow {
  if ('analysis' in outcome) {
    return { ...facts, ...judge(outcome.analysis), exitCode: 0, analysis: outcome.analysis };
  }
  return { ...facts, status: 'unreadable', ...outcome, analysis: null };
}

/** What can be relied on: damage is worse than loss, for nothing tells what it held. */
function judge({ trace, isLossy, hints }: Analysis): Pick<StatusRow, 'status' | 'message'> {
  const [first] = trace.damage;
  if (trace.damageCount > 0) {
    const which = trace.damageCount === 1 ? '' : 'the first ';
    const where = first === undefined ? '' : `, ${which}at offset ${first.offset}: ${first.reason}`;
    const stretches = plural(trace.damageCount, 'stretch', 'stretches');
    return { status: 'damaged', message: `${stretches} can’t be read${where}` };
  }
  if (isLossy) {
    return { status: 'lossy', message: lossLine(trace) ?? untracedText(hints) };
  }
  return { status: 'ok', message: null };
}

/** What drivers did not trace, where the session itself lost nothing. */
function untracedText(hints: Analysis['hints']): string {
  const count = (of: HintKind) => hints.reduce((sum, hint) => sum + (hint.kind === of ? hint.count : 0), 0);
  const steps = count('untraced-steps');
  return steps > 0
    ? `${plural(steps, 'step')} went untraced for lack of memory (TracingLost)`
    : `no call’s issue is recorded, though ${plural(count('untraced-issues'), 'call')} at least began in the trace`;
}

/** The day that a trace began on; null where its head does not tell. */
export function dateOf(analysis: Analysis | null): string | null {
  return analysis?.trace.startTime?.slice(0, 10) ?? null;
}

/**
 * Writes a status frame of one row to a file.
 * @param labels further columns
 * @throws TraceError of kind `usage` where it can’t be written
 */
export function writeStatus(path: string, row: StatusRow, labels: readonly ConstantColumn[] = []): void {
  const target = new OutputFile(path);
  try {
    const spec = withConstants(STATUS, labels);
    const file = openRowFile({
      format: 'parquet',
      forSpreadsheet: false,
      spec: STATUS,
      constants: labels,
      metadata: new Map([
        ['wsktrace.schema', FRAMES_SCHEMA],
        ['wsktrace.frame', STATUS.name],
        ['wsktrace.description', STATUS.description],
        ['wsktrace.columns', jsonText(columnFacts(spec))],
      ]),
      descriptor: target.descriptor,
      path,
    });
    writeRow(row, new RowWriter(STATUS, () => file));
    target.replace();
  } finally {
    target.abandon();
  }
}

function writeRow(row: StatusRow, frame: RowWriter<typeof STATUS.types>): void {
  const { analysis } = row;
  const trace = analysis?.trace;
  const at = frame.next();
  const { row: numbers, slots, texts } = frame;
  numbers[at + slots.path] = texts.path.numberOf(row.path);
  numbers[at + slots.traceId] = texts.traceId.numberOf(row.traceId);
  numbers[at + slots.status] = texts.status.numberOf(row.status);
  numbers[at + slots.exitCode] = row.exitCode;
  numbers[at + slots.message] = texts.message.numberOf(row.message);
  numbers[at + slots.machine] = texts.machine.numberOf(row.machine);
  numbers[at + slots.build] = texts.build.numberOf(row.build);
  numbers[at + slots.date] = texts.date.numberOf(dateOf(analysis));
  numbers[at + slots.startTime] = texts.startTime.numberOf(trace?.startTime ?? null);
  numbers[at + slots.fileBytes] = trace?.bytes ?? Number.NaN;
  numbers[at + slots.durationNs] = trace?.durationNs ?? Number.NaN;
  numbers[at + slots.events] = trace?.events ?? Number.NaN;
  numbers[at + slots.eventsLost] = trace?.eventsLost ?? Number.NaN;
  numbers[at + slots.buffersLost] = trace?.buffersLost ?? Number.NaN;
  numbers[at + slots.damaged] = trace?.damageCount ?? Number.NaN;
  numbers[at + slots.calls] = analysis?.calls.issued ?? Number.NaN;
  numbers[at + slots.findings] = analysis?.findings.length ?? NO_UINT32;
  numbers[at + slots.version] = texts.version.numberOf(row.version);
  numbers[at + slots.schema] = texts.schema.numberOf(FRAMES_SCHEMA);
  frame.end();
}
