import { printable } from '../../text/index.ts';
import type { Style } from '../style.ts';
import { type CellText, cellTextFor, isNumber } from './cell-text.ts';
import type { Cell, RowFormatter } from './row-formatter.ts';

/** Rows that the columns' widths are taken from; later ones that are wider push the rest to the right. */
const MEASURED = 1000;

/** An aligned table of all rows and columns: numbers to the right, text to the left. */
export class TableWriter implements RowFormatter {
  readonly #columns: readonly string[];
  readonly #texts: readonly CellText[];
  readonly #style: Style;
  #waiting: (readonly Cell[])[] | null = [];
  #widths: number[] = [];
  #isNumeric: boolean[] = [];

  constructor(columns: readonly string[], style: Style) {
    this.#columns = columns.map(printable);
    this.#texts = columns.map(cellTextFor);
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
      rows.reduce((width, row) => Math.max(width, this.#texts[at]!(row[at]!).length), column.length),
    );
    const head = this.#columns.map((column, at) => this.#pad(column, at)).join('  ');
    const lines = rows.map((row) => this.#line(row));
    return [`${this.#style.dim(head.trimEnd())}\n`, ...lines].join('');
  }

  #line(cells: readonly Cell[]): string {
    return `${cells
      .map((cell, at) => this.#pad(this.#texts[at]!(cell), at))
      .join('  ')
      .trimEnd()}\n`;
  }

  #pad(text: string, column: number): string {
    const width = this.#widths[column]!;
    return this.#isNumeric[column] ? text.padStart(width) : text.padEnd(width);
  }
}
