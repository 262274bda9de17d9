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
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { frames } from '../../lib/frames/index.ts';
import { namedQueries, namedQuery } from '../../lib/frames/queries/index.ts';
import { type FrameDatabase, openDatabase, type SqlValue } from '../../lib/frames/sql/index.ts';
import { nearestRank } from '../../lib/stats/index.ts';
import { isReceive, isSend, OPERATIONS } from '../../lib/wsk/operation.ts';
import { fixture } from '../support/cli.ts';
import { duckdb } from '../support/duckdb.ts';
import { rowsOf } from '../support/frame-values.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const { truth, write } = synthesise({
  events: 20_000,
  idBase: 2n ** 60n,
  faults: { 'irp-leak': 3, 'never-completed': 2, 'socket-leak': 2, 'cancel-not-completed': 1 },
});
const trace = Trace.open(bytesSource(write().bytes));
const folder = mkdtempSync(join(tmpdir(), 'wsktrace-sql-test-'));
const secret = join(folder, 'secret.csv');
let database: FrameDatabase;

beforeAll(async () => {
  writeFileSync(secret, 'word\nhidden\n');
  database = await openDatabase(trace, { outputFile: join(folder, 'out.parquet') });
}, 60_000);
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

async function ask(sql: string, of = database): Promise<Record<string, SqlValue>[]> {
  const { columns, rows } = await of.query(sql);
  const found: Record<string, SqlValue>[] = [];
  for await (const row of rows()) {
    found.push(Object.fromEntries(columns.map((column, at) => [column, row[at]!])));
  }
  return found;
}

const named = (name: string) => ask(namedQueries().find((query) => query.name === name)!.sql);

/** What the query of this name has to answer. */
function slowestSockets(of: Trace): object[] {
  const built = frames(of);
  const sockets = new Map(
    rowsOf(built, 'sockets').map((socket) => [`${socket.load} ${socket.socketId}`, socket]),
  );
  const groups = new Map<
    string,
    { socketId: bigint; op: string; load: number; provider: string; latencies: number[] }
  >();
  for (const { socketId, op, load, provider, latencyNs } of rowsOf(built, 'calls')) {
    if (socketId !== null && latencyNs !== null) {
      const key = `${load} ${socketId} ${op}`;
      const identity = { socketId: socketId as bigint, load: load as number, provider: provider as string };
      const group = groups.get(key) ?? { ...identity, op: op as string, latencies: [] };
      group.latencies.push(latencyNs as number);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(({ socketId, op, load, provider, latencies }) => {
      const sorted = Float64Array.from(latencies).sort();
      const { category, remoteAddress } = sockets.get(`${load} ${socketId}`)!;
      const [p50Ns, p99Ns] = [nearestRank(sorted, 0.5), nearestRank(sorted, 0.99)];
      return {
        ...{ socketId: String(socketId), category, remoteAddress, op, calls: sorted.length },
        ...{ p50Ns, p99Ns, maxNs: sorted.at(-1)!, load, provider },
      };
    })
    .sort(
      (a, b) =>
        b.p99Ns - a.p99Ns ||
        Number(BigInt(a.socketId) - BigInt(b.socketId)) ||
        (a.op === b.op ? a.load - b.load : a.op < b.op ? -1 : 1),
    )
    .slice(0, 20);
}

describe('SQL', () => {
  test('asks the frames by their names', async () => {
    const counts = await ask('SELECT op, count(*) AS calls FROM calls GROUP BY op');
    expect(new Map(counts.map(({ op, calls }) => [op, calls]))).toEqual(
      new Map(truth.operations.map(({ op, issued }) => [op, issued])),
    );
  });

  test('gives ids as text, exact, and counts as numbers', async () => {
    const [row] = await ask('SELECT min(callId) AS id, count(*) AS calls, [1, 2] AS list FROM calls');
    const ids = rowsOf(frames(trace), 'calls').map(({ callId }) => callId as bigint);
    const least = ids.reduce((a, b) => (a < b ? a : b));
    expect(row).toEqual({ id: String(least), calls: truth.calls.issued, list: [1, 2] });
  });

  test.each([
    ["'nan'::DOUBLE", 'NaN'],
    ["'-inf'::FLOAT", '-Infinity'],
    ['NULL::DOUBLE', null],
    ['0.1::FLOAT', 0.1],
    ['9007199254740993::BIGINT', '9007199254740993'],
    ['42::HUGEINT', 42],
    ['7::UBIGINT', '7'],
    ["[0.1::FLOAT, NULL, 'inf'::FLOAT]", [0.1, null, 'Infinity']],
    ["{'a': 1, 'b': [{'c': 7::UBIGINT}]}", { a: 1, b: [{ c: '7' }] }],
    ["MAP {'x': 1.5::DOUBLE, 'y': NULL}", { x: 1.5, y: null }],
    ["MAP {[1, 2]: 'list'}", { '[1,2]': 'list' }],
    ['array_value(1, 2)', [1, 2]],
    ['12.50::DECIMAL(9, 2)', '12.50'],
    ["TIMESTAMP '2026-01-01 00:00:00'", '2026-01-01 00:00:00'],
  ])('%s is %j', async (sql, value) => {
    expect(await ask(`SELECT ${sql} AS value`)).toEqual([{ value }]);
  });

  test('takes several statements, and gives the rows of the last', async () => {
    expect(await ask('CREATE TEMP TABLE t AS SELECT 1 AS x; SELECT x + 1 AS y FROM t')).toEqual([{ y: 2 }]);
  });

  test.each([
    'SELECT 1; SELECT 2',
    'SHOW TABLES; SELECT 1',
    'EXPLAIN SELECT 1; SELECT 1',
    'FROM calls; DROP TABLE IF EXISTS t',
  ])('refuses a statement before the last whose rows nobody would see: %s', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('of several statements the last alone gives rows'),
    });
  });

  test('streams more rows than one chunk of the engine', async () => {
    expect(await ask('SELECT callId FROM calls')).toHaveLength(truth.calls.issued);
  });

  test('tells in DuckDB’s words what is wrong, as the user’s error', async () => {
    await expect(ask('SELECT nothing FROM calls')).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('"nothing" not found'),
    });
  });

  test.each(['', ' ;', '-- nothing asked'])('says so where there is nothing to run: %j', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({ kind: 'usage', message: 'the SQL holds no statement' });
  });

  const REFUSED = [
    "SELECT * FROM read_csv('FOLDER/secret.csv')",
    "SELECT * FROM 'FOLDER/secret.csv'",
    "SELECT * FROM read_text('FOLDER/secret.csv')",
    "SELECT * FROM glob('FOLDER/*')",
    "COPY (SELECT 1) TO 'FOLDER/stolen.csv'",
    "ATTACH 'FOLDER/stolen.db'",
    'INSTALL httpfs',
    'SET enable_external_access = true',
    "SET allowed_paths = ['/']",
  ];
  test.each(REFUSED)('reaches no other file: %s', async (sql) => {
    await expect(ask(sql.replace('FOLDER', folder))).rejects.toMatchObject({ kind: 'usage' });
    expect(readdirSync(folder).filter((name) => name.startsWith('stolen'))).toEqual([]);
  });

  test('reaches other files where that is allowed', async () => {
    const open = await openDatabase(trace, { allowFiles: true });
    try {
      expect(await ask(`SELECT word FROM '${secret}'`, open)).toEqual([{ word: 'hidden' }]);
    } finally {
      open.close();
    }
  });

  test('writes a result to the one Parquet file that it was given', async () => {
    const path = join(folder, 'out.parquet');
    await database.copyTo(path, 'SELECT op, callId FROM calls ORDER BY callId; -- all of them');
    expect(readFileSync(path).subarray(0, 4).toString()).toBe('PAR1');
    expect(await ask(`SELECT count(*) AS calls FROM '${path}'`)).toEqual([{ calls: truth.calls.issued }]);
    await expect(database.copyTo(join(folder, 'other.parquet'), 'SELECT 1')).rejects.toThrow(
      'is no file that the database was opened to write',
    );
  });

  test('writes sums of whole numbers with all their digits', async () => {
    const path = join(folder, 'sums.parquet');
    const large = await openDatabase(trace, { outputFile: path });
    await large.copyTo(
      path,
      'SELECT sum(n) AS total, 1 AS a, 2 AS a FROM (VALUES (432345564227568840), (1)) AS v(n)',
    );
    large.close();
    const [row] = await duckdb(`SELECT typeof(total) AS type, total::VARCHAR AS total FROM '${path}'`);
    expect(row).toEqual({ type: 'DECIMAL(38,0)', total: '432345564227568841' });
  });

  test('gives addresses as text, like the files', async () => {
    const [row] = await ask(
      'SELECT min(pointer) AS pointer, (SELECT min(information) FROM calls) AS information FROM irps',
    );
    expect(row).toEqual({
      pointer: expect.stringMatching(/^0xffff[0-9a-f]{12}$/),
      information: expect.stringMatching(/^0x[0-9a-f]{16}$/),
    });
  });

  test('leaves no temporary files behind', async () => {
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    const once = await openDatabase(trace);
    await ask('SELECT count(*) FROM calls', once);
    expect(readdirSync(temporary)).toHaveLength(1);
    once.close();
    expect(readdirSync(temporary)).toEqual([]);
    vi.unstubAllEnvs();
  });

  test('says how to get DuckDB where it is not installed', async () => {
    vi.resetModules();
    vi.doMock('@duckdb/node-api', () => {
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    });
    const without = await import('../../lib/frames/sql/index.ts');
    await expect(without.openDatabase(trace)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('npm install @duckdb/node-api'),
    });
    vi.doUnmock('@duckdb/node-api');
  });
});

describe('the queries that come with the program', () => {
  test.each(namedQueries().map((query) => [query.name, query] as const))('%s runs', async (_, query) => {
    expect(query.question).toMatch(/\?/);
    await ask(query.sql);
  });

  test.each(namedQueries().map((query) => [query.name, query] as const))(
    '%s tells with an id of which load of which driver, in which trace, it is',
    async (_, { sql }) => {
      const { columns } = await database.query(sql);
      if (columns.some((column) => /^(call|irp|socket|slowestSocket)Id$/.test(column))) {
        expect(columns).toEqual(expect.arrayContaining(['load', 'provider', 'traceId']));
      }
    },
  );

  test('are told by the comment that they begin with, and no other', () => {
    for (const { name, question, sql } of namedQueries()) {
      const [first = ''] = sql.split(/^(?!-- )/m, 1);
      expect([name, `-- ${question}`]).toEqual([name, first.trim().replaceAll('\n-- ', ' ')]);
    }
    expect(namedQuery('latency-drift').question).toMatch(/with so few traces\.$/);
  });

  test('are a dozen at least', () => {
    expect(namedQueries().length).toBeGreaterThanOrEqual(12);
    expect(existsSync('lib/frames/queries')).toBe(true);
  });

  test('latency-by-operation gives the nearest-rank percentiles of the truth', async () => {
    for (const { op, p50Ns, p99Ns, maxNs, issued } of await named('latency-by-operation')) {
      const operation = truth.operations.find((known) => known.op === op)!;
      expect(issued).toBe(operation.issued);
      const { p50, p99, max } = operation.latencyNs ?? { p50: null, p99: null, max: null };
      expect([p50Ns, p99Ns, maxNs]).toEqual([p50, p99, max]);
    }
  });

  test('leaking-functions, pending-calls and open-sockets give what is outstanding', async () => {
    const leaks = await named('leaking-functions');
    expect(leaks.reduce((sum, { notFreed }) => sum + (notFreed as number), 0)).toBe(
      truth.irps.outstandingAtEnd,
    );
    expect(await named('pending-calls')).toHaveLength(truth.calls.pendingAtEnd);
    expect(await named('open-sockets')).toHaveLength(truth.sockets.openAtEnd);
  });

  test('queue-depth counts what was issued and has not ended at the end of each slice', async () => {
    const calls = rowsOf(frames(trace), 'calls');
    const issues = calls.flatMap(({ issuedNs }) => (issuedNs === null ? [] : [issuedNs as number]));
    const ends = calls.flatMap(({ issuedNs, completedNs, returnedNs, outcome }) =>
      issuedNs === null || outcome === 'pending' ? [] : [(completedNs ?? returnedNs) as number],
    );
    const fromNs = Math.min(...issues);
    const stepNs = (Math.max(...issues) - fromNs) / 100;
    const sliceOf = (timeNs: number) => Math.floor((timeNs - fromNs) / stepNs);
    const issued = issues.map((timeNs) => Math.min(99, sliceOf(timeNs)));
    const ended = ends.map(sliceOf);
    const slices = Array.from({ length: 100 }, (_, slice) => ({
      sliceNs: fromNs + slice * stepNs,
      issued: issued.filter((one) => one === slice).length,
      inFlightAtEnd: issued.filter((one) => one <= slice).length - ended.filter((one) => one <= slice).length,
    }));
    const found = await named('queue-depth');
    expect(found.map(({ traceId: _, ...slice }) => slice)).toEqual(slices);
    expect(Math.max(...slices.map(({ inFlightAtEnd }) => inFlightAtEnd))).toBeLessThanOrEqual(
      truth.maxInFlight,
    );
  });

  test('queue-depth is never below nothing, also where a call is timed to complete before its issue', async () => {
    const anomaly = await openDatabase(
      Trace.open(bytesSource(readFileSync(fixture('host-clock-anomaly.etl')))),
    );
    const rows = await ask(namedQuery('queue-depth').sql, anomaly);
    anomaly.close();
    expect(rows.length).toBe(100);
    expect(Math.min(...rows.map(({ inFlightAtEnd }) => Number(inFlightAtEnd)))).toBe(0);
  });

  test('throughput counts the bytes of all operations that send or receive, those of drivers without WSK included', async () => {
    const all = [...OPERATIONS];
    const rows = all.map(([op, name]) => `('t', '${name}', ${op}, 0)`);
    const calls = `WITH calls(traceId, op, bytes, completedNs) AS (VALUES ${rows.join(', ')})`;
    const [found] = await ask(`${calls}\n${namedQuery('throughput').sql}`);
    const sum = (moves: (op: number) => boolean) =>
      all.reduce((total, [op]) => total + (moves(op) ? op : 0), 0);
    expect(found).toMatchObject({ bytesSent: sum(isSend), bytesReceived: sum(isReceive) });
  });

  const few = Trace.open(bytesSource(readFileSync(fixture('wine-echo-clean.etl'))));
  const loads = Trace.open(bytesSource(readFileSync(fixture('host-session-two-loads.etl'))));
  test.each([
    ['of many sockets', trace, true],
    ['where there are fewer than it lists', few, false],
    ['of a driver that was loaded twice', loads, false],
  ])('slowest-sockets gives the slowest %s, with their percentiles', async (_, of, isCut) => {
    const once = await openDatabase(of);
    const found = await ask(namedQueries().find(({ name }) => name === 'slowest-sockets')!.sql, once);
    once.close();
    const expected = slowestSockets(of);
    expect(found.map(({ traceId: _, ...socket }) => socket)).toEqual(expected);
    expect(found.length === 20).toBe(isCut);
  });

  test('findings-with-calls gives each occurrence', async () => {
    const found = await named('findings-with-calls');
    expect(found.filter(({ rule }) => rule === 'irp-leak')).toHaveLength(3);
  });
});

describe('SQL that goes too far', () => {
  test('points at the place that is wrong, on lines of its own', async () => {
    await expect(database.query('SELEC 1')).rejects.toThrow(
      'Parser Error: syntax error at or near "SELEC"\n  LINE 1: SELEC 1\n          ^',
    );
  });

  test('has no line break of a value in its error', async () => {
    const query = async () => {
      const { rows } = await database.query(`SELECT CAST('a' || chr(10) || '::error::b' AS INT)`);
      for await (const _ of rows()) {
        // There is none.
      }
    };
    await expect(query()).rejects.toThrow(/^Conversion Error: [^\n]*::error::b/);
  });

  test('switches on no log', async () => {
    await expect(database.query(`CALL Enable_Logging(storage='file', storage_path='x')`)).rejects.toThrow(
      'the SQL switches on a log',
    );
  });
});
