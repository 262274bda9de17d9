import { addressCell, type CellMaker, cellMaker, jsonText } from '../../text/index.ts';
import type { Style } from '../style.ts';
import { FittedTable, type TableRoom } from './fitted-table.ts';
import type { Cell, RowFormatter } from './row-formatter.ts';
import { TableWriter } from './table.ts';

export const ROW_FORMATS = ['table', 'json', 'csv', 'ndjson'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

export interface RowOptions {
  readonly style: Style;
  /** Makes the cells of CSV. */
  readonly cell?: CellMaker;
  /** What a table is to fit; all of it is given out where there is none. */
  readonly room?: TableRoom | undefined;
}

export function rowFormatter(
  format: RowFormat,
  columns: readonly string[],
  { style, cell = cellMaker('file'), room }: RowOptions,
): RowFormatter {
  const object = (cells: readonly Cell[]) =>
    jsonText(Object.fromEntries(columns.map((column, at) => [column, cells[at]])));
  switch (format) {
    case 'table':
      return room === undefined ? new TableWriter(columns, style) : new FittedTable(columns, style, room);
    case 'csv':
      return between(csvLine(columns, cell), (cells) => csvLine(cells, cell), '');
    case 'ndjson':
      return between('', (cells) => `${object(cells)}\n`, '');
    case 'json':
      return between('[', (cells, isFirst) => `${isFirst ? '\n' : ',\n'}${object(cells)}`, '\n]\n');
  }
}

/** What begins stands before the first row, or alone where there are no rows. */
function between(
  begin: string,
  line: (cells: readonly Cell[], isFirst: boolean) => string,
  end: string,
): RowFormatter {
  let isFirst = true;
  return {
    row: (cells) => {
      const text = `${isFirst ? begin : ''}${line(cells, isFirst)}`;
      isFirst = false;
      return text;
    },
    end: () => `${isFirst ? begin : ''}${end}`,
  };
}

function csvLine(cells: readonly Cell[], makeCell: CellMaker): string {
  return `${cells.map((cell) => csvText(cell, makeCell)).join(',')}\r\n`;
}

function csvText(cell: Cell, makeCell: CellMaker): string {
  if (cell === null || typeof cell === 'string') {
    return makeCell(cell === null ? null : addressCell(cell));
  }
  return typeof cell === 'object' ? makeCell(jsonText(cell)) : String(cell);
}
