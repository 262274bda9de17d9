import { readGuid } from '../../etl/index.ts';
import { MAX_MESSAGE } from '../../text/index.ts';
import { eventNameOf, unprefixed } from '../event-name.ts';
import { distinctNames, type Extent, type Field, InType, type Schema, type ValueMap } from '../schema.ts';
import { utf16ListAt, utf16zAt } from './strings.ts';
import { TDH_OUT_TYPES } from './tdh-types.ts';

const HEADER_BYTES = 112;
const PROPERTY_BYTES = 24;
/** A struct may hold structs; a hostile schema could nest them without end, or into themselves. */
const MAX_DEPTH = 8;
/** A payload has 64 KB: it can't hold more fields, however a hostile schema repeats its structs. */
const MAX_FIELDS = 65_536;

/** DecodingSource of a classic (MOF) event, whose identity is its class GUID and opcode. */
export const DECODING_SOURCE_WBEM = 1;

const Flag = { Struct: 0x1, LengthFromProperty: 0x2, CountFromProperty: 0x4, FixedCount: 0x20 } as const;

/** Which events a TRACE_EVENT_INFO describes. */
export interface EventInfoKey {
  readonly providerId: string;
  readonly eventGuid: string;
  readonly id: number;
  readonly version: number;
  readonly opcode: number;
  readonly decodingSource: number;
}

/** Reads the identity of a TRACE_EVENT_INFO, or null where there are too few bytes. */
export function readEventInfoKey(bytes: Uint8Array): EventInfoKey | null {
  if (bytes.length < HEADER_BYTES) {
    return null;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    providerId: readGuid(bytes, 0),
    eventGuid: readGuid(bytes, 16),
    id: view.getUint16(32, true),
    version: view.getUint8(34),
    opcode: view.getUint8(37),
    decodingSource: view.getUint32(48, true),
  };
}

/** The provider's name in a TRACE_EVENT_INFO. */
export function readProviderName(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return utf16zAt(view, view.getUint32(52, true));
}

/**
 * Reads a TRACE_EVENT_INFO of at least its 112 bytes: an identity, offsets of names, then 24 bytes for each
 * property: those of the event first, the members of its structs behind them.
 */
export function readEventInfo(bytes: Uint8Array, mapOf: (name: string) => ValueMap | undefined): Schema {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, most?: number) =>
    utf16zAt(view, view.getUint32(at, true), most)?.trimEnd() || undefined;
  const room = Math.floor((bytes.length - HEADER_BYTES) / PROPERTY_BYTES);
  const count = Math.min(view.getUint32(100, true), room);
  const top = Math.min(view.getUint32(104, true), count);
  const names = {
    task: text(68),
    opcode: text(72),
    event: text(92),
    opcodeValue: view.getUint8(37),
    id: view.getUint16(32, true),
  };
  const isClassic = view.getUint32(48, true) === DECODING_SOURCE_WBEM;
  const optional = {
    providerName: text(52),
    message: text(76, MAX_MESSAGE),
    level: unprefixed(text(56)),
    channel: text(60),
  };
  const keywords = utf16ListAt(view, view.getUint32(64, true)).map((keyword) =>
    unprefixed(keyword.trimEnd()),
  );
  return {
    source: 'embedded',
    eventName: eventNameOf(names, isClassic),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ...(keywords.length === 0 ? {} : { keywords }),
    fields: new PropertyReader(view, count, mapOf).fields(0, top, 0),
  };
}

class PropertyReader {
  readonly #view: DataView;
  readonly #count: number;
  readonly #mapOf: (name: string) => ValueMap | undefined;
  #made = 0;

  constructor(view: DataView, count: number, mapOf: (name: string) => ValueMap | undefined) {
    this.#view = view;
    this.#count = count;
    this.#mapOf = mapOf;
  }

  /** The properties from `first` on as the fields of an event (depth 0) or of a struct. */
  fields(first: number, count: number, depth: number): readonly Field[] {
    const fields: Field[] = [];
    const end = Math.min(first + count, this.#count);
    for (let index = first; index < end && this.#made < MAX_FIELDS; index++) {
      this.#made++;
      fields.push(this.#field(index, first, depth));
    }
    return distinctNames(fields);
  }

  #field(index: number, first: number, depth: number): Field {
    const view = this.#view;
    const at = HEADER_BYTES + index * PROPERTY_BYTES;
    const flags = view.getUint32(at, true);
    const name = utf16zAt(view, view.getUint32(at + 4, true)) ?? '';
    const a = view.getUint16(at + 8, true);
    const b = view.getUint16(at + 10, true);
    const isStruct = (flags & Flag.Struct) !== 0;
    const count = this.#countOf(flags, view.getUint16(at + 16, true), first);
    const extent = count === null ? {} : { count };
    if (isStruct) {
      const members = depth < MAX_DEPTH ? this.fields(a, b, depth + 1) : [];
      return { name, inType: InType.Struct, outType: 'default', members, ...extent };
    }
    const length = this.#length(flags, a, view.getUint16(at + 18, true), first);
    const mapName = utf16zAt(view, view.getUint32(at + 12, true));
    const map = mapName === undefined ? undefined : this.#mapOf(mapName);
    return {
      name,
      inType: a,
      outType: TDH_OUT_TYPES[b] ?? 'default',
      ...extent,
      ...(length === null ? {} : { length }),
      ...(map === undefined ? {} : { map }),
    };
  }

  /** How many values: a property that is no array has a count of 1 that nothing calls fixed. */
  #countOf(flags: number, value: number, first: number): Extent | null {
    if ((flags & Flag.CountFromProperty) !== 0) {
      return propertyExtent(value, first);
    }
    return value > 1 || (flags & Flag.FixedCount) !== 0 ? { kind: 'fixed', value } : null;
  }

  /** How long: strings that a NUL ends have a length of 0, and the length of a scalar says nothing new. */
  #length(flags: number, inType: number, value: number, first: number): Extent | null {
    if ((flags & Flag.LengthFromProperty) !== 0) {
      return propertyExtent(value, first);
    }
    const tellsLength =
      inType === InType.UnicodeString || inType === InType.AnsiString || inType === InType.Binary;
    return tellsLength && value > 0 ? { kind: 'fixed', value } : null;
  }
}

/** The property that holds a length or count stands in the same list, or is one of the event's own. */
function propertyExtent(index: number, first: number): Extent {
  return index >= first ? { kind: 'field', index: index - first } : { kind: 'outer', index };
}
