import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { namedQueries } from '../../lib/frames/queries/index.ts';
import { fixture, runOn, wsktrace } from '../support/cli.ts';
import { duckdb } from '../support/duckdb.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const TRACE = fixture('wine-irp-leak.etl');
const folder = mkdtempSync(join(tmpdir(), 'wsktrace-query-'));
afterAll(() => rmSync(folder, { recursive: true }));

const recorded = synthesise({ events: 4000 });
/** A recording of two sessions at a time, each with the events of half the processors. */
const PARTS = [0, 1].map((rest) => {
  const path = join(folder, `session${rest}.etl`);
  const part = recorded.events.filter(({ processor }) => processor % 2 === rest);
  writeFileSync(path, recorded.write({ loggerName: `session ${rest}` }, part).bytes);
  return path;
});

const LEAKED =
  "SELECT function, count(*) AS leaked FROM irps WHERE outcome = 'outstanding' GROUP BY function";

describe('wsktrace query', () => {
  test('prints an aligned table', async () => {
    const { code, out, err } = await wsktrace('query', TRACE, LEAKED);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('function       leaked\nRequestCreate       2\n');
  });

  test('prints CSV and NDJSON', async () => {
    const csv = await wsktrace('query', TRACE, LEAKED, '--format', 'csv');
    expect(csv.out).toBe('function,leaked\r\nRequestCreate,2\r\n');
    const ndjson = await wsktrace('query', TRACE, LEAKED, '--format', 'ndjson');
    expect(JSON.parse(ndjson.out)).toEqual({ function: 'RequestCreate', leaked: 2 });
  });

  test('prints one JSON document, of no rows too', async () => {
    const some = await wsktrace('query', TRACE, LEAKED, '--format', 'json');
    expect(some.out).toBe('[\n{"function":"RequestCreate","leaked":2}\n]\n');
    const none = await wsktrace('query', TRACE, `${LEAKED} LIMIT 0`, '--format', 'json');
    expect(JSON.parse(none.out)).toEqual([]);
    const many = await wsktrace('query', TRACE, 'SELECT range FROM range(3)', '--format', 'json');
    expect(JSON.parse(many.out)).toEqual([{ range: 0 }, { range: 1 }, { range: 2 }]);
  });

  test('shows times in the unit that suits them, and gives programs the nanoseconds', async () => {
    const sql = `SELECT 172.5 AS aNs, max(x) AS "max(latencyNs)", [1] AS listNs, 5 AS Nsx, 12000345678 AS bNs
      FROM (SELECT 13232200 AS x) `;
    const table = await wsktrace('query', TRACE, sql);
    expect(table.out).toBe(
      '     aNs  max(latencyNs)  listNs  Nsx          bNs\n' +
        '172.5 ns      13.2322 ms  [1]       5  12.000346 s\n',
    );
    const csv = await wsktrace('query', TRACE, sql, '--format', 'csv');
    expect(csv.out.split('\r\n')[1]).toBe('172.5,13232200,[1],5,12000345678');
  });

  test('an empty text is none in no format', async () => {
    const sql = `SELECT '' AS empty, NULL AS nothing, 1 AS one`;
    for (const [format, line] of [
      ['csv', '"",,1'],
      ['ndjson', '{"empty":"","nothing":null,"one":1}'],
    ] as const) {
      const { out } = await wsktrace('query', TRACE, sql, '--format', format);
      expect(out.split(/\r?\n/)).toContain(line);
    }
  });

  test('shows the first and the last rows on a terminal, and tells how many there are', async () => {
    const sql = 'SELECT range AS n FROM range(1000)';
    const { out } = await runOn({ place: 'terminal', width: 80 }, ['query', TRACE, sql, '--max-rows', '5']);
    expect(out).toBe(
      '  n\n  0\n  1\n  2\n… 995 rows not shown\n998\n999\n' +
        '5 of 1,000 rows shown: --max-rows, or another --format, gives more\n',
    );
    const all = await wsktrace('query', TRACE, sql);
    expect(all.out.split('\n')).toHaveLength(1002);
    const unasked = await runOn({ place: 'terminal', width: 80 }, ['query', TRACE, sql]);
    expect(unasked.out.split('\n')).toHaveLength(40 + 4);
  });

  test('fits the terminal: texts are shortened, then columns left out, and it says so', async () => {
    const on = (width: number, sql: string) => runOn({ place: 'terminal', width }, ['query', TRACE, sql]);
    const texts = await on(40, "SELECT repeat('a', 60) AS a, 1 AS b, repeat('c', 50) AS c");
    expect(texts.out).toBe(`a                  b  c\n${'a'.repeat(16)}…  1  ${'c'.repeat(17)}…\n`);
    const wide = await on(80, 'SELECT * FROM calls');
    const lines = wide.out.trimEnd().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines[0]).toMatch(/^provider .* … .* traceId$/);
    expect(lines.at(-1)).toMatch(/^\d+ of 28 columns shown: /);
  });

  test('shows the tables with the types that SQL has for them, without a trace', async () => {
    const { code, out } = await wsktrace('query', '--schema', '--format', 'json');
    expect(code).toBe(0);
    const told = JSON.parse(out) as { table: string; column: string; type: string }[];
    const asked = await wsktrace(
      'query',
      TRACE,
      'SELECT table_name AS "table", column_name AS "column", data_type AS type FROM duckdb_columns() WHERE NOT internal',
      '--format',
      'json',
    );
    const byName = (rows: typeof told) =>
      rows.map(({ table, column, type }) => `${table}.${column} ${type}`).sort();
    expect(byName(told)).toEqual(byName(JSON.parse(asked.out) as typeof told));
    const text = await wsktrace('query', '--schema');
    expect(text.out).toMatch(/^ {2}latencyNs +DOUBLE +from issue to completion; [\s\S]*? \(ns\)$/m);
    expect(Math.max(...text.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('tells numbers that JSON has no form for apart from null, and prints lists and structs as JSON', async () => {
    const sql = `SELECT 'nan'::DOUBLE AS nan, NULL AS none, 18446744073709551615::HUGEINT AS wide, [1, 2] AS list,
      {'a': 0.1::FLOAT} AS struct, MAP {'k': 'inf'::DOUBLE} AS map`;
    const ndjson = await wsktrace('query', TRACE, sql, '--format', 'ndjson');
    expect(ndjson.out).toBe(
      '{"nan":"NaN","none":null,"wide":"18446744073709551615","list":[1,2],"struct":{"a":0.1},"map":{"k":"Infinity"}}\n',
    );
    const csv = await wsktrace('query', TRACE, sql, '--format', 'csv');
    expect(csv.out.split('\r\n')[1]).toBe(
      'NaN,,18446744073709551615,"[1,2]","{""a"":0.1}","{""k"":""Infinity""}"',
    );
  });

  test('prints the header line of a result without rows', async () => {
    const { out } = await wsktrace('query', TRACE, 'SELECT callId, op FROM calls LIMIT 0', '--format', 'csv');
    expect(out).toBe('callId,op\r\n');
  });

  test('writes Parquet to the file that is named', async () => {
    const path = join(folder, 'leaked.parquet');
    const { code } = await wsktrace('query', TRACE, `${LEAKED};`, '--format', 'parquet', '--out', path);
    expect(code).toBe(0);
    expect(await duckdb(`SELECT function, leaked::INTEGER AS leaked FROM '${path}'`)).toEqual([
      { function: 'RequestCreate', leaked: 2 },
    ]);
  });

  test('takes the SQL from a file', async () => {
    const path = join(folder, 'leaked.sql');
    writeFileSync(path, `-- who leaks?\n${LEAKED};\n`);
    const { out } = await wsktrace('query', TRACE, '--file', path);
    expect(out).toContain('RequestCreate');
  });

  test('takes the SQL as an option', async () => {
    const { code, out } = await wsktrace('query', TRACE, '--sql', LEAKED);
    expect({ code, out }).toEqual({ code: 0, out: 'function       leaked\nRequestCreate       2\n' });
  });

  test.each([
    ['with --sql', (files: string[], sql: string) => [...files, '--sql', sql]],
    ['with --file', (files: string[]) => [...files, '--file', 'count.sql']],
    ['before the SQL', (files: string[], sql: string) => [...files, sql]],
  ])('takes several files of one recording as one trace, %s', async (_, argv) => {
    const sql = 'SELECT count(*) AS calls, count(DISTINCT callId) AS ids FROM calls';
    const path = join(folder, 'count.sql');
    writeFileSync(path, sql);
    const words = argv(PARTS, sql).map((word) => (word === 'count.sql' ? path : word));
    const { code, out } = await wsktrace('query', ...words, '--format', 'ndjson');
    const { issued } = recorded.truth.calls;
    expect({ code, answer: JSON.parse(out) }).toEqual({ code: 0, answer: { calls: issued, ids: issued } });
  });

  test('asks a query of its own of several files', async () => {
    const { out } = await wsktrace(
      'query',
      ...PARTS,
      '--named',
      'latency-by-operation',
      '--format',
      'ndjson',
    );
    const rows = out.trimEnd().split('\n');
    const issued = rows.map((row) => (JSON.parse(row) as { issued: number }).issued);
    expect(issued.reduce((sum, one) => sum + one)).toBe(recorded.truth.calls.issued);
  });

  test('lists its own queries with what they answer, without a trace', async () => {
    const { code, out } = await wsktrace('query', '--list');
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    for (const { name, question } of namedQueries()) {
      expect(lines).toContain(name);
      expect(out.replaceAll(/\n {2}/g, ' ')).toContain(`${name} ${question}`);
    }
  });

  test('warns of a provider that is not in the trace', async () => {
    const { code, err } = await wsktrace('query', TRACE, 'SELECT 1 AS one', '--provider', 'Nobody');
    expect([code, err]).toEqual([0, `wsktrace: no provider Nobody is in ${TRACE}\n`]);
  });

  test('runs one of them by its name', async () => {
    const { out } = await wsktrace('query', TRACE, '--named', 'leaking-functions');
    expect(out).toMatch(/RequestCreate +31 +4 +2/);
  });

  test('shows control characters from a trace as escapes', async () => {
    const { out } = await wsktrace('query', TRACE, "SELECT chr(27) || '[31m' AS text");
    expect(out).toContain('\\x1b[31m');
  });

  test('reads no other file, unless that is allowed', async () => {
    const secret = join(folder, 'secret.csv');
    writeFileSync(secret, 'word\nhidden\n');
    const refused = await wsktrace('query', TRACE, `SELECT * FROM '${secret}'`);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('disabled by configuration');
    const allowed = await wsktrace('query', TRACE, `SELECT * FROM '${secret}'`, '--allow-files');
    expect(allowed.out).toBe('word\nhidden\n');
  });

  test('says in a sentence that a cell is longer than a text can be', async () => {
    const { code, out, err } = await wsktrace('query', TRACE, "SELECT repeat('x', 600000000) AS long");
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      'wsktrace: a cell is too long to be written: shorten it in the SQL, as by left(text, 1000)\n',
    );
  }, 60_000);

  test('says in a sentence that there is no folder for what is temporary', async () => {
    const nowhere = join(folder, 'nowhere');
    vi.stubEnv('TMPDIR', nowhere);
    const { code, out, err } = await wsktrace('query', TRACE, LEAKED);
    vi.unstubAllEnvs();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      `wsktrace: ${nowhere}: no temporary folder can be made in it (ENOENT): set TMPDIR to one that can be written\n`,
    );
  });

  test.each([
    "CALL enable_logging(storage='file')",
    'CALL "enable_logging"(storage=\'file\')',
    'PRAGMA enable_logging',
    'SET enable_logging = true',
    "SET logging_storage = 'file'",
    "PRAGMA enable_profiling = 'json'",
    "SET profiling_output = 'FOLDER/profile.json'",
    "SET log_query_path = 'FOLDER/queries.log'",
  ])('writes no log: %s', async (sql) => {
    const words = sql.replace('FOLDER', folder);
    const { code, out, err } = await wsktrace('query', TRACE, `${words}; SELECT 1 AS one`);
    expect([code, out, err.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(readdirSync(folder).filter((name) => /profile|log$/.test(name))).toEqual([]);
  });

  test.each([
    ['for wrong SQL', ['query', TRACE, 'SELEKT 1']],
    ['without SQL', ['query', TRACE]],
    ['with SQL twice', ['query', TRACE, 'SELECT 1', '--named', 'failures']],
    ['for an unknown query', ['query', TRACE, '--named', 'nothing']],
    ['for a missing SQL file', ['query', TRACE, '--file', 'nowhere.sql']],
    ['for Parquet without a file', ['query', TRACE, 'SELECT 1', '--format', 'parquet']],
    ['for a file without Parquet', ['query', TRACE, 'SELECT 1', '--out', join(folder, 'x')]],
    ['without a trace', ['query']],
    ['for SQL without a trace', ['query', '--sql', 'SELECT 1']],
    ['with traces alone', ['query', TRACE, TRACE]],
    ['for a schema in CSV', ['query', '--schema', '--format', 'csv']],
    ['with SQL from two options', ['query', TRACE, '--sql', 'SELECT 1', '--named', 'failures']],
  ])('is a usage error %s', async (_, argv) => {
    const { code, out, err } = await wsktrace(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toBe('');
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});
