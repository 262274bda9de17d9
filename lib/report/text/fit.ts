/** A table's columns as texts: what is shown of them depends on the terminal. */
export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What textTable puts before each line, and between two columns. */
const INDENT = 2;
const GAP = 2;

/**
 * Leaves out columns, in the order named, until the table fits.
 * @param dispensable titles of columns that can be missed, the first the most
 */
export function fitColumns(grid: Grid, width: number, dispensable: readonly string[]): Grid {
  let fitting = grid;
  for (const title of dispensable) {
    if (widthOf(fitting) <= width) {
      break;
    }
    const column = fitting.head.indexOf(title);
    if (column >= 0) {
      fitting = {
        head: without(fitting.head, column),
        rows: fitting.rows.map((row) => without(row, column)),
      };
    }
  }
  return fitting;
}

function widthOf({ head, rows }: Grid): number {
  const widths = head.map((title, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), title.length),
  );
  return INDENT + widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1);
}

function without(cells: readonly string[], column: number): string[] {
  return cells.filter((_, at) => at !== column);
}
