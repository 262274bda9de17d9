import type { EventCells } from '../../lib/report/index.ts';
import type { EventPage } from '../messages.ts';
import { element } from './dom.ts';
import { PageCache } from './page-cache.ts';
import { ROW_HEIGHT, RowScroll } from './row-scroll.ts';

/** Rows that are drawn above and below those in sight. */
const MARGIN = 20;
const COLUMNS = 6;

/** A table of any length: only the rows about those in sight are drawn, and only the pages looked at last are in memory. */
export class EventTable {
  readonly #table = element<HTMLTableElement>('events-table');
  readonly #body = this.#table.tBodies[0]!;
  readonly #detail = element('events-detail');
  readonly #cache: PageCache;
  readonly #scroll: RowScroll;
  #count = 0;
  /** The rows that are drawn: from, to. */
  #drawn: readonly [number, number] = [0, 0];
  #chosen = -1;
  /** Whether the chosen event is shown whole. */
  #isShown = false;

  /** @param ask asks for a page of the events, which `take` is given */
  constructor(ask: (page: number) => void) {
    this.#cache = new PageCache(ask);
    const scrolled = element('events-scroll');
    this.#scroll = new RowScroll(scrolled, () => this.#move());
    addEventListener('resize', () => this.#draw());
    this.#body.addEventListener('click', ({ target }) => {
      const row = (target as Element).closest<HTMLElement>('tr[aria-rowindex]');
      if (row !== null) {
        this.#choose(Number(row.getAttribute('aria-rowindex')) - 2);
      }
    });
    scrolled.addEventListener('keydown', (event) => this.#press(event));
  }

  /** Shows nothing. */
  clear(): void {
    this.#cache.clear();
    this.#chosen = -1;
    this.#detail.hidden = true;
    this.#count = 0;
    this.#table.setAttribute('aria-rowcount', '1');
    this.#scroll.setRows(0);
    this.#draw();
  }

  /** Takes how many events there are, so far. */
  setCount(count: number): void {
    this.#count = count;
    this.#table.setAttribute('aria-rowcount', String(count + 1));
    this.#scroll.setRows(count);
    this.#draw();
  }

  take(page: EventPage): void {
    this.#cache.take(page);
    this.#showDetail();
    this.#draw();
  }

  #press(event: KeyboardEvent): void {
    const page = Math.floor(this.#scroll.inSight);
    const last = this.#count - 1;
    // Of the row that is chosen, or of those in sight.
    const to: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.#choose(Math.min(last, this.#chosen + 1)),
      ArrowUp: () => this.#choose(Math.max(0, this.#chosen - 1)),
      PageDown: () => this.#scroll.moveTo(this.#scroll.top + page),
      PageUp: () => this.#scroll.moveTo(this.#scroll.top - page),
      Home: () => this.#scroll.moveTo(0),
      End: () => this.#scroll.moveTo(last),
    };
    const go = to[event.key];
    if (go !== undefined && this.#count > 0) {
      event.preventDefault();
      go();
    }
  }

  /** Shows an event whole below the table, and its row. */
  #choose(at: number): void {
    this.#chosen = at;
    this.#isShown = false;
    this.#showDetail();
    this.#scroll.bringIntoSight(at);
    this.#draw();
  }

  /** Shows the chosen event, once it is there. */
  #showDetail(): void {
    const cells = this.#chosen < 0 || this.#isShown ? null : this.#cache.row(this.#chosen);
    if (cells !== null) {
      this.#isShown = true;
      this.#detail.hidden = false;
      this.#detail.textContent = `${cells.numbers[0]} ms  ${cells.provider}/${cells.name}\n${cells.details}`;
      // It takes room from the table.
      this.#scroll.bringIntoSight(this.#chosen);
    }
  }

  #move(): void {
    const { top, inSight, isExact } = this.#scroll;
    const [from, to] = this.#drawn;
    if (!isExact || top < from || Math.min(this.#count, top + inSight) > to) {
      this.#draw();
    }
  }

  #draw(): void {
    const [first, end] = this.#scroll.around(MARGIN);
    const rows = Array.from({ length: Math.max(0, end - first) }, (_, i) => this.#rowOf(first + i));
    const above = this.#scroll.pixelsTo(first);
    const below = this.#scroll.height - above - rows.length * ROW_HEIGHT;
    this.#body.replaceChildren(spacer(above), ...rows, spacer(below));
    this.#drawn = [first, end];
  }

  #rowOf(at: number): HTMLTableRowElement {
    const row = document.createElement('tr');
    row.setAttribute('aria-rowindex', String(at + 2));
    row.classList.toggle('chosen', at === this.#chosen);
    for (const text of textsOf(this.#cache.row(at))) {
      row.insertCell().textContent = text;
    }
    return row;
  }
}

function textsOf(cells: EventCells | null): readonly string[] {
  if (cells === null) {
    return new Array(COLUMNS).fill('…');
  }
  const { numbers, provider, name, details } = cells;
  return [...numbers, `${provider}/${name}`, details];
}

/** The height of rows that are not drawn. */
function spacer(pixels: number): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.setAttribute('aria-hidden', 'true');
  row.style.height = `${Math.max(0, pixels)}px`;
  return row;
}
