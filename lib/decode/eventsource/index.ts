import { type RawEvent, readGuid, TraceError } from '../../etl/index.ts';
import { type ManifestProvider, readManifest } from '../manifest/index.ts';
import { InType, type Schema } from '../schema.ts';

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

/** Puts the manifests together that EventSources write into a trace, in pieces of at most 64 KB. */
export class EventSourceManifests {
  readonly #assemblies = new Map<string, Assembly>();
  /** What was read already: each session start and stop makes a provider write its manifest again. */
  readonly #known = new Set<string>();
  #keptBytes = 0;
  /** Manifests that could not be read, by reason. */
  readonly faults: string[] = [];

  /**
   * Takes in a piece of a manifest, if the event is one.
   * @returns the providers of the manifest that it completes; none as a rule
   */
  add(event: RawEvent): readonly ManifestProvider[] {
    if (!isManifestEvent(event)) {
      return [];
    }
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
    return this.#read(textOf(assembly), providerId);
  }

  #forget(key: string): void {
    this.#keptBytes -= this.#assemblies.get(key)?.bytes ?? 0;
    this.#assemblies.delete(key);
  }

  #read(xml: string, providerId: string): readonly ManifestProvider[] {
    const identity = `${providerId}/${xml.length}/${hashOf(xml)}`;
    if (this.#known.has(identity)) {
      return [];
    }
    this.#known.add(identity);
    try {
      const providers = readManifest(xml, `manifest of ${providerId}`);
      return providers.map((provider) => ({
        ...provider,
        events: provider.events.map((each) => ({
          ...each,
          schema: { ...each.schema, source: 'eventsource' },
        })),
      }));
    } catch (error) {
      if (!(error instanceof TraceError)) {
        throw error;
      }
      this.faults.push(error.message);
      return [];
    }
  }
}

function isManifestEvent(event: RawEvent): boolean {
  if (!event.isEventHeader || event.id !== MANIFEST_EVENT_ID) {
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

/** FNV-1a over the text's units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
