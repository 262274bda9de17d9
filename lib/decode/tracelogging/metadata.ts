import { distinctNames, type Extent, type Field, InType, type OutType, type Schema } from '../schema.ts';

/** Bits of the in-type byte. */
const COUNT_MASK = 0x60;
const COUNT_FIXED = 0x20;
const COUNT_IN_PAYLOAD = 0x40;
const COUNT_CUSTOM = 0x60;
const TYPE_MASK = 0x1f;
/** In-type and out-type bytes: another byte (out-type, tags) follows. */
const MORE = 0x80;
/** TraceLogging's number for a binary that tells its own length. */
const TLG_BINARY = 14;
/** A struct may hold structs; a hostile schema could nest them without end. */
const MAX_DEPTH = 16;

const OUT_TYPES: Readonly<Record<number, OutType>> = {
  2: 'string',
  3: 'boolean',
  4: 'hex',
  5: 'pid',
  6: 'tid',
  7: 'port',
  8: 'ipv4',
  9: 'ipv6',
  10: 'socketaddress',
  11: 'xml',
  12: 'json',
  13: 'win32error',
  14: 'ntstatus',
  15: 'hresult',
  16: 'filetime',
  17: 'signed',
  18: 'unsigned',
  35: 'utf8',
  37: 'codepointer',
};

/**
 * Reads the metadata that a TraceLogging event carries (extended item 11): u16 size, tags, the event's name, then
 * for each field a name, its in-type, out-type, tags and count.
 * @returns null where the bytes are no such metadata
 */
export function readTraceLoggingSchema(bytes: Uint8Array, start: number, end: number): Schema | null {
  if (end - start < 3) {
    return null;
  }
  const size = bytes[start]! | (bytes[start + 1]! << 8);
  const reader = new MetadataReader(bytes, start + 2, Math.min(start + size, end));
  const tags = reader.tags();
  const eventName = reader.name();
  if (eventName === null) {
    return null;
  }
  const members: FlatField[] = [];
  for (let field = reader.field(); field !== null; field = reader.field()) {
    members.push(field);
  }
  const queue = members.values();
  const fields: Field[] = [];
  for (let field = take(queue, 0); field !== null; field = take(queue, 0)) {
    fields.push(field);
  }
  return {
    source: 'tracelogging',
    eventName,
    fields: distinctNames(fields),
    ...(tags === 0 ? {} : { tags }),
  };
}

/** A field as it stands in the metadata, where a struct is followed by its members. */
interface FlatField extends Field {
  readonly memberCount: number;
}

/** Takes the next field with its members, or null at the end. */
function take(queue: IterableIterator<FlatField>, depth: number): Field | null {
  const next = queue.next();
  if (next.done === true) {
    return null;
  }
  const { memberCount, ...field } = next.value;
  if (field.inType !== InType.Struct || depth === MAX_DEPTH) {
    return field;
  }
  const members: Field[] = [];
  while (members.length < memberCount) {
    const member = take(queue, depth + 1);
    if (member === null) {
      break;
    }
    members.push(member);
  }
  return { ...field, members: distinctNames(members) };
}

class MetadataReader {
  readonly #bytes: Uint8Array;
  #at: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  /** Tags: seven bits a byte, for as long as the eighth is set; the bytes fill a u28 from its top. */
  tags(): number {
    let tags = 0;
    for (let shift = 21; this.#at < this.#end; shift -= 7) {
      const byte = this.#bytes[this.#at++]!;
      if (shift >= 0) {
        tags |= (byte & 0x7f) << shift;
      }
      if ((byte & MORE) === 0) {
        break;
      }
    }
    return tags;
  }

  /** UTF-8 up to a NUL, or null where there is none. */
  name(): string | null {
    const nul = this.#bytes.indexOf(0, this.#at);
    if (nul < 0 || nul >= this.#end) {
      return null;
    }
    const text = new TextDecoder().decode(this.#bytes.subarray(this.#at, nul));
    this.#at = nul + 1;
    return text;
  }

  field(): FlatField | null {
    if (this.#at >= this.#end) {
      return null;
    }
    const name = this.name();
    if (name === null || this.#at >= this.#end) {
      return null;
    }
    const inByte = this.#bytes[this.#at++]!;
    const hasOut = (inByte & MORE) !== 0 && this.#at < this.#end;
    const outByte = hasOut ? this.#bytes[this.#at++]! : 0;
    const tags = (outByte & MORE) === 0 ? 0 : this.tags();
    const type = inByte & TYPE_MASK;
    const out = outByte & 0x7f;
    if ((inByte & COUNT_MASK) === COUNT_CUSTOM) {
      // A provider's own encoding: what describes it is skipped; in the payload it is a u16 size and bytes.
      const description = this.#u16();
      this.#at += description;
      return { name, inType: InType.CountedBinary, outType: 'default', memberCount: 0, ...tagged(tags) };
    }
    const count = this.#count(inByte & COUNT_MASK);
    return {
      name,
      inType: type === TLG_BINARY ? InType.CountedBinary : type,
      outType: type === InType.Struct ? 'default' : (OUT_TYPES[out] ?? 'default'),
      memberCount: type === InType.Struct ? out : 0,
      ...(count === null ? {} : { count }),
      ...tagged(tags),
    };
  }

  #count(bits: number): Extent | null {
    switch (bits) {
      case COUNT_FIXED:
        return { kind: 'fixed', value: this.#u16() };
      case COUNT_IN_PAYLOAD:
        return { kind: 'prefix' };
      default:
        return null;
    }
  }

  #u16(): number {
    const value = (this.#bytes[this.#at] ?? 0) | ((this.#bytes[this.#at + 1] ?? 0) << 8);
    this.#at += 2;
    return value;
  }
}

function tagged(tags: number): { tags?: number } {
  return tags === 0 ? {} : { tags };
}
