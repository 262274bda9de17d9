/** Byte order marks, and what they say of the bytes that follow. */
const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * The text of a file that begins with a byte order mark, without it; null where there is none. Windows' own editor and
 * shell write such files: Notepad UTF-8 with a mark, PowerShell 5's `>` UTF-16.
 */
export function markedText(bytes: Uint8Array): string | null {
  const found = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte));
  return found === undefined ? null : new TextDecoder(found[1]).decode(bytes);
}
