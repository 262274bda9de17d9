import { capped, keyOfBytes, MAX_NAME } from '../text/index.ts';

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
/** More in a bucket are found by all of their bytes: any number of functions can have names of one length. */
const MOST_IN_BUCKET = 8;
/** A trace whose every event tells another function is no driver's; its sites are not kept for comparison. */
const MAX_SITES = 65_536;
/** Longer names are no functions', and not kept for comparison, either. */
const MAX_BYTES = 4 * MAX_NAME;

/** One object for each place in the source, found by the bytes in the event without making text of them. */
export class SiteTable {
  readonly #buckets: (Slot | undefined)[] = new Array(BUCKETS).fill(undefined);
  readonly #inBucket = new Uint8Array(BUCKETS);
  /** Those that their buckets have no room for, by the line and the name's bytes as text. */
  readonly #others = new Map<string, Site>();
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
    return slot === undefined ? this.#add(bytes.subarray(start, end), line, isWide, bucket) : slot.site;
  }

  /** Finds it among those without a bucket, or adds it. */
  #add(name: Uint8Array, line: number, isWide: boolean, bucket: number): Site {
    if (name.length > MAX_BYTES) {
      return siteNamed(name, line, isWide);
    }
    const hasRoom = this.#inBucket[bucket]! < MOST_IN_BUCKET;
    const key = hasRoom ? '' : `${line}/${keyOfBytes(name)}`;
    const known = hasRoom ? undefined : this.#others.get(key);
    if (known !== undefined) {
      return known;
    }
    const site = siteNamed(name, line, isWide);
    if (this.#count === MAX_SITES) {
      return site;
    }
    this.#count++;
    if (hasRoom) {
      this.#inBucket[bucket]!++;
      this.#buckets[bucket] = { bytes: name.slice(), site, next: this.#buckets[bucket] };
    } else {
      this.#others.set(key, site);
    }
    return site;
  }
}

function siteNamed(bytes: Uint8Array, line: number, isWide: boolean): Site {
  const name = capped(new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes));
  return { function: name === '' ? null : name, line: line === 0 ? null : line };
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
