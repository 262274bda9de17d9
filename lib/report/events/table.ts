import { type EventReader, type EventRecord, plain } from '../../events/index.ts';
import { jsonText, printable } from '../../text/index.ts';
import type { Style } from '../style.ts';
import type { EventWriter } from './event-writer.ts';

/** Widths of the columns before the event; longer values push the rest to the right. */
const WIDTHS = [15, 4, 7, 7];

/** Writes events as an aligned table for people. */
export function tableWriter(reader: EventReader, style: Style): EventWriter {
  const head = ['time ms', 'cpu', 'pid', 'tid'].map((title, at) => title.padStart(WIDTHS[at]!)).join(' ');
  return {
    head: `${style.dim(`${head}  event`)}\n`,
    write: (lines, event, provider, schema) => {
      lines.text(tableLine(reader.record(event, provider, schema), style));
      lines.endLine();
    },
  };
}

function tableLine(record: EventRecord, style: Style): string {
  const { numbers, provider, name, details } = eventCells(record);
  const aligned = numbers.map((value, at) => value.padStart(WIDTHS[at]!)).join(' ');
  const what = `${style.dim(`${provider}/`)}${name}`;
  return `${aligned}  ${what}${details === '' ? '' : ` ${details}`}`;
}

/** What a table shows of an event, as text that is fit for people. */
export interface EventCells {
  /** Milliseconds since the trace's start, processor, process and thread. */
  readonly numbers: readonly string[];
  readonly provider: string;
  readonly name: string;
  readonly details: string;
}

export function eventCells(record: EventRecord): EventCells {
  const { timeNs, processor, pid, tid, provider, name } = record;
  return {
    numbers: [(timeNs / 1e6).toFixed(6), String(processor), String(pid), String(tid)],
    provider: printable(provider.name ?? provider.id ?? '?'),
    name: printable(name),
    details: printable(detailsOf(record).join(' ')),
  };
}

/** Who, the fields, and where: as far as they are known. */
function detailsOf(record: EventRecord): string[] {
  const { process, thread, activityId, relatedActivityId, stack, message, layoutVersion, payload } = record;
  return [
    ...(process === undefined ? [] : [`[${process}${thread === undefined ? '' : `/${thread}`}]`]),
    ...Object.entries(record.fields).map(([field, value]) => `${field}=${cellText(value)}`),
    ...(message === undefined ? [] : [`“${message}”`]),
    ...(activityId === undefined ? [] : [`activity=${activityId}`]),
    ...(relatedActivityId === undefined ? [] : [`related=${relatedActivityId}`]),
    ...(stack === undefined ? [] : [`stack=${stack.join('<')}`]),
    ...(layoutVersion === undefined ? [] : [`layoutVersion=${layoutVersion}`]),
    ...(payload === undefined ? [] : [`payload=${payload}`]),
  ];
}

function cellText(value: EventRecord['fields'][string]): string {
  return value !== null && typeof value === 'object' ? jsonText(plain(value)) : String(value);
}
