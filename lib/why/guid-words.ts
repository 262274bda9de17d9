import type { RawEvent } from '../etl/index.ts';

/** A GUID as the four 32-bit words that its 16 bytes are in a file: compared so, it costs no text an event. */
export type GuidWords = readonly [number, number, number, number];

/** @param guid in lower case, without braces */
export function guidWords(guid: string): GuidWords {
  const digits = guid.replaceAll('-', '');
  const at = (start: number, length: number) => Number.parseInt(digits.slice(start, start + length), 16);
  const swapped = (start: number) => [6, 4, 2, 0].reduce((word, by) => word * 256 + at(start + by, 2), 0);
  return [at(0, 8), at(12, 4) * 0x1_0000 + at(8, 4), swapped(16), swapped(24)];
}

/** The first of the four: of an event that has a GUID, which few other providers share it with. */
export function firstWord({ view, guidAt }: RawEvent): number {
  return view.getUint32(guidAt, true);
}

/** Whether the provider (or the class) of an event that has a GUID is this one. */
export function hasGuid({ view, guidAt }: RawEvent, [a, b, c, d]: GuidWords): boolean {
  return (
    view.getUint32(guidAt, true) === a &&
    view.getUint32(guidAt + 4, true) === b &&
    view.getUint32(guidAt + 8, true) === c &&
    view.getUint32(guidAt + 12, true) === d
  );
}
