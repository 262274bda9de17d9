import type { EventReader } from '../../events/index.ts';
import { type CellMaker, cellMaker } from '../../text/index.ts';
import type { Style } from '../style.ts';
import { CsvWriter } from './csv.ts';
import type { EventWriter } from './event-writer.ts';
import { NdjsonWriter } from './ndjson.ts';
import { tableWriter } from './table.ts';

export const EVENT_FORMATS = ['table', 'ndjson', 'csv'] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

export interface CsvOptions {
  /** Makes the cells. */
  readonly cell?: CellMaker;
  /** Fields that are to have a column each, in place of one for all. */
  readonly columns?: readonly string[];
}

export function eventWriter(
  format: EventFormat,
  reader: EventReader,
  style: Style,
  { cell = cellMaker('file'), columns }: CsvOptions = {},
): EventWriter {
  switch (format) {
    case 'ndjson':
      return new NdjsonWriter(reader);
    case 'csv':
      return new CsvWriter(reader, cell, columns);
    case 'table':
      return tableWriter(reader, style);
  }
}
