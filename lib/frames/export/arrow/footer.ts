import { fieldOf } from './message.ts';

/** Where a message stands in the file. */
export interface Block {
  readonly offset: number;
  readonly headBytes: number;
  readonly bodyBytes: number;
}

/** The length of the footer and "ARROW1", which end every file. */
const TAIL = 10;
/** A field of `Footer` in Arrow's File.fbs. */
const RECORD_BATCHES = 3;
const BLOCK_BYTES = 24;

/** Puts the blocks of the file into the footer at the end of `bytes`, which has as many as there are, elsewhere. */
export function placeBlocks(bytes: Uint8Array, records: readonly Block[]): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const footer = bytes.length - TAIL - view.getUint32(bytes.length - TAIL, true);
  const table = footer + view.getUint32(footer, true);
  const field = fieldOf(view, table, RECORD_BATCHES);
  const vector = field + view.getUint32(field, true);
  records.forEach(({ offset, headBytes, bodyBytes }, i) => {
    const at = vector + 4 + i * BLOCK_BYTES;
    view.setBigInt64(at, BigInt(offset), true);
    view.setInt32(at + 8, headBytes, true);
    view.setBigInt64(at + 16, BigInt(bodyBytes), true);
  });
}
