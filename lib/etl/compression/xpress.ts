import { copyMatch, viewOf } from './match.ts';

/**
 * Decompresses plain LZ77 XPRESS (MS-XCA 2.3 and 2.4) and returns how many bytes came out. It stops, with
 * what it has so far, at the end of either array and at a match that points before the output: the caller knows
 * how many bytes there should have been.
 *
 * A flag word of 32 bits precedes 32 items, read from its highest bit down: 0 is a literal byte, 1 a match of
 * 16 bits (13 of distance, 3 of length). Longer lengths take a nibble, a byte, 16 and 32 bits, in turn; two matches
 * share the byte of their nibbles.
 */
export function decompressXpress(input: Uint8Array, output: Uint8Array): number {
  const inputEnd = input.length;
  const outputEnd = output.length;
  const source = viewOf(input);
  const target = viewOf(output);
  let from = 0;
  let to = 0;
  let flags = 0;
  let flagsLeft = 0;
  let nibbleAt = -1;
  while (to < outputEnd) {
    if (flagsLeft === 0) {
      if (from + 4 > inputEnd) {
        return to;
      }
      flags = source.getInt32(from, true);
      from += 4;
      flagsLeft = 32;
    }
    const isMatch = flags < 0;
    flags <<= 1;
    flagsLeft--;
    if (!isMatch) {
      if (from >= inputEnd) {
        return to;
      }
      output[to++] = input[from++]!;
      continue;
    }
    if (from + 2 > inputEnd) {
      return to;
    }
    const match = source.getUint16(from, true);
    from += 2;
    const distance = (match >>> 3) + 1;
    let length = match & 7;
    if (length === 7) {
      if (nibbleAt < 0) {
        if (from >= inputEnd) {
          return to;
        }
        nibbleAt = from;
        length = input[from++]! & 15;
      } else {
        length = input[nibbleAt]! >>> 4;
        nibbleAt = -1;
      }
      if (length === 15) {
        if (from >= inputEnd) {
          return to;
        }
        length = input[from++]!;
        if (length === 255) {
          if (from + 2 > inputEnd) {
            return to;
          }
          length = source.getUint16(from, true);
          from += 2;
          if (length === 0) {
            if (from + 4 > inputEnd) {
              return to;
            }
            length = source.getUint32(from, true);
            from += 4;
          }
          if (length < 22) {
            return to;
          }
          length -= 22;
        }
        length += 15;
      }
      length += 7;
    }
    length += 3;
    if (distance > to) {
      return to;
    }
    to = copyMatch(output, target, to - distance, to, Math.min(to + length, outputEnd));
  }
  return to;
}
