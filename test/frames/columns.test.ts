import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChunkBuilder } from '../../lib/frames/chunk-builder.ts';
import { CHUNK_ROWS, type Chunk, Column } from '../../lib/frames/column.ts';
import { RowWriter, setId } from '../../lib/frames/row-writer.ts';
import { defineFrame, NO_UINT32 } from '../../lib/frames/schema.ts';

const SPEC = defineFrame('calls', 'One of each type.', {
  id: ['id', 'an id'],
  timeNs: ['ns', 'a time'],
  word: ['uint32', 'a number'],
  flag: ['flag', 'yes or no'],
  text: ['text', 'a text'],
});

function build(rows: number, fill: (writer: RowWriter<typeof SPEC.types>, row: number) => void) {
  const chunks: Chunk[] = [];
  const sink = { write: (chunk: Chunk) => chunks.push(chunk) };
  const writer = new RowWriter(SPEC, (spec) => new ChunkBuilder(spec, sink));
  for (let row = 0; row < rows; row++) {
    fill(writer, row);
  }
  writer.end();
  const columns = SPEC.columns.map(
    (spec, at) =>
      new Column(
        spec,
        chunks.map((chunk) => chunk.columns[at]!),
      ),
  );
  return { chunks, columns };
}

function add(writer: RowWriter<typeof SPEC.types>, value: bigint, text: string | null): void {
  const at = writer.next();
  const { row, slots, texts } = writer;
  setId(row, at + slots.id, Number(value & 0xffff_ffffn), Number(value >> 32n));
  row[at + slots.timeNs] = value % 3n === 0n ? Number.NaN : Number(value);
  row[at + slots.word] = value % 5n === 0n ? NO_UINT32 : Number(value & 0xffn);
  row[at + slots.flag] = value % 2n === 0n ? 1 : 0;
  row[at + slots.text] = texts.text.numberOf(text);
}

describe('the columns of a frame', () => {
  test('give back what was written, none as null', () => {
    const row = fc.tuple(fc.bigInt(0n, 2n ** 64n - 1n), fc.option(fc.string()));
    const check = fc.property(fc.array(row, { maxLength: 700 }), (rows) => {
      const { columns } = build(rows.length, (writer, at) => {
        const [id, text] = rows[at]!;
        add(writer, id, text);
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
    const { chunks, columns } = build(rows, (writer, at) => add(writer, BigInt(at) * 30n, 'always'));
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
    const { columns } = build(rows, (writer, at) => add(writer, 1n, `text ${at}`));
    const text = columns.at(-1)!;
    expect([...text]).toEqual(Array.from({ length: rows }, (_, at) => `text ${at}`));
    expect(text.chunks[0]).toBeInstanceOf(Uint32Array);
  });
});
