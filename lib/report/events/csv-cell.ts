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
  const length = line.at - start;
  line.reserve(length + 2);
  const { bytes } = line;
  // Moved so far that it can be read in one go: even if each byte is a quote, none is overwritten before it was read.
  const from = start + length + 2;
  bytes.copyWithin(from, start, line.at);
  let to = start;
  let needsQuotes = false;
  bytes[to++] = QUOTE;
  for (let at = from; at < from + length; at++) {
    const byte = bytes[at]!;
    bytes[to++] = byte;
    if (byte === QUOTE) {
      bytes[to++] = QUOTE;
      needsQuotes = true;
    } else if (byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      needsQuotes = true;
    }
  }
  if (needsQuotes) {
    bytes[to] = QUOTE;
    line.at = to + 1;
  } else {
    bytes.copyWithin(start, from, from + length);
  }
}
