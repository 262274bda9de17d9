/** Of a row, in pixels; the style has the same. */
export const ROW_HEIGHT = 26;
/** Browsers give an element no more than some ten million pixels (17.8 million in Firefox). */
const MOST_PIXELS = 8_000_000;
/** What is lost by dividing and multiplying again, in rows. */
const TINY = 1e-6;
/** Of one line, where the wheel tells lines. */
const LINE_PIXELS = 16;

/**
 * Which rows of a table are in sight. Where there are more of them than pixels can be had for, the scroll bar goes over all of them
 * in larger steps; the wheel and the keys move by rows as ever.
 */
export class RowScroll {
  readonly #element: HTMLElement;
  readonly #onMove: () => void;
  #rows = 0;
  /** The row at the top, not whole as a rule. */
  #top = 0;
  /** Where the bar was put to; whoever moved it elsewhere wants to go there. */
  #bar = 0;

  /** @param element what is scrolled: the table's head, which stays in sight, and room for all rows */
  constructor(element: HTMLElement, onMove: () => void) {
    this.#element = element;
    this.#onMove = onMove;
    element.addEventListener('scroll', () => this.#follow());
    element.addEventListener('wheel', (event) => this.#turn(event), { passive: false });
  }

  get top(): number {
    return this.#top;
  }

  /** Rows in sight, below the head. */
  get inSight(): number {
    return Math.max(1, this.#element.clientHeight / ROW_HEIGHT - 1);
  }

  /** What is left to scroll stays: more rows may come while one looks at the first. */
  setRows(rows: number): void {
    this.#rows = rows;
    this.moveTo(this.#top);
  }

  /** Whether each row has its own pixels, so that what was drawn stays in its place. */
  get isExact(): boolean {
    return this.#rows * ROW_HEIGHT <= MOST_PIXELS;
  }

  /** Of all rows, in pixels. */
  get height(): number {
    return Math.min(this.#rows * ROW_HEIGHT, MOST_PIXELS);
  }

  /** The rows in sight with so many above and below them, as far as there is room for these: from, to. */
  around(margin: number): readonly [number, number] {
    const above = Math.min(margin, this.#bar / ROW_HEIGHT);
    const below = Math.min(this.inSight + margin, (this.height - this.#bar) / ROW_HEIGHT);
    const first = Math.max(0, Math.ceil(this.#top - above - TINY));
    return [first, Math.min(this.#rows, Math.floor(this.#top + below + TINY))];
  }

  /** Where a row begins among these pixels, as far as it is near those in sight. */
  pixelsTo(row: number): number {
    return this.#bar - (this.#top - row) * ROW_HEIGHT;
  }

  /** Brings a row to the top, or as near to it as the last rows allow. */
  moveTo(row: number): void {
    this.#top = Math.max(0, Math.min(row, this.#rows - this.inSight));
    this.#bar = this.#top * this.#pixelsEach;
    // Who draws makes room for it first.
    this.#onMove();
    this.#element.scrollTop = this.#bar;
  }

  bringIntoSight(row: number): void {
    if (row < this.#top) {
      this.moveTo(row);
    } else if (row + 1 > this.#top + this.inSight) {
      this.moveTo(row + 1 - this.inSight);
    }
  }

  /** Pixels that the bar moves by for a row. */
  get #pixelsEach(): number {
    const room = this.height - this.inSight * ROW_HEIGHT;
    return this.isExact ? ROW_HEIGHT : room / (this.#rows - this.inSight);
  }

  #follow(): void {
    const { scrollTop } = this.#element;
    // It is rounded to pixels of the screen.
    if (Math.abs(scrollTop - this.#bar) < 1) {
      return;
    }
    this.#bar = scrollTop;
    this.#top = scrollTop / this.#pixelsEach;
    this.#onMove();
  }

  #turn(event: WheelEvent): void {
    if (this.isExact || event.deltaY === 0 || event.ctrlKey) {
      return; // the browser's own way will do
    }
    event.preventDefault();
    const unit =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE
        ? LINE_PIXELS
        : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
          ? this.#element.clientHeight
          : 1;
    this.moveTo(this.#top + (event.deltaY * unit) / ROW_HEIGHT);
  }
}
