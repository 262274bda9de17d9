import { spawnSync } from 'node:child_process';
import { openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { zipOf } from '../support/zip.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const TRACE = fixture('wine-irp-leak.etl');
const BYTES = readFileSync(TRACE);
const folder = useFolder();

/** Runs the built program with these bytes coming through a pipe. */
function piped(input: Uint8Array, ...argv: string[]) {
  const env = { ...process.env, TMPDIR: folder.path };
  return spawnSync(process.execPath, [MAIN, ...argv], { input, encoding: 'utf8', cwd: folder.path, env });
}

function withoutName(text: string): string {
  // The frame of the trace's facts holds its name, and is as much longer.
  return text
    .replaceAll(TRACE, 'NAME')
    .replaceAll('stdin', 'NAME')
    .replace(/trace\.ndjson .*/, '');
}

describe('- is standard input', () => {
  test.each([
    ['a trace', BYTES],
    ['a gzip file', gzipSync(BYTES)],
    ['a zip file', zipOf([{ name: 'a.etl', bytes: BYTES }])],
  ])('as %s through a pipe, with nothing left behind', async (_what, bytes) => {
    const { out } = await wsktrace('report', TRACE);
    const { status, stdout, stderr } = piped(bytes, 'report', '-');
    expect([status, stderr]).toEqual([0, '']);
    expect(withoutName(stdout)).toBe(withoutName(out));
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test.each([
    ['info', '-'],
    ['events', '-'],
    ['latency', '-'],
    ['leaks', '-'],
    ['query', '-', 'SELECT count(*) AS calls FROM calls'],
    ['export', '-', '--out', 'frames', '--format', 'ndjson'],
    ['timeline', '-', '-o', '-'],
  ])('%s reads it', async (...argv) => {
    const { status, stdout, stderr } = piped(BYTES, ...argv);
    expect([status, stderr]).toEqual([0, '']);
    const named = await wsktrace(
      ...argv.map((word, at) =>
        word === '-' && at === 1 ? TRACE : word === 'frames' ? folder.at('frames') : word,
      ),
    );
    expect(withoutName(stdout)).toBe(withoutName(named.out).replaceAll(`${folder.path}/`, ''));
  });

  test('is one trace, however often it is named', () => {
    const { status, stderr } = piped(BYTES, 'report', '-', '-');
    expect([status, stderr]).toEqual([2, 'wsktrace: standard input is named twice: it holds one trace\n']);
  });

  test('check judges it', () => {
    const { status, stdout } = piped(BYTES, 'check', '-', '--no-config', '--format', 'sarif');
    expect(status).toBe(1);
    expect(JSON.parse(stdout).runs[0].results[0].properties.traces).toEqual(['stdin']);
  });

  test('a file that the shell redirects is read where it lies', () => {
    const stdio: ['pipe' | number, 'pipe', 'pipe'] = [openSync(TRACE, 'r'), 'pipe', 'pipe'];
    const { status, stdout } = spawnSync(process.execPath, [MAIN, '-'], { stdio, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain('2 IRPs leaked by RequestCreate.');
  });

  test.each([
    ['nothing came', new Uint8Array(0)],
    [
      'not a trace',
      Buffer.from('no trace at all, but some text that is long enough for a header'.repeat(20)),
    ],
  ])('says so where %s', (_what, bytes) => {
    const { status, stdout, stderr } = piped(bytes, 'report', '-');
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^wsktrace: stdin(?: at offset 0)?: [^\n]+\n$/);
  });
});

describe('- is standard output', () => {
  test('for a page or for Markdown, in place of the report', async () => {
    const page = await wsktrace('report', TRACE, '--html', '-');
    expect(page.out).toMatch(/^<!doctype html>.*<\/html>\n$/s);
    const markdown = await wsktrace('report', TRACE, '--md', '-');
    expect(markdown.out).toMatch(/^## ❌ wsktrace: 2 IRPs leaked/);
    const causes = await wsktrace('why', TRACE, '--md', '-');
    expect(causes.out).toMatch(/^## /);
    const check = await wsktrace('check', TRACE, '--no-config', '--format', 'html=-');
    expect(check.out).toMatch(/^<!doctype html>/);
    expect(readdirSync('.')).not.toContain('-');
  });

  test.each([
    [['report', TRACE, '--html', '-', '--md', '-'], 'only one output can go to stdout'],
    [['report', TRACE, '--html', '-', '--json'], 'only one output can go to stdout'],
    [['report', TRACE, '--charts', '-'], 'charts are several files: name a folder'],
    [['export', TRACE, '--out', '-'], 'an export is several files: name a folder'],
    [
      ['query', TRACE, 'SELECT 1', '--format', 'parquet', '--out', '-'],
      'Parquet is written to a file: name one',
    ],
  ])('%j is an error', async (argv, reason) => {
    const { code, out, err } = await wsktrace(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(reason);
  });
});

describe('a trace without a command', () => {
  test('is reported', async () => {
    expect(await wsktrace(TRACE)).toEqual(await wsktrace('report', TRACE));
    const page = await wsktrace(TRACE, '--html', folder.at('page.html'));
    expect(page.code).toBe(0);
    expect(readdirSync(folder.path)).toEqual(['page.html']);
  });

  test('is looked for where its name is that of a trace', async () => {
    const { code, err } = await wsktrace('missing.etl');
    expect([code, err]).toEqual([2, 'wsktrace: missing.etl: no such file\n']);
  });

  test('is no misspelled command', async () => {
    const { code, err } = await wsktrace('reprot');
    expect([code, err]).toEqual([
      2,
      "error: unknown command 'reprot' (Did you mean report?)\n(wsktrace --help tells how)\n",
    ]);
  });

  test('is one whatever its name, where it is there', async () => {
    writeFileSync(folder.at('boot trace'), BYTES);
    expect((await wsktrace(folder.at('boot trace'))).code).toBe(0);
  });
});
