import { jsonText, printable } from '../../text/index.ts';
import type { Cell } from './row-formatter.ts';

const NONE = '–';
/** Columns of times: `latencyNs`, and what SQL calls an aggregate of one, `max(latencyNs)`. */
const TIME_COLUMN = /Ns\)*$/;
/** Whole numbers beyond doubles and decimals come as text. */
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const SECOND = 1e9;

/** How the cells of a column are shown to people. */
export type CellText = (cell: Cell) => string;

/** The same by the column's name: times have the unit that suits them. */
export function cellTextFor(column: string): CellText {
  return TIME_COLUMN.test(column) ? (cell) => timeText(cell) ?? plainText(cell) : plainText;
}

function plainText(cell: Cell): string {
  if (cell === null) {
    return NONE;
  }
  return printable(typeof cell === 'object' ? jsonText(cell) : String(cell));
}

/** 172 µs, 13.2322 ms; from a second on to the microsecond, for moments of a long trace differ by little. */
function timeText(cell: Cell): string | null {
  if (typeof cell !== 'number' && !(typeof cell === 'string' && DECIMAL.test(cell))) {
    return null;
  }
  const ns = Number(cell);
  const size = Math.abs(ns);
  if (size < 1e3) {
    return `${sixDigits(ns)} ns`;
  }
  if (size < 1e6) {
    return `${sixDigits(ns / 1e3)} µs`;
  }
  return size < SECOND ? `${sixDigits(ns / 1e6)} ms` : `${Number((ns / SECOND).toFixed(6))} s`;
}

function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}

/** Whether a cell is shown to the right, as numbers are. */
export function isNumber(cell: Cell): boolean {
  return cell === null || typeof cell === 'number' || (typeof cell === 'string' && DECIMAL.test(cell));
}
