import { jsonText, printable } from '../../text/index.ts';
import type { Style } from '../style.ts';

import type { Cell, RowFormatter } from './row-formatter.ts';

/** Rows that the columns' widths are taken from; later ones that are wider push the rest to the right. */
const MEASURED = 1000;
const NONE = '–';

/** An aligned table: numbers to the right, text to the left. */
export class TableWriter implements RowFormatter {
  readonly #columns: readonly string[];
  readonly #style: Style;
  #waiting: (readonly Cell[])[] | null = [];
  #widths: number[] = [];
  #isNumeric: boolean[] = [];

  constructor(columns: readonly string[], style: Style) {
    this.#columns = columns.map(printable);
    this.#style = style;
  }

  row(cells: readonly Cell[]): string {
    if (this.#waiting === null) {
      return this.#line(cells);
    }
    this.#waiting.push(cells);
    return this.#waiting.length === MEASURED ? this.#begin() : '';
  }

  end(): string {
    return this.#waiting === null ? '' : this.#begin();
  }

  #begin(): string {
    const rows = this.#waiting!;
    this.#waiting = null;
    this.#isNumeric = this.#columns.map((_, at) => rows.every((row) => isNumber(row[at]!)));
    this.#widths = this.#columns.map((column, at) =>
      rows.reduce((width, row) => Math.max(width, textOf(row[at]!).length), column.length),
    );
    const head = this.#columns.map((column, at) => this.#pad(column, at)).join('  ');
    const lines = rows.map((row) => this.#line(row));
    return [
      `${this.#style.dim(head.trimEnd())}
`,
      ...lines,
    ].join('');
  }

  #line(cells: readonly Cell[]): string {
    return `${cells
      .map((cell, at) => this.#pad(textOf(cell), at))
      .join('  ')
      .trimEnd()}\n`;
  }

  #pad(text: string, column: number): string {
    const width = this.#widths[column]!;
    return this.#isNumeric[column] ? text.padStart(width) : text.padEnd(width);
  }
}

function isNumber(cell: Cell): boolean {
  return cell === null || typeof cell === 'number' || (typeof cell === 'string' && /^-?\d+$/.test(cell));
}

function textOf(cell: Cell): string {
  if (cell === null) {
    return NONE;
  }
  return printable(typeof cell === 'object' ? jsonText(cell) : String(cell));
}
