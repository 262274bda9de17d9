/** A table's columns as texts: what is shown of them depends on the terminal. */
export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What textTable puts before each line, and between two columns. */
const INDENT = 2;
const GAP = 2;

/**
 * Leaves out columns, in the order named, until the table fits; those of one title go together.
 * @param dispensable titles of columns that can be missed, the first the most
 */
export function fitColumns(grid: Grid, width: number, dispensable: readonly string[]): Grid {
  let fitting = grid;
  for (const title of dispensable) {
    if (widthOf(fitting) <= width) {
      break;
    }
    const { head } = fitting;
    const others = (cells: readonly string[]) => cells.filter((_, column) => head[column] !== title);
    fitting = { head: others(head), rows: fitting.rows.map(others) };
  }
  return fitting;
}

function widthOf({ head, rows }: Grid): number {
  const widths = head.map((title, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), title.length),
  );
  return INDENT + widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1);
}
