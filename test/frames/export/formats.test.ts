import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from '@uwdata/flechette';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, test } from 'vitest';
import { CHUNK_ROWS } from '../../../lib/frames/column.ts';
import { FileSink } from '../../../lib/frames/export/file-sink.ts';
import { type ExportFormatName, FORMATS } from '../../../lib/frames/export/formats.ts';
import { OutputFile } from '../../../lib/output/index.ts';
import { arbitraryRow, chunksOf, EVERY_TYPE, NOTHING, type Row } from './every-type.ts';

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(format: ExportFormatName, rows: readonly Row[]): Uint8Array<ArrayBuffer> {
  const path = join(folder, `rows.${format}`);
  const target = new OutputFile(path);
  const sink = new FileSink(target.descriptor, path);
  const metadata = new Map([['wsktrace.frame', 'every type']]);
  const file = FORMATS[format].open({ spec: EVERY_TYPE, sink, metadata, forSpreadsheet: false });
  for (const chunk of chunksOf(rows)) {
    file.write(chunk);
  }
  file.end();
  target.replace();
  return new Uint8Array(readFileSync(path));
}

async function readParquet(rows: readonly Row[]): Promise<Record<string, unknown>[]> {
  const { buffer } = written('parquet', rows);
  const metadata = parquetMetadata(buffer);
  // hyparquet makes a double of each decimal: as bytes it keeps them.
  const id = metadata.schema.find(({ name }) => name === 'id')!;
  delete id.converted_type;
  delete id.logical_type;
  const read = await parquetReadObjects({ file: buffer, metadata });
  return read.map((row) => ({ ...asNumbers(row), id: decimalOf(row.id as Uint8Array | null) }));
}

/** Whole numbers of 64 bits are bigints to these readers. */
function asNumbers(row: Record<string, unknown>): Record<string, unknown> {
  const number = (value: unknown) => (value === null ? null : Number(value));
  return { ...row, whole: number(row.whole), word: number(row.word) };
}

function decimalOf(bytes: Uint8Array | null): bigint | null {
  return bytes && BigInt(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
}

/** A row as readers see it: addresses are texts. */
function seen(row: Row): Record<string, unknown> {
  const { pointer } = row;
  return { ...row, pointer: pointer === null ? null : `0x${pointer.toString(16).padStart(16, '0')}` };
}

function readArrow(rows: readonly Row[]): Record<string, unknown>[] {
  const table = tableFromIPC(written('arrow', rows), { useBigInt: true, useDecimalInt: true });
  return table.toArray().map(asNumbers);
}

function readNdjson(rows: readonly Row[]): Record<string, unknown>[] {
  const lines = new TextDecoder().decode(written('ndjson', rows)).split('\n').slice(0, -1);
  return lines.map((line) => {
    const row = JSON.parse(line) as Record<string, unknown>;
    return { ...row, id: row.id === null ? null : BigInt(row.id as string) };
  });
}

const READERS = { parquet: readParquet, arrow: readArrow, ndjson: readNdjson } as const;

describe.each(Object.entries(READERS))('a frame written as %s', (_, read) => {
  test('is read back as it was, value by value', async () => {
    const check = fc.asyncProperty(fc.array(arbitraryRow, { maxLength: 400 }), async (rows) => {
      // JSON has no −0.
      const expected = rows.map((row) => ({
        ...row,
        timeNs: row.timeNs === null ? null : row.timeNs + 0,
        whole: row.whole === null ? null : row.whole + 0,
      }));
      expect(await read(expected)).toEqual(expected.map(seen));
    });
    await fc.assert(check, { numRuns: 60 });
  });

  test('is read back where its columns count up, repeat and jump', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => ({
      id: 5_000_000_000n + BigInt(at),
      pointer: 0xffff_b30c_4a01_0000n + BigInt((at % 97) * 0x140),
      timeNs: at * 100,
      whole: at % 700 === 0 ? 2 ** 52 : 1500,
      word: at % 3 === 0 ? 0xc000_0120 : at,
      short: at % 64,
      flag: at % 7 === 0,
      text: at % 11 === 0 ? null : `op ${at % 5}`,
    }));
    expect(await read(rows)).toEqual(rows.map(seen));
  });

  test('is read back where all rows are alike, and where they have nothing', async () => {
    const alike: Row = {
      id: 2n ** 63n + 5n,
      pointer: 0xffff_b30c_4a01_0000n,
      timeNs: 1.5,
      whole: 2 ** 52,
      word: 0xc000_0120,
      short: 7,
      flag: true,
      text: 'Send',
    };
    for (const row of [alike, NOTHING]) {
      const rows = Array.from({ length: 1003 }, () => row);
      expect(await read(rows)).toEqual(rows.map(seen));
    }
  });

  test('is read back over the end of a chunk', async () => {
    const rows = Array.from({ length: CHUNK_ROWS + 3 }, (_, at) => ({
      id: BigInt(at + 1),
      pointer: null,
      timeNs: at % 2 === 0 ? null : at,
      whole: at,
      word: at % 1000,
      short: at % 5 === 0 ? null : at % 60_000,
      flag: at % 2 === 0,
      text: `text ${at % 40_000}`,
    }));
    const back = await read(rows);
    expect(back).toHaveLength(rows.length);
    for (const at of [0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, CHUNK_ROWS + 2]) {
      expect(back[at]).toEqual(seen(rows[at]!));
    }
  });

  test('may have no rows at all', async () => {
    expect(await read([])).toEqual([]);
  });
});

describe('a Parquet file', () => {
  test('has a row group a chunk, the bounds of ids and times, and the metadata that it was given', () => {
    const rows = Array.from({ length: CHUNK_ROWS + 1 }, (_, at) => ({
      id: BigInt(at + 10),
      pointer: null,
      timeNs: 5 + at,
      whole: null,
      word: null,
      short: null,
      flag: true,
      text: null,
    }));
    const metadata = parquetMetadata(written('parquet', rows).buffer);
    expect(metadata.row_groups.map(({ num_rows }) => num_rows)).toEqual([BigInt(CHUNK_ROWS), 1n]);
    const [id, , timeNs] = metadata.row_groups[0]!.columns.map((column) => column.meta_data!);
    expect(id!.statistics).toMatchObject({
      min_value: 10,
      max_value: CHUNK_ROWS + 9,
      null_count: 0n,
    });
    expect(timeNs!.statistics).toMatchObject({ min_value: 5, max_value: CHUNK_ROWS + 4 });
    expect(metadata.key_value_metadata).toEqual([{ key: 'wsktrace.frame', value: 'every type' }]);
  });

  test('keeps what counts up, or is the same, in a few bits a row, but for the nine bytes of ids that do not repeat', () => {
    const rows = Array.from({ length: CHUNK_ROWS }, (_, at) => ({
      id: 7_000_000_000n + BigInt(at),
      pointer: 0xffff_b30c_4a01_0000n + BigInt(at % 16),
      timeNs: null,
      whole: 1500,
      word: at % 4,
      short: at % 8,
      flag: false,
      text: at % 2 === 0 ? 'Send' : 'Receive',
    }));
    expect(written('parquet', rows).length).toBeLessThan(CHUNK_ROWS * (9 + 1.5));
  });
});

describe('a CSV file', () => {
  test('has a header line, quotes by RFC 4180, decimal ids, addresses as WinDbg has them and nothing for none', () => {
    const rows = [
      {
        id: 2n ** 64n - 1n,
        pointer: 255n,
        timeNs: 1.5,
        whole: 7,
        word: 0,
        short: 9,
        flag: true,
        text: 'a "b",\r\nc',
      },
      NOTHING,
    ];
    expect(new TextDecoder().decode(written('csv', rows))).toBe(
      'id,pointer,timeNs,whole,word,short,flag,text\r\n' +
        '18446744073709551615,0x00000000`000000ff,1.5,7,0,9,true,"a ""b"",\r\nc"\r\n' +
        ',,,,,,false,\r\n',
    );
  });
});
