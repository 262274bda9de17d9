import { printable } from '../../text/index.ts';
import type { Style } from '../style.ts';
import { formatCount, plural } from '../units.ts';
import { cellTextFor, isNumber } from './cell-text.ts';
import type { Cell, RowFormatter } from './row-formatter.ts';

/** What a table on a terminal may take. */
export interface TableRoom {
  /** Columns of the terminal. */
  readonly width: number;
  /** Of more rows the first and the last are shown. */
  readonly maxRows: number;
}

/** Text is shortened to so many characters before a column is left out. */
const LEAST_TEXT = 12;
const GAP = 2;
const LEFT_OUT = '…';

interface Column {
  readonly title: string;
  readonly texts: readonly string[];
  readonly isNumeric: boolean;
  readonly width: number;
}

/**
 * An aligned table that fits a terminal: long texts are shortened, then columns in the middle are left out, and of many
 * rows those in the middle; the last line tells how many there are.
 */
export class FittedTable implements RowFormatter {
  readonly #columns: readonly string[];
  readonly #style: Style;
  readonly #room: TableRoom;
  readonly #first: (readonly Cell[])[] = [];
  /** The latest rows behind the first ones, as a ring. */
  readonly #last: (readonly Cell[])[] = [];
  #count = 0;

  constructor(columns: readonly string[], style: Style, room: TableRoom) {
    this.#columns = columns;
    this.#style = style;
    this.#room = room;
  }

  row(cells: readonly Cell[]): string {
    const half = Math.ceil(this.#room.maxRows / 2);
    if (this.#first.length < half) {
      this.#first.push(cells);
    } else {
      const others = this.#room.maxRows - half;
      if (others > 0) {
        this.#last[(this.#count - half) % others] = cells;
      }
    }
    this.#count++;
    return '';
  }

  end(): string {
    const last = this.#lastInOrder();
    const rows = [...this.#first, ...last];
    const measured = this.#columns.map((name, at) => columnOf(name, at, rows));
    const columns = withoutMiddle(shortened(measured, this.#room.width), this.#room.width);
    const hidden = this.#count - rows.length;
    const lines = rows.map((_, at) => lineOf(columns, ({ texts }) => texts[at]!));
    if (hidden > 0) {
      lines.splice(this.#first.length, 0, this.#style.dim(`${LEFT_OUT} ${plural(hidden, 'row')} not shown`));
    }
    const head = this.#style.dim(lineOf(columns, ({ title }) => title));
    return `${[head, ...lines, ...this.#foot(columns, rows.length)].join('\n')}\n`;
  }

  #lastInOrder(): (readonly Cell[])[] {
    const begin = this.#last.length === 0 ? 0 : (this.#count - this.#first.length) % this.#last.length;
    return [...this.#last.slice(begin), ...this.#last.slice(0, begin)];
  }

  /** What of the answer is not there to be seen. */
  #foot(columns: readonly Column[], rows: number): string[] {
    const shown = columns.filter((column) => column !== MIDDLE).length;
    const parts = [
      ...(rows < this.#count ? [`${formatCount(rows)} of ${formatCount(this.#count)} rows`] : []),
      ...(shown < this.#columns.length ? [`${shown} of ${this.#columns.length} columns`] : []),
    ];
    return parts.length === 0
      ? []
      : [this.#style.dim(`${parts.join(' and ')} shown: --max-rows, or another --format, gives more`)];
  }
}

/** Stands for the columns that are left out. */
const MIDDLE: Column = { title: LEFT_OUT, texts: [], isNumeric: false, width: LEFT_OUT.length };

function columnOf(name: string, at: number, rows: readonly (readonly Cell[])[]): Column {
  const title = printable(name);
  const textOf = cellTextFor(name);
  const texts = rows.map((row) => textOf(row[at]!));
  const width = texts.reduce((most, text) => Math.max(most, text.length), title.length);
  return { title, texts, isNumeric: rows.every((row) => isNumber(row[at]!)), width };
}

function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0) + GAP * (columns.length - 1);
}

/** Takes from the widest text, a character at a time, what is too much. */
function shortened(columns: readonly Column[], room: number): Column[] {
  const fitting = columns.map((column) =>
    column.isNumeric ? column : { ...column, width: Math.min(column.width, room) },
  );
  for (let over = widthOf(fitting) - room; over > 0; over--) {
    const texts = fitting.filter(({ isNumeric, width }) => !isNumeric && width > LEAST_TEXT);
    const [widest] = texts.toSorted((a, b) => b.width - a.width);
    if (widest === undefined) {
      break;
    }
    fitting[fitting.indexOf(widest)] = { ...widest, width: widest.width - 1 };
  }
  return fitting;
}

function withoutMiddle(columns: readonly Column[], room: number): Column[] {
  let fitting = [...columns];
  for (let shown = columns.length - 1; shown > 1 && widthOf(fitting) > room; shown--) {
    const half = Math.ceil(shown / 2);
    fitting = [...columns.slice(0, half), MIDDLE, ...columns.slice(columns.length - (shown - half))];
  }
  return fitting;
}

function lineOf(columns: readonly Column[], text: (column: Column) => string): string {
  return columns
    .map((column) => {
      const { isNumeric, width } = column;
      const cell = column === MIDDLE ? LEFT_OUT : cut(text(column), width);
      return isNumeric ? cell.padStart(width) : cell.padEnd(width);
    })
    .join(' '.repeat(GAP))
    .trimEnd();
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}${LEFT_OUT}`;
}
