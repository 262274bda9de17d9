import { type ItemPlaces, ItemType, type RawEvent } from '../../etl/index.ts';
import type { EventIdentity } from '../identity.ts';

/** Where in an event its provider's GUID and its extended items begin. */
const GUID_AT = 24;
const ITEMS_AT = 80;
/** The least that an item with metadata takes: its header and as much again. */
const LEAST_ITEM = 16;

const BUCKETS = 256;
/** Hostile metadata, or what stands between items and is different in each event, must not make chains long. */
const MOST_IN_BUCKET = 16;

/** What is the same in all events of one form. */
interface Form {
  /** The words of the provider's GUID. */
  readonly guid: Uint32Array;
  /** Where what is compared stands, by pairs of a start and an end in doubles from the event's start. */
  readonly runs: Int32Array;
  /** The doubles of all runs; one that is 0 or NaN is skipped here, and compared by its two words. */
  readonly doubles: Float64Array;
  /** Such ones: in words from the event's start, and their values. */
  readonly oddAt: Int32Array;
  readonly oddWords: Uint32Array;
  readonly items: ItemPlaces;
  readonly identity: EventIdentity;
  readonly next: Form | undefined;
}

/**
 * Knows TraceLogging events again by the bytes that all of one form share: their provider and all of their extended
 * items but what differs from event to event, such as the addresses of a stack. Nothing is looked for in an event whose form
 * is known: who logged it, what it is and where its items lie follow.
 */
export class EventForms {
  readonly #buckets: (Form | undefined)[] = new Array(BUCKETS).fill(undefined);
  readonly #inBucket = new Uint8Array(BUCKETS);

  /** The identity of an event of a form that is known, or null; the event then knows where its items lie. */
  find(event: RawEvent): EventIdentity | null {
    if (!isComparable(event)) {
      return null;
    }
    for (let form = this.#buckets[bucketOf(event)]; form !== undefined; form = form.next) {
      if (isOfForm(form, event)) {
        event.layItemsAs(form.items);
        return form.identity;
      }
    }
    return null;
  }

  /** Takes the form of an event whose metadata gave it this identity. */
  add(event: RawEvent, identity: EventIdentity): void {
    const bucket = isComparable(event) ? bucketOf(event) : -1;
    if (bucket < 0 || this.#inBucket[bucket] === MOST_IN_BUCKET) {
      return;
    }
    const items = event.itemPlaces();
    if (items === null) {
      return;
    }
    const runs = runsOf(event);
    const at = event.start >> 3;
    const values: number[] = [];
    const oddAt: number[] = [];
    const oddWords: number[] = [];
    for (let i = 0; i < runs.length; i += 2) {
      for (let place = runs[i]!; place < runs[i + 1]!; place++) {
        const value = event.doubles[at + place]!;
        values.push(value);
        if (isOdd(value)) {
          oddAt.push(2 * place, 2 * place + 1);
          oddWords.push(event.words[2 * (at + place)]!, event.words[2 * (at + place) + 1]!);
        }
      }
    }
    const guidAt = (event.start + GUID_AT) >> 2;
    this.#inBucket[bucket]!++;
    this.#buckets[bucket] = {
      guid: event.words.slice(guidAt, guidAt + 4),
      runs: Int32Array.from(runs),
      doubles: Float64Array.from(values),
      oddAt: Int32Array.from(oddAt),
      oddWords: Uint32Array.from(oddWords),
      items,
      identity,
      next: this.#buckets[bucket],
    };
  }
}

/** Whether the event lies so, and has so much behind its header, that its items can be compared in place. */
function isComparable(event: RawEvent): boolean {
  const { start, end } = event;
  return (start & 7) === 0 && start + ITEMS_AT + LEAST_ITEM + 4 <= end && event.hasItems;
}

/** By the first words of the first two items: their sizes, and how metadata or a name begins. */
function bucketOf({ words, start, end }: RawEvent): number {
  const at = (start + ITEMS_AT) >> 2;
  const head = words[at]!;
  let hash = head ^ words[(start + GUID_AT) >> 2]! ^ words[at + 2]! ^ Math.imul(words[at + 3]!, 0x9e37_79b1);
  const second = at + ((head & 0xffff) >> 2);
  if ((words[at + 1]! & 1) !== 0 && 4 * second + LEAST_ITEM + 4 <= end) {
    hash ^=
      Math.imul(words[second]! ^ words[second + 2]!, 0x85eb_ca6b) ^ words[second + 3]! ^ words[second + 4]!;
  } else {
    hash ^= words[at + 4]!;
  }
  return Math.imul(hash, 0x9e37_79b1) >>> 24;
}

function isOfForm(form: Form, { words, doubles, start, end }: RawEvent): boolean {
  const { guid, runs, oddAt, doubles: known } = form;
  const guidAt = (start + GUID_AT) >> 2;
  if (
    words[guidAt] !== guid[0] ||
    words[guidAt + 1] !== guid[1] ||
    words[guidAt + 2] !== guid[2] ||
    words[guidAt + 3] !== guid[3] ||
    start + form.items.payload > end
  ) {
    return false;
  }
  const at = start >> 3;
  let i = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const to = at + runs[run + 1]!;
    for (let place = at + runs[run]!; place < to; place++) {
      if (doubles[place] !== known[i] && !isOdd(known[i]!)) {
        return false;
      }
      i++;
    }
  }
  for (let odd = 0; odd < oddAt.length; odd++) {
    if (words[(start >> 2) + oddAt[odd]!] !== form.oddWords[odd]) {
      return false;
    }
  }
  return true;
}

/** Zeros of two signs are equal, and NaN is not even equal to itself: such bits are compared as words. */
function isOdd(value: number): boolean {
  return value === 0 || Number.isNaN(value);
}

/** What is compared of an event's items: of those with metadata and traits all, of the others their headers. */
function runsOf(event: RawEvent): number[] {
  const runs: number[] = [];
  event.eachItem((type, start, _end, next) => {
    const from = (start - 8 - event.start) >> 3;
    const isWhole = type === ItemType.Schema || type === ItemType.ProviderTraits;
    const to = isWhole ? (next - event.start) >> 3 : from + 1;
    if (runs.at(-1) === from) {
      runs[runs.length - 1] = to;
    } else {
      runs.push(from, to);
    }
  });
  return runs;
}
