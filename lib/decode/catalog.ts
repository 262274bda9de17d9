import type { RawEvent, Trace } from '../etl/index.ts';
import { EmbeddedSchemas } from './embedded/index.ts';
import { EventSourceManifests, manifestEventSchema } from './eventsource/index.ts';
import { KernelSchemas } from './kernel/index.ts';
import { type ManifestProvider, readManifest } from './manifest/index.ts';
import { type Provider, ProviderTable } from './providers.ts';
import type { Schema } from './schema.ts';
import { TraceLoggingCache } from './tracelogging/cache.ts';
import { TmfMessages } from './wpp/index.ts';

/** Gathers something from a pass over all events. */
export interface Collector {
  /** Takes what it needs from an event; the event is valid during this call only. */
  add(event: RawEvent): void;
}

/**
 * The providers and schemas of one trace. TraceLogging events carry their schemas, the kernel's are built in, and
 * the user may add manifests and TMF files. Schemas that a merge or an EventSource put into the trace can stand behind
 * the events that they describe: `collect` finds them in a pass of its own.
 */
export class Catalog implements Collector {
  readonly providers = new ProviderTable();
  readonly #traceLogging = new TraceLoggingCache();
  readonly #kernel = new KernelSchemas();
  readonly #embedded = new EmbeddedSchemas();
  readonly #eventSource = new EventSourceManifests();
  readonly #tmf = new TmfMessages();
  /** Schemas of manifests by provider, id and version: those of the user, and those of EventSources. */
  readonly #fromUser = new Map<string, Schema>();
  readonly #fromTrace = new Map<string, Schema>();
  /** What was found for the events of each provider, by the provider's index, then by id and version. */
  #found: Map<number, Schema | null>[] = [];

  providerOf(event: RawEvent): Provider | null {
    return this.providers.of(event);
  }

  /** The schema of an event of this provider, or null where none is known. */
  schemaOf(event: RawEvent, provider: Provider | null): Schema | null {
    if (provider === null) {
      return event.group < 0 ? null : this.#kernel.find(event);
    }
    if (event.schema !== 0) {
      return this.#traceLogging.find(event, provider);
    }
    let found = this.#found[provider.index];
    if (found === undefined) {
      found = new Map();
      this.#found[provider.index] = found;
    }
    const key = event.isEventHeader
      ? event.id * 0x1_0000 + event.version
      : event.id * 0x1_0000_0000 + event.opcode * 0x1_0000 + event.version;
    let schema = found.get(key);
    if (schema === undefined) {
      schema = this.#resolve(event, provider);
      found.set(key, schema);
    }
    return schema;
  }

  /**
   * Finds the schemas that the trace carries for its other events, and lets further collectors see each event.
   * Needed before decoding traces that hold more than TraceLogging and kernel events.
   */
  collect(trace: Trace, ...others: readonly Collector[]): void {
    const pass = trace.eventsInFileOrder();
    for (let event = pass.next(); event !== null; event = pass.next()) {
      this.add(event);
      for (const other of others) {
        other.add(event);
      }
    }
  }

  /** Takes in the schema or manifest that an event carries, if it is such an event. */
  add(event: RawEvent): void {
    const embedded = this.#embedded.add(event);
    if (embedded !== null) {
      this.providers.setName(embedded.id, embedded.name);
      this.#found = [];
    }
    for (const provider of this.#eventSource.add(event)) {
      this.#addProvider(provider, this.#fromTrace);
    }
  }

  /**
   * Adds the events of an instrumentation manifest (.man). They go before schemas from the trace.
   * @throws TraceError of kind `usage` that names the file and the line
   */
  addManifest(xml: string, fileName: string): void {
    for (const provider of readManifest(xml, fileName)) {
      this.#addProvider(provider, this.#fromUser);
    }
  }

  /**
   * Adds the messages of a trace message file (.tmf), as tracepdb makes it from a driver's symbols.
   * @throws TraceError of kind `usage` that names the file and the line
   */
  addTmf(text: string, fileName: string): void {
    this.#tmf.add(text, fileName);
    this.#found = [];
  }

  /** What was wrong with schemas in the trace itself, a sentence each. */
  get faults(): readonly string[] {
    const { dropped } = this.#embedded;
    return [
      ...this.#eventSource.faults,
      ...(dropped === 0 ? [] : [`${dropped} embedded schemas were left out: the trace holds too many`]),
    ];
  }

  #addProvider(provider: ManifestProvider, into: Map<string, Schema>): void {
    this.providers.setName(provider.id, provider.name);
    for (const { id, version, schema } of provider.events) {
      into.set(manifestKey(provider.id, id, version), schema);
    }
    this.#found = [];
  }

  #resolve(event: RawEvent, provider: Provider): Schema | null {
    const { id } = provider;
    if (event.isEventHeader) {
      const key = manifestKey(id, event.id, event.version);
      return (
        this.#fromUser.get(key) ??
        this.#embedded.find(id, event.id, event.version) ??
        this.#fromTrace.get(key) ??
        manifestEventSchema(event)
      );
    }
    if (event.messageFlags !== 0) {
      return this.#tmf.find(id, event.id);
    }
    this.providers.setName(id, this.#kernel.providerNameOf(id));
    return (
      this.#embedded.findClassic(id, event.opcode, event.version) ??
      this.#kernel.findByClass(id, event.opcode, event.version)
    );
  }
}

function manifestKey(providerId: string, id: number, version: number): string {
  return `${providerId}/${id}/${version}`;
}
