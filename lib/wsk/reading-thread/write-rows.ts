import type { Provider } from '../../decode/index.ts';
import type { EventKind } from '../events/schema.ts';
import type { RowBlock, RowSource } from '../reading.ts';
import type { News } from './news.ts';
import { Control, type SharedRows, State, Told, toldAt } from './shared-rows.ts';

/** The reading thread's side: puts rows into the shared blocks. */
export class RowWriter {
  readonly #shared: SharedRows;
  readonly #tell: (news: News) => void;
  readonly #sources: { readonly provider: Provider; told: string }[] = [];
  /** Blocks that were filled. */
  #filled = 0;
  /** Where the present block begins, and where the next row goes. */
  #from = 0;
  #at = 0;
  /** Rows put so far. */
  #rows = 0;

  constructor(shared: SharedRows, tell: (news: News) => void) {
    this.#shared = shared;
    this.#tell = tell;
  }

  source({ source, provider }: RowSource): void {
    this.#sources[source] = { provider, told: knownOf(provider) };
    this.#tell({ what: 'source', row: this.#rows, source, provider });
  }

  kind({ source }: RowSource, kind: EventKind): void {
    this.#tell({ what: 'kind', row: this.#rows, source, kind });
  }

  /**
   * Takes rows.
   * @param progress the file's bytes and the events so far
   * @returns false where no more is wanted, or they fit into no block
   */
  add({ words, length, count }: RowBlock, progress: () => readonly [bytes: number, events: number]): boolean {
    const { wordsEach, words: shared } = this.#shared;
    const isBehind = this.#at + length > this.#from + wordsEach;
    if (length > wordsEach || (isBehind && !this.#flush(progress()))) {
      return false;
    }
    shared.set(words.subarray(0, length), this.#at);
    this.#at += length;
    this.#rows += count;
    return true;
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

  /** Gives the block away, and waits for the next one to be free. @returns false where no more is wanted */
  #flush([bytes, events]: readonly [bytes: number, events: number]): boolean {
    const { control, told, blocks, wordsEach } = this.#shared;
    this.#tellOfProviders();
    const about = toldAt(this.#shared, this.#filled);
    told[about + Told.Words] = this.#at - this.#from;
    told[about + Told.BytesOpened] = bytes;
    told[about + Told.Events] = events;
    this.#filled++;
    Atomics.store(control, Control.Filled, this.#filled);
    Atomics.notify(control, Control.Filled);
    this.#from = (this.#filled % blocks) * wordsEach;
    this.#at = this.#from;
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

  /** Tells what has become known of providers. */
  #tellOfProviders(): void {
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
