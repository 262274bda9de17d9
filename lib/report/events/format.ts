import type { Provider, Schema } from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import type { Style } from '../style.ts';
import { printable } from '../units.ts';
import type { LineBuffer } from './line-buffer.ts';
import { NdjsonWriter } from './ndjson/index.ts';
import type { EventReader, EventRecord } from './record.ts';

export const EVENT_FORMATS = ['table', 'ndjson', 'csv'] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

/** Writes events as lines of a format; `head` is what precedes the first. */
export interface EventWriter {
  readonly head: string;
  write(lines: LineBuffer, event: RawEvent, provider: Provider | null, schema: Schema | null): void;
}

export function eventWriter(format: EventFormat, reader: EventReader, style: Style): EventWriter {
  switch (format) {
    case 'ndjson':
      return new NdjsonWriter(reader);
    case 'csv':
      return recordWriter(reader, { head: `${Object.keys(CSV).join(',')}\n`, line: csvLine });
    case 'table':
      return recordWriter(reader, tableFormatter(style));
  }
}

/** Turns records into text, each into a line without its end. */
interface RecordFormatter {
  readonly head: string;
  line(record: EventRecord): string;
}

function recordWriter(reader: EventReader, { head, line }: RecordFormatter): EventWriter {
  return {
    head,
    write: (lines, event, provider, schema) => {
      lines.text(line(reader.record(event, provider, schema)));
      lines.endLine();
    },
  };
}

/** The columns, and what stands in them. */
const CSV: Readonly<Record<string, (record: EventRecord) => string | number | null | undefined>> = {
  timeNs: (record) => record.timeNs,
  ticks: (record) => record.ticks,
  time: (record) => record.time,
  processor: (record) => record.processor,
  pid: (record) => record.pid,
  tid: (record) => record.tid,
  process: (record) => record.process,
  thread: (record) => record.thread,
  headerType: (record) => record.headerType,
  providerId: (record) => record.provider.id,
  providerName: (record) => record.provider.name,
  id: (record) => record.id,
  version: (record) => record.version,
  opcode: (record) => record.opcode,
  level: (record) => record.level,
  keyword: (record) => record.keyword,
  name: (record) => record.name,
  fields: (record) => JSON.stringify(record.fields),
  message: (record) => record.message,
  activityId: (record) => record.activityId,
  relatedActivityId: (record) => record.relatedActivityId,
  stack: (record) => record.stack?.join(' '),
  payload: (record) => record.payload,
};

function csvLine(record: EventRecord): string {
  return Object.values(CSV)
    .map((column) => csvCell(String(column(record) ?? '')))
    .join(',');
}

/** RFC 4180: a cell with a separator, a quote or a line break stands in quotes. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Widths of the columns before the event; longer values push the rest to the right. */
const WIDTHS = [15, 4, 7, 7];

function tableFormatter(style: Style): RecordFormatter {
  const head = ['time ms', 'cpu', 'pid', 'tid'].map((title, at) => title.padStart(WIDTHS[at]!)).join(' ');
  return {
    head: `${style.dim(`${head}  event`)}\n`,
    line: (record) => {
      const numbers = [(record.timeNs / 1e6).toFixed(6), record.processor, record.pid, record.tid]
        .map((value, at) => String(value).padStart(WIDTHS[at]!))
        .join(' ');
      const provider = record.provider.name ?? record.provider.id ?? 'kernel';
      const what = `${style.dim(`${printable(provider)}/`)}${printable(record.name)}`;
      const details = detailsOf(record).map(printable).join(' ');
      return `${numbers}  ${what}${details === '' ? '' : ` ${details}`}`;
    },
  };
}

/** Who, the fields, and where: as far as they are known. */
function detailsOf(record: EventRecord): string[] {
  const { process, thread, activityId, relatedActivityId, stack, message, payload } = record;
  return [
    ...(process === undefined ? [] : [`[${process}${thread === undefined ? '' : `/${thread}`}]`]),
    ...Object.entries(record.fields).map(([field, value]) => `${field}=${cellText(value)}`),
    ...(message === undefined ? [] : [`“${message}”`]),
    ...(activityId === undefined ? [] : [`activity=${activityId}`]),
    ...(relatedActivityId === undefined ? [] : [`related=${relatedActivityId}`]),
    ...(stack === undefined ? [] : [`stack=${stack.join('<')}`]),
    ...(payload === undefined ? [] : [`payload=${payload}`]),
  ];
}

function cellText(value: EventRecord['fields'][string]): string {
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
}
