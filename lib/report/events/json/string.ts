import type { LineBuffer } from '../line-buffer.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DELETE = 0x7f;
const HASH = 0x23;
/** Bytes that a character takes at most: a backslash and, in a cell of CSV, two quotes. */
const MOST_BYTES = 3;

/**
 * What `jsonText` makes of a character below 128: 0 itself, 1 a backslash before it, 2 a form of its own, 3 that where
 * two stand together.
 */
const ESCAPE = Uint8Array.from({ length: 128 }, (_, character) => {
  if (character === QUOTE || character === BACKSLASH) {
    return 1;
  }
  if (character === HASH) {
    return 3;
  }
  return character < 0x20 || character === DELETE ? 2 : 0;
});

/**
 * Writes ASCII characters as what stands between the quotes of a JSON string, up to a NUL or `end`.
 * @param unit bytes of a character
 * @param isCell whether it is inside of a cell of CSV, whose quotes are doubled
 * @returns where they end, or -1 where one of them is no ASCII or needs more than a backslash: nothing is written then
 */
export function asciiString(
  line: LineBuffer,
  view: DataView,
  start: number,
  end: number,
  unit: number,
  isCell: boolean,
): number {
  line.reserve(MOST_BYTES * (end - start));
  const { bytes } = line;
  let { at } = line;
  let from = start;
  for (; from + unit <= end; from += unit) {
    const character = unit === 1 ? view.getUint8(from) : view.getUint16(from, true);
    if (character === 0) {
      break;
    }
    if (character >= 0x80) {
      return -1;
    }
    const need = ESCAPE[character]!;
    if (need !== 0) {
      // What could begin a command in a build's log: `##[`, `##vso[`.
      if (need === 2 || (need === 3 && from > start && bytes[at - 1] === HASH)) {
        return -1;
      }
      if (need === 1) {
        bytes[at++] = BACKSLASH;
        if (isCell && character === QUOTE) {
          bytes[at++] = QUOTE;
        }
      }
    }
    bytes[at++] = character;
  }
  line.at = at;
  return from;
}
