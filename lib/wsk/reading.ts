import {
  Catalog,
  type EventIdentity,
  joinFacts,
  type Provider,
  type Span,
  Tally,
  type TraceFacts,
} from '../decode/index.ts';
import type { EventForms, RawEvent, Recording, RecordingPass } from '../etl/index.ts';
import type { Row } from './events/row.ts';
import { RowBuffer } from './events/row-buffer.ts';
import { RowCursor } from './events/row-cursor.ts';
import type { RowShape } from './events/row-layout.ts';
import { type RowForm, type RowOrigin, RowReader } from './events/row-reader.ts';
import { EventKind, type EventName } from './events/schema.ts';
import { SiteNumbers } from './events/site-numbers.ts';
import { MappedReader, type MappedSource, type Mapping } from './mapping/index.ts';
import { type Site, SiteTable } from './site.ts';
import type { Sources } from './sources.ts';

/** Events between two reports of progress. */
const PROGRESS_EVERY = 1 << 16;

/** Gathers something from the events of a pass. */
export interface TimedCollector {
  /** The event is valid during this call only; its time is in nanoseconds since the trace's start. */
  add(event: RawEvent, timeNs: number): void;
  /** Whether it has a use for events of this one's form: further ones are given to it only then. Without it, it has for all. */
  wants?(event: RawEvent): boolean;
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
  /** Told what the rows of a form are like, and the site of a number, before the first row that needs it. */
  readonly onForm?: (shape: RowShape) => void;
  readonly onSite?: (number: number, site: Site) => void;
  /** How many bytes of rows may be read at a time. */
  readonly mostRowBytes?: number;
}

/** Rows as they were read, one behind the other. */
export interface RowBlock {
  readonly words: Uint32Array;
  /** How many of the words they take. */
  readonly length: number;
  readonly count: number;
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
  #tallies: readonly Tally[];
  /** By the provider's index; null for those that are no WSK driver, as far as is known. */
  readonly #byProvider: (RowSource | null | undefined)[] = [];
  readonly #mapped: readonly MappedSource[];
  readonly #byMapping = new Map<MappedSource, RowSource>();
  /** Those of the pass whose events came last, and of others: of each file, and of the look at the first events. */
  #readers: PassReaders = readersFor(null);
  readonly #ofForms = new WeakMap<EventForms, PassReaders>();
  #sources = 0;
  #forms = 0;
  #pass: RecordingPass | null = null;
  readonly #cursor = new RowCursor();
  readonly #siteNumbers: SiteNumbers;
  /** The one row that was made here, not by the pass. */
  readonly #made = new RowBuffer();
  /** An event that was met behind rows that are given first. */
  #behind: RawEvent | null = null;
  /** Blocks that were read ahead, before the beginning. */
  #ahead: RowBlock[] = [];
  #isAhead = false;
  /** The row that was given last. */
  #latest: Row | null = null;
  /** Of events that were read, for progress. */
  #events = 0;
  /** Whether the pass has ended, and what it counted itself is added. */
  #isOver = false;

  constructor(recording: Recording, options: ReadingOptions) {
    this.#recording = recording;
    this.#tallies = recording.traces.map(() => new Tally());
    this.#options = options;
    this.#mapped = options.mappings.flatMap(({ sources }) => sources);
    this.#siteNumbers = new SiteNumbers((number, site) => {
      this.#cursor.tellSite(number, site);
      options.onSite?.(number, site);
    });
  }

  /** Begins to read; goes on where rows were read ahead. */
  begin(): void {
    if (!this.#isAhead) {
      this.#restart();
    }
    this.#isAhead = false;
  }

  #restart(): void {
    this.#tallies = this.#recording.traces.map(() => new Tally());
    this.#events = 0;
    this.#isOver = false;
    this.#behind = null;
    this.#ahead = [];
    this.#latest = null;
    this.#cursor.close();
    this.#pass = this.#recording.events();
    this.#limit(this.#options.mostRowBytes ?? Number.POSITIVE_INFINITY);
  }

  /** The next event of a driver in the order of time, or null at the end; it is valid until the next step. */
  next(): Row | null {
    let row = this.#cursor.next();
    while (row === null) {
      const block = this.nextBlock();
      if (block === null) {
        return null;
      }
      this.#cursor.open(block.words, 0, block.length);
      row = this.#cursor.next();
    }
    this.#latest = row;
    return row;
  }

  /** The next events of drivers, as `next` would give them one by one; null at the end. The rows are valid until the next step. */
  nextBlock(): RowBlock | null {
    return this.#ahead.shift() ?? this.#read();
  }

  #read(): RowBlock | null {
    const pass = this.#pass!;
    const written = pass.passes[0]!.forms.rows;
    written.clear();
    while (!this.#isOver) {
      const event = this.#behind ?? pass.next();
      this.#behind = null;
      if (written.count > 0) {
        this.#behind = event;
        this.#tellProgress(written.count, false);
        return written;
      }
      if (event === null) {
        this.#end(pass);
      } else if (this.#make(event, pass)) {
        return this.#made;
      }
    }
    return null;
  }

  /** Shows an event to the collectors, and makes the row of it. @returns false where it means nothing to the analysis */
  #make(event: RawEvent, pass: RecordingPass): boolean {
    const { byForm, collectorsByForm } = this.#readersOf(event.forms!);
    const collecting = collectorsByForm[event.form] ?? this.#options.collectors;
    for (const collector of collecting) {
      collector.add(event, pass.timeNs);
    }
    const reader = byForm[event.form];
    if (reader === undefined) {
      return this.#readNew(event, pass);
    }
    // Of those that are passed over one is given now and then, to tell how far the pass is.
    this.#tellProgress(1, reader === null && collecting.length === 0);
    return reader?.read(event, pass.timeNs, this.#made) ?? false;
  }

  /** Reads an event of which it is not known, or not for good, what makes rows of such. */
  #readNew(event: RawEvent, pass: RecordingPass): boolean {
    const identity = this.#catalog.identityOf(event);
    this.#tallies[pass.traceIndex]!.add(event, identity);
    this.#tellProgress(1, false);
    const reader = this.#readerOf(identity, event);
    this.#settle(event, identity);
    return reader?.read(event, pass.timeNs, this.#made) ?? false;
  }

  /** Leaves to the pass what it can do by itself with further events of this one's form. */
  #settle(event: RawEvent, { index }: EventIdentity): void {
    const { form, forms, pointerSize } = event;
    const { byForm, byIdentity, collectorsByForm } = this.#readers;
    const reader = form === 0 ? undefined : byIdentity[placeOf(index, pointerSize)];
    if (reader === undefined) {
      return;
    }
    byForm[form] = reader;
    const collecting = this.#options.collectors.filter((one) => one.wants?.(event) ?? true);
    collectorsByForm[form] = collecting;
    if (collecting.length > 0) {
      forms!.count(form);
    } else if (reader === null) {
      forms!.passOver(form);
    } else if (reader.isPlain && this.#recording.traces.length === 1) {
      forms!.write(form, reader.fields);
    } else {
      // What the pass can't write, or where the rows of several files have to be merged.
      forms!.count(form);
    }
  }

  #tellProgress(events: number, isDue: boolean): void {
    const before = this.#events;
    this.#events += events;
    if (isDue || Math.floor(before / PROGRESS_EVERY) !== Math.floor(this.#events / PROGRESS_EVERY)) {
      this.#options.onProgress?.(...this.progress);
    }
  }

  /** Adds what the passes counted themselves. */
  #end({ passes }: RecordingPass): void {
    this.#isOver = true;
    for (const [i, { forms }] of passes.entries()) {
      this.#tallies[i]!.addCounted(forms.countedEvents(), (form) =>
        this.#catalog.identityOfForm(forms, form),
      );
    }
  }

  /** Which of the recording's traces the row is of. */
  get traceIndex(): number {
    return this.#pass!.traceIndex;
  }

  /**
   * When the event was that was given last, in nanoseconds since the trace's start, by its processor's own clock; at the end the
   * last event of all.
   */
  get timeNs(): number {
    return this.#isOver && this.#ahead.length === 0 ? this.#pass!.timeNs : (this.#latest?.clockNs ?? 0);
  }

  /** Bytes of the file whose buffers were opened so far, and events read. */
  get progress(): readonly [bytes: number, events: number] {
    const tallied = this.#tallies.reduce((sum, { events }) => sum + events, 0);
    const counted = this.#pass === null || this.#isOver ? 0 : countedBy(this.#pass);
    return [this.#pass?.bytesOpened ?? 0, tallied + counted];
  }

  /**
   * From the next block on, merges by times less the nanoseconds by which each processor's clock is ahead. A block is one row from
   * then on, since the clocks are estimated anew while they disagree.
   */
  correct(aheadNs: (processor: number) => number): void {
    if (this.#ahead.length > 0 && this.#latest === null) {
      // None of them was taken: they are read again, in the corrected order.
      this.#restart();
    }
    this.#pass?.correct(aheadNs);
    this.#limit(0);
  }

  #limit(bytes: number): void {
    for (const { forms } of this.#pass?.passes ?? []) {
      forms.rows.limit(bytes);
    }
  }

  /**
   * Looks at the first events, before the reading begins. The rows of one file are kept, and given by the reading, where
   * nobody looks at events; elsewhere the reading reads them again.
   * @param look is given what drivers log; false ends it
   * @param most events of all providers
   * @param mayKeep false where another reads in place of this one
   */
  preview(look: (row: Row) => boolean, most: number, mayKeep = true): void {
    if (mayKeep && this.#recording.traces.length === 1 && this.#options.collectors.length === 0) {
      this.#readAhead(look, most);
    } else {
      this.#lookAhead(look, most);
    }
  }

  #readAhead(look: (row: Row) => boolean, most: number): void {
    this.#restart();
    this.#isAhead = true;
    for (let block = this.#read(); block !== null; block = this.#read()) {
      const { words, length, count } = block;
      const kept = { words: words.slice(0, length), length, count };
      this.#ahead.push(kept);
      this.#cursor.open(kept.words, 0, length);
      const isOver = this.progress[1] > most;
      for (let row = this.#cursor.next(); row !== null; row = this.#cursor.next()) {
        if (isOver || !look(row)) {
          this.#cursor.close();
          return;
        }
      }
    }
  }

  #lookAhead(look: (row: Row) => boolean, most: number): void {
    const pass = this.#recording.events(false);
    let read = 0;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      const identity = this.#catalog.identityOf(event);
      const reader = this.#readerOf(identity, event);
      read += 1;
      if (read > most || (reader?.read(event, pass.timeNs, this.#made) && !this.#isSeen(look))) {
        break;
      }
    }
  }

  /** Lets somebody look at the row that was made. */
  #isSeen(look: (row: Row) => boolean): boolean {
    this.#cursor.open(this.#made.words, 0, this.#made.length);
    const row = this.#cursor.next()!;
    return look(row);
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
    const { traces, offsetsNs } = this.#recording;
    return joinFacts(
      traces.map((trace, i) => this.#tallies[i]!.facts(trace, passes[i]!.damage)),
      traces.map((trace, i) => shifted(this.#tallies[i]!.span(trace), offsetsNs[i]!)),
    );
  }

  #readersOf(forms: EventForms): PassReaders {
    if (forms !== this.#readers.forms) {
      const known = this.#ofForms.get(forms) ?? readersFor(forms);
      this.#ofForms.set(forms, known);
      this.#readers = known;
    }
    return this.#readers;
  }

  /** What makes rows of such events; null where they mean nothing to the analysis. */
  #readerOf(identity: EventIdentity, event: RawEvent): RowReader | null {
    const { byIdentity } = this.#readersOf(event.forms!);
    const at = placeOf(identity.index, event.pointerSize);
    const known = byIdentity[at];
    return known === undefined ? this.#findReader(identity, event, at) : known;
  }

  #findReader({ provider, schema }: EventIdentity, event: RawEvent, at: number): RowReader | null {
    const { byIdentity } = this.#readers;
    if (schema === null || provider === null) {
      // What events without metadata are is never learnt by this catalog, which is given no schemas.
      byIdentity[at] = null;
      return null;
    }
    const mapped = this.#mappedOf(provider);
    if (mapped !== null && !mapped.events.has(schema.eventName)) {
      // A provider that logs other events only is no driver of the mapping's.
      byIdentity[at] = null;
      return null;
    }
    const source = mapped === null ? this.#sourceOf(provider) : this.#mappedSourceOf(mapped);
    if (source === null) {
      if (provider.hasTraits) {
        byIdentity[at] = null;
      }
      return null;
    }
    const { pointerSize, forms } = event;
    const siteNumbers = this.#siteNumbers;
    const form = { number: this.#forms, schema, pointerSize, forms: forms!, siteNumbers };
    const reader = readerFor(source, form);
    if (reader !== null) {
      this.#forms++;
      this.#cursor.addForm(reader.shape);
      this.#options.onForm?.(reader.shape);
      this.#options.onKind(source, reader.shape.kind);
    }
    byIdentity[at] = reader;
    return reader;
  }

  #sourceOf(provider: Provider): RowSource | null {
    const known = this.#byProvider[provider.index];
    // Who is none of ours yet may turn out to be: its traits can come with a later event.
    if (known === undefined || (known === null && !provider.hasTraits)) {
      const source = this.#options.selected.includes(provider) ? this.#newSource(provider, null) : null;
      this.#byProvider[provider.index] = source;
      return source;
    }
    return known;
  }

  /** What the mappings tell of a provider. */
  #mappedOf({ id, name }: Provider): MappedSource | null {
    if (this.#mapped.length === 0) {
      return null;
    }
    const of = (wanted: string) => this.#mapped.find(({ provider }) => provider === wanted);
    return of(id) ?? of(name?.toLowerCase() ?? '') ?? null;
  }

  /** The driver that a mapping makes of a provider. */
  #mappedSourceOf(mapped: MappedSource): RowSource {
    let source = this.#byMapping.get(mapped);
    if (source === undefined) {
      const { provider: id, name } = mapped;
      source = this.#newSource({ index: -1, id, name, group: null, hasTraits: true }, mapped);
      this.#byMapping.set(mapped, source);
    }
    return source;
  }

  #newSource(provider: Provider, mapped: MappedSource | null): RowSource {
    const source = { source: this.#sources++, provider, mapped, sites: new SiteTable() };
    this.#options.onSource(source);
    return source;
  }
}

/** What makes rows of the events of one pass. */
interface PassReaders {
  readonly forms: EventForms | null;
  /** By the event's form: null for those that are no WSK driver's, undefined where that is not known for good. */
  readonly byForm: (RowReader | null | undefined)[];
  /** By the identity's index, for pointers of 4 bytes and of 8: found once for all events that share it. */
  readonly byIdentity: (RowReader | null | undefined)[];
  /** By the event's form: the collectors that have a use for such events; undefined where all are given them. */
  readonly collectorsByForm: (readonly TimedCollector[] | undefined)[];
}

function readersFor(forms: EventForms | null): PassReaders {
  return { forms, byForm: [undefined], byIdentity: [], collectorsByForm: [undefined] };
}

/** Events that a pass has counted itself. */
function countedBy({ passes }: RecordingPass): number {
  return passes.reduce((sum, { forms }) => sum + forms.counted, 0);
}

function shifted(span: Span | null, byNs: number): Span | null {
  return span === null ? null : { fromNs: span.fromNs + byNs, toNs: span.toNs + byNs };
}

function placeOf(identity: number, pointerSize: 4 | 8): number {
  return 2 * identity + (pointerSize === 8 ? 1 : 0);
}

function readerFor(source: RowSource, form: RowForm): RowReader | null {
  const { eventName } = form.schema;
  if (source.mapped !== null) {
    const rule = source.mapped.events.get(eventName);
    return rule === undefined ? null : new MappedReader(rule, source, form);
  }
  const kind = Object.hasOwn(EventKind, eventName) ? EventKind[eventName as EventName] : null;
  return kind === null ? null : new RowReader(kind, source, form);
}
