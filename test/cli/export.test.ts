import { spawnSync } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { duckdb } from '../support/duckdb.ts';

const TRACE = fixture('wine-irp-leak.etl');
const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'wsktrace-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('wsktrace export', () => {
  test('writes Parquet unless told otherwise, and tells each file with its rows', async () => {
    const out = join(folder, 'new', 'parquet');
    const result = await wsktrace('export', fixture('wine-irp-leak.etl'), '--out', out);
    expect(result).toMatchObject({ code: 0, err: '' });
    expect(result.out).toContain(`${join(out, 'irps.parquet')}  8 rows`);
    const leaked = await duckdb(
      `SELECT count(*)::INTEGER AS leaked FROM '${join(out, 'irps.parquet')}' WHERE outcome = 'outstanding'`,
    );
    expect(leaked).toEqual([{ leaked: 2 }]);
  });

  test('writes CSV with a header line', async () => {
    const out = join(folder, 'csv');
    await wsktrace(
      'export',
      fixture('wine-irp-leak.etl'),
      '-o',
      out,
      '--format',
      'csv',
      '--frame',
      'sockets',
    );
    const [head, first] = readFileSync(join(out, 'sockets.csv'), 'utf8').split('\r\n');
    expect(head).toMatch(/^provider,load,socketId,pointer,generation,category,/);
    expect(first).toMatch(/^WskTraceDriver,1,\d+,0x[0-9a-f]{8}`[0-9a-f]{8},1,/);
  });

  test('takes the options of every command that analyses', async () => {
    const out = join(folder, 'provider');
    const trace = fixture('wine-ok.etl');
    const { code, err } = await wsktrace('export', trace, '-o', out, '--provider', 'Nobody');
    expect([code, err]).toEqual([0, `wsktrace: no provider Nobody is in ${trace}\n`]);
  });

  test.each([
    ['without a folder', ['export', fixture('wine-ok.etl')]],
    ['of an unknown format', ['export', fixture('wine-ok.etl'), '-o', folder, '--format', 'xlsx']],
    ['of an unknown frame', ['export', fixture('wine-ok.etl'), '-o', folder, '--frame', 'packets']],
    ['of a missing file', ['export', 'nowhere.etl', '-o', folder]],
  ])('is a usage error %s', async (_, argv) => {
    const { code, err } = await wsktrace(...argv);
    expect(code).toBe(2);
    expect(err).not.toBe('');
  });

  test('ends with 3 for what is no trace', async () => {
    const { code, err } = await wsktrace('export', fixture('README.md'), '-o', folder);
    expect(code).toBe(3);
    expect(err).toContain('README.md');
  });

  test('goes either to a folder or into a dataset, with the options of that', async () => {
    const refused = async (...options: string[]) => {
      const { code, err } = await wsktrace('export', TRACE, ...options);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused()).toContain('either --out or --dataset');
    expect(await refused('--out', 'a', '--dataset', 'b')).toContain('either --out or --dataset');
    expect(await refused('--out', 'a', '--labels-from', '{build}/*.etl')).toContain(
      '--labels-from goes together with --dataset only',
    );
    expect(await refused('--dataset', 'b', '--format', 'csv')).toContain(
      '--format does not go together with --dataset',
    );
    expect(await refused('--dataset', 'b', '--label', 'op=Send')).toContain(
      'a frame has a column of this name',
    );
    expect(await refused('--dataset', 'b', '--label', 'rig=a', '--label', 'rig=b')).toContain(
      'rig is named twice, with two values',
    );
  });

  test('puts a trace that is named twice, by a folder and by its file, into a dataset once', async () => {
    const traces = join(folder, 'traces');
    mkdirSync(traces);
    copyFileSync(TRACE, join(traces, 'a.etl'));
    linkSync(join(traces, 'a.etl'), join(folder, 'link.etl'));
    const [twice, missing] = [join(traces, '..', 'traces', 'a.etl'), join(folder, 'missing.etl')];
    const inputs = [traces, join(traces, 'a.etl'), twice, join(folder, 'link.etl'), missing, missing];
    const dataset = join(folder, 'once');
    // Threads run what is built, so that this one can tell only how many inputs there are.
    const { out } = await wsktrace('export', ...inputs, '--dataset', dataset, '--jobs', '1');
    expect(out).toContain(`${dataset}  2 traces: `);
  });

  test('gives inputs up where told, by their names as they are', async () => {
    const dataset = join(folder, 'given-up');
    const argv = ['export', TRACE, '[gone].etl', '--dataset', dataset, '--give-up', 'its machine was lost'];
    const { code, err } = await wsktrace(...argv, '--build', '7', '--labels-from', 'nowhere/{lab}/*.etl');
    expect(code).toBe(3);
    expect(err).toContain(`unreadable: ${TRACE}: its machine was lost`);
    expect(
      await duckdb(
        `SELECT path, status, exitCode::INTEGER AS code, message, build, lab
         FROM read_parquet('${dataset}/status/*.parquet') ORDER BY path`,
      ),
    ).toEqual(
      [TRACE, '[gone].etl'].map((path) => ({
        path,
        status: 'unreadable',
        code: 124,
        message: 'its machine was lost',
        build: '7',
        // The same columns, whatever fits the pattern.
        lab: null,
      })),
    );
  });

  test('gives up the traces of a folder and of a pattern, and not these by their names', async () => {
    const [traces, dataset] = [join(folder, 'hung'), join(folder, 'hung-fleet')];
    mkdirSync(traces);
    copyFileSync(TRACE, join(traces, 'a.etl'));
    copyFileSync(fixture('wine-ok.etl'), join(traces, 'b.etl'));
    const giveUp = (input: string) => wsktrace('export', input, '--dataset', dataset, '--give-up', 'it hung');
    const paths = async () =>
      (await duckdb(`SELECT path FROM read_parquet('${dataset}/status/*.parquet') ORDER BY path`)).map(
        ({ path }) => path,
      );
    const both = [join(traces, 'a.etl'), join(traces, 'b.etl')];
    expect((await giveUp(traces)).out).toContain(`${dataset}  2 traces: 2 unreadable`);
    expect(await paths()).toEqual(both);
    await giveUp(join(traces, '*.etl'));
    expect(await paths()).toEqual(both);
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const { code, err } = await giveUp(empty);
    expect([code, err]).toEqual([2, expect.stringContaining('no trace')]);
    // A name that would be no pattern is one all the same.
    await giveUp('[z-a].etl');
    expect(await paths()).toEqual([...both, '[z-a].etl'].sort());
  });

  test('counts a trace and its copy once, as the dataset holds it', async () => {
    const [copy, dataset] = [join(folder, 'copy-of.etl'), join(folder, 'copies')];
    copyFileSync(TRACE, copy);
    // Threads run what is built.
    const exported = (...traces: string[]) =>
      spawnSync(process.execPath, [MAIN, 'export', ...traces, '--dataset', dataset, '--jobs', '1'], {
        encoding: 'utf8',
      }).stdout;
    const alone = exported(TRACE);
    expect(alone).toMatch(/ {2}1 trace: 1 ok {2}\d+ rows of /);
    rmSync(dataset, { recursive: true });
    expect(exported(TRACE, copy)).toBe(alone.replace('1 ok', '1 ok, and 1 copy'));
    expect(exported(TRACE, copy)).toContain('  1 trace: 1 there before, and 1 copy  0 rows of ');
  });

  test('writes the status of one recording, also of what can’t be read', async () => {
    const status = join(folder, 'status.parquet');
    const out = join(folder, 'with-status');
    expect((await wsktrace('export', TRACE, '--out', out, '--status', status)).code).toBe(0);
    const text = join(folder, 'text.etl');
    writeFileSync(text, 'no trace');
    const other = join(folder, 'other.parquet');
    expect((await wsktrace('export', text, '--out', out, '--status', other)).code).toBe(3);
    const rows = await duckdb(
      `SELECT path, status, exitCode::INTEGER AS code FROM read_parquet(['${status}', '${other}']) ORDER BY code`,
    );
    expect(rows).toEqual([
      { path: TRACE, status: 'ok', code: 0 },
      { path: text, status: 'unreadable', code: 3 },
    ]);
  });
});
