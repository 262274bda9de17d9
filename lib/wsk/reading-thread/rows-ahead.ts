import type { Provider, TraceFacts } from '../../decode/index.ts';
import type { Recording } from '../../etl/index.ts';
import { Row } from '../events/row.ts';
import { EventKind } from '../events/schema.ts';
import { Reading, type ReadingOptions, type RowSource } from '../reading.ts';
import { type Site, SiteTable, UNKNOWN_SITE } from '../site.ts';
import type { News, RowLayout } from './news.ts';
import { Control, Head, type SharedRows, State, Told, toldAt } from './shared-rows.ts';

/** A thread that reads a trace for this one. */
export interface ReadingThread {
  readonly rows: SharedRows;
  /** One that fills no block in so long is taken for dead. */
  readonly patienceMs: number;
  /** What it told next; undefined where nothing is there. It has told what a block needs before that is filled. */
  hear(): News | undefined;
}

/** Starts one; null where none can be had, or would be of no use. */
export type StartReading = (request: ReadingRequest) => ReadingThread | null;

export interface ReadingRequest {
  /** Providers to analyse besides those of the project's group. */
  readonly providers: readonly string[];
  /** Whether the facts are to call the events of Windows' own providers by their names. */
  readonly withNames: boolean;
}

interface Form {
  readonly row: Row;
  readonly layout: RowLayout;
}

/**
 * Takes the rows that another thread reads. What that thread can't do, this one does by itself: it then reads from the
 * beginning, and passes over what it has had. So it makes no difference to the result whether the thread is there, dies or is late.
 */
export class RowsAhead {
  readonly #options: ReadingOptions;
  readonly #start: () => ReadingThread | null;
  readonly #own: Reading;
  #thread: ReadingThread | null = null;
  readonly #sources: { readonly source: number; readonly provider: Provider }[] = [];
  readonly #forms: Form[] = [];
  readonly #sites: Site[] = [UNKNOWN_SITE];
  /** What is due before a row that is still to come, the earliest first. */
  #due: Extract<News, { row: number }>[] = [];
  #end: Extract<News, { what: 'end' }> | null = null;
  /** Rows taken so far. */
  #taken = 0;
  /** Blocks emptied, rows left in the present one, where the next of them stands. */
  #emptied = 0;
  #left = 0;
  #at = 0;
  readonly #clock = new Float64Array(1);
  readonly #clockWords = new Uint32Array(this.#clock.buffer);
  #timeNs = 0;

  constructor(recording: Recording, options: ReadingOptions, start: () => ReadingThread | null) {
    this.#options = options;
    this.#start = start;
    this.#own = new Reading(recording, { ...options, onSource: (source) => this.#addSource(source) });
  }

  preview(look: (row: Row) => boolean, most: number): void {
    // What this thread would keep, the other one reads again.
    this.#own.preview(look, most, false);
  }

  begin(): void {
    this.#thread = this.#start();
    if (this.#thread === null) {
      this.#own.begin();
    }
  }

  next(): Row | null {
    if (this.#thread !== null && this.#left === 0 && !this.#nextBlock(this.#thread)) {
      return this.#thread === null ? this.#nextOwn() : null;
    }
    return this.#thread === null ? this.#nextOwn() : this.#nextRow(this.#thread.rows);
  }

  #nextOwn(): Row | null {
    const row = this.#own.next();
    if (row === null) {
      for (const { source, provider } of this.#own.sources) {
        this.#learn(this.#sources[source]!.provider, provider);
      }
    }
    return row;
  }

  readonly traceIndex = 0;

  get timeNs(): number {
    return this.#thread === null ? this.#own.timeNs : (this.#end?.timeNs ?? this.#timeNs);
  }

  /** Only this thread knows what it learns of the clocks on the way, so it goes on by itself. */
  correct(aheadNs: (processor: number) => number): void {
    this.#takeOver();
    this.#own.correct(aheadNs);
  }

  get sources(): readonly { readonly source: number }[] {
    return this.#end?.sources.map((source) => ({ source })) ?? this.#own.sources;
  }

  factsWithNames(): Promise<TraceFacts> {
    return this.#end === null ? this.#own.factsWithNames() : Promise.resolve(this.#end.facts);
  }

  facts(): TraceFacts {
    return this.#end?.facts ?? this.#own.facts();
  }

  #nextRow({ words }: SharedRows): Row {
    this.#tellWhatIsDue(this.#taken);
    let at = this.#at;
    const { row, layout } = this.#forms[words[at + Head.Form]!]!;
    row.processor = words[at + Head.Processor]!;
    row.thread = words[at + Head.Thread]!;
    row.process = words[at + Head.Process]!;
    this.#clockWords[0] = words[at + Head.Clock]!;
    this.#clockWords[1] = words[at + Head.Clock + 1]!;
    row.clockNs = this.#clock[0]!;
    this.#timeNs = row.clockNs;
    at += Head.Words;
    const besides = words[at++]!;
    const { lows, highs } = layout;
    const rowLows = row.lows;
    const rowHighs = row.highs;
    for (let i = 0; i < lows.length; i++) {
      rowLows[lows[i]!] = words[at++]!;
    }
    for (let i = 0; i < highs.length; i++) {
      rowHighs[highs[i]!] = words[at++]!;
    }
    if (row.kind === EventKind.SocketAddress || row.kind === EventKind.DriverState) {
      takeBytes(row, new Uint8Array(words.buffer, 4 * at, besides).slice());
      at += (besides + 3) >> 2;
    } else {
      row.site = this.#sites[besides]!;
    }
    this.#at = at;
    this.#taken++;
    this.#left--;
    if (this.#left === 0) {
      this.#giveBack();
    }
    return row;
  }

  /** Goes to the next block that holds a row. @returns false at the end, and where this thread has to read by itself */
  #nextBlock(thread: ReadingThread): boolean {
    const { control, told, blocks, wordsEach } = thread.rows;
    while (this.#left === 0) {
      let filled = Atomics.load(control, Control.Filled);
      while (filled === this.#emptied) {
        if (Atomics.wait(control, Control.Filled, filled, thread.patienceMs) === 'timed-out') {
          this.#takeOver();
          return false;
        }
        filled = Atomics.load(control, Control.Filled);
      }
      const state = Atomics.load(control, Control.State);
      for (let news = thread.hear(); news !== undefined; news = thread.hear()) {
        this.#take(news);
      }
      if (state === State.GaveUp) {
        this.#takeOver();
        return false;
      }
      if (state === State.Ended && Atomics.load(control, Control.Blocks) === this.#emptied) {
        this.#tellWhatIsDue(Number.POSITIVE_INFINITY);
        return false;
      }
      const about = toldAt(thread.rows, this.#emptied);
      this.#left = told[about + Told.Rows]!;
      this.#at = (this.#emptied % blocks) * wordsEach;
      this.#options.onProgress?.(told[about + Told.BytesOpened]!, told[about + Told.Events]!);
      if (this.#left === 0) {
        this.#giveBack();
      }
    }
    return true;
  }

  #giveBack(): void {
    const { control } = this.#thread!.rows;
    this.#emptied++;
    Atomics.store(control, Control.Emptied, this.#emptied);
    Atomics.notify(control, Control.Emptied);
  }

  #take(news: News): void {
    switch (news.what) {
      case 'source':
      case 'kind':
        this.#due.push(news);
        break;
      case 'form': {
        const row = new Row();
        row.form = news.form;
        row.kind = news.kind;
        row.source = news.source;
        row.slots = news.slots;
        this.#forms[news.form] = { row, layout: news.layout };
        break;
      }
      case 'sites':
        for (const site of news.sites) {
          this.#sites.push(site);
        }
        break;
      case 'provider': {
        this.#learn(this.#providerOf(news.source), news.provider);
        break;
      }
      case 'end':
        this.#end = news;
    }
  }

  #learn(provider: Provider, { name, group, hasTraits }: Provider): void {
    Object.assign(provider, { name, group, hasTraits });
  }

  /** Of a source that may be still to come. */
  #providerOf(source: number): Provider {
    const known = this.#sources[source];
    if (known !== undefined) {
      return known.provider;
    }
    const due = this.#due.find((news) => news.what === 'source' && news.source === source);
    return (due as Extract<News, { what: 'source' }>).provider;
  }

  /** Tells of sources and kinds when they would be met if this thread read: before the row that comes next. */
  #tellWhatIsDue(row: number): void {
    while (this.#due.length > 0 && this.#due[0]!.row <= row) {
      const news = this.#due.shift()!;
      if (news.what === 'source') {
        const { source, provider } = news;
        this.#addSource({ source, provider, mapped: null, sites: new SiteTable() });
      } else {
        this.#options.onKind(this.#sources[news.source] as RowSource, news.kind);
      }
    }
  }

  /** The preview has met the first sources already. */
  #addSource(source: RowSource): void {
    if (this.#sources[source.source] === undefined) {
      this.#sources[source.source] = source;
      this.#options.onSource(source);
    }
  }

  /** Reads what is left by itself. */
  #takeOver(): void {
    const thread = this.#thread;
    if (thread === null) {
      return;
    }
    Atomics.store(thread.rows.control, Control.Stop, 1);
    Atomics.add(thread.rows.control, Control.Emptied, 1);
    Atomics.notify(thread.rows.control, Control.Emptied);
    this.#thread = null;
    this.#left = 0;
    this.#end = null;
    this.#own.begin();
    for (let had = 0; had < this.#taken; had++) {
      this.#own.next();
    }
  }
}

function takeBytes(row: Row, bytes: Uint8Array): void {
  if (row.kind === EventKind.SocketAddress) {
    row.address = bytes;
  } else {
    row.what = new TextDecoder().decode(bytes);
  }
}
