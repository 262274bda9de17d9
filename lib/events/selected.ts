import { Catalog, type EventIdentity, loadStatusNames, type ProviderDefinition } from '../decode/index.ts';
import type { EventPass, RawEvent, Trace } from '../etl/index.ts';
import { EventFilter, type EventSelection } from './filter.ts';
import { EventReader, type EventReaderOptions, type EventRecord } from './record.ts';
import { parseWhere } from './where/index.ts';

/** Which events to give out, and what to decode them by. */
export interface EventsOptions extends Omit<EventSelection, 'where'>, Pick<EventReaderOptions, 'shown'> {
  /** With manifests (`addManifest`), message files (`addTmf`) or schemas of one's own (`addProvider`). */
  readonly catalog?: Catalog;
  /** A question to their fields, as in `Length > 65536 and Status = STATUS_CANCELLED`. */
  readonly where?: string | undefined;
  /** Only the events that are declared here, decoded as they are declared: see `defineProvider`. */
  readonly only?: ProviderDefinition;
}

/** What a step came to: an event that is asked for, one whose schema is to be loaded, a pause that is due, or the end. */
export type Step = 'event' | 'schema' | 'pause' | 'end';

/** The events of a trace that are asked for. */
export class SelectedEvents {
  readonly trace: Trace;
  readonly catalog: Catalog;
  readonly #selection: EventSelection;
  readonly #shown: EventReaderOptions['shown'];

  /** @throws TraceError of kind `usage` for a bad `where` */
  constructor(trace: Trace, options: EventsOptions) {
    const { catalog = new Catalog(), where, only, shown } = options;
    this.trace = trace;
    this.catalog = catalog;
    this.#shown = shown;
    if (only !== undefined) {
      catalog.addProvider(only);
    }
    this.#selection = {
      ...options,
      ...(only === undefined ? {} : { providers: [only.id], events: Object.keys(only.events) }),
      where: where === undefined ? undefined : parseWhere(where, 'where'),
    };
  }

  /** Goes over the trace for schemas and names. Then what passes give can be asked for these events. */
  async open(): Promise<OpenSelection> {
    const { catalog } = this;
    const { where, toNs = Number.POSITIVE_INFINITY } = this.#selection;
    const reader = new EventReader(
      this.trace,
      catalog,
      this.#shown === undefined ? {} : { shown: this.#shown },
    );
    await (where === undefined ? catalog.loadMessageNames() : loadStatusNames());
    return { catalog, reader, filter: new EventFilter(this.#selection, reader), toNs };
  }
}

/** Who tells which events are asked for, and who makes records of them. */
export interface OpenSelection {
  readonly catalog: Catalog;
  readonly reader: EventReader;
  readonly filter: EventFilter;
  /** Behind this time none is asked for. */
  readonly toNs: number;
}

/** The events of a pass that are asked for, one after the other. */
export class SelectedPass {
  readonly #pass: EventPass;
  readonly #selection: OpenSelection;
  readonly #pauseEvery: number;
  #sincePause = 0;
  #event: RawEvent | null = null;
  #identity: EventIdentity | null = null;
  /** An event that is looked at once schemas are loaded. */
  #pending: RawEvent | null = null;

  /** @param pauseEvery events between two pauses, whether they are asked for or not */
  constructor(pass: EventPass, selection: OpenSelection, pauseEvery: number) {
    this.#pass = pass;
    this.#selection = selection;
    this.#pauseEvery = pauseEvery;
  }

  /** Steps to the next event that is asked for, also where nobody waited for a schema or a pause. */
  next(): Step {
    const { catalog, reader, filter, toNs } = this.#selection;
    while (this.#sincePause < this.#pauseEvery) {
      const hasWaited = this.#pending !== null;
      const event = this.#pending ?? this.#pass.next();
      this.#pending = null;
      if (event === null) {
        return 'end';
      }
      const timeNs = reader.clock.toNs(event.ticks);
      if (timeNs > toNs) {
        return 'end';
      }
      const identity = catalog.identityOf(event);
      if (identity.schema === null && catalog.isWanting && !hasWaited) {
        this.#pending = event;
        return 'schema';
      }
      this.#sincePause++;
      if (filter.includes(event, identity, timeNs)) {
        this.#event = event;
        this.#identity = identity;
        return 'event';
      }
    }
    this.#sincePause = 0;
    return 'pause';
  }

  /** Loads the schema that the last step met, or gives whoever else has work a turn. */
  async wait(): Promise<void> {
    if (this.#pending !== null) {
      await this.#selection.catalog.loadSchemas();
    } else {
      await new Promise((resume) => setTimeout(resume, 0));
    }
  }

  /** The event that the last step found. */
  record(): EventRecord {
    const { provider, schema } = this.#identity!;
    return this.#selection.reader.record(this.#event!, provider, schema);
  }
}
