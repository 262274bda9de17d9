import { type RawEvent, readGuid, TraceError } from '../../etl/index.ts';
import { readManifest } from '../manifest/index.ts';
import { InType, type Schema } from '../schema.ts';
import { ProcessStarts } from '../who/process-start.ts';
import { type Logged, ProcessSchemas, schemaTable } from './process-schemas.ts';
import type { SchemaTable } from './written.ts';

/** The event by which an EventSource describes itself. */
const MANIFEST_EVENT_ID = 0xfffe;
/** Before the XML: u8 format (1), major and minor version, the magic byte '[', u16 chunks and number of this one. */
const CHUNK_HEADER_BYTES = 8;
const FORMAT = 1;
const MAGIC = 0x5b;
/** Manifests have some 10 KB, those of large providers some 100. */
const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;
const MAX_KEPT_BYTES = 64 * 1024 * 1024;

interface Assembly {
  readonly total: number;
  readonly chunks: Map<number, Uint8Array>;
  bytes: number;
}

/** A provider that a manifest in the trace describes. */
export interface EventSourceProvider {
  /** Lower-case GUID. */
  readonly id: string;
  readonly name: string | undefined;
}

const NONE: readonly EventSourceProvider[] = [];

/** Puts the manifests together that EventSources write into a trace, in pieces of at most 64 KB. */
export class EventSourceManifests {
  readonly #assemblies = new Map<string, Assembly>();
  /** What was read already, by its text: each process writes it, again at each start and stop of a session. */
  readonly #known = new Map<string, readonly SchemaTable[]>();
  #knownBytes = 0;
  #keptBytes = 0;
  readonly #schemas = new ProcessSchemas();
  readonly #starts = new ProcessStarts();
  /** What was wrong with manifests, a sentence for each of them. */
  readonly faults: string[] = [];

  /** Whether a manifest in the trace describes events of this provider: what they mean is up to their process. */
  describes(providerId: string): boolean {
    return this.#schemas.has(providerId);
  }

  get hasSchemas(): boolean {
    return this.#known.size > 0;
  }

  /** Whether processes of one number wrote different manifests. */
  get hasSeveralOfOne(): boolean {
    return this.#schemas.hasSeveralOfOne;
  }

  /** Whether what a provider's events of a process mean depends on their times: see `stretchOf`. */
  isByTime(providerId: string, processId: number): boolean {
    return this.#schemas.isByTime(providerId, processId);
  }

  /** A number for the stretch of time, in each of which the events of a provider and process mean the same. */
  stretchOf(providerId: string, event: Logged): number {
    return this.#schemas.stretchOf(providerId, event);
  }

  /** The schema of an event that a process logged at a time. */
  find(providerId: string, id: number, version: number, logged: Logged): Schema | null {
    return this.#schemas.find(providerId, id, version, logged);
  }

  /**
   * Takes in a piece of a manifest, or the start of a process, if the event is one.
   * @returns the providers of whose events that tells anything new; none as a rule
   */
  add(event: RawEvent): readonly EventSourceProvider[] {
    if (isManifestEvent(event)) {
      return this.#addPiece(event);
    }
    const processId = this.#starts.of(event);
    return processId < 0 ? NONE : this.#schemas.addStart({ processId, ticks: event.ticks });
  }

  /** Whether an event of this one's numbers can be such a piece, or the start of a process. */
  mayTake(event: RawEvent): boolean {
    return hasManifestId(event) || this.#starts.mayTell(event);
  }

  #addPiece(event: RawEvent): readonly EventSourceProvider[] {
    const { view, payload, end } = event;
    const total = view.getUint16(payload + 4, true);
    const number = view.getUint16(payload + 6, true);
    const chunk = event.bytes.subarray(payload + CHUNK_HEADER_BYTES, end);
    if (number >= total || this.#keptBytes + chunk.length > MAX_KEPT_BYTES) {
      return [];
    }
    const providerId = readGuid(event.bytes, event.guidAt);
    // Several processes may write the manifest of one provider at the same time.
    const key = `${providerId}/${event.processId}`;
    let assembly = this.#assemblies.get(key);
    if (assembly === undefined || assembly.total !== total || assembly.chunks.has(number)) {
      this.#forget(key);
      assembly = { total, chunks: new Map(), bytes: 0 };
      this.#assemblies.set(key, assembly);
    }
    if (assembly.bytes + chunk.length > MAX_MANIFEST_BYTES) {
      this.#forget(key);
      return [];
    }
    assembly.chunks.set(number, chunk.slice());
    assembly.bytes += chunk.length;
    this.#keptBytes += chunk.length;
    if (assembly.chunks.size < total) {
      return [];
    }
    this.#forget(key);
    const { processId, ticks } = event;
    return this.#read(textOf(assembly), providerId).filter((table) =>
      this.#schemas.add({ processId, ticks }, table),
    );
  }

  #forget(key: string): void {
    this.#keptBytes -= this.#assemblies.get(key)?.bytes ?? 0;
    this.#assemblies.delete(key);
  }

  #read(xml: string, providerId: string): readonly SchemaTable[] {
    let tables = this.#known.get(xml);
    if (tables === undefined && this.#knownBytes + xml.length <= MAX_KEPT_BYTES) {
      tables = this.#parse(xml, `manifest of ${providerId}`);
      this.#knownBytes += xml.length;
      this.#known.set(xml, tables);
    }
    return tables ?? [];
  }

  #parse(xml: string, what: string): readonly SchemaTable[] {
    try {
      const { providers, faults } = readManifest(xml, what);
      const [first, ...others] = faults;
      if (first !== undefined) {
        this.faults.push(
          `${what}: ${first}${others.length === 0 ? '' : `, and ${others.length} more faults`}`,
        );
      }
      return providers.map(schemaTable);
    } catch (error) {
      if (!(error instanceof TraceError)) {
        throw error;
      }
      this.faults.push(error.message);
      return [];
    }
  }
}

function hasManifestId(event: RawEvent): boolean {
  return event.isEventHeader && event.id === MANIFEST_EVENT_ID;
}

function isManifestEvent(event: RawEvent): boolean {
  if (!hasManifestId(event)) {
    return false;
  }
  const { bytes, payload } = event;
  return (
    event.end - payload > CHUNK_HEADER_BYTES && bytes[payload] === FORMAT && bytes[payload + 3] === MAGIC
  );
}

/** The layout of the manifest events themselves. */
export function manifestEventSchema(event: RawEvent): Schema | null {
  return isManifestEvent(event) ? MANIFEST_EVENT : null;
}

const byte = { inType: InType.UInt8, outType: 'default' } as const;
const word = { inType: InType.UInt16, outType: 'default' } as const;

const MANIFEST_EVENT: Schema = {
  source: 'eventsource',
  eventName: 'ManifestData',
  fields: [
    { name: 'Format', ...byte },
    { name: 'MajorVersion', ...byte },
    { name: 'MinorVersion', ...byte },
    { name: 'Magic', ...byte },
    { name: 'TotalChunks', ...word },
    { name: 'ChunkNumber', ...word },
    { name: 'Manifest', inType: InType.NonNullTerminatedAnsiString, outType: 'xml' },
  ],
};

function textOf(assembly: Assembly): string {
  const bytes = new Uint8Array(assembly.bytes);
  let at = 0;
  for (let number = 0; number < assembly.total; number++) {
    const chunk = assembly.chunks.get(number)!;
    bytes.set(chunk, at);
    at += chunk.length;
  }
  // Some providers write a NUL behind the text.
  return new TextDecoder().decode(bytes).replace(/\0+$/, '');
}
