/** A stretch of a file that could not be read as it stands. */
export interface Damage {
  /** Byte offset in the file (in its uncompressed form, where it was read out of an archive). */
  readonly offset: number;
  /** How many bytes of the file are concerned. */
  readonly bytes: number;
  readonly reason: string;
}

/** How many stretches are kept one by one; a file made of nothing but damage must not fill the memory. */
const KEPT = 1000;

/** Collects the damage met while reading a trace. */
export class DamageLog {
  readonly list: Damage[] = [];
  /** All stretches, those beyond the kept ones included. */
  count = 0;
  /** Bytes of all stretches. */
  bytes = 0;

  add(offset: number, bytes: number, reason: string): void {
    this.count++;
    this.bytes += bytes;
    if (this.list.length < KEPT) {
      this.list.push({ offset, bytes, reason });
    }
  }

  /** A log that begins with what this one holds: each pass over the events adds its own to the index's. */
  fork(): DamageLog {
    const copy = new DamageLog();
    copy.list.push(...this.list);
    copy.count = this.count;
    copy.bytes = this.bytes;
    return copy;
  }
}
