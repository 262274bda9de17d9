import { type CellMaker, csvCell, jsonText } from '../../text/index.ts';
import type { Style } from '../style.ts';
import type { Cell, RowFormatter } from './row-formatter.ts';
import { TableWriter } from './table.ts';

export const ROW_FORMATS = ['table', 'csv', 'ndjson'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** @param cell makes the cells of CSV */
export function rowFormatter(
  format: RowFormat,
  columns: readonly string[],
  style: Style,
  cell: CellMaker = csvCell,
): RowFormatter {
  switch (format) {
    case 'table':
      return new TableWriter(columns, style);
    case 'csv':
      return withHead(csvLine(columns, cell), (cells) => csvLine(cells, cell));
    case 'ndjson':
      return {
        row: (cells) => `${jsonText(Object.fromEntries(columns.map((column, at) => [column, cells[at]])))}\n`,
        end: () => '',
      };
  }
}

/** The first line stands before the first row, or alone where there are no rows. */
function withHead(head: string, line: (cells: readonly Cell[]) => string): RowFormatter {
  let before = head;
  const take = (text: string) => {
    const all = before + text;
    before = '';
    return all;
  };
  return { row: (cells) => take(line(cells)), end: () => take('') };
}

function csvLine(cells: readonly Cell[], makeCell: CellMaker): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : makeCell(textOf(cell)))).join(',')}\r\n`;
}

function textOf(cell: Cell): string {
  return cell === null ? '' : typeof cell === 'object' ? jsonText(cell) : String(cell);
}
