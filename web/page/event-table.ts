import type { EventCells } from '../../lib/report/index.ts';
import { element } from './dom.ts';

/** Of a row, in pixels; the style has the same. */
const ROW_HEIGHT = 26;
/** Rows that are drawn above and below those in sight. */
const MARGIN = 20;

/** A table of any length, of which only the rows about those in sight are drawn. */
export class EventTable {
  readonly #scroll = element('events-scroll');
  readonly #table = element<HTMLTableElement>('events-table');
  readonly #body = this.#table.tBodies[0]!;
  readonly #detail = element('events-detail');
  #rows: readonly EventCells[] = [];
  #first = -1;
  #chosen = -1;

  constructor() {
    this.#scroll.addEventListener('scroll', () => this.#draw());
    addEventListener('resize', () => this.#draw());
    this.#body.addEventListener('click', ({ target }) => {
      const row = (target as Element).closest<HTMLElement>('tr[aria-rowindex]');
      if (row !== null) {
        this.#choose(Number(row.getAttribute('aria-rowindex')) - 2);
      }
    });
    this.#scroll.addEventListener('keydown', (event) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0 && this.#rows.length > 0) {
        event.preventDefault();
        this.#choose(Math.min(this.#rows.length - 1, Math.max(0, this.#chosen + step)));
      }
    });
  }

  show(rows: readonly EventCells[]): void {
    this.#rows = rows;
    this.#chosen = -1;
    this.#detail.hidden = true;
    this.#table.setAttribute('aria-rowcount', String(rows.length + 1));
    this.#scroll.scrollTop = 0;
    this.#first = -1;
    this.#draw();
  }

  /** Shows an event whole below the table, and its row. */
  #choose(at: number): void {
    this.#chosen = at;
    const { numbers, provider, name, details } = this.#rows[at]!;
    this.#detail.hidden = false;
    this.#detail.textContent = `${numbers[0]} ms  ${provider}/${name}\n${details}`;
    const top = at * ROW_HEIGHT;
    const { scrollTop, clientHeight } = this.#scroll;
    // The head covers one row.
    if (top < scrollTop) {
      this.#scroll.scrollTop = top;
    } else if (top + 2 * ROW_HEIGHT > scrollTop + clientHeight) {
      this.#scroll.scrollTop = top + 2 * ROW_HEIGHT - clientHeight;
    }
    this.#first = -1;
    this.#draw();
  }

  #draw(): void {
    const inSight = Math.ceil(this.#scroll.clientHeight / ROW_HEIGHT);
    const first = Math.max(0, Math.floor(this.#scroll.scrollTop / ROW_HEIGHT) - MARGIN);
    if (this.#first !== -1 && Math.abs(first - this.#first) < MARGIN / 2) {
      return;
    }
    this.#first = first;
    const end = Math.min(this.#rows.length, first + inSight + 2 * MARGIN);
    this.#body.replaceChildren(
      spacer(first),
      ...this.#rows.slice(first, end).map((cells, at) => this.#rowOf(cells, first + at)),
      spacer(this.#rows.length - end),
    );
  }

  #rowOf({ numbers, provider, name, details }: EventCells, at: number): HTMLTableRowElement {
    const row = document.createElement('tr');
    row.setAttribute('aria-rowindex', String(at + 2));
    row.classList.toggle('chosen', at === this.#chosen);
    for (const text of [...numbers, `${provider}/${name}`, details]) {
      row.insertCell().textContent = text;
    }
    return row;
  }
}

/** The height of rows that are not drawn. */
function spacer(rows: number): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.setAttribute('aria-hidden', 'true');
  row.style.height = `${rows * ROW_HEIGHT}px`;
  return row;
}
