import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHUNK_ROWS, type Chunk, Column } from '../../lib/frames/column.ts';
import { setId } from '../../lib/frames/column-builder.ts';
import { FrameBuilder } from '../../lib/frames/frame-builder.ts';
import { defineFrame, NO_UINT32 } from '../../lib/frames/schema.ts';

const SPEC = defineFrame('calls', 'One of each type.', {
  id: ['id', 'an id'],
  timeNs: ['ns', 'a time'],
  word: ['uint32', 'a number'],
  flag: ['flag', 'yes or no'],
  text: ['text', 'a text'],
});

function build(rows: number, fill: (builder: FrameBuilder<typeof SPEC.types>, row: number) => void) {
  const chunks: Chunk[] = [];
  const builder = new FrameBuilder(SPEC, () => ({ write: (chunk) => chunks.push(chunk) }));
  for (let row = 0; row < rows; row++) {
    fill(builder, row);
  }
  builder.end();
  const columns = SPEC.columns.map(
    (spec, at) =>
      new Column(
        spec,
        chunks.map((chunk) => chunk.columns[at]!),
      ),
  );
  return { chunks, columns };
}

function add(builder: FrameBuilder<typeof SPEC.types>, value: bigint, text: string | null): void {
  const at = builder.next();
  const { columns, texts } = builder;
  setId(columns.id, at, Number(value & 0xffff_ffffn), Number(value >> 32n));
  columns.timeNs[at] = value % 3n === 0n ? Number.NaN : Number(value);
  columns.word[at] = value % 5n === 0n ? NO_UINT32 : Number(value & 0xffn);
  columns.flag[at] = value % 2n === 0n ? 1 : 0;
  columns.text[at] = texts.text.numberOf(text);
}

describe('the columns of a frame', () => {
  test('give back what was written, none as null', () => {
    const row = fc.tuple(fc.bigInt(0n, 2n ** 64n - 1n), fc.option(fc.string()));
    const check = fc.property(fc.array(row, { maxLength: 700 }), (rows) => {
      const { columns } = build(rows.length, (builder, at) => {
        const [id, text] = rows[at]!;
        add(builder, id, text);
      });
      const expected = rows.map(([id, text]) => [
        id === 0n ? null : id,
        id % 3n === 0n ? null : Number(id),
        id % 5n === 0n ? null : Number(id & 0xffn),
        id % 2n === 0n,
        text,
      ]);
      expect(rows.map((_, at) => columns.map((column) => column.at(at)))).toEqual(expected);
      expect(columns.map((column) => [...column])).toEqual(
        columns.map((_, at) => expected.map((values) => values[at])),
      );
    });
    fc.assert(check, { numRuns: 50 });
  });

  test('go on over the end of a chunk, and share one array where a column is the same for chunks', () => {
    const rows = 2 * CHUNK_ROWS + 10;
    const { chunks, columns } = build(rows, (builder, at) => add(builder, BigInt(at) * 30n, 'always'));
    expect(chunks.map((chunk) => chunk.rows)).toEqual([CHUNK_ROWS, CHUNK_ROWS, 10]);
    const [id, timeNs, , , text] = columns;
    for (const row of [1, CHUNK_ROWS - 1, CHUNK_ROWS, rows - 1]) {
      expect(id!.at(row)).toBe(BigInt(row) * 30n);
    }
    expect(text!.at(rows - 1)).toBe('always');
    expect(timeNs!.at(rows - 1)).toBeNull();
    expect(text!.chunks[0]).toBe(text!.chunks[1]);
    expect(timeNs!.chunks[0]).toBe(timeNs!.chunks[1]);
    expect(id!.chunks[0]).not.toBe(id!.chunks[1]);
  });

  test('hold more different texts than 16 bits number', () => {
    const rows = 70_000;
    const { columns } = build(rows, (builder, at) => add(builder, 1n, `text ${at}`));
    const text = columns.at(-1)!;
    expect([...text]).toEqual(Array.from({ length: rows }, (_, at) => `text ${at}`));
    expect(text.chunks[0]).toBeInstanceOf(Uint32Array);
  });
});
