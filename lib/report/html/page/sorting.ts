/** Makes the tables sort by the columns whose heads are buttons. */
export function makeSortable(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) {
    const heads = [...table.tHead!.rows[0]!.cells];
    heads.forEach((head, column) => {
      head.querySelector('button')?.addEventListener('click', () => {
        const isNumber = head.classList.contains('n');
        const before = head.getAttribute('aria-sort');
        const isDescending = before === null ? isNumber : before === 'ascending';
        for (const other of heads) {
          other.removeAttribute('aria-sort');
        }
        head.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
        sortRows(table.tBodies[0]!, column, isDescending);
      });
    });
  }
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
