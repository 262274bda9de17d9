import fc from 'fast-check';
import { ChunkBuilder } from '../../../lib/frames/chunk-builder.ts';
import type { Chunk, ColumnValue } from '../../../lib/frames/column.ts';
import { RowWriter, setId } from '../../../lib/frames/row-writer.ts';
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

/** A row without values; flags are never none. */
export const NOTHING: Row = {
  id: null,
  pointer: null,
  timeNs: null,
  whole: null,
  word: null,
  short: null,
  flag: false,
  text: null,
};

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
  const sink = { write: (chunk: Chunk) => chunks.push(chunk) };
  const frame = new RowWriter(EVERY_TYPE, (spec) => new ChunkBuilder(spec, sink));
  for (const { id, pointer, timeNs, whole, word, short, flag, text } of rows) {
    const at = frame.next();
    const { row, slots, texts } = frame;
    setId(row, at + slots.id, ...halves(id));
    setId(row, at + slots.pointer, ...halves(pointer));
    row[at + slots.timeNs] = timeNs ?? Number.NaN;
    row[at + slots.whole] = whole ?? Number.NaN;
    row[at + slots.word] = word ?? NO_UINT32;
    row[at + slots.short] = short ?? NO_UINT16;
    row[at + slots.flag] = flag ? 1 : 0;
    row[at + slots.text] = texts.text.numberOf(text);
  }
  frame.end();
  return chunks;
}

function halves(id: bigint | null): [low: number, high: number] {
  return [Number((id ?? 0n) & 0xffff_ffffn), Number((id ?? 0n) >> 32n)];
}
