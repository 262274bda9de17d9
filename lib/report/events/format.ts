import { type CellMaker, csvCell } from '../../text/index.ts';
import type { Style } from '../style.ts';
import { CsvWriter } from './csv.ts';
import type { EventWriter } from './event-writer.ts';
import { NdjsonWriter } from './ndjson.ts';
import type { EventReader } from './record.ts';
import { tableWriter } from './table.ts';

export const EVENT_FORMATS = ['table', 'ndjson', 'csv'] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

/** @param cell makes the cells of CSV */
export function eventWriter(
  format: EventFormat,
  reader: EventReader,
  style: Style,
  cell: CellMaker = csvCell,
): EventWriter {
  switch (format) {
    case 'ndjson':
      return new NdjsonWriter(reader);
    case 'csv':
      return new CsvWriter(reader, cell);
    case 'table':
      return tableWriter(reader, style);
  }
}
