import type { LineBuffer } from './line-buffer.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Makes a cell by RFC 4180 of what was written into a line from `start` on: what holds a separator, a quote or a line
 * break stands in quotes.
 */
export function endCell(line: LineBuffer, start: number): void {
  const end = line.at;
  let quotes = 0;
  let isPlain = true;
  for (let at = start; at < end; at++) {
    const byte = line.bytes[at]!;
    if (byte === QUOTE) {
      quotes++;
    } else if (byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      isPlain = false;
    }
  }
  if (quotes === 0 && isPlain) {
    return;
  }
  line.reserve(quotes + 2);
  const { bytes } = line;
  let to = end + quotes + 2;
  line.at = to;
  bytes[--to] = QUOTE;
  // From the end, so that no byte is overwritten before it was moved.
  for (let at = end - 1; at >= start; at--) {
    const byte = bytes[at]!;
    bytes[--to] = byte;
    if (byte === QUOTE) {
      bytes[--to] = QUOTE;
    }
  }
  bytes[start] = QUOTE;
}
