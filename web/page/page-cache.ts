import { PAGE_EVENTS } from '../../lib/events/index.ts';
import type { EventCells } from '../../lib/report/index.ts';
import type { EventPage } from '../messages.ts';

/** Pages in memory: each is some hundred kilobytes of texts. */
const MOST_PAGES = 32;

/** The rows that were looked at last. Those that are missing are asked for. */
export class PageCache {
  readonly #ask: (page: number) => void;
  /** By their number, the one used last at the end. */
  readonly #pages = new Map<number, readonly EventCells[]>();
  readonly #asked = new Set<number>();

  constructor(ask: (page: number) => void) {
    this.#ask = ask;
  }

  clear(): void {
    this.#pages.clear();
    this.#asked.clear();
  }

  take({ page, rows }: EventPage): void {
    this.#asked.delete(page);
    this.#pages.set(page, rows);
    if (this.#pages.size > MOST_PAGES) {
      this.#pages.delete(this.#pages.keys().next().value!);
    }
  }

  /** Null where it is not there yet. */
  row(at: number): EventCells | null {
    const page = Math.floor(at / PAGE_EVENTS);
    const rows = this.#pages.get(page);
    const row = rows?.[at % PAGE_EVENTS];
    if (rows !== undefined && row !== undefined) {
      this.#pages.delete(page);
      this.#pages.set(page, rows);
      return row;
    }
    // Nor is the last page whole while a search goes on.
    if (!this.#asked.has(page)) {
      this.#asked.add(page);
      this.#ask(page);
    }
    return null;
  }
}
