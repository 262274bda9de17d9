/** How the reading thread is doing. */
export const State = { Reads: 0, Ended: 1, GaveUp: 2 } as const;

/**
 * Numbers by which the two threads agree: blocks filled, and one more once the reading is over; blocks emptied; the state;
 * whether the reading is to stop; how many blocks there are, once it has ended.
 */
export const Control = { Filled: 0, Emptied: 1, State: 2, Stop: 3, Blocks: 4 } as const;
const CONTROLS = 5;

/** What is told of a block: the words of its rows, the file's bytes opened so far, and the events read so far. */
export const Told = { Words: 0, BytesOpened: 1, Events: 2 } as const;
const TOLD = 3;

/** Blocks in memory at a time, and 32-bit words of each: larger ones fall out of the cache that two cores share. */
const BLOCKS = 8;
const WORDS = 1 << 14;

/**
 * Rows on their way from the thread that reads to the one that analyses: a ring of blocks, each of which belongs to the reading
 * thread until it is filled, and to the analysing one until it is emptied.
 */
export interface SharedRows {
  readonly control: Int32Array;
  /** Told of each block. */
  readonly told: Float64Array;
  readonly words: Uint32Array;
  readonly blocks: number;
  /** Of each block. */
  readonly wordsEach: number;
}

export function shareRows(blocks = BLOCKS, wordsEach = WORDS): SharedRows {
  return {
    control: new Int32Array(new SharedArrayBuffer(4 * CONTROLS)),
    told: new Float64Array(new SharedArrayBuffer(8 * TOLD * blocks)),
    words: new Uint32Array(new SharedArrayBuffer(4 * wordsEach * blocks)),
    blocks,
    wordsEach,
  };
}

/** Where what is told of a block begins. */
export function toldAt({ blocks }: SharedRows, block: number): number {
  return TOLD * (block % blocks);
}
