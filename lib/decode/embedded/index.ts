import { HeaderType, type RawEvent, readGuid } from '../../etl/index.ts';
import type { Schema, ValueMap } from '../schema.ts';
import {
  DECODING_SOURCE_WBEM,
  type EventInfoKey,
  readEventInfo,
  readEventInfoKey,
  readProviderName,
} from './event-info.ts';
import { readMapInfo } from './map-info.ts';

/** The class under which merging and relogging put schemas into a trace. */
const SCHEMA_CLASS = 'bbccf6c1-6cd1-48c4-80ff-839482e37671';
const OPCODE_EVENT_INFO = 32;
const OPCODE_MAP_INFO = 33;
const GUID_BYTES = 16;
/** Real traces embed a few hundred KB. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

/** The schemas (TRACE_EVENT_INFO) and maps that a trace carries for events of other providers. */
export class EmbeddedSchemas {
  readonly #infos = new Map<string, Uint8Array>();
  readonly #maps = new Map<string, Uint8Array>();
  #keptBytes = 0;
  /** How many schemas and maps were left out because the trace held too many. */
  dropped = 0;

  get size(): number {
    return this.#infos.size;
  }

  /**
   * Takes a schema or map in, if the event carries one that is not known yet. It is read when it is first asked for.
   * @returns the provider's id and name, or null where there was nothing new
   */
  add(event: RawEvent): { readonly id: string; readonly name: string | undefined } | null {
    if (!this.mayTake(event)) {
      return null;
    }
    const { opcode } = event;
    if (
      (opcode !== OPCODE_EVENT_INFO && opcode !== OPCODE_MAP_INFO) ||
      readGuid(event.bytes, event.guidAt) !== SCHEMA_CLASS
    ) {
      return null;
    }
    const bytes = event.bytes.subarray(event.payload, event.end);
    return opcode === OPCODE_EVENT_INFO ? this.#addInfo(bytes) : this.#addMap(bytes);
  }

  /** Whether an event like this one can carry any: they are classic ones. */
  mayTake({ headerType }: RawEvent): boolean {
    return headerType === HeaderType.FULL_HEADER64 || headerType === HeaderType.FULL_HEADER32;
  }

  /** The schema of an event of a manifest provider. */
  find(providerId: string, id: number, version: number): Schema | null {
    return this.#read(manifestKey(providerId, id, version));
  }

  /** The schema of a classic event, known by its class and opcode. */
  findClassic(classId: string, opcode: number, version: number): Schema | null {
    return this.#read(classicKey(classId, opcode, version));
  }

  #addInfo(bytes: Uint8Array) {
    const key = readEventInfoKey(bytes);
    if (key === null || !this.#keep(this.#infos, keyOf(key), bytes)) {
      return null;
    }
    return { id: key.providerId, name: readProviderName(bytes) };
  }

  /** A map: 16 bytes of provider GUID, then an EVENT_MAP_INFO. */
  #addMap(bytes: Uint8Array) {
    if (bytes.length < GUID_BYTES) {
      return null;
    }
    const id = readGuid(bytes, 0);
    const map = readMapInfo(bytes.subarray(GUID_BYTES));
    if (map === null || !this.#keep(this.#maps, `${id}/${map.name}`, bytes.subarray(GUID_BYTES))) {
      return null;
    }
    return { id, name: undefined };
  }

  #keep(into: Map<string, Uint8Array>, key: string, bytes: Uint8Array): boolean {
    if (into.has(key)) {
      return false;
    }
    if (this.#keptBytes + bytes.length > MAX_KEPT_BYTES) {
      this.dropped++;
      return false;
    }
    this.#keptBytes += bytes.length;
    into.set(key, bytes.slice());
    return true;
  }

  #read(key: string): Schema | null {
    const bytes = this.#infos.get(key);
    return bytes === undefined ? null : readEventInfo(bytes, (name) => this.#mapOf(readGuid(bytes, 0), name));
  }

  #mapOf(providerId: string, name: string): ValueMap | undefined {
    const bytes = this.#maps.get(`${providerId}/${name}`);
    return bytes === undefined ? undefined : (readMapInfo(bytes) ?? undefined);
  }
}

function keyOf(key: EventInfoKey): string {
  return key.decodingSource === DECODING_SOURCE_WBEM
    ? classicKey(key.eventGuid, key.opcode, key.version)
    : manifestKey(key.providerId, key.id, key.version);
}

function manifestKey(providerId: string, id: number, version: number): string {
  return `${providerId}/${id}/${version}`;
}

function classicKey(classId: string, opcode: number, version: number): string {
  return `${classId}/opcode ${opcode}/${version}`;
}
