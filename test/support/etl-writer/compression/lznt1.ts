import { MatchFinder } from './match-finder.ts';

const chunkSize = 4096;

/** LZNT1 (MS-XCA 2.5): chunks of 4096 bytes, each behind a u16 header, stored plain where compression gains nothing. */
export function compressLznt1(plain: Uint8Array): Uint8Array {
  const out = new Uint8Array(plain.length + 2 * Math.ceil(plain.length / chunkSize) + 2);
  const view = new DataView(out.buffer);
  let used = 0;
  for (let at = 0; at < plain.length; at += chunkSize) {
    const chunk = plain.subarray(at, at + chunkSize);
    const packed = compressChunk(chunk);
    const body = packed ?? chunk;
    // Header: size - 1 in 12 bits, signature 3, and bit 15 where the chunk is compressed (MS-XCA 2.5.1.2).
    view.setUint16(used, (body.length - 1) | 0x3000 | (packed ? 0x8000 : 0), true);
    out.set(body, used + 2);
    used += 2 + body.length;
  }
  return out.slice(0, used);
}

function compressChunk(chunk: Uint8Array): Uint8Array | undefined {
  const out = new Uint8Array(chunkSize + 32);
  const finder = new MatchFinder(chunk);
  let used = 0;
  let at = 0;
  while (at < chunk.length) {
    const flagsAt = used++;
    for (let bit = 0; bit < 8 && at < chunk.length; bit++) {
      const lengthBits = 16 - displacementBits(at);
      const { length, distance } = finder.find(at, (1 << lengthBits) + 2, at);
      if (length === 0) {
        out[used++] = chunk[at++]!;
        continue;
      }
      out[flagsAt] = out[flagsAt]! | (1 << bit);
      const token = ((distance - 1) << lengthBits) | (length - 3);
      out[used++] = token & 0xff;
      out[used++] = token >> 8;
      finder.skip(at + 1, at + length);
      at += length;
    }
    if (used >= chunk.length) return undefined;
  }
  return out.slice(0, used);
}

/** The farther into the chunk, the more bits of a token hold the displacement: 4 at first, 12 behind 2048. */
function displacementBits(at: number): number {
  let bits = 4;
  while (bits < 12 && 1 << bits < at) bits++;
  return bits;
}
