import { copyMatch, viewOf } from './match.ts';

const CHUNK_BYTES = 4096;
/** Bits of a chunk's u16 header: the size of what follows it, less one, and whether that is compressed. */
const SIZE_MASK = 0x0fff;
const COMPRESSED = 0x8000;

/**
 * Decompresses LZNT1 (MS-XCA 2.5) and returns how many bytes came out. It stops, with what it has so far, at the end
 * of either array and at a match that points before its chunk.
 *
 * Each chunk stands for 4096 bytes and on its own: a u16 header, then bytes of flags, from the lowest bit up, before
 * eight items: 0 is a literal byte, 1 a match of 16 bits. The further on in the chunk, the more of those bits
 * tell the distance and the fewer the length.
 */
export function decompressLznt1(input: Uint8Array, output: Uint8Array): number {
  const target = viewOf(output);
  let from = 0;
  let to = 0;
  while (from + 2 <= input.length && to < output.length) {
    const header = input[from]! | (input[from + 1]! << 8);
    if (header === 0) {
      return to;
    }
    from += 2;
    const end = Math.min(from + (header & SIZE_MASK) + 1, input.length);
    const limit = Math.min(to + CHUNK_BYTES, output.length);
    const start = to;
    if ((header & COMPRESSED) === 0) {
      const bytes = input.subarray(from, Math.min(end, from + limit - to));
      output.set(bytes, to);
      to += bytes.length;
    } else {
      to = decompressChunk(input, from, end, output, target, to, limit);
      if (to < 0) {
        return ~to;
      }
    }
    from = end;
    // A chunk that gave less stands for 4096 bytes all the same, where another follows it.
    if (to - start < CHUNK_BYTES && from + 2 <= input.length && (input[from]! | input[from + 1]!) !== 0) {
      output.fill(0, to, limit);
      to = limit;
    }
  }
  return to;
}

/** Returns where the output ends, or its complement (below 0) where the chunk is damaged. */
function decompressChunk(
  input: Uint8Array,
  from: number,
  end: number,
  output: Uint8Array,
  target: DataView,
  start: number,
  limit: number,
): number {
  let at = from;
  let to = start;
  let distanceBits = 4;
  while (at < end && to < limit) {
    let flags = input[at++]!;
    for (let item = 0; item < 8 && at < end && to < limit; item++, flags >>= 1) {
      if ((flags & 1) === 0) {
        output[to++] = input[at++]!;
        continue;
      }
      if (at + 2 > end) {
        return ~to;
      }
      const match = input[at]! | (input[at + 1]! << 8);
      at += 2;
      while (1 << distanceBits < to - start) {
        distanceBits++;
      }
      const lengthBits = 16 - distanceBits;
      const copyFrom = to - (match >>> lengthBits) - 1;
      if (copyFrom < start) {
        return ~to;
      }
      const copyEnd = Math.min(to + (match & ((1 << lengthBits) - 1)) + 3, limit);
      to = copyMatch(output, target, copyFrom, to, copyEnd);
    }
  }
  return to;
}
