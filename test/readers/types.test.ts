import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromArrow, fromCSV } from 'arquero';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHUNK_ROWS } from '../../lib/frames/column.ts';
import { FileSink } from '../../lib/frames/export/file-sink.ts';
import { EXPORT_FORMATS, type ExportFormatName, FORMATS } from '../../lib/frames/export/formats.ts';
import { OutputFile } from '../../lib/output/index.ts';
import { chunksOf, EVERY_TYPE, type Row } from '../frames/export/every-type.ts';
import { duckdb } from '../support/duckdb.ts';
import { READERS_PYTHON, runPythonFile } from '../support/python.ts';

/**
 * Ids beyond 2^63 and addresses of kernel mode that differ in their last digits alone, over the end of a chunk, in a
 * column that is first set far behind what readers look at to guess its type; some rows have none.
 */
const ROWS: readonly Row[] = Array.from({ length: CHUNK_ROWS + 50 }, (_, at) => ({
  id: at % 7 === 3 ? null : 2n ** 64n - 1n - BigInt(at),
  pointer: at % 5 === 4 ? null : 0xffff_b30c_4a01_0000n + BigInt(at),
  timeNs: at / 2,
  whole: at,
  word: at % 3 === 0 ? 0xc000_0120 : null,
  short: at % 64,
  flag: at % 2 === 0,
  text: at < CHUNK_ROWS + 20 ? null : `text ${at}`,
}));

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-types-'));
const pathOf = (format: ExportFormatName) => join(folder, `every-type.${format}`);
const last = ROWS.slice(-40);
const addressOf = ({ pointer }: Row) => (pointer === null ? null : `0x${pointer.toString(16)}`);
/** In CSV an address is as WinDbg has it. */
const inCsv = (address: string | null) => (address ? `${address.slice(0, 10)}\`${address.slice(10)}` : null);
const EXPECTED = {
  rows: ROWS.length,
  ids: last.map(({ id }) => (id === null ? null : String(id))),
  differentIds: ROWS.filter(({ id }) => id !== null).length,
  addresses: last.map(addressOf),
  texts: last.map(({ text }) => text),
  words: last.map(({ word }) => word),
};

beforeAll(() => {
  const chunks = chunksOf(ROWS);
  for (const format of EXPORT_FORMATS) {
    const target = new OutputFile(pathOf(format));
    const sink = new FileSink(target.descriptor, pathOf(format));
    const file = FORMATS[format].open({ spec: EVERY_TYPE, sink, metadata: new Map(), forSpreadsheet: false });
    for (const chunk of chunks) {
      file.write(chunk);
    }
    file.end();
    target.replace();
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const PAIRS = [
  'pyarrow:parquet',
  'pyarrow:arrow',
  'pandas:parquet',
  'pandas:arrow',
  'pandas:ndjson',
  'pandas:csv',
  'polars:parquet',
  'polars:arrow',
  'polars:ndjson',
  'polars:csv',
  'duckdb:parquet',
  'duckdb:ndjson',
  'duckdb:csv',
] as const;

// Where CI runs they have to be there: .ci/run installs test/readers/requirements.txt.
describe.skipIf(READERS_PYTHON === null && process.env.CI !== 'true')(
  'ids, addresses and texts come through',
  () => {
    let read: Record<string, unknown>;
    beforeAll(() => {
      expect(READERS_PYTHON, 'no Python has the readers').not.toBeNull();
      read = runPythonFile('test/readers/read.py', folder, ...PAIRS, 'pyarrow:csv') as typeof read;
    }, 120_000);

    test.each(PAIRS)('%s', (pair) => {
      const addresses = pair.endsWith('csv') ? EXPECTED.addresses.map(inCsv) : EXPECTED.addresses;
      expect(read[pair]).toEqual({ ...EXPECTED, addresses });
    });

    test('pyarrow reading CSV: addresses stay texts, though ids need to be told their type', () => {
      expect(read['pyarrow:csv']).toMatchObject({ addresses: EXPECTED.addresses.map(inCsv) });
    });
  },
);

describe('ids and addresses come through', () => {
  test('DuckDB in the program, as one type that is not wider than it has to be', async () => {
    const [row] = await duckdb(
      `SELECT typeof(any_value(id)) AS type, count(DISTINCT id)::INTEGER AS ids, max(id)::VARCHAR AS greatest,
        count(DISTINCT pointer)::INTEGER AS addresses FROM '${pathOf('parquet')}'`,
    );
    const addresses = ROWS.filter(({ pointer }) => pointer !== null).length;
    expect(row).toEqual({
      type: 'DECIMAL(20,0)',
      ids: EXPECTED.differentIds,
      greatest: '18446744073709551615',
      addresses,
    });
  });

  test('Arquero reading Arrow, with decimals as bigints, and CSV', () => {
    const table = fromArrow(readFileSync(pathOf('arrow')), { useDecimalInt: true } as object);
    expect(table.array('id').slice(-40)).toEqual(last.map(({ id }) => id));
    expect(table.array('pointer').slice(-40)).toEqual(EXPECTED.addresses);
    const csv = fromCSV(readFileSync(pathOf('csv'), 'utf8'), {
      parse: { id: (text: string) => BigInt(text) },
    });
    expect(csv.array('id').slice(-40)).toEqual(last.map(({ id }) => id));
    expect(csv.array('pointer').slice(-40)).toEqual(EXPECTED.addresses.map(inCsv));
  });
});
