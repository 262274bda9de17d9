/** The element of this id; the page that this code is put into always has it. */
export function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** As `element`, for what only some pages have. */
export function elementOrNull<T extends HTMLElement>(id: string): T | null {
  return document.getElementById(id) as T | null;
}

/** A row of cells with text. */
export function rowOf(texts: readonly string[]): HTMLTableRowElement {
  const row = document.createElement('tr');
  for (const text of texts) {
    row.insertCell().textContent = text;
  }
  return row;
}
