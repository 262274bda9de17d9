import { type HeaderLayouts, HeaderType } from './header-type.ts';
import { MARKER_MESSAGE, MARKER_TYPED } from './walk/places.ts';

/** What fills a buffer behind its last event. */
export const PADDING = 0xffff_ffff;
/** Events begin at multiples of this. */
const STEP = 8;

/** So many events one behind the other, in the order of time, are no accident. */
const LONG_ENOUGH = 8;
/** Length of a chain that ends where the buffer's events do: however short, it fits. */
const WHOLE = 255;

/**
 * Tells events from other bytes in a damaged buffer. One event alone proves nothing, since payloads can hold
 * anything; a chain of them does, in which each ends where the next begins and time does not go back. The chains of
 * all places are found in one walk from the buffer's end to its start, so that a search costs no more than that.
 */
export class EventChains {
  /** For every eighth byte the events of the chain that begins there. */
  readonly #lengths: Uint8Array;
  readonly #view: DataView;
  readonly #from: number;
  readonly #fill: number;
  readonly #layouts: HeaderLayouts;

  /** @param from a multiple of 8; chains that begin before it are not looked for */
  constructor(view: DataView, from: number, fill: number, layouts: HeaderLayouts) {
    this.#view = view;
    this.#from = from;
    this.#layouts = layouts;
    this.#fill = fill;
    this.#lengths = new Uint8Array(Math.ceil(Math.max(fill - from, 0) / STEP) + 1);
    const padding = startOfPadding(view, from, fill);
    const times = new Float64Array(this.#lengths.length);
    for (let slot = this.#lengths.length - 1; slot >= 0; slot--) {
      const at = from + slot * STEP;
      const size = this.#sizeAt(at);
      if (size === 0) {
        continue;
      }
      const next = slot + Math.ceil(size / STEP);
      const behind = this.#lengths[next] ?? 0;
      const until = behind > 0 ? times[next]! : Number.POSITIVE_INFINITY;
      times[slot] = this.#timeAt(at, until);
      if (from + next * STEP >= padding) {
        this.#lengths[slot] = WHOLE;
      } else {
        this.#lengths[slot] = times[slot]! <= until ? Math.min(behind + 1, WHOLE) : 1;
      }
    }
  }

  /** Where a chain of events begins at or behind `at`, or -1. */
  find(at: number): number {
    const first = Math.max(0, Math.ceil((at - this.#from) / STEP));
    for (let slot = first; slot < this.#lengths.length; slot++) {
      if (this.#lengths[slot]! >= LONG_ENOUGH) {
        return this.#from + slot * STEP;
      }
    }
    return -1;
  }

  /** Whether all from the first place to the end is one chain. */
  get isWhole(): boolean {
    return this.#lengths[0] === WHOLE;
  }

  /** Size of what can be an event at `at`, or 0. */
  #sizeAt(at: number): number {
    if (at + STEP > this.#fill) {
      return 0;
    }
    const marker = this.#view.getUint32(at, true);
    const flags = marker >>> 24;
    const type = (marker >>> 16) & 0xff;
    let least = 16;
    let size = marker & 0xffff;
    if (flags === MARKER_TYPED) {
      least = this.#layouts.length[type]!;
      size = this.#layouts.sizeAt[type] === 0 ? size : this.#view.getUint16(at + 4, true);
    } else if (flags !== MARKER_MESSAGE || type !== HeaderType.MESSAGE) {
      return 0;
    }
    return least > 0 && size >= least && at + size <= this.#fill ? size : 0;
  }

  /** The raw time, near enough to compare; a message, which need not have one, fits in just before its next. */
  #timeAt(at: number, until: number): number {
    const type = this.#view.getUint8(at + 2);
    if (type === HeaderType.MESSAGE) {
      return until;
    }
    const timeAt = at + this.#layouts.timeAt[type]!;
    return this.#view.getUint32(timeAt + 4, true) * 0x1_0000_0000 + this.#view.getUint32(timeAt, true);
  }
}

/** Where nothing follows but the zeros or ones that fill the rest of a buffer; an event's last bytes may be such, too. */
function startOfPadding(view: DataView, from: number, fill: number): number {
  let end = fill;
  const last = end > from ? view.getUint8(end - 1) : 1;
  if (last === 0 || last === 0xff) {
    while (end > from && view.getUint8(end - 1) === last) {
      end--;
    }
  }
  return end;
}
