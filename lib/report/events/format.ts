import type { Style } from '../style.ts';
import { printable } from '../units.ts';
import type { EventRecord } from './record.ts';

export const EVENT_FORMATS = ['table', 'ndjson', 'csv'] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

/** Turns records into text, line by line; `head` is what precedes the first. */
export interface EventFormatter {
  readonly head: string;
  line(record: EventRecord): string;
}

export function eventFormatter(format: EventFormat, style: Style): EventFormatter {
  switch (format) {
    case 'ndjson':
      return { head: '', line: (record) => `${JSON.stringify(record)}\n` };
    case 'csv':
      return { head: `${CSV_COLUMNS.join(',')}\n`, line: csvLine };
    case 'table':
      return tableFormatter(style);
  }
}

const CSV_COLUMNS = [
  'timeNs',
  'ticks',
  'processor',
  'pid',
  'tid',
  'headerType',
  'providerId',
  'providerName',
  'id',
  'version',
  'opcode',
  'level',
  'keyword',
  'name',
  'fields',
  'payload',
];

function csvLine(record: EventRecord): string {
  const cells = [
    record.timeNs,
    record.ticks,
    record.processor,
    record.pid,
    record.tid,
    record.headerType,
    record.provider.id ?? '',
    record.provider.name ?? '',
    record.id,
    record.version,
    record.opcode,
    record.level,
    record.keyword,
    record.name ?? '',
    JSON.stringify(record.fields),
    record.payload ?? '',
  ];
  return `${cells.map((cell) => csvCell(String(cell))).join(',')}\n`;
}

/** RFC 4180: a cell with a separator, a quote or a line break stands in quotes. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Widths of the columns before the fields; longer values push the rest to the right. */
const WIDTHS = [15, 4, 7, 7];

function tableFormatter(style: Style): EventFormatter {
  const head = ['time ms', 'cpu', 'pid', 'tid'].map((title, at) => title.padStart(WIDTHS[at]!)).join(' ');
  return {
    head: `${style.dim(`${head}  event`)}\n`,
    line: (record) => {
      const numbers = [(record.timeNs / 1e6).toFixed(6), record.processor, record.pid, record.tid]
        .map((value, at) => String(value).padStart(WIDTHS[at]!))
        .join(' ');
      const provider = record.provider.name ?? record.provider.id ?? record.headerType;
      const name = record.name ?? `id ${record.id}, opcode ${record.opcode}`;
      const fields = Object.entries(record.fields).map(([field, value]) => `${field}=${cellText(value)}`);
      const rest = record.payload === undefined ? [] : [style.dim(record.payload)];
      const what = `${style.dim(`${printable(provider)}/`)}${printable(name)}`;
      return `${[`${numbers}  ${what}`, ...fields.map(printable), ...rest].join(' ')}\n`;
    },
  };
}

function cellText(value: EventRecord['fields'][string]): string {
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
}
