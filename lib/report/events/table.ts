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
  const numbers = [(record.timeNs / 1e6).toFixed(6), record.processor, record.pid, record.tid]
    .map((value, at) => String(value).padStart(WIDTHS[at]!))
    .join(' ');
  const provider = record.provider.name ?? record.provider.id ?? '?';
  const what = `${style.dim(`${printable(provider)}/`)}${printable(record.name)}`;
  const details = printable(detailsOf(record).join(' '));
  return `${numbers}  ${what}${details === '' ? '' : ` ${details}`}`;
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
