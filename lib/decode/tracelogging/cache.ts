import type { RawEvent } from '../../etl/index.ts';
import type { Provider } from '../providers.ts';
import type { Schema } from '../schema.ts';
import { readTraceLoggingSchema } from './metadata.ts';

interface Entry {
  readonly provider: Provider;
  readonly length: number;
  /** The whole words of the metadata, and the bytes behind them. */
  readonly words: Uint32Array;
  readonly tail: Uint8Array;
  readonly schema: Schema | null;
  readonly next: Entry | undefined;
}

const BUCKETS = 1024;
/** Far more than any provider has; a hostile trace with new metadata in each event must not fill the memory. */
const MAX_ENTRIES = 65_536;
/** Metadata shorter than this names nothing. */
const MIN_BYTES = 8;

/**
 * Finds the schema of a TraceLogging event by the metadata that it carries, comparing all of the bytes with those
 * seen before, so that each distinct schema is read once. A schema belongs to its provider.
 */
export class TraceLoggingCache {
  readonly #buckets: (Entry | undefined)[] = new Array(BUCKETS).fill(undefined);
  #entries = 0;

  /** The schema of an event whose `schema` is not 0; null where its metadata can't be read. */
  find(event: RawEvent, provider: Provider): Schema | null {
    const { schema: start, schemaEnd } = event;
    const length = schemaEnd - start;
    // Items lie at multiples of 8; only in a damaged event are they elsewhere, out of step with the words.
    if (length < MIN_BYTES || start % 4 !== 0) {
      return readTraceLoggingSchema(event.bytes, start, schemaEnd);
    }
    const { words } = event;
    const from = start >> 2;
    const count = length >> 2;
    // Names differ most a little after the size and the tags, types at the end.
    const hash =
      length + (words[from + 1]! ^ words[from + (count >> 1)]!) * 31 + words[from + count - 1]! * 7;
    const bucket = hash & (BUCKETS - 1);
    let entry = this.#buckets[bucket];
    while (entry !== undefined && !(entry.provider === provider && isSame(entry, event, from, length))) {
      entry = entry.next;
    }
    if (entry === undefined) {
      if (this.#entries === MAX_ENTRIES) {
        return readTraceLoggingSchema(event.bytes, start, schemaEnd);
      }
      this.#entries++;
      entry = {
        provider,
        length,
        words: words.slice(from, from + count),
        tail: event.bytes.slice(start + 4 * count, schemaEnd),
        schema: readTraceLoggingSchema(event.bytes, start, schemaEnd),
        next: this.#buckets[bucket],
      };
      this.#buckets[bucket] = entry;
    }
    return entry.schema;
  }
}

function isSame(entry: Entry, event: RawEvent, from: number, length: number): boolean {
  if (entry.length !== length) {
    return false;
  }
  const { words } = event;
  const known = entry.words;
  for (let i = 0; i < known.length; i++) {
    if (words[from + i] !== known[i]) {
      return false;
    }
  }
  const { bytes } = event;
  const tailAt = (from + known.length) << 2;
  for (let i = 0; i < entry.tail.length; i++) {
    if (bytes[tailAt + i] !== entry.tail[i]) {
      return false;
    }
  }
  return true;
}
