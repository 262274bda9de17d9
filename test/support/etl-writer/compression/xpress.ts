import { MatchFinder } from './match-finder.ts';

const window = 8192;
const longestMatch = 65535 + 3;

/**
 * Plain LZ77 XPRESS (MS-XCA 2.3): a u32 of flags, the highest bit first, before each 32 items; a match is a u16 of
 * `(distance - 1) << 3 | length - 3`, whose length goes on in a nibble, a byte and a u16 where it does not fit.
 */
export function compressXpress(plain: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(plain.length * 1.2) + 64);
  const view = new DataView(out.buffer);
  const finder = new MatchFinder(plain);
  let used = 4;
  let flagsAt = 0;
  let flags = 0;
  let flagCount = 0;
  let nibbleAt = 0;

  const flag = (bit: number): void => {
    flags = (flags << 1) | bit;
    if (++flagCount < 32) return;
    view.setUint32(flagsAt, flags >>> 0, true);
    flagsAt = used;
    used += 4;
    flags = 0;
    flagCount = 0;
  };

  const nibble = (value: number): void => {
    if (nibbleAt === 0) {
      nibbleAt = used;
      out[used++] = value;
    } else {
      out[nibbleAt] = out[nibbleAt]! | (value << 4);
      nibbleAt = 0;
    }
  };

  let at = 0;
  while (at < plain.length) {
    const { length, distance } = finder.find(at, longestMatch, window);
    if (length === 0) {
      out[used++] = plain[at++]!;
      flag(0);
      continue;
    }
    finder.skip(at + 1, at + length);
    at += length;
    const rest = length - 3;
    view.setUint16(used, ((distance - 1) << 3) | Math.min(rest, 7), true);
    used += 2;
    if (rest >= 7) {
      nibble(Math.min(rest - 7, 15));
      if (rest >= 22) {
        out[used++] = Math.min(rest - 22, 255);
        if (rest >= 22 + 255) {
          view.setUint16(used, rest, true);
          used += 2;
        }
      }
    }
    flag(1);
  }
  // The unused flags of the last word are ones; a decoder stops at the end of its input before it reads them.
  const last = flagCount === 0 ? 0xffffffff : (flags << (32 - flagCount)) | (2 ** (32 - flagCount) - 1);
  view.setUint32(flagsAt, last >>> 0, true);
  return out.slice(0, used);
}
