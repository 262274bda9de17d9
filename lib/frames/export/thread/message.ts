import type { ErrorKind } from '../../../etl/index.ts';
import type { RowBlock } from '../../row-block.ts';
import { Texts } from '../../texts.ts';
import type { FileOrder } from '../row-file.ts';

/** What a writing thread is told, for one of its files, by the number that `open` gives it. */
export type Message =
  | { readonly do: 'open'; readonly file: number; readonly order: FileOrder }
  | { readonly do: 'write'; readonly file: number; readonly block: SentBlock }
  | { readonly do: 'end'; readonly file: number };

/** Why a thread can't go on. */
export interface Failure {
  /** Null for an error that is none of this library's own. */
  readonly kind: ErrorKind | null;
  readonly error: unknown;
}

/** A block on its way: with the texts that came in since the one before. */
export interface SentBlock {
  readonly rows: number;
  readonly values: Float64Array;
  readonly newTexts: readonly (readonly (string | null)[] | null)[];
}

/** Makes a frame's blocks ready to be sent. */
export class BlockSender {
  /** How many texts of each column the other side has: as `Texts`, it begins with one for none. */
  readonly #known: number[] = [];

  pack({ rows, values, texts }: RowBlock): SentBlock {
    const newTexts = texts.map((column, at) => {
      const known = this.#known[at] ?? 1;
      this.#known[at] = column?.all.length ?? known;
      return column === null || column.all.length === known ? null : column.all.slice(known);
    });
    return { rows, values, newTexts };
  }
}

/** The other side: makes blocks again. */
export class BlockReceiver {
  readonly #texts: Texts[] = [];

  unpack({ rows, values, newTexts }: SentBlock): RowBlock {
    const texts = newTexts.map((added, at) => {
      this.#texts[at] ??= new Texts();
      const known = this.#texts[at];
      for (const text of added ?? []) {
        known.add(text);
      }
      return known;
    });
    return { rows, values, texts };
  }
}
