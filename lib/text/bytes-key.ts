const LATIN_1 = new TextDecoder('latin1');

/** A text that is one for equal bytes, and for no others: a character for each byte, to find them by in a Map. */
export function keyOfBytes(bytes: Uint8Array): string {
  return LATIN_1.decode(bytes);
}
