import { EventMemory } from '../event-memory.ts';
import { HEADER_TYPES, type HeaderLayouts } from '../header-type.ts';
import { WALK_CODE } from './code.ts';
import {
  ASKING_AT,
  FIELDS_HEAD_BYTES,
  FIRST_TICKS_AT,
  LAST_TICKS_AT,
  LATEST_AT,
  LAYOUT_BYTES,
  LAYOUT_LENGTH,
  LAYOUT_SIZE_AT,
  LAYOUT_TIME_AT,
  LAYOUTS_AT,
  MOST_STEP_NUMBERS,
  NS_DIVISOR_AT,
  NS_FACTOR_AT,
  STREAM_BASE,
  STREAM_BYTES,
  STREAM_LATEST,
  STREAM_NUMBER,
  STREAMS_AT,
} from './places.ts';

/**
 * Room for forms of events, their fields and known texts, which take some ten kilobytes in a trace. A small trace can't have many, and
 * is read in less time than much memory takes to be had and given back.
 */
const MOST_ROOM_BYTES = 1 << 20;
const LEAST_ROOM_BYTES = 1 << 16;
const BYTES_FOR_ROOM = 8;
/** The share of that for known texts: those of any driver take less. */
const SHARE_OF_TEXTS = 1 / 4;
/** And for events that numbers alone tell, of which other providers can have any number: the drivers' come to their room. */
const SHARE_OF_NUMBERS = 1 / 4;
const PAGE_BYTES = 1 << 16;
/** Rows of two hundred events: more fall out of the first cache before they are read. */
export const ROWS_BYTES = 1 << 14;
export const NO_STREAM = -1;
/** What the buffers of all streams may take: WebAssembly's addresses have 32 bits. */
export const MOST_WALK_BYTES = 2 ** 32 - 16 * MOST_ROOM_BYTES;

/** What this code uses of WebAssembly, whose types come with a browser's alone. */
interface WebAssemblyApi {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
}

/** What the compiled walk offers: see ./assembly/index.ts. */
interface WalkExports {
  begin(streams: number, heap: number, keys: number, low: number, high: number): void;
  next(): number;
  end(): void;
  reorder(): void;
  addForm(form: number): number;
  addText(text: number): number;
  readFields(fields: number, row: number, from: number, end: number, base: number, firstStep: number): void;
}

/** The walk's code, for any number of walks. */
export class WalkCode {
  readonly #module: object;

  constructor() {
    const code = Uint8Array.from(atob(WALK_CODE), (character) => character.charCodeAt(0));
    this.#module = new (webAssembly().Module)(code);
  }

  instance(memory: object): WalkExports {
    const { exports } = new (webAssembly().Instance)(this.#module, { env: { memory } });
    return exports as WalkExports;
  }
}

/** What a walk is over. */
export interface WalkPlan {
  readonly layouts: HeaderLayouts;
  /** For each stream the bytes of its largest buffer. */
  readonly capacities: readonly number[];
  /** Bytes of all buffers. */
  readonly bytes: number;
  /** Raw time that ticks count from, in halves of 32 bits. */
  readonly baseLow: number;
  readonly baseHigh: number;
  /** Nanoseconds of ticks: by the factor, and through the divisor. */
  readonly nsFactor: number;
  readonly nsDivisor: number;
}

/**
 * The compiled walk over the events of several streams (./assembly), and the memory that it works in: the streams' open
 * buffers, where each stream stands, and the forms of events that are known again. What stands where: ./places.ts.
 */
export class Walk {
  /** The whole memory, as integers and as times. */
  readonly words: Int32Array;
  readonly doubles: Float64Array;
  /** Where there is room besides, as far as it is taken, and where that ends. */
  #roomAt: number;
  readonly #roomEnd: number;
  /** Of what has a share of the room: how much of it is left. */
  readonly #left: { texts: number; numbers: number };
  /** Where there is room for rows, of ROWS_BYTES. */
  readonly rowsAt: number;
  readonly #memories: readonly EventMemory[];
  readonly #exports: WalkExports;
  /** Steps to the next event: the number of its stream, or one of the answers of ./places.ts, which are negative. */
  readonly next: () => number;

  constructor(code: WalkCode, plan: WalkPlan) {
    const { capacities } = plan;
    const count = capacities.length;
    const keys = STREAMS_AT + count * STREAM_BYTES;
    const heap = keys + 8 * count;
    this.#roomAt = upTo8(heap + 4 * count);
    const room = upTo8(Math.min(Math.max(plan.bytes / BYTES_FOR_ROOM, LEAST_ROOM_BYTES), MOST_ROOM_BYTES));
    this.#roomEnd = this.#roomAt + room;
    this.#left = { texts: room * SHARE_OF_TEXTS, numbers: room * SHARE_OF_NUMBERS };
    this.rowsAt = this.#roomEnd;
    const starts: number[] = [];
    let end = this.rowsAt + ROWS_BYTES;
    for (const capacity of capacities) {
      starts.push(end);
      end += upTo8(capacity);
    }
    const pages = Math.ceil(end / PAGE_BYTES);
    const memory = new (webAssembly().Memory)({ initial: pages, maximum: pages });
    this.words = new Int32Array(memory.buffer);
    this.doubles = new Float64Array(memory.buffer);
    this.#memories = starts.map(
      (start, stream) => new EventMemory(memory.buffer, start, upTo8(capacities[stream]!)),
    );
    this.#layOut(plan, starts);
    this.#exports = code.instance(memory);
    this.next = this.#exports.next;
    this.#exports.begin(count, heap, keys, plan.baseLow, plan.baseHigh);
  }

  /** Number of the stream that an answer is about. */
  get asking(): number {
    return this.words[ASKING_AT >> 2]!;
  }

  /** Number of the stream with the latest event, whether it was given or passed over; NO_STREAM before the first. */
  get latest(): number {
    return this.words[LATEST_AT >> 2]!;
  }

  /** Where a stream's buffers lie, one after the other. */
  memoryOf(stream: number): EventMemory {
    return this.#memories[stream]!;
  }

  /** Takes the stream that asked for a buffer as ended. */
  end(): void {
    this.#exports.end();
  }

  /** Orders the streams anew, whose clocks are corrected: the next step gives the first of them. */
  reorder(): void {
    this.#exports.reorder();
  }

  /** Takes room in the memory, a multiple of 8; 0 where there is no more. It is given back with the walk alone. */
  room(bytes: number): number {
    const at = this.#roomAt;
    const end = at + upTo8(bytes);
    if (end > this.sharedFieldsAt) {
      return 0;
    }
    this.#roomAt = end;
    return at;
  }

  /** The same for a known text, or for the form of events that numbers alone tell: of their shares. */
  roomOfShare(share: 'texts' | 'numbers', bytes: number): number {
    if (upTo8(bytes) > this.#left[share]) {
      return 0;
    }
    this.#left[share] -= upTo8(bytes);
    return this.room(bytes);
  }

  /** Where the fields lie for which there is no room of their own. */
  get sharedFieldsAt(): number {
    return this.#roomEnd - upTo8(FIELDS_HEAD_BYTES + 4 * MOST_STEP_NUMBERS);
  }

  /**
   * Takes the values of an event's fields.
   * @param fields the steps, and where texts and binaries are noted
   * @param row where integers go
   * @param from where in the whole memory the first step begins, and `end` where the payload ends
   * @param base where the event's buffer begins
   */
  readFields(fields: number, row: number, from: number, end: number, base: number, firstStep: number): void {
    this.#exports.readFields(fields, row, from, end, base, firstStep);
  }

  /**
   * Knows events again that are like the one that was given last.
   * @param form where their form was laid
   * @returns false where it can't
   */
  addForm(form: number): boolean {
    return this.#exports.addForm(form) !== 0;
  }

  /**
   * Has rows tell a text by its number.
   * @param text where it was laid
   * @returns false where there is no room among those like it
   */
  addText(text: number): boolean {
    return this.#exports.addText(text) !== 0;
  }

  #layOut({ layouts, nsFactor, nsDivisor }: WalkPlan, starts: readonly number[]): void {
    const { length, sizeAt, timeAt } = layouts;
    const bytes = new Uint8Array(this.words.buffer);
    for (let type = 0; type < HEADER_TYPES; type++) {
      const at = LAYOUTS_AT + type * LAYOUT_BYTES;
      bytes[at + LAYOUT_LENGTH] = length[type]!;
      bytes[at + LAYOUT_SIZE_AT] = sizeAt[type]!;
      bytes[at + LAYOUT_TIME_AT] = timeAt[type]!;
    }
    this.words[LATEST_AT >> 2] = NO_STREAM;
    this.doubles[NS_FACTOR_AT >> 3] = nsFactor;
    this.doubles[NS_DIVISOR_AT >> 3] = nsDivisor;
    this.doubles[FIRST_TICKS_AT >> 3] = Number.POSITIVE_INFINITY;
    this.doubles[LAST_TICKS_AT >> 3] = Number.NEGATIVE_INFINITY;
    for (const [stream, start] of starts.entries()) {
      const at = streamAt(stream);
      this.words[(at + STREAM_BASE) >> 2] = start;
      this.words[(at + STREAM_NUMBER) >> 2] = stream;
      this.doubles[(at + STREAM_LATEST) >> 3] = Number.NaN;
    }
  }
}

/** Where what is known of a stream lies. */
export function streamAt(stream: number): number {
  return STREAMS_AT + stream * STREAM_BYTES;
}

function upTo8(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function webAssembly(): WebAssemblyApi {
  return (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
}
