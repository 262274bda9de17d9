import type { Provider, Schema } from '../../decode/index.ts';
import type { RawEvent } from '../../etl/index.ts';
import type { Style } from '../style.ts';
import { CsvWriter } from './csv.ts';
import type { LineBuffer } from './line-buffer.ts';
import { NdjsonWriter } from './ndjson.ts';
import type { EventReader } from './record.ts';
import { tableWriter } from './table.ts';

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
      return new CsvWriter(reader);
    case 'table':
      return tableWriter(reader, style);
  }
}
