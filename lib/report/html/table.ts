import { escapeHtml } from '../markup/escape.ts';
import { columnHint } from './column-hints.ts';

/** Rows of a table that paper gets unless the reader asks for all. */
export const PRINTED_ROWS = 20;

/** One cell: what is shown, and the number that it sorts by where that is none. */
export interface Cell {
  /** As HTML. */
  readonly html: string;
  readonly sort?: number;
}

export interface Column {
  readonly title: string;
  /** Numbers stand to the right and sort from the greatest. */
  readonly isNumber?: boolean;
  readonly canSort?: boolean;
}

export interface TableRow {
  readonly cells: readonly Cell[];
  /** When the row's object was there, in nanoseconds: rows outside of a chosen stretch of time are hidden. */
  readonly fromNs?: number;
  readonly toNs?: number;
  readonly attributes?: string;
}

/** Says of figures that a chosen stretch of time does not change why they stay; shown while one is chosen. */
export function wholeNote(
  what = 'These figures are of the whole trace, whatever stretch is chosen.',
): string {
  return `<p class="whole-note" hidden>${escapeHtml(what)}</p>`;
}

/** A table that a reader can sort by its columns, and that a chosen stretch of time filters. */
export function sortableTable(
  id: string,
  caption: string,
  columns: readonly Column[],
  rows: readonly TableRow[],
): string {
  const head = columns
    .map(({ title, isNumber, canSort }) => {
      const content =
        canSort === false ? escapeHtml(title) : `<button type="button">${escapeHtml(title)}</button>`;
      const hint = columnHint(id, title);
      const told = hint === null ? '' : ` title="${escapeHtml(hint)}"`;
      return `<th scope="col"${isNumber ? ' class="n"' : ''}${told}>${content}</th>`;
    })
    .join('');
  const body = rows.map((row) => rowHtml(row, columns)).join('\n');
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}">` +
    `<table class="sortable" id="${id}"><caption>${escapeHtml(caption)}</caption>` +
    `<thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table></div>${printNote(rows.length)}`
  );
}

function printNote(rows: number): string {
  return rows > PRINTED_ROWS
    ? `<p class="print-note">The first ${PRINTED_ROWS} of ${rows} rows are printed.</p>`
    : '';
}

function rowHtml({ cells, fromNs, toNs, attributes }: TableRow, columns: readonly Column[]): string {
  const time =
    fromNs === undefined ? '' : ` data-from="${Math.round(fromNs)}" data-to="${Math.round(toNs ?? fromNs)}"`;
  const html = cells
    .map(({ html, sort }, at) => {
      const value =
        sort === undefined ? '' : ` data-sort="${Number.isFinite(sort) ? Number(sort.toPrecision(12)) : -1}"`;
      return `<td${columns[at]?.isNumber ? ' class="n"' : ''}${value}>${html}</td>`;
    })
    .join('');
  return `<tr${time}${attributes ?? ''}>${html}</tr>`;
}

export function text(value: string | null): Cell {
  return { html: value === null || value === '' ? '–' : escapeHtml(value) };
}

export function number(shown: string, value: number): Cell {
  return { html: escapeHtml(shown), sort: value };
}

/** An id, which sorts as a number where it is a small one, and how it is shown. */
export function id(value: string | null, html: string): Cell {
  return { html, sort: value === null ? -1 : Number(value) };
}
