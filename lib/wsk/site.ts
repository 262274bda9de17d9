import { capped, MAX_NAME } from '../text/index.ts';

/** A place in the driver's source, as far as its events tell: older drivers give no function, or no line. */
export interface Site {
  readonly function: string | null;
  readonly line: number | null;
}

export const UNKNOWN_SITE: Site = { function: null, line: null };

interface Slot {
  readonly bytes: Uint8Array;
  readonly site: Site;
  readonly next: Slot | undefined;
}

const BUCKETS = 512;
/** A trace whose every event tells another function is no driver's; its sites are not kept for comparison. */
const MAX_SITES = 65_536;
/** Longer names are no functions', and not kept for comparison, either. */
const MAX_BYTES = 4 * MAX_NAME;

/** One object for each place in the source, found by the bytes in the event without making text of them. */
export class SiteTable {
  readonly #buckets: (Slot | undefined)[] = new Array(BUCKETS).fill(undefined);
  #count = 0;

  /**
   * The site with the function's name in bytes `start` to `end`.
   * @param line 0 where it is not told
   * @param isWide whether the name is in UTF-16
   */
  find(bytes: Uint8Array, start: number, end: number, line: number, isWide = false): Site {
    // Few places share a line and a length: comparing their names costs less than hashing each name.
    const bucket = (Math.imul(line, 31) + end - start) & (BUCKETS - 1);
    let slot = this.#buckets[bucket];
    while (slot !== undefined && !isSame(slot, bytes, start, end, line)) {
      slot = slot.next;
    }
    if (slot !== undefined) {
      return slot.site;
    }
    const name = capped(new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes.subarray(start, end)));
    const site = { function: name === '' ? null : name, line: line === 0 ? null : line };
    if (this.#count < MAX_SITES && end - start <= MAX_BYTES) {
      this.#count++;
      this.#buckets[bucket] = { bytes: bytes.slice(start, end), site, next: this.#buckets[bucket] };
    }
    return site;
  }
}

function isSame(slot: Slot, bytes: Uint8Array, start: number, end: number, line: number): boolean {
  if (slot.bytes.length !== end - start || (slot.site.line ?? 0) !== line) {
    return false;
  }
  for (let i = 0; i < slot.bytes.length; i++) {
    if (slot.bytes[i] !== bytes[start + i]) {
      return false;
    }
  }
  return true;
}
