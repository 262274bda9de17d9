import type { RawEvent } from '../../etl/index.ts';
import { keyOfBytes } from '../../text/index.ts';
import type { EventIdentity, Identify } from '../identity.ts';
import type { Provider } from '../providers.ts';
import { readTraceLoggingSchema } from './metadata.ts';

interface Entry {
  readonly provider: Provider;
  /** Of the metadata, in bytes. */
  readonly length: number;
  readonly words: Uint32Array;
  /** The bits of the last word that belong to the metadata. */
  readonly lastMask: number;
  readonly identity: EventIdentity;
  readonly next: Entry | undefined;
}

const BUCKETS = 1024;
/** More in a bucket are found by all of their bytes: the hash looks at three words, which any number can share. */
const MOST_IN_BUCKET = 32;
/** Far more than any providers have; a hostile trace with new metadata in each event must not fill the memory. */
const MAX_ENTRIES = 262_144;
const MAX_BYTES = 1 << 25;

/**
 * Tells a TraceLogging event's identity by the metadata that it carries, comparing all of the bytes with those
 * seen before, so that each distinct schema is read once. A schema belongs to its provider.
 */
export class TraceLoggingCache {
  readonly #identify: Identify;
  readonly #buckets: (Entry | undefined)[] = new Array(BUCKETS).fill(undefined);
  readonly #inBucket = new Uint8Array(BUCKETS);
  /** Those that their buckets have no room for, by the provider's index and the metadata's bytes as text. */
  readonly #others = new Map<string, EventIdentity>();
  #entries = 0;
  #bytes = 0;

  constructor(identify: Identify) {
    this.#identify = identify;
  }

  /** The identity of an event whose `schema` is not 0; null where it is empty, or the trace holds too many others. */
  find(event: RawEvent, provider: Provider): EventIdentity | null {
    const { schema: start } = event;
    const length = event.schemaEnd - start;
    if (length === 0) {
      return null;
    }
    if (start % 4 === 0) {
      return this.#find(event, event.words, start >> 2, length, provider);
    }
    // Items lie at multiples of 8; only in a damaged event are they elsewhere, out of step with the words.
    const aligned = new Uint32Array((length + 3) >> 2);
    new Uint8Array(aligned.buffer).set(event.bytes.subarray(start, event.schemaEnd));
    return this.#find(event, aligned, 0, length, provider);
  }

  #find(
    event: RawEvent,
    words: Uint32Array,
    from: number,
    length: number,
    provider: Provider,
  ): EventIdentity | null {
    const last = from + ((length - 1) >> 2);
    const lastMask = -1 >>> (8 * (-length & 3));
    let hash = words[last]! & lastMask;
    if (from < last) {
      // Names differ most in the first half, types at the end.
      const span = last - from;
      hash = Math.imul(hash ^ words[from + (span >> 2)]! ^ words[from + (span >> 1)]!, 0x9e3779b1);
    }
    const bucket = ((hash >>> 20) + length) & (BUCKETS - 1);
    let entry = this.#buckets[bucket];
    while (
      entry !== undefined &&
      (entry.length !== length || entry.provider !== provider || !isSame(entry, words, from))
    ) {
      entry = entry.next;
    }
    return entry === undefined ? this.#add(event, words, from, length, provider, bucket) : entry.identity;
  }

  /** Finds it among those without a bucket, or adds it. */
  #add(
    event: RawEvent,
    words: Uint32Array,
    from: number,
    length: number,
    provider: Provider,
    bucket: number,
  ): EventIdentity | null {
    const kept = words.slice(from, from + ((length + 3) >> 2));
    const hasRoom = this.#inBucket[bucket]! < MOST_IN_BUCKET;
    const key = hasRoom ? '' : keyOf(provider, kept, length);
    const known = hasRoom ? undefined : this.#others.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.#entries === MAX_ENTRIES || this.#bytes + length > MAX_BYTES) {
      return null;
    }
    this.#entries++;
    this.#bytes += length;
    const schema = readTraceLoggingSchema(new Uint8Array(kept.buffer), 0, length);
    const identity = this.#identify(event, provider, () => schema);
    if (!hasRoom) {
      this.#others.set(key, identity);
      return identity;
    }
    this.#inBucket[bucket]!++;
    const lastMask = -1 >>> (8 * (-length & 3));
    this.#buckets[bucket] = {
      provider,
      length,
      words: kept,
      lastMask,
      identity,
      next: this.#buckets[bucket],
    };
    return identity;
  }
}

function keyOf(provider: Provider, metadata: Uint32Array, length: number): string {
  return `${provider.index}/${keyOfBytes(new Uint8Array(metadata.buffer, 0, length))}`;
}

/** Whether the metadata in `words` from there on is an entry's. */
function isSame(entry: Entry, words: Uint32Array, from: number): boolean {
  const known = entry.words;
  const last = known.length - 1;
  for (let i = 0; i < last; i++) {
    if (words[from + i] !== known[i]) {
      return false;
    }
  }
  return ((words[from + last]! ^ known[last]!) & entry.lastMask) === 0;
}
