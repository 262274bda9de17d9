import { capped, MAX_NAME } from '../../text/index.ts';
import { textOf } from '../characters.ts';
import { InType } from '../schema.ts';

const WIDE = { name: '', inType: InType.UnicodeString, outType: 'default' } as const;

/**
 * The UTF-16 text at an offset, up to its NUL or the end; undefined for offset 0 (no text) and ones outside.
 * @param most characters: what a schema tells once stands in each line about its events
 */
export function utf16zAt(view: DataView, offset: number, most = MAX_NAME): string | undefined {
  return offset === 0 || offset + 2 > view.byteLength
    ? undefined
    : capped(textOf(WIDE, view, offset, endOfText(view, offset)), most);
}

/** As utf16zAt for a list of texts, each ended by a NUL, that an empty one ends. */
export function utf16ListAt(view: DataView, offset: number): string[] {
  const texts: string[] = [];
  for (let at = offset; at !== 0 && at + 2 <= view.byteLength; ) {
    const end = endOfText(view, at);
    if (end === at && texts.length > 0) {
      break;
    }
    texts.push(capped(textOf(WIDE, view, at, end)));
    at = end + 2;
  }
  return texts;
}

function endOfText(view: DataView, offset: number): number {
  let end = offset;
  while (end + 2 <= view.byteLength && view.getUint16(end, true) !== 0) {
    end += 2;
  }
  return end;
}
