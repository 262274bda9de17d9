import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromArrow, fromCSV, op } from 'arquero';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesSource, Trace, TraceError } from '../../lib/etl/index.ts';
import { EXPORT_FORMATS, type ExportFormatName, exportFrames } from '../../lib/frames/export/index.ts';
import { FRAMES, type FrameName, type Frames, frames } from '../../lib/frames/index.ts';
import { duckdb } from '../support/duckdb.ts';
import { rowsOf } from '../support/frame-values.ts';
import { pythonWith, runPython } from '../support/python.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-readers-'));
const { write } = synthesise({
  events: 30_000,
  idBase: 2n ** 63n,
  faults: { 'irp-leak': 2, 'never-completed': 2, 'socket-leak': 1 },
});
const { bytes } = write();
const open = () => Trace.open(bytesSource(bytes, 'synthesised.etl'));
let truth: Frames;

beforeAll(() => {
  truth = frames(open());
  for (const format of EXPORT_FORMATS) {
    exportFrames(open(), { folder: join(folder, format), format });
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

function pathOf(frame: FrameName, format: ExportFormatName): string {
  return join(folder, format, `${frame}.${format}`);
}

/** What readers of all formats can be asked alike. */
function expected() {
  const calls = rowsOf(truth, 'calls');
  const numbers = (column: string) => calls.flatMap((call) => (call[column] === null ? [] : [call[column]]));
  const sum = (column: string) => numbers(column).reduce((total: number, value) => total + Number(value), 0);
  const ids = numbers('callId') as bigint[];
  return {
    rows: calls.length,
    leastId: String(ids.reduce((a, b) => (a < b ? a : b))),
    greatestId: String(ids.reduce((a, b) => (a > b ? a : b))),
    withSocket: numbers('socketId').length,
    latencies: numbers('latencyNs').length,
    latencySum: sum('latencyNs'),
    bytes: sum('bytes'),
    inline: calls.filter(({ inline }) => inline).length,
    sends: calls.filter(({ op: name }) => name === 'Send').length,
    statuses: sum('completionStatus'),
  };
}

const SQL = (source: string) => `
  SELECT count(*)::INTEGER AS "rows", min(callId::UBIGINT)::VARCHAR AS "leastId",
    max(callId::UBIGINT)::VARCHAR AS "greatestId", count(socketId)::INTEGER AS "withSocket",
    count(latencyNs)::INTEGER AS latencies, sum(latencyNs)::DOUBLE AS "latencySum", sum(bytes)::DOUBLE AS bytes,
    count(*) FILTER (inline)::INTEGER AS inline, count(*) FILTER (op = 'Send')::INTEGER AS sends,
    sum(completionStatus)::DOUBLE AS statuses
  FROM ${source}`;

describe('DuckDB reads', () => {
  test.each([
    ['parquet', `read_parquet('${pathOf('calls', 'parquet')}')`],
    ['csv', `read_csv('${pathOf('calls', 'csv')}', types = {'callId': 'UBIGINT'})`],
    ['ndjson', `read_json('${pathOf('calls', 'ndjson')}')`],
  ])('the calls of %s as they are', async (_, source) => {
    expect(await duckdb(SQL(source))).toEqual([expected()]);
  });

  test('every frame of Parquet, with as many rows', async () => {
    for (const { name } of FRAMES) {
      const [row] = await duckdb(`SELECT count(*)::INTEGER AS "rows" FROM '${pathOf(name, 'parquet')}'`);
      expect([name, row]).toEqual([name, { rows: truth[name].numRows() }]);
    }
  });

  test('ids, times and counts with their types', async () => {
    const types = await duckdb(
      `SELECT column_name, column_type FROM (DESCRIBE FROM '${pathOf('calls', 'parquet')}')`,
    );
    const typeOf = (name: string) => types.find(({ column_name }) => column_name === name)?.column_type;
    expect(['callId', 'information', 'issuedNs', 'bytes', 'line', 'inline', 'op'].map(typeOf)).toEqual([
      'DECIMAL(20,0)',
      'VARCHAR',
      'DOUBLE',
      'BIGINT',
      'BIGINT',
      'BOOLEAN',
      'VARCHAR',
    ]);
  });

  test('the units and the trace’s facts in the metadata of Parquet', async () => {
    const pairs = await duckdb(
      `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${pathOf('calls', 'parquet')}')`,
    );
    const metadata = new Map(pairs.map(({ key, value }) => [key, value as string]));
    expect(metadata.get('wsktrace.frame')).toBe('calls');
    expect(JSON.parse(metadata.get('wsktrace.columns')!)).toMatchObject({
      latencyNs: { unit: 'ns' },
      bytes: { unit: 'bytes' },
    });
    const { startTime } = truth.analysis.trace;
    expect(JSON.parse(metadata.get('wsktrace.traces')!)).toMatchObject([
      { file: 'synthesised.etl', bytes: bytes.length, startTime, eventsLost: 0 },
    ]);
  });
});

describe('Arquero reads', () => {
  test('the calls of Arrow as they are', () => {
    const table = fromArrow(readFileSync(pathOf('calls', 'arrow')), { useDecimalInt: true } as object);
    const read = table
      .rollup({
        rows: op.count(),
        withSocket: op.valid('socketId'),
        latencies: op.valid('latencyNs'),
        latencySum: op.sum('latencyNs'),
        statuses: op.sum('completionStatus'),
      })
      .object();
    const { rows, withSocket, latencies, latencySum, statuses } = expected();
    expect(read).toEqual({ rows, withSocket, latencies, latencySum, statuses });
    expect(table.array('callId')).toEqual(rowsOf(truth, 'calls').map(({ callId }) => callId));
    expect(table.array('function')).toEqual(rowsOf(truth, 'calls').map((call) => call.function));
  });

  test('the calls of CSV as they are', () => {
    const table = fromCSV(readFileSync(pathOf('calls', 'csv'), 'utf8'), {
      parse: { callId: (text: string) => BigInt(text) },
    });
    expect(table.array('callId')).toEqual(rowsOf(truth, 'calls').map(({ callId }) => callId));
    expect(table.array('op')).toEqual(rowsOf(truth, 'calls').map((call) => call.op));
  });
});

const python = pythonWith('pyarrow', 'pandas');
const PANDAS = `
import json, sys, pandas
read = pandas.read_parquet if sys.argv[2] == 'parquet' else pandas.read_feather
calls = read(sys.argv[1])
print(json.dumps({
  'rows': len(calls), 'leastId': str(calls.callId.min()), 'greatestId': str(calls.callId.max()),
  'withSocket': int(calls.socketId.count()), 'latencies': int(calls.latencyNs.count()),
  'latencySum': float(calls.latencyNs.sum()), 'bytes': float(calls.bytes.sum()), 'inline': int(calls.inline.sum()),
  'sends': int((calls.op == 'Send').sum()), 'statuses': float(calls.completionStatus.sum()) }))`;

// Where CI runs they have to be there: .ci/run installs test/readers/requirements.txt.
describe.skipIf(python === null && process.env.CI !== 'true')('pandas, by way of pyarrow, reads', () => {
  test.each(['parquet', 'arrow'] as const)('the calls of %s as they are', { timeout: 60_000 }, (format) => {
    expect(python, 'no Python has pandas and pyarrow').not.toBeNull();
    expect(runPython(python!, PANDAS, pathOf('calls', format), format)).toEqual(expected());
  });
});

describe('an export', () => {
  test('has one file a frame, named after it, and a description of all', () => {
    for (const format of EXPORT_FORMATS) {
      expect(FRAMES.every(({ name }) => existsSync(pathOf(name, format)))).toBe(true);
      const description = JSON.parse(readFileSync(join(folder, format, 'frames.json'), 'utf8'));
      expect(Object.keys(description.frames)).toEqual(FRAMES.map(({ name }) => name));
      expect(description).toMatchObject({ schema: 'wsktrace.frames/1', format });
    }
  });

  test('writes only the frames that are asked for', () => {
    const target = join(folder, 'some');
    const { files } = exportFrames(open(), { folder: target, format: 'csv', frames: ['sockets', 'trace'] });
    expect(files.map(({ frame, rows }) => [frame, rows])).toEqual([
      ['sockets', truth.sockets.numRows()],
      ['trace', 1],
    ]);
    expect(existsSync(join(target, 'calls.csv'))).toBe(false);
  });

  test('leaves no half-written file behind where the trace can’t be read to its end', () => {
    const target = join(folder, 'broken');
    const source = bytesSource(bytes, 'broken.etl');
    let reads = 0;
    const trace = Trace.open(source);
    const failing = {
      read: source.read,
    };
    source.read = (into, offset) => {
      if (++reads > 3) {
        throw new TraceError('unreadable', 'the disk is gone', { file: 'broken.etl' });
      }
      return failing.read.call(source, into, offset);
    };
    expect(() => exportFrames(trace, { folder: target })).toThrow('the disk is gone');
    expect(FRAMES.some(({ name }) => existsSync(join(target, `${name}.parquet`)))).toBe(false);
    expect(FRAMES.some(({ name }) => existsSync(join(target, `${name}.parquet.part`)))).toBe(false);
  });

  test('says in a sentence which file or folder can’t be written', () => {
    const blocked = join(folder, 'a-file');
    writeFileSync(blocked, '');
    expect(() => exportFrames(open(), { folder: join(blocked, 'out') })).toThrow(
      expect.objectContaining({ kind: 'usage', message: expect.stringContaining('a-file') }),
    );
  });

  test('leaves nothing half named behind where something else has the name of a file', () => {
    const taken = join(folder, 'taken');
    mkdirSync(join(taken, 'irps.parquet'), { recursive: true });
    expect(() => exportFrames(open(), { folder: taken, frames: ['irps', 'calls'] })).toThrow(
      expect.objectContaining({
        kind: 'usage',
        message: expect.stringContaining('irps.parquet: can’t be written'),
      }),
    );
    expect(readdirSync(taken).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('says which formats there are where a caller without types names another', () => {
    const format = 'xlsx' as ExportFormatName;
    expect(() => exportFrames(open(), { folder, format })).toThrow(
      expect.objectContaining({ kind: 'usage', message: expect.stringContaining('parquet, arrow, csv') }),
    );
  });
});
