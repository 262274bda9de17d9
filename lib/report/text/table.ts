import Table from 'cli-table3';
import type { Style } from '../style.ts';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** An aligned table without lines: the first column to the left, the others to the right. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  style: Style,
  leftColumns = 1,
): string {
  const table = new Table({
    head: head.map((title) => style.dim(title)),
    chars: NO_LINES,
    colAligns: head.map((_, column) => (column < leftColumns ? 'left' : 'right')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) {
    table.push([...row]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n');
}
