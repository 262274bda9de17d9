import type { SortOrder } from './address.ts';

/**
 * Makes the tables sort by the columns whose heads are buttons.
 * @param sorted told of each sorting by the reader
 */
export function makeSortable(sorted: (table: string, order: SortOrder) => void): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) {
    for (const [column, head] of headsOf(table).entries()) {
      head.querySelector('button')?.addEventListener('click', () => {
        const isNumber = head.classList.contains('n');
        const before = head.getAttribute('aria-sort');
        const isDescending = before === null ? isNumber : before === 'ascending';
        sortTable(table, { column, isDescending });
        sorted(table.id, { column, isDescending });
      });
    }
  }
}

/** Sorts a table; a column that it does not have, or can't be sorted by, changes nothing. */
export function sortTable(table: HTMLTableElement, { column, isDescending }: SortOrder): boolean {
  const heads = headsOf(table);
  if (heads[column]?.querySelector('button') == null) {
    return false;
  }
  for (const head of heads) {
    head.removeAttribute('aria-sort');
  }
  heads[column].setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
  sortRows(table.tBodies[0]!, column, isDescending);
  return true;
}

function headsOf(table: HTMLTableElement): HTMLTableCellElement[] {
  return [...table.tHead!.rows[0]!.cells];
}

function sortRows(body: HTMLTableSectionElement, column: number, isDescending: boolean): void {
  const sign = isDescending ? -1 : 1;
  const rows = [...body.rows].sort((a, b) => sign * order(a.cells[column]!, b.cells[column]!));
  body.append(...rows);
}

function order(a: HTMLTableCellElement, b: HTMLTableCellElement): number {
  const [left, right] = [a.dataset.sort, b.dataset.sort];
  if (left !== undefined && right !== undefined) {
    return Number(left) - Number(right);
  }
  return a.textContent!.localeCompare(b.textContent!, 'en', { numeric: true });
}
