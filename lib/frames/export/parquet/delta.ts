import { bitWidth, packBits } from './bit-packing.ts';
import type { ByteBuffer } from './byte-buffer.ts';

/** Parquet's DELTA_BINARY_PACKED: blocks of 128 differences in four miniblocks, each with its own width. */
const BLOCK = 128;
const MINIBLOCKS = 4;
const MINIBLOCK = BLOCK / MINIBLOCKS;
/** Differences beyond this do not survive the zigzag in a double. */
const MAX_DELTA = 2 ** 51;

/** Numbers to be written as differences; what they are read from decides how wide they may be. */
export interface Deltas {
  readonly count: number;
  /** The first number, exact. */
  readonly first: bigint;
  /** Differences of each to the next: `count` − 1 of them, with BLOCK zeros to spare behind. */
  readonly deltas: Float64Array;
}

const rests = () => new Uint32Array(BLOCK);

/** Writes the numbers; false, and nothing written, where their differences are too far apart to gain from it. */
export function writeDeltas({ count, first, deltas }: Deltas, out: ByteBuffer): boolean {
  const start = out.length;
  out.varint(BLOCK);
  out.varint(MINIBLOCKS);
  out.varint(count);
  writeFirst(first, out);
  const rest = rests();
  for (let from = 0; from < count - 1; from += BLOCK) {
    if (!writeBlock(deltas, from, Math.min(BLOCK, count - 1 - from), rest, out)) {
      out.length = start;
      return false;
    }
  }
  return true;
}

function writeFirst(first: bigint, out: ByteBuffer): void {
  const signed = BigInt.asIntN(64, first);
  let rest = BigInt.asUintN(64, (signed << 1n) ^ (signed >> 63n));
  while (rest >= 0x80n) {
    out.byte(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  out.byte(Number(rest));
}

function writeBlock(
  deltas: Float64Array,
  from: number,
  count: number,
  rest: Uint32Array,
  out: ByteBuffer,
): boolean {
  let least = deltas[from]!;
  let most = least;
  for (let i = from + 1; i < from + count; i++) {
    const delta = deltas[i]!;
    if (delta < least) {
      least = delta;
    } else if (delta > most) {
      most = delta;
    }
  }
  // A difference that is no number, or not exact, is outside of these bounds, too.
  if (!(least > -MAX_DELTA && most < MAX_DELTA && most - least < 0x1_0000_0000)) {
    return false;
  }
  rest.fill(0);
  for (let i = 0; i < count; i++) {
    rest[i] = deltas[from + i]! - least;
  }
  out.zigzag(least);
  const widthsAt = out.length;
  out.reserve(MINIBLOCKS);
  out.length += MINIBLOCKS;
  for (let mini = 0; mini < MINIBLOCKS; mini++) {
    const begin = mini * MINIBLOCK;
    let bits = 0;
    for (let i = begin; i < begin + MINIBLOCK; i++) {
      bits |= rest[i]!;
    }
    const width = begin < count ? bitWidth(bits >>> 0) : 0;
    out.bytes[widthsAt + mini] = width;
    if (width > 0) {
      packBits(rest, begin, MINIBLOCK, width, out);
    }
  }
  return true;
}
