import { ROW_FORM } from '../../etl/index.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';
import { Row } from './row.ts';
import type { RowShape } from './row-layout.ts';
import { EventKind } from './schema.ts';

/** Kinds of events that something begins with, whose place in the code stays known. */
const SITED: ReadonlySet<EventKind> = new Set([
  EventKind.IrpAllocated,
  EventKind.IrpRundown,
  EventKind.WskCallIssued,
  EventKind.CallRundown,
]);

/** Whether rows of a kind tell the number of a place in the code. */
export function tellsSite(kind: EventKind): boolean {
  return SITED.has(kind);
}

/** Whether bytes stand besides rows of a kind, in place of the number of a site. */
export function tellsBytes(kind: EventKind): boolean {
  return kind === EventKind.DriverState || kind === EventKind.SocketAddress;
}

/** Words of so many bytes, up to where another row can begin. */
export function wordsOf(bytes: number): number {
  return 2 * Math.ceil(bytes / 8);
}

/** Steps over rows that stand one behind the other, and knows what their numbers mean. */
export class RowCursor {
  /** By the form's number. */
  readonly #rows: Row[] = [];
  /** By number; 0 is none. */
  readonly #sites: Site[] = [UNKNOWN_SITE];
  #words: Uint32Array = new Uint32Array(0);
  #times: Float64Array = new Float64Array(0);
  #at = 0;
  #end = 0;

  addForm(shape: RowShape): void {
    this.#rows[shape.form] = new Row(shape);
  }

  /** Tells the site of a number. */
  tellSite(number: number, site: Site): void {
    this.#sites[number] = site;
  }

  /** Stands before the rows that begin at one word and end at another, of even numbers. */
  open(words: Uint32Array, from: number, end: number): void {
    if (words !== this.#words) {
      this.#words = words;
      this.#times = new Float64Array(words.buffer, words.byteOffset, words.length >> 1);
    }
    this.#at = from;
    this.#end = end;
  }

  /** Leaves what it has not stepped over. */
  close(): void {
    this.#at = this.#end;
  }

  /** A copy of the words that it has not stepped over. */
  rest(): Uint32Array {
    return this.#words.slice(this.#at, this.#end);
  }

  /** The next row, or null behind the last; it is valid until the next step. */
  next(): Row | null {
    const at = this.#at;
    if (at === this.#end) {
      return null;
    }
    const row = this.#rows[this.#words[at + ROW_FORM]!]!;
    row.moveTo(this.#words, this.#times, at);
    this.#at = at + row.length;
    if (tellsBytes(row.kind)) {
      this.#takeBytes(row);
    } else {
      row.site = this.#sites[row.besides]!;
    }
    return row;
  }

  #takeBytes(row: Row): void {
    const { buffer, byteOffset } = this.#words;
    const bytes = new Uint8Array(buffer, byteOffset + 4 * this.#at, row.besides).slice();
    if (row.kind === EventKind.SocketAddress) {
      row.address = bytes;
    } else {
      row.what = new TextDecoder().decode(bytes);
    }
    this.#at += wordsOf(bytes.length);
  }
}
