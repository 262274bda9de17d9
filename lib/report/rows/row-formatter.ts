/** A value of a row, as JSON can hold it. */
export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [name: string]: Cell };

/** Turns the rows of a query into text, one by one; what it returns is to be printed, and may be nothing yet. */
export interface RowFormatter {
  row(cells: readonly Cell[]): string;
  end(): string;
}
