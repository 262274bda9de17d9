import { withoutCommands } from './commands.ts';
import { printable } from './printable.ts';

/**
 * RFC 4180: a cell with a separator, a quote or a line break stands in quotes. So do an empty one, which is not none, and
 * one that would begin a line with a command to a CI system.
 */
export function csvCell(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const NEEDS_QUOTES = /[",\r\n]|^\s*::|^$/;

/**
 * Where CSV goes: a file takes each cell as it is; a pipe can end in a build's log, in which no cell may be a command;
 * on a terminal no cell may act at all.
 */
export type OutputPlace = 'file' | 'pipe' | 'terminal';

/** What makes a cell of a text, and nothing of none. */
export type CellMaker = (text: string | null) => string;

/** @param guardsFormulas whether a spreadsheet is to take every cell for what it is, see `guardedCell` */
export function cellMaker(place: OutputPlace, guardsFormulas = false): CellMaker {
  const madeFit = MADE_FIT[place];
  if (guardsFormulas) {
    return (text) => (text === null ? '' : csvCell(guardedCell(madeFit(text))));
  }
  // Most cells need nothing, and there are millions.
  const isPlain = (text: string) => place !== 'terminal' && !MAY_NEED.test(text);
  return (text) => (text === null ? '' : isPlain(text) ? text : csvCell(madeFit(text)));
}

/** What csvCell looks for, and withoutCommands. */
const MAY_NEED = /[",\r\n#]|::|^$/;

const MADE_FIT: Readonly<Record<OutputPlace, (text: string) => string>> = {
  file: (text) => text,
  pipe: withoutCommands,
  terminal: (text) => withoutCommands(printable(text)),
};

/** What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection), in the full width of East Asia, too. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** Text that a spreadsheet takes for text: an apostrophe stands before what it would compute. Numbers stay numbers. */
export function guardedCell(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** All 16 digits: shorter hex is a status or flags. */
const ADDRESS = /^0x[0-9a-f]{16}$/;

/**
 * An address as a cell of CSV that no reader takes for a number: `0xffff8000`12345678`, as WinDbg prints and reads it.
 * Of 0xffff800012345678 pyarrow makes a negative number, Arquero a double, and DuckDB a HUGEINT. Other text stays as
 * it is.
 */
export function addressCell(text: string): string {
  return ADDRESS.test(text) ? `${text.slice(0, 10)}\`${text.slice(10)}` : text;
}
