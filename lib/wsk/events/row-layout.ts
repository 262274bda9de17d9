import { ROW_HEAD_WORDS, ROW_ZERO } from '../../etl/index.ts';
import type { EventKind } from './schema.ts';
import { SLOT_NAMES } from './schema.ts';

/** What the rows of one form have in common. */
export interface RowShape {
  /** Number of the form, from 0 in the order in which a reading meets them. */
  readonly form: number;
  readonly kind: EventKind;
  /** Which of the analysed providers logs such events, from 0 in the order of first appearance. */
  readonly source: number;
  /** Bit 1 << slot for each field that the events have. */
  readonly slots: number;
  /** The same for those of which a row has the value: integers; and for those with more than 32 bits. */
  readonly integers: number;
  readonly wide: number;
}

/** Where the values stand in the rows of one form, in words from the row's beginning. */
export class RowLayout {
  /** By slot: the low and the high half of an integer, which stands behind it; ROW_ZERO for what is not there. */
  readonly lows = new Uint8Array(SLOT_NAMES.length).fill(ROW_ZERO);
  readonly highs = new Uint8Array(SLOT_NAMES.length).fill(ROW_ZERO);
  /** Of the whole row, an even number: each row begins where a double can. */
  readonly words: number;

  constructor({ integers, wide }: Pick<RowShape, 'integers' | 'wide'>) {
    let at = ROW_HEAD_WORDS;
    for (let slot = 0; slot < SLOT_NAMES.length; slot++) {
      const bit = 1 << slot;
      if ((integers & bit) !== 0) {
        this.lows[slot] = at++;
      }
      if ((integers & wide & bit) !== 0) {
        this.highs[slot] = at++;
      }
    }
    this.words = at + (at & 1);
  }
}
