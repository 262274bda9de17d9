import type { EventForms, RawEvent, Trace } from '../etl/index.ts';
import { definedSchema, type ProviderDefinition } from './definition.ts';
import { EmbeddedSchemas } from './embedded/index.ts';
import { displayName } from './event-name.ts';
import { EventSourceManifests, manifestEventSchema } from './eventsource/index.ts';
import { EventIdentity, type Identify, type SchemaRevision } from './identity.ts';
import { IdentityTable } from './identity-table.ts';
import { KernelSchemas } from './kernel/index.ts';
import { readManifest } from './manifest/index.ts';
import { type Provider, ProviderTable } from './providers.ts';
import type { Schema } from './schema.ts';
import { loadStatusNames } from './status/index.ts';
import { textPayloadSchema } from './text-payload.ts';
import { TraceLoggingCache } from './tracelogging/cache.ts';
import { WindowsEvents } from './windows/index.ts';
import { TmfMessages } from './wpp/index.ts';

/** Gathers something from a pass over all events. */
export interface Collector {
  /** Takes what it needs from an event; the event is valid during this call only. */
  add(event: RawEvent): void;
  /** Whether it may take something from events of the same form as this one; from those of each form unless told. */
  wants?(event: RawEvent): boolean;
}

/**
 * The providers and schemas of one trace. TraceLogging events carry their schemas, the kernel's are built in, and
 * the user may add manifests and TMF files. Schemas that a merge or an EventSource put into the trace can stand behind
 * the events that they describe: `collect` finds them in a pass of its own.
 */
export class Catalog implements Collector {
  readonly providers = new ProviderTable();
  readonly #revision: SchemaRevision = { current: 0 };
  #identities = 0;
  readonly #identify: Identify = (event, provider, find) =>
    new EventIdentity(this.#identities++, provider, displayName(event, null), find, this.#revision);
  /** Identities by form, of the pass whose events came last and of others. */
  #forms: EventForms | null = null;
  #byForm: (EventIdentity | undefined)[] = [];
  readonly #ofForms = new WeakMap<EventForms, (EventIdentity | undefined)[]>();
  readonly #traceLogging = new TraceLoggingCache(this.#identify);
  readonly #kernel = new KernelSchemas();
  readonly #embedded = new EmbeddedSchemas();
  readonly #eventSource = new EventSourceManifests();
  readonly #tmf = new TmfMessages();
  readonly #windows = new WindowsEvents();
  /** Schemas of the user's manifests by provider, id and version. */
  readonly #fromUser = new Map<string, Schema>();
  /** Identities of events without metadata by the provider's index. */
  readonly #byProvider: (IdentityTable | undefined)[] = [];
  /** Those of the kernel's events, by group and opcode, then by version: there are many such events. */
  readonly #ofKernel: (EventIdentity | undefined)[][] = [];
  /** Those of events that tell no provider, by header type, opcode and number. */
  readonly #ofNone = new Map<number, EventIdentity>();

  /** What an event shares with others: who logged it, and what it is. */
  identityOf(event: RawEvent): EventIdentity {
    if (event.forms !== this.#forms) {
      this.#turnTo(event.forms);
    }
    return this.#byForm[event.form] ?? this.#identityOfNew(event);
  }

  /** What the events of a form share, as far as one of them was asked for. */
  identityOfForm(forms: EventForms, form: number): EventIdentity | undefined {
    return this.#ofForms.get(forms)?.[form];
  }

  #turnTo(forms: EventForms | null): void {
    let byForm = forms === null ? [] : this.#ofForms.get(forms);
    if (byForm === undefined) {
      byForm = [undefined];
      this.#ofForms.set(forms!, byForm);
    }
    this.#forms = forms;
    this.#byForm = byForm;
  }

  #identityOfNew(event: RawEvent): EventIdentity {
    const provider = this.providers.of(event);
    if (provider === null) {
      return this.#identityOfNone(event);
    }
    if (provider === this.providers.kernel && event.group >= 0) {
      return this.#keep(event, this.#kernelIdentity(event, provider));
    }
    const identity = event.schema === 0 ? null : this.#traceLogging.find(event, provider);
    if (identity === null) {
      return this.#identityById(event, provider);
    }
    return this.#keep(event, identity);
  }

  /** Keeps an identity that events of the same form share for good. */
  #keep(event: RawEvent, identity: EventIdentity): EventIdentity {
    const form = event.form > 0 ? event.form : (this.#forms?.add(event) ?? 0);
    if (form > 0) {
      this.#byForm[form] = identity;
    }
    return identity;
  }

  #identityById(event: RawEvent, provider: Provider): EventIdentity {
    let table = this.#byProvider[provider.index];
    if (table === undefined) {
      table = new IdentityTable(provider.id, this.#eventSource);
      this.#byProvider[provider.index] = table;
    }
    const known = table.of(event);
    const key = event.isEventHeader
      ? event.id * 0x1_0000 + event.version + 0x100 * event.textForm
      : event.id * 0x1_0000_0000 + event.opcode * 0x1_0000 + event.version;
    let identity = known.get(key);
    if (identity === undefined) {
      identity = this.#identify(event, provider, this.#finderFor(event, provider));
      known.set(key, identity);
    }
    // What is not known by its numbers alone is not known by its form either.
    return table.isByProcess || event.schema !== 0 ? identity : this.#keep(event, identity);
  }

  /**
   * Finds the schemas that the trace carries for its other events, and lets further collectors see the events that
   * they want.
   * Needed before decoding traces that hold more than TraceLogging and kernel events.
   */
  collect(trace: Trace, ...others: readonly Collector[]): void {
    const pass = trace.eventsInFileOrder();
    for (let event = pass.next(); event !== null; event = pass.next()) {
      this.add(event);
      for (const other of others) {
        other.add(event);
      }
      if (event.form === 0 && !this.tellsOfOthers(event) && !others.some((other) => mayWant(other, event))) {
        passOver(event, pass.forms);
      }
    }
  }

  /** Takes in the schema or manifest that an event carries, if it is such an event. */
  add(event: RawEvent): void {
    const embedded = this.#embedded.add(event);
    if (embedded !== null) {
      this.providers.setName(embedded.id, embedded.name);
      this.#revision.current++;
    }
    for (const { id, name } of this.#eventSource.add(event)) {
      this.#addEventSource(id, name, event.forms);
    }
  }

  /**
   * Whether events of this one's form can tell anything of others, so that `add` has to see each of them. Those that describe
   * themselves do not, and of the kernel's those about processes alone: a process's number comes again.
   */
  tellsOfOthers(event: RawEvent): boolean {
    return event.schema === 0 && (this.#embedded.mayTake(event) || this.#eventSource.mayTake(event));
  }

  /**
   * Adds the events of an instrumentation manifest (.man). They go before schemas from the trace.
   * @param xml its text, or its bytes in the encoding that they declare
   * @returns what of it could not be understood, a sentence each that names the line: the rest is used
   * @throws TraceError of kind `usage` that names the file and the line, where it is no XML or declares no provider
   */
  addManifest(xml: string | Uint8Array, fileName: string): readonly string[] {
    const { providers, faults } = readManifest(xml, fileName);
    for (const { id, name, events } of providers) {
      this.providers.setName(id, name);
      for (const event of events) {
        this.#fromUser.set(manifestKey(id, event.id, event.version), event.schema);
      }
    }
    this.#revision.current++;
    return faults;
  }

  /** Adds the events of a provider that a program declares (`defineProvider`). They go before schemas from the trace. */
  addProvider({ id, name, events }: ProviderDefinition): void {
    const guid = id.replace(/[{}]/g, '').toLowerCase();
    this.providers.setName(guid, name);
    for (const [eventName, definition] of Object.entries(events)) {
      const key = manifestKey(guid, definition.id, definition.version ?? 0);
      this.#fromUser.set(key, definedSchema(name, eventName, definition));
    }
    this.#revision.current++;
  }

  /**
   * Adds the messages of a trace message file (.tmf), as tracepdb makes it from a driver's symbols.
   * @param tmf its text, or its bytes
   * @returns what of it could not be understood, a sentence each that names the line: the rest is used
   * @throws TraceError of kind `usage` that names the file, where it holds no message
   */
  addTmf(tmf: string | Uint8Array, fileName: string): readonly string[] {
    const { providers, faults } = this.#tmf.add(tmf, fileName);
    for (const { id, name } of providers) {
      this.providers.setName(id, name);
    }
    this.#revision.current++;
    return faults;
  }

  /**
   * Makes something that needs the schemas of events, such as the facts of a trace, and makes it again where some of them
   * had to be loaded first.
   */
  async withSchemas<T>(make: () => T): Promise<T> {
    let made = make();
    while (this.isWanting) {
      await this.loadSchemas();
      made = make();
    }
    return made;
  }

  /** Whether a schema was asked for in vain that `loadSchemas` would bring: those of Windows' own providers. */
  get isWanting(): boolean {
    return this.#windows.isWanting;
  }

  async loadSchemas(): Promise<void> {
    await this.#windows.load();
    this.#revision.current++;
  }

  /**
   * Loads the names of codes that messages tell, where there may be messages: in manifests and .tmf files, and in what the
   * trace was found to carry. To be called before messages are made.
   */
  async loadMessageNames(): Promise<void> {
    if (this.#fromUser.size + this.#tmf.size + this.#embedded.size > 0 || this.#eventSource.hasSchemas) {
      await loadStatusNames();
    }
  }

  /**
   * Whether processes of one number wrote different manifests: by which one an event is meant is known only when all are
   * in, so that identities told before may be wrong.
   */
  get isTellingLate(): boolean {
    return this.#eventSource.hasSeveralOfOne;
  }

  /** What was wrong with schemas in the trace itself, a sentence each. */
  get faults(): readonly string[] {
    const { dropped } = this.#embedded;
    return [
      ...this.#eventSource.faults,
      ...(dropped === 0 ? [] : [`${dropped} embedded schemas were left out: the trace holds too many`]),
    ];
  }

  /** @param forms those of the pass that found it */
  #addEventSource(id: string, name: string | undefined, forms: EventForms | null): void {
    this.providers.setName(id, name);
    const provider = this.providers.byId(id);
    if (provider !== undefined) {
      // From here on the events of each process, and of each stretch of its time, are told apart.
      const before = this.#byProvider[provider.index];
      this.#byProvider[provider.index] = undefined;
      if (before !== undefined && !before.isByProcess && forms !== null) {
        this.#forgetForms(provider, forms);
      }
    }
    this.#revision.current++;
  }

  /** What was known of a provider's events by their forms holds no longer. To be called once a provider: it looks at all forms. */
  #forgetForms(provider: Provider, forms: EventForms): void {
    for (const [form, identity] of (this.#ofForms.get(forms) ?? []).entries()) {
      if (identity?.provider === provider) {
        forms.forget(form);
      }
    }
  }

  #kernelIdentity(event: RawEvent, provider: Provider): EventIdentity {
    const { group, opcode, version } = event;
    const key = (group << 8) | opcode;
    let known = this.#ofKernel[key];
    if (known === undefined) {
      known = [];
      this.#ofKernel[key] = known;
    }
    let identity = known[version];
    if (identity === undefined) {
      const schema = this.#kernel.find(event);
      identity = this.#identify(event, provider, () => schema);
      known[version] = identity;
    }
    return identity;
  }

  #identityOfNone(event: RawEvent): EventIdentity {
    const key = event.headerType * 0x100_0000 + event.opcode * 0x1_0000 + event.id;
    let identity = this.#ofNone.get(key);
    if (identity === undefined) {
      identity = this.#identify(event, null, () => null);
      this.#ofNone.set(key, identity);
    }
    return identity;
  }

  /** Where to look for the schema of such events: not before it is asked for, since it can stand behind them. */
  #finderFor(event: RawEvent, { id: provider }: Provider): () => Schema | null {
    const { id, opcode, version } = event;
    const text = textPayloadSchema(event);
    if (text !== null) {
      return () => text;
    }
    if (event.isEventHeader) {
      const key = manifestKey(provider, id, version);
      const ofManifests = manifestEventSchema(event);
      const { processId, ticks } = event;
      return () =>
        this.#fromUser.get(key) ??
        this.#embedded.find(provider, id, version) ??
        this.#eventSource.find(provider, id, version, { processId, ticks }) ??
        ofManifests ??
        this.#windows.find(provider, id, version);
    }
    if (event.messageFlags !== 0) {
      return () => this.#tmf.find(provider, id);
    }
    return () => {
      this.providers.setName(provider, this.#kernel.providerNameOf(provider));
      return (
        this.#embedded.findClassic(provider, opcode, version) ??
        this.#kernel.findByClass(provider, opcode, version)
      );
    };
  }
}

function mayWant(collector: Collector, event: RawEvent): boolean {
  return collector.wants?.(event) ?? true;
}

/** Has a pass give no more events of the form of this one, as far as they are known again. */
function passOver(event: RawEvent, forms: EventForms): void {
  const form = forms.add(event);
  if (form > 0) {
    forms.passOver(form);
  }
}

function manifestKey(providerId: string, id: number, version: number): string {
  return `${providerId}/${id}/${version}`;
}
