import type { EventMemory } from './event-memory.ts';
import { HeaderType } from './header-type.ts';
import { messageParts } from './message-header.ts';
import type { EventForms } from './walk/event-forms.ts';
import { FLAG_EXTENDED_INFO, ITEM_SCHEMA, ITEM_TRAITS, ITEMS_AT } from './walk/places.ts';

/** The payload is text: a flag and, in the 16 bits behind the flags, a property. */
const FLAG_STRING_ONLY = 0x4;
const PROPERTY_FORWARDED_XML = 0x2_0000;
const INSTANCE_GUID_HEADER_BYTES = 72;
/** Each extended item begins with u16 size, u16 type, u16 linkage (bit 0: another follows), u16 data size. */
export const ITEM_HEADER_BYTES = 8;

/** Types of extended items. */
export const ItemType = {
  RelatedActivityId: 1,
  Sid: 2,
  StackTrace32: 5,
  StackTrace64: 6,
  Schema: ITEM_SCHEMA,
  ProviderTraits: ITEM_TRAITS,
} as const;

/** Where the extended items of an event lie, as offsets from its start; 0 for those that it has not. */
export interface ItemPlaces {
  readonly payload: number;
  readonly schema: number;
  readonly schemaEnd: number;
  readonly traits: number;
  readonly traitsEnd: number;
  readonly hasOtherItems: boolean;
}

/** What `processId` and `threadId` give where the event does not tell. */
export const UNKNOWN_ID = 0xffff_ffff;

/**
 * One event as it lies in its buffer. There is one such object for each processor, which moves from event to
 * event: nothing of it may be kept beyond the next step, and no object is made on the way.
 */
export class RawEvent {
  /** The buffer that holds the event; offsets below count from its start. */
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  /** The same bytes as 32-bit words, for comparing long runs: events and extended items are 8-byte aligned. */
  words: Uint32Array = new Uint32Array(0);
  /** Where the event's header begins, and where the event ends. */
  start = 0;
  end = 0;
  /** One of HeaderType. */
  headerType: number = HeaderType.MESSAGE;
  /** Length of the fixed header in bytes. */
  headerLength = 0;
  /** Pointer size in the payload: that of the process that logged the event. */
  pointerSize: 4 | 8 = 8;
  /** Raw time, as ticks since the first record of the trace; exact up to 2^53. */
  ticks = 0;
  /** Index of the processor that logged the event; UNKNOWN_PROCESSOR where the header of its buffer is destroyed. */
  processor = 0;
  /** Its form, by which its pass knows others like it; 0 where they are not known. */
  form = 0;
  /** The forms of its pass; null where it is of none. */
  forms: EventForms | null = null;

  // The extended items of the event that begins at #itemsOf, found when first asked for.
  #itemsOf = -1;
  #payload = 0;
  #schema = 0;
  #schemaEnd = 0;
  #traits = 0;
  #traitsEnd = 0;
  #hasOtherItems = false;
  /** Whether the last item says that it is the last one. */
  #areWhole = false;

  get isEventHeader(): boolean {
    return this.headerType === HeaderType.EVENT_HEADER64 || this.headerType === HeaderType.EVENT_HEADER32;
  }

  /** Offset of the 16 bytes of the provider's (or a classic event class's) GUID, or 0 for events that have none. */
  get guidAt(): number {
    switch (this.headerType) {
      case HeaderType.EVENT_HEADER32:
      case HeaderType.EVENT_HEADER64:
      case HeaderType.FULL_HEADER32:
      case HeaderType.FULL_HEADER64:
        return this.start + 24;
      case HeaderType.INSTANCE32:
      case HeaderType.INSTANCE64:
        return this.#isGuidInstance ? this.start + 24 : 0;
      case HeaderType.MESSAGE:
        return messageParts.guid(this.view, this.start, this.end);
      default:
        return 0;
    }
  }

  /** Whether the payload of an EVENT_HEADER is a text alone: that of EventWriteString (1) or forwarded XML (2), else 0. */
  get textForm(): 0 | 1 | 2 {
    const flagsAndProperty = this.view.getUint32(this.start + 4, true);
    if ((flagsAndProperty & FLAG_STRING_ONLY) !== 0) {
      return 1;
    }
    return (flagsAndProperty & PROPERTY_FORWARDED_XML) === 0 ? 0 : 2;
  }

  get threadId(): number {
    if (this.headerType === HeaderType.MESSAGE) {
      return this.#idAt(messageParts.threadId(this.view, this.start, this.end));
    }
    return this.#hasNoIds() ? UNKNOWN_ID : this.view.getUint32(this.start + 8, true);
  }

  get processId(): number {
    if (this.headerType === HeaderType.MESSAGE) {
      return this.#idAt(messageParts.processId(this.view, this.start, this.end));
    }
    return this.#hasNoIds() ? UNKNOWN_ID : this.view.getUint32(this.start + 12, true);
  }

  /** Event id of an EVENT_HEADER, message number of a WPP message, 0 for classic events. */
  get id(): number {
    if (this.isEventHeader) {
      return this.view.getUint16(this.start + 40, true);
    }
    return this.headerType === HeaderType.MESSAGE ? this.view.getUint16(this.start + 4, true) : 0;
  }

  get version(): number {
    switch (this.headerType) {
      case HeaderType.EVENT_HEADER32:
      case HeaderType.EVENT_HEADER64:
        return this.bytes[this.start + 42]!;
      case HeaderType.FULL_HEADER32:
      case HeaderType.FULL_HEADER64:
      case HeaderType.INSTANCE32:
      case HeaderType.INSTANCE64:
        return this.view.getUint16(this.start + 6, true);
      case HeaderType.MESSAGE:
      case HeaderType.ERROR:
        return 0;
      default:
        // The high byte of a kernel event's version tells of hardware counters, not of the layout.
        return this.bytes[this.start]!;
    }
  }

  get opcode(): number {
    switch (this.headerType) {
      case HeaderType.EVENT_HEADER32:
      case HeaderType.EVENT_HEADER64:
        return this.bytes[this.start + 45]!;
      case HeaderType.FULL_HEADER32:
      case HeaderType.FULL_HEADER64:
      case HeaderType.INSTANCE32:
      case HeaderType.INSTANCE64:
        return this.bytes[this.start + 4]!;
      case HeaderType.MESSAGE:
      case HeaderType.ERROR:
        return 0;
      default:
        return this.bytes[this.start + 6]!;
    }
  }

  get level(): number {
    switch (this.headerType) {
      case HeaderType.EVENT_HEADER32:
      case HeaderType.EVENT_HEADER64:
        return this.bytes[this.start + 44]!;
      case HeaderType.FULL_HEADER32:
      case HeaderType.FULL_HEADER64:
      case HeaderType.INSTANCE32:
      case HeaderType.INSTANCE64:
        return this.bytes[this.start + 5]!;
      default:
        return 0;
    }
  }

  get task(): number {
    return this.isEventHeader ? this.view.getUint16(this.start + 46, true) : 0;
  }

  get keyword(): bigint {
    return this.isEventHeader ? this.view.getBigUint64(this.start + 48, true) : 0n;
  }

  /** The two halves of the keyword, for telling without a bigint whether it is another's. */
  get keywordHigh(): number {
    return this.isEventHeader ? this.view.getUint32(this.start + 52, true) : 0;
  }

  get keywordLow(): number {
    return this.isEventHeader ? this.view.getUint32(this.start + 48, true) : 0;
  }

  /** Group of a kernel event (SYSTEM, COMPACT, PERFINFO), which with the opcode tells what it is; -1 for others. */
  get group(): number {
    switch (this.headerType) {
      case HeaderType.SYSTEM32:
      case HeaderType.SYSTEM64:
      case HeaderType.COMPACT32:
      case HeaderType.COMPACT64:
      case HeaderType.PERFINFO32:
      case HeaderType.PERFINFO64:
        return this.bytes[this.start + 7]!;
      default:
        return -1;
    }
  }

  /** Offset of the ActivityId GUID, or 0 for events that have none. */
  get activityIdAt(): number {
    return this.isEventHeader ? this.start + 64 : 0;
  }

  /** Offset of the first byte of the payload; it ends at `end`. */
  get payload(): number {
    this.#findItems();
    return this.#payload;
  }

  /** Offset of the TraceLogging schema, or 0; it ends at `schemaEnd`. */
  get schema(): number {
    this.#findItems();
    return this.#schema;
  }

  get schemaEnd(): number {
    this.#findItems();
    return this.#schemaEnd;
  }

  /** Offset of the provider's traits (its name and group), or 0; they end at `traitsEnd`. */
  get traits(): number {
    this.#findItems();
    return this.#traits;
  }

  get traitsEnd(): number {
    this.#findItems();
    return this.#traitsEnd;
  }

  /** Whether there are extended items besides schema and traits. */
  get hasOtherItems(): boolean {
    this.#findItems();
    return this.#hasOtherItems;
  }

  /** Calls back for each extended item with its type, the bounds of its data, and where the item itself ends. */
  eachItem(visit: (type: number, start: number, end: number, itemEnd: number) => void): void {
    if (!this.hasItems) {
      return;
    }
    let at = this.start + ITEMS_AT;
    for (;;) {
      const next = this.#itemEnd(at);
      if (next === 0) {
        return;
      }
      const data = at + ITEM_HEADER_BYTES;
      visit(this.view.getUint16(at + 2, true), data, data + this.view.getUint16(at + 6, true), next);
      if ((this.view.getUint16(at + 4, true) & 1) === 0) {
        return;
      }
      at = next;
    }
  }

  /**
   * Where the extended items lie, for other events with the same items; null where there are none, where they end short of
   * what they tell, or lie out of step with words of 8 bytes, as in a damaged event.
   */
  itemPlaces(): ItemPlaces | null {
    const { start } = this;
    let end = 0;
    let isInStep = this.hasItems;
    this.eachItem((_type, _start, _end, itemEnd) => {
      isInStep &&= (itemEnd & 7) === 0;
      end = itemEnd;
    });
    this.#findItems();
    if (!isInStep || !this.#areWhole || end !== this.#payload) {
      return null;
    }
    const from = (at: number) => (at === 0 ? 0 : at - start);
    return {
      payload: from(this.#payload),
      schema: from(this.#schema),
      schemaEnd: from(this.#schemaEnd),
      traits: from(this.#traits),
      traitsEnd: from(this.#traitsEnd),
      hasOtherItems: this.#hasOtherItems,
    };
  }

  /** The extended items lie as those of another event, so that nobody has to look for them. */
  #layItemsAs(places: ItemPlaces): void {
    const { start } = this;
    const { schema, traits } = places;
    this.#itemsOf = start;
    this.#payload = start + places.payload;
    this.#schema = schema === 0 ? 0 : start + schema;
    this.#schemaEnd = schema === 0 ? 0 : start + places.schemaEnd;
    this.#traits = traits === 0 ? 0 : start + traits;
    this.#traitsEnd = traits === 0 ? 0 : start + places.traitsEnd;
    this.#hasOtherItems = places.hasOtherItems;
  }

  /** Whether extended items stand between header and payload. */
  get hasItems(): boolean {
    return this.isEventHeader && (this.view.getUint16(this.start + 4, true) & FLAG_EXTENDED_INFO) !== 0;
  }

  /** Where the item at `at` ends, or 0 where it does not fit into the event. */
  #itemEnd(at: number): number {
    if (at + ITEM_HEADER_BYTES > this.end) {
      return 0;
    }
    const size = this.view.getUint16(at, true);
    const dataSize = this.view.getUint16(at + 6, true);
    return size >= ITEM_HEADER_BYTES + dataSize && at + size <= this.end ? at + size : 0;
  }

  #findItems(): void {
    if (this.#itemsOf !== this.start) {
      const known = this.form > 0 ? this.forms!.placesOf(this.form) : null;
      if (known === null) {
        this.#walkItems();
      } else {
        this.#layItemsAs(known);
      }
    }
  }

  #walkItems(): void {
    this.#itemsOf = this.start;
    this.#schema = 0;
    this.#schemaEnd = 0;
    this.#traits = 0;
    this.#traitsEnd = 0;
    this.#hasOtherItems = false;
    if (!this.hasItems) {
      this.#payload = this.#payloadWithoutItems();
      return;
    }
    const { view, end } = this;
    let at = this.start + ITEMS_AT;
    let more = 1;
    while (more !== 0 && at + ITEM_HEADER_BYTES <= end) {
      // The item's header as two words: it is read for every event.
      const sizeAndType = view.getUint32(at, true);
      const linkageAndLength = view.getUint32(at + 4, true);
      const data = at + ITEM_HEADER_BYTES;
      const dataEnd = data + (linkageAndLength >>> 16);
      const next = at + (sizeAndType & 0xffff);
      if (next < dataEnd || next > end) {
        break;
      }
      const type = sizeAndType >>> 16;
      if (type === ItemType.Schema) {
        this.#schema = data;
        this.#schemaEnd = dataEnd;
      } else if (type === ItemType.ProviderTraits) {
        this.#traits = data;
        this.#traitsEnd = dataEnd;
      } else {
        this.#hasOtherItems = true;
      }
      more = linkageAndLength & 1;
      at = next;
    }
    this.#areWhole = more === 0;
    this.#payload = at;
  }

  #payloadWithoutItems(): number {
    switch (this.headerType) {
      case HeaderType.MESSAGE:
        return messageParts.payload(this.view, this.start, this.end);
      case HeaderType.INSTANCE32:
      case HeaderType.INSTANCE64:
        return this.start + (this.#isGuidInstance ? INSTANCE_GUID_HEADER_BYTES : this.headerLength);
      default:
        return this.start + this.headerLength + this.#counterBytes();
    }
  }

  /** Nothing tells the two forms of an instance header apart but the room: Windows writes the one with GUIDs. */
  get #isGuidInstance(): boolean {
    return this.end - this.start >= INSTANCE_GUID_HEADER_BYTES;
  }

  /**
   * Bytes of the hardware counters between a kernel event's header and its payload, 8 each: the version's highest bit
   * tells of a PEBS index, bits 8 to 10 count the values of performance counters.
   */
  #counterBytes(): number {
    if (this.group < 0) {
      return 0;
    }
    const version = this.view.getUint16(this.start, true);
    const counters = (version >> 15) + ((version >> 8) & 7);
    return Math.min(8 * counters, this.end - this.start - this.headerLength);
  }

  /** Lets the event lie in this memory, whose bytes may have been replaced by those of another buffer. */
  protected lieIn({ bytes, view, words }: EventMemory): void {
    this.bytes = bytes;
    this.view = view;
    this.words = words;
    this.#itemsOf = -1;
  }

  #hasNoIds(): boolean {
    return (
      this.headerType === HeaderType.PERFINFO64 ||
      this.headerType === HeaderType.PERFINFO32 ||
      this.headerType === HeaderType.ERROR
    );
  }

  /** Which parts a WPP message has, and the width of its process; 0 for other events. */
  get messageFlags(): number {
    return this.headerType === HeaderType.MESSAGE ? messageParts.flags(this.view, this.start) : 0;
  }

  #idAt(at: number): number {
    return at === 0 ? UNKNOWN_ID : this.view.getUint32(at, true);
  }
}
