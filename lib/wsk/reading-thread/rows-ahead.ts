import type { Provider, TraceFacts } from '../../decode/index.ts';
import type { Recording } from '../../etl/index.ts';
import type { Row } from '../events/row.ts';
import { RowCursor } from '../events/row-cursor.ts';
import { Reading, type ReadingOptions, type RowSource } from '../reading.ts';
import { SiteTable } from '../site.ts';
import type { News } from './news.ts';
import { Control, type SharedRows, State, Told, toldAt } from './shared-rows.ts';

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

/**
 * Takes the rows that another thread reads. What that thread can't do, this one does by itself: it then reads from the
 * beginning, and passes over what it has had. So it makes no difference to the result whether the thread is there, dies or is late.
 */
export class RowsAhead {
  readonly #options: ReadingOptions;
  readonly #start: () => ReadingThread | null;
  readonly #own: Reading;
  #thread: ReadingThread | null = null;
  #isStarted = false;
  readonly #sources: { readonly source: number; readonly provider: Provider }[] = [];
  readonly #cursor = new RowCursor();
  /** What is due before a row that is still to come, the earliest first. */
  #due: Extract<News, { row: number }>[] = [];
  #end: Extract<News, { what: 'end' }> | null = null;
  /** Rows taken so far. */
  #taken = 0;
  /** Blocks emptied, and whether the next one is open. */
  #emptied = 0;
  #isOpen = false;
  #latest: Row | null = null;

  constructor(recording: Recording, options: ReadingOptions, start: () => ReadingThread | null) {
    this.#options = options;
    this.#start = start;
    this.#own = new Reading(recording, { ...options, onSource: (source) => this.#addSource(source) });
  }

  preview(look: (row: Row) => boolean, most: number): void {
    // The other thread starts meanwhile. What this one would keep, that one reads again.
    this.#startOnce();
    this.#own.preview(look, most, false);
  }

  begin(): void {
    this.#startOnce();
    if (this.#thread === null) {
      this.#own.begin();
    }
  }

  #startOnce(): void {
    if (!this.#isStarted) {
      this.#isStarted = true;
      this.#thread = this.#start();
    }
  }

  next(): Row | null {
    while (this.#thread !== null) {
      const row = this.#cursor.next();
      if (row !== null) {
        this.#tellWhatIsDue(this.#taken);
        this.#taken++;
        this.#latest = row;
        return row;
      }
      if (!this.#nextBlock(this.#thread)) {
        return this.#thread === null ? this.#nextOwn() : null;
      }
    }
    return this.#nextOwn();
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
    return this.#thread === null ? this.#own.timeNs : (this.#end?.timeNs ?? this.#latest?.clockNs ?? 0);
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

  /** Opens the next block. @returns false at the end, and where this thread has to read by itself */
  #nextBlock(thread: ReadingThread): boolean {
    const { control, told, words, blocks, wordsEach } = thread.rows;
    if (this.#isOpen) {
      this.#giveBack(thread.rows);
    }
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
    const from = (this.#emptied % blocks) * wordsEach;
    this.#cursor.open(words, from, from + told[about + Told.Words]!);
    this.#isOpen = true;
    this.#options.onProgress?.(told[about + Told.BytesOpened]!, told[about + Told.Events]!);
    return true;
  }

  /** Gives the open block back, whose rows were taken. */
  #giveBack({ control, blocks }: SharedRows): void {
    this.#isOpen = false;
    this.#emptied++;
    Atomics.store(control, Control.Emptied, this.#emptied);
    // To wake the other thread costs more than a block is worth: it sleeps until half of them are free.
    if (this.#emptied % Math.ceil(blocks / 2) === 0) {
      Atomics.notify(control, Control.Emptied);
    }
  }

  #take(news: News): void {
    switch (news.what) {
      case 'source':
      case 'kind':
        this.#due.push(news);
        break;
      case 'form':
        this.#cursor.addForm(news.shape);
        break;
      case 'site':
        this.#cursor.tellSite(news.number, news.site);
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
    this.#cursor.close();
    this.#end = null;
    this.#own.begin();
    for (let had = 0; had < this.#taken; had++) {
      this.#own.next();
    }
  }
}
