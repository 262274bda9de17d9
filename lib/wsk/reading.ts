import {
  Catalog,
  type EventIdentity,
  joinFacts,
  type Provider,
  type Schema,
  Tally,
  type TraceFacts,
} from '../decode/index.ts';
import type { RawEvent, Recording, RecordingPass } from '../etl/index.ts';
import type { Row } from './events/row.ts';
import { type RowOrigin, RowReader } from './events/row-reader.ts';
import { EventKind, type EventName } from './events/schema.ts';
import { MappedReader, type MappedSource, type Mapping } from './mapping/index.ts';
import { SiteTable } from './site.ts';
import type { Sources } from './sources.ts';

/** Events between two reports of progress. */
const PROGRESS_EVERY = 1 << 16;

/** Gathers something from all events of a pass. */
export interface TimedCollector {
  /** The event is valid during this call only; its time is in nanoseconds since the trace's start. */
  add(event: RawEvent, timeNs: number): void;
}

/** A provider whose events are analysed. */
export interface RowSource extends RowOrigin {
  readonly provider: Provider;
  /** Where its events have other names and meanings than this project's. */
  readonly mapped: MappedSource | null;
}

export interface ReadingOptions {
  readonly selected: Sources;
  readonly mappings: readonly Mapping[];
  readonly collectors: readonly TimedCollector[];
  readonly onProgress: ((bytesRead: number, events: number) => void) | undefined;
  /** Told of a source when it is found. */
  readonly onSource: (source: RowSource) => void;
  /** Told that a source logs events of a kind, before the first of them. */
  readonly onKind: (source: RowSource, kind: EventKind) => void;
}

/**
 * The half of an analysis that reads: makes rows of what drivers log, and counts all events on the way. What a row means
 * is for the model.
 */
export class Reading {
  readonly #recording: Recording;
  readonly #options: ReadingOptions;
  readonly #catalog = new Catalog();
  /** One for each file of the recording. */
  readonly #tallies: readonly Tally[];
  /** By the provider's index; null for those that are no WSK driver, as far as is known. */
  readonly #byProvider: (RowSource | null | undefined)[] = [];
  readonly #byMapping = new Map<MappedSource, RowSource>();
  /** By the identity's index, for pointers of 4 bytes and of 8: found once for all events that share it. */
  readonly #readers: (RowReader | null | undefined)[] = [];
  #sources = 0;
  #forms = 0;
  #pass: RecordingPass | null = null;
  #events = 0;

  constructor(recording: Recording, options: ReadingOptions) {
    this.#recording = recording;
    this.#tallies = recording.traces.map(() => new Tally());
    this.#options = options;
  }

  /** Begins to read. */
  begin(): void {
    this.#pass = this.#recording.events();
  }

  /** The next event of a driver in the order of time, or null at the end; it is valid until the next step. */
  next(): Row | null {
    const pass = this.#pass!;
    const { collectors, onProgress } = this.#options;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      for (const collector of collectors) {
        collector.add(event, pass.timeNs);
      }
      const identity = this.#catalog.identityOf(event);
      this.#tallies[pass.traceIndex]!.add(event, identity);
      if (++this.#events % PROGRESS_EVERY === 0) {
        onProgress?.(pass.bytesOpened, this.#events);
      }
      const reader = this.#readerOf(identity, event.pointerSize);
      if (reader?.read(event, pass.timeNs)) {
        return reader.row;
      }
    }
    return null;
  }

  /** Which of the recording's traces the row is of. */
  get traceIndex(): number {
    return this.#pass!.traceIndex;
  }

  /** When the latest event was, in nanoseconds since the trace's start, by its processor's own clock. */
  get timeNs(): number {
    return this.#pass?.timeNs ?? 0;
  }

  /** Bytes of the file whose buffers were opened so far, and events read. */
  get progress(): readonly [bytes: number, events: number] {
    return [this.#pass?.bytesOpened ?? 0, this.#events];
  }

  /** From the next step on, merges by times less the nanoseconds by which each processor's clock is ahead. */
  correct(aheadNs: (processor: number) => number): void {
    this.#pass?.correct(aheadNs);
  }

  /**
   * Looks at the first events, before the reading begins.
   * @param look is given what drivers log; false ends it
   * @param most events of all providers
   */
  preview(look: (row: Row) => boolean, most: number): void {
    const pass = this.#recording.events(false);
    let read = 0;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      const identity = this.#catalog.identityOf(event);
      const reader = this.#readerOf(identity, event.pointerSize);
      const isOver = reader?.read(event, pass.timeNs) && !look(reader.row);
      if (isOver || ++read === most) {
        break;
      }
    }
  }

  /** The sources in the order in which their providers appeared. */
  get sources(): readonly RowSource[] {
    const all = new Set([...this.#byProvider, ...this.#byMapping.values()]);
    return [...all].filter((source) => source !== null && source !== undefined);
  }

  factsWithNames(): Promise<TraceFacts> {
    return this.#catalog.withSchemas(() => this.facts());
  }

  facts(): TraceFacts {
    const passes = this.#pass?.passes ?? [];
    return joinFacts(
      this.#recording.traces.map((trace, i) => this.#tallies[i]!.facts(trace, passes[i]!.damage)),
    );
  }

  /** What makes rows of such events; null where they mean nothing to the analysis. */
  #readerOf(identity: EventIdentity, pointerSize: 4 | 8): RowReader | null {
    const at = 2 * identity.index + (pointerSize === 8 ? 1 : 0);
    const known = this.#readers[at];
    return known === undefined ? this.#findReader(identity, pointerSize, at) : known;
  }

  #findReader({ provider, schema }: EventIdentity, pointerSize: 4 | 8, at: number): RowReader | null {
    if (schema === null || provider === null) {
      return null;
    }
    const source = this.#sourceOf(provider);
    if (source === null) {
      if (provider.hasTraits) {
        this.#readers[at] = null;
      }
      return null;
    }
    const reader = readerFor(source, schema, pointerSize);
    if (reader !== null) {
      reader.row.form = this.#forms++;
      this.#options.onKind(source, reader.row.kind);
    }
    this.#readers[at] = reader;
    return reader;
  }

  #sourceOf(provider: Provider): RowSource | null {
    const known = this.#byProvider[provider.index];
    // Who is none of ours yet may turn out to be: its traits can come with a later event.
    if (known === undefined || (known === null && !provider.hasTraits)) {
      const mapped = this.#mappedSourceOf(provider.id) ?? this.#mappedSourceOf(provider.name ?? undefined);
      const source =
        mapped ?? (this.#options.selected.includes(provider) ? this.#newSource(provider, null) : null);
      this.#byProvider[provider.index] = source;
      return source;
    }
    return known;
  }

  /** The driver that a mapping makes of a provider. */
  #mappedSourceOf(nameOrId: string | undefined): RowSource | null {
    if (nameOrId === undefined) {
      return null;
    }
    const wanted = nameOrId.toLowerCase();
    for (const { sources } of this.#options.mappings) {
      const mapped = sources.find(({ provider }) => provider === wanted);
      if (mapped !== undefined) {
        let source = this.#byMapping.get(mapped);
        if (source === undefined) {
          const { provider: id, name } = mapped;
          source = this.#newSource({ index: -1, id, name, group: null, hasTraits: true }, mapped);
          this.#byMapping.set(mapped, source);
        }
        return source;
      }
    }
    return null;
  }

  #newSource(provider: Provider, mapped: MappedSource | null): RowSource {
    const source = { source: this.#sources++, provider, mapped, sites: new SiteTable() };
    this.#options.onSource(source);
    return source;
  }
}

function readerFor(source: RowSource, schema: Schema, pointerSize: 4 | 8): RowReader | null {
  const { eventName } = schema;
  if (source.mapped !== null) {
    const rule = source.mapped.events.get(eventName);
    return rule === undefined ? null : new MappedReader(rule, source, schema, pointerSize);
  }
  const kind = Object.hasOwn(EventKind, eventName) ? EventKind[eventName as EventName] : null;
  return kind === null ? null : new RowReader(kind, source, schema, pointerSize);
}
