import { decodePayload, hex, hexBytes, type Provider, type Schema, type Value } from '../../decode/index.ts';
import { type Clock, headerTypeName, type RawEvent, UNKNOWN_ID } from '../../etl/index.ts';

/** One decoded event, as `events` gives it out. 64-bit values that a double can't hold are text. */
export interface EventRecord {
  readonly timeNs: number;
  readonly ticks: string;
  readonly processor: number;
  readonly pid: number;
  readonly tid: number;
  readonly headerType: string;
  readonly provider: { readonly id: string | null; readonly name: string | null };
  readonly id: number;
  readonly version: number;
  readonly opcode: number;
  readonly level: number;
  readonly keyword: string;
  readonly name: string | null;
  readonly fields: { readonly [name: string]: Value };
  /** The bytes, as hex, that no field tells of: all of them where no schema is known. */
  readonly payload?: string;
}

export function eventRecord(
  event: RawEvent,
  clock: Clock,
  provider: Provider | null,
  schema: Schema | null,
): EventRecord {
  const decoded = schema === null ? null : decodePayload(schema, event);
  const readTo = decoded?.readTo ?? event.payload;
  const rest = event.bytes.subarray(readTo, event.end);
  return {
    timeNs: clock.toNs(event.ticks),
    ticks: String(clock.rawTicks(event.ticks)),
    processor: event.processor,
    pid: knownId(event.processId),
    tid: knownId(event.threadId),
    headerType: headerTypeName(event.headerType),
    provider: { id: provider?.id ?? null, name: provider?.name ?? null },
    id: event.id,
    version: event.version,
    opcode: event.opcode,
    level: event.level,
    keyword: hex(event.keyword, 16),
    name: schema?.eventName ?? null,
    fields: decoded === null ? {} : (plain(decoded.fields) as { [name: string]: Value }),
    ...(rest.length > 0 ? { payload: hexBytes(rest) } : {}),
  };
}

/** Processes and threads that an event does not tell are −1, as in Windows' own tools. */
function knownId(id: number): number {
  return id === UNKNOWN_ID ? -1 : id;
}

/** The value with bigints as text, which JSON has no number for. */
function plain(value: Value): Value {
  if (typeof value === 'bigint') {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (value !== null && typeof value === 'object') {
    const copy: { [name: string]: Value } = {};
    for (const name in value) {
      copy[name] = plain(value[name]!);
    }
    return copy;
  }
  return value;
}
