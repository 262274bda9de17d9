/**
 * Repeats `output` from `from` on at `to`, up to `end` (which is not beyond the output), and returns `end`. The two
 * may overlap: a match that begins one byte back repeats that byte. May write on behind `end`, inside the output.
 * @param words the same bytes as `output`
 */
export function copyMatch(
  output: Uint8Array,
  words: DataView,
  from: number,
  to: number,
  end: number,
): number {
  // Eight bytes a step: two words of four, which four bytes back are already written.
  if (to - from >= 4 && end + 7 <= output.length) {
    while (to < end) {
      words.setUint32(to, words.getUint32(from, true), true);
      words.setUint32(to + 4, words.getUint32(from + 4, true), true);
      from += 8;
      to += 8;
    }
    return end;
  }
  while (to < end) {
    output[to++] = output[from++]!;
  }
  return end;
}

/** A view of the same bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
