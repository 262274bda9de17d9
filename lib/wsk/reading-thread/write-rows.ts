import type { Provider } from '../../decode/index.ts';
import type { Row } from '../events/row.ts';
import { EventKind, SLOT_NAMES } from '../events/schema.ts';
import type { RowSource } from '../reading.ts';
import { type Site, UNKNOWN_SITE } from '../site.ts';
import type { News, RowLayout } from './news.ts';
import { Control, Head, type SharedRows, State, Told, toldAt } from './shared-rows.ts';

/** A trace of which each event tells another place in the code is no driver's: it is read by the analysing thread itself. */
const MOST_SITES = 65_536;

/** The reading thread's side: puts rows into the shared blocks. */
export class RowWriter {
  readonly #shared: SharedRows;
  readonly #tell: (news: News) => void;
  readonly #words: Uint32Array;
  readonly #clock: Float64Array;
  readonly #clockWords: Uint32Array;
  readonly #layouts: RowLayout[] = [];
  readonly #sites = new Map<Site, number>([[UNKNOWN_SITE, 0]]);
  readonly #sources: { readonly provider: Provider; told: string }[] = [];
  #newSites: Site[] = [];
  /** Blocks that were filled. */
  #filled = 0;
  /** Where the next row goes, and where the block ends. */
  #at = 0;
  #end: number;
  #rows = 0;
  #rowsBefore = 0;

  constructor(shared: SharedRows, tell: (news: News) => void) {
    this.#shared = shared;
    this.#tell = tell;
    this.#words = shared.words;
    this.#end = shared.wordsEach;
    this.#clock = new Float64Array(1);
    this.#clockWords = new Uint32Array(this.#clock.buffer);
  }

  source({ source, provider }: RowSource): void {
    this.#sources[source] = { provider, told: knownOf(provider) };
    this.#tell({ what: 'source', row: this.#rowsBefore + this.#rows, source, provider });
  }

  kind({ source }: RowSource, kind: EventKind): void {
    this.#tell({ what: 'kind', row: this.#rowsBefore + this.#rows, source, kind });
  }

  /**
   * Takes a row.
   * @param progress the file's bytes and the events so far
   * @returns false where no more is wanted, or can be told
   */
  add(row: Row, progress: () => readonly [bytes: number, events: number]): boolean {
    const layout = this.#layouts[row.form] ?? this.#newForm(row);
    const extra = extraOf(row);
    const need =
      Head.Words +
      1 +
      layout.lows.length +
      layout.highs.length +
      (extra === null ? 0 : (extra.length + 3) >> 2);
    if (this.#at + need > this.#end && !(this.#flush(progress()) && need <= this.#shared.wordsEach)) {
      return false;
    }
    this.#put(row, layout, extra);
    return this.#sites.size <= MOST_SITES;
  }

  #put(row: Row, { lows, highs }: RowLayout, extra: Uint8Array | null): void {
    const words = this.#words;
    const rowLows = row.lows;
    const rowHighs = row.highs;
    let at = this.#at;
    words[at + Head.Form] = row.form;
    words[at + Head.Processor] = row.processor;
    words[at + Head.Thread] = row.thread;
    words[at + Head.Process] = row.process;
    this.#clock[0] = row.clockNs;
    words[at + Head.Clock] = this.#clockWords[0]!;
    words[at + Head.Clock + 1] = this.#clockWords[1]!;
    at += Head.Words;
    words[at++] = extra === null ? this.#siteOf(row.site) : extra.length;
    for (let i = 0; i < lows.length; i++) {
      words[at++] = rowLows[lows[i]!]!;
    }
    for (let i = 0; i < highs.length; i++) {
      words[at++] = rowHighs[highs[i]!]!;
    }
    if (extra !== null) {
      new Uint8Array(words.buffer, 4 * at, extra.length).set(extra);
      at += (extra.length + 3) >> 2;
    }
    this.#at = at;
    this.#rows++;
  }

  /** Tells what is left, and that the reading is over. */
  end(news: Extract<News, { what: 'end' }>, progress: readonly [bytes: number, events: number]): void {
    if (this.#flush(progress)) {
      this.#tell(news);
      this.#become(State.Ended);
    }
  }

  /** Leaves it to the analysing thread to read by itself, from the beginning. */
  giveUp(): void {
    this.#become(State.GaveUp);
  }

  #become(state: number): void {
    const { control } = this.#shared;
    Atomics.store(control, Control.Blocks, this.#filled);
    Atomics.store(control, Control.State, state);
    // Who waits for a block is waiting for this number.
    Atomics.add(control, Control.Filled, 1);
    Atomics.notify(control, Control.Filled);
  }

  #newForm(row: Row): RowLayout {
    const layout = layoutOf(row);
    const { form, kind, source, slots } = row;
    this.#layouts[form] = layout;
    this.#tell({ what: 'form', form, kind, source, slots, layout });
    return layout;
  }

  #siteOf(site: Site): number {
    if (site === UNKNOWN_SITE) {
      return 0;
    }
    let number = this.#sites.get(site);
    if (number === undefined) {
      number = this.#sites.size;
      this.#sites.set(site, number);
      this.#newSites.push(site);
    }
    return number;
  }

  /** Gives the block away, and waits for the next one to be free. @returns false where no more is wanted */
  #flush([bytes, events]: readonly [bytes: number, events: number]): boolean {
    const { control, told, blocks, wordsEach } = this.#shared;
    this.#tellWhatIsNew();
    const about = toldAt(this.#shared, this.#filled);
    told[about + Told.Rows] = this.#rows;
    told[about + Told.BytesOpened] = bytes;
    told[about + Told.Events] = events;
    this.#filled++;
    Atomics.store(control, Control.Filled, this.#filled);
    Atomics.notify(control, Control.Filled);
    this.#rowsBefore += this.#rows;
    this.#rows = 0;
    this.#at = (this.#filled % blocks) * wordsEach;
    this.#end = this.#at + wordsEach;
    for (
      let emptied = Atomics.load(control, Control.Emptied);
      this.#filled - emptied >= blocks && !this.#isOver();
      emptied = Atomics.load(control, Control.Emptied)
    ) {
      Atomics.wait(control, Control.Emptied, emptied);
    }
    return !this.#isOver();
  }

  #isOver(): boolean {
    return Atomics.load(this.#shared.control, Control.Stop) !== 0;
  }

  #tellWhatIsNew(): void {
    if (this.#newSites.length > 0) {
      this.#tell({ what: 'sites', sites: this.#newSites });
      this.#newSites = [];
    }
    this.#sources.forEach((one, source) => {
      const now = knownOf(one.provider);
      if (now !== one.told) {
        one.told = now;
        this.#tell({ what: 'provider', source, provider: one.provider });
      }
    });
  }
}

/** What is known of a provider, and can become more. */
function knownOf({ name, group, hasTraits }: Provider): string {
  return `${hasTraits}/${group}/${name}`;
}

function layoutOf({ integers, wide }: Row): RowLayout {
  const slots = SLOT_NAMES.map((_, slot) => slot);
  const within = (mask: number) => Uint8Array.from(slots.filter((slot) => (mask & (1 << slot)) !== 0));
  return { lows: within(integers), highs: within(wide) };
}

/** The bytes that few kinds have besides numbers. */
function extraOf(row: Row): Uint8Array | null {
  if (row.kind === EventKind.SocketAddress) {
    return row.address;
  }
  return row.kind === EventKind.DriverState ? new TextEncoder().encode(row.what) : null;
}
