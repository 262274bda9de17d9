import fc from 'fast-check';
import type { Chunk, ColumnValue } from '../../../lib/frames/column.ts';
import { setId } from '../../../lib/frames/column-builder.ts';
import { FrameBuilder } from '../../../lib/frames/frame-builder.ts';
import { defineFrame, NO_UINT16, NO_UINT32 } from '../../../lib/frames/schema.ts';

/** A frame with a column of each type. */
export const EVERY_TYPE = defineFrame('calls', 'A column of each type.', {
  id: ['id', 'an id'],
  pointer: ['pointer', 'an address'],
  timeNs: ['ns', 'a time'],
  whole: ['whole', 'a count', 'bytes'],
  word: ['uint32', 'a number'],
  short: ['uint16', 'a small number'],
  flag: ['flag', 'yes or no'],
  text: ['text', 'a text'],
});

export interface Row {
  readonly id: bigint | null;
  readonly pointer: bigint | null;
  readonly timeNs: number | null;
  readonly whole: number | null;
  readonly word: number | null;
  readonly short: number | null;
  readonly flag: boolean;
  readonly text: string | null;
  readonly [name: string]: ColumnValue;
}

const anyId = fc.oneof(
  fc.bigInt(1n, 300n),
  fc.bigInt(2n ** 32n - 40n, 2n ** 32n + 40n),
  fc.bigInt(1n, 2n ** 64n - 1n),
);

/** Rows as columns are in real traces (alike, or counting up) and as they are not. */
export const arbitraryRow: fc.Arbitrary<Row> = fc.record({
  id: fc.option(anyId),
  pointer: fc.option(anyId),
  timeNs: fc.option(
    fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 100, 2 ** 60)),
  ),
  whole: fc.option(fc.oneof(fc.maxSafeInteger(), fc.nat(2000), fc.constantFrom(0, 65_536, -(2 ** 40)))),
  word: fc.option(fc.oneof(fc.integer({ min: 0, max: NO_UINT32 - 1 }), fc.constantFrom(0, 0xc000_0120))),
  short: fc.option(fc.oneof(fc.nat(NO_UINT16 - 1), fc.nat(3))),
  flag: fc.boolean(),
  text: fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Send', 'Receive', '"a,\r\nb"'))),
});

/** The chunks of a frame with these rows; -0 is written as 0. */
export function chunksOf(rows: readonly Row[]): Chunk[] {
  const chunks: Chunk[] = [];
  const frame = new FrameBuilder(EVERY_TYPE, () => ({ write: (chunk) => chunks.push(chunk) }));
  for (const { id, pointer, timeNs, whole, word, short, flag, text } of rows) {
    const at = frame.next();
    const { columns, texts } = frame;
    setId(columns.id, at, ...halves(id));
    setId(columns.pointer, at, ...halves(pointer));
    columns.timeNs[at] = timeNs ?? Number.NaN;
    columns.whole[at] = whole ?? Number.NaN;
    columns.word[at] = word ?? NO_UINT32;
    columns.short[at] = short ?? NO_UINT16;
    columns.flag[at] = flag ? 1 : 0;
    columns.text[at] = texts.text.numberOf(text);
  }
  frame.end();
  return chunks;
}

function halves(id: bigint | null): [low: number, high: number] {
  return [Number((id ?? 0n) & 0xffff_ffffn), Number((id ?? 0n) >> 32n)];
}
