import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const folder = useFolder();
const SMALL = fixture('wine-leak-irp.etl');
let large = '';

beforeAll(() => {
  large = join(mkdtempSync(join(tmpdir(), 'wsktrace-large-')), 'large.etl');
  writeFileSync(large, synthesise({ seed: 3, events: 120_000, faults: { 'irp-leak': 3 } }).write({}).bytes);
}, 120_000);

afterAll(() => rmSync(dirname(large), { recursive: true }));

function mkdirIn(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}

function start(argv: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...argv], { stdio: 'ignore', env: { ...process.env, ...env } });
}

function ending(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => child.on('exit', (code) => done(code)));
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition() && tries < 1500; tries++) {
    await new Promise((done) => setTimeout(done, 10));
  }
  expect(condition()).toBe(true);
}

/** All files below a folder, with the hidden ones. */
function filesIn(path: string): string[] {
  return existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }).sort() : [];
}

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

describe.each(SIGNALS)('%s', (signal, code) => {
  test('ends an export with its code, and leaves the files of before', async () => {
    const out = mkdirIn(folder.at('frames'));
    writeFileSync(join(out, 'calls.parquet'), 'of before');
    const child = start(['export', large, '--out', out]);
    const ended = ending(child);
    await until(() => filesIn(out).some((name) => name.includes('.tmp')));
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(filesIn(out)).toEqual(['calls.parquet']);
    expect(readFileSync(join(out, 'calls.parquet'), 'utf8')).toBe('of before');
  });

  test('ends a query, and leaves nothing of the trace behind', async () => {
    const temporary = mkdirIn(folder.at('tmp'));
    const child = start(['query', large, 'SELECT count(*) FROM calls'], { TMPDIR: temporary });
    const ended = ending(child);
    await until(() => filesIn(temporary).length > 1);
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(filesIn(temporary)).toEqual([]);
  });

  test('ends a run that waits for a reader of its output', async () => {
    const fifo = folder.at('fifo');
    expect(spawnSync('mkfifo', [fifo]).status).toBe(0);
    const child = start(['timeline', large, '-o', fifo]);
    const ended = new Promise((done) => child.on('exit', (status, by) => done(status ?? by)));
    await new Promise((done) => setTimeout(done, 1500));
    child.kill(signal);
    expect([code, signal]).toContain(await ended);
  });
});

/** Runs a command line where no file may become larger than some KiB, which is what a full disk comes to. */
function onFullDisk(argv: readonly string[], kib = 4) {
  // Without the signal, which would end the process.
  const script = `trap '' XFSZ; ulimit -f ${kib}; exec "$@"`;
  return spawnSync('bash', ['-c', script, 'bash', process.execPath, MAIN, ...argv], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder.at('tmp') },
  });
}

describe('where the disk is full', () => {
  const outputs: readonly (readonly [string, (file: string) => string[]])[] = [
    ['--html', (file) => ['report', SMALL, '--html', file]],
    ['--md', (file) => ['report', large, '--md', file]],
    ['timeline', (file) => ['timeline', SMALL, '-o', file]],
    ['check --format html', (file) => ['check', SMALL, '--no-config', '--format', `html=${file}`]],
    ['check --format json', (file) => ['check', SMALL, '--no-config', '--format', `json=${file}`]],
  ];

  test.each(outputs)('%s leaves the file of before, and says why', (_, argv) => {
    const file = folder.at('out');
    writeFileSync(file, 'of before');
    const { status, stderr } = onFullDisk(argv(file), 1);
    expect(status).toBe(2);
    expect(stderr).toContain('can’t be written: the file would be larger than allowed');
    expect(readFileSync(file, 'utf8')).toBe('of before');
    expect(filesIn(folder.path).filter((name) => name.includes('.tmp'))).toEqual([]);
    // With room it is written.
    expect([0, 1]).toContain(onFullDisk(argv(file), 100_000).status);
    expect(readFileSync(file, 'utf8')).not.toBe('of before');
  });

  test.each(['export', 'charts'])('%s leaves the files of before, all of them', (what) => {
    const out = mkdirIn(folder.at('set'));
    const argv =
      what === 'export'
        ? ['export', SMALL, '--format', 'csv', '--out', out]
        : ['report', SMALL, '--charts', out];
    expect(onFullDisk(argv, 100_000).status).toBe(0);
    const before = filesIn(out).map((name) => [name, readFileSync(join(out, name)).toString('latin1')]);
    const again =
      what === 'export'
        ? ['export', large, '--format', 'csv', '--out', out]
        : ['report', large, '--charts', out];
    expect(onFullDisk(again, 8).status).toBe(2);
    expect(filesIn(out).map((name) => [name, readFileSync(join(out, name)).toString('latin1')])).toEqual(
      before,
    );
  });
});

test('two exports into one folder at the same time leave the files of one of them', async () => {
  const out = folder.at('both');
  const inputs = [large, SMALL];
  for (let round = 0; round < 2; round++) {
    const children = Array.from({ length: 3 }, (_, i) =>
      start(['export', inputs[i % 2]!, '--format', 'csv', '--out', out]),
    );
    expect(await Promise.all(children.map(ending))).toEqual([0, 0, 0]);
    const { traces } = JSON.parse(readFileSync(join(out, 'frames.json'), 'utf8')) as {
      traces: { file: string }[];
    };
    const calls = readFileSync(join(out, 'calls.csv'), 'utf8').split('\n').length;
    const sockets = readFileSync(join(out, 'sockets.csv'), 'utf8').split('\n').length;
    const isLarge = traces[0]!.file === large;
    expect([calls > 1000, sockets > 100]).toEqual([isLarge, isLarge]);
    expect(filesIn(out).filter((name) => name.startsWith('.'))).toEqual([]);
  }
}, 120_000);

describe('an output is never an input', () => {
  test.each([
    ['as it is', (path: string) => path],
    ['by a longer way', (path: string) => join(path, '..', '.', 'trace.etl')],
    ['by a link', (path: string) => link(symlinkSync, path)],
    ['by another name of the file', (path: string) => link(linkSync, path)],
  ])('%s', async (_, spell) => {
    const path = folder.at('trace.etl');
    copyFileSync(SMALL, path);
    const bytes = readFileSync(path);
    const out = spell(path);
    for (const argv of [
      ['report', path, '--html', out],
      ['report', path, '--md', out],
      ['timeline', path, '-o', out],
      ['check', path, '--no-config', '--format', `junit=${out}`],
      ['compare', '--base', path, '--head', SMALL, '--no-config', '--format', `json=${out}`],
      ['query', path, 'SELECT 1', '--format', 'parquet', '--out', out],
    ]) {
      const { code, err } = await wsktrace(...argv);
      expect({ argv, code, err }).toMatchObject({
        code: 2,
        err: expect.stringContaining('is a file to read'),
      });
    }
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  function link(make: (target: string, path: string) => void, target: string): string {
    const path = folder.at('link.json');
    make(target, path);
    return path;
  }

  test('nor is one output another one', async () => {
    const { code, err } = await wsktrace(
      'report',
      SMALL,
      '--html',
      folder.at('x'),
      '--md',
      `${folder.path}/./x`,
    );
    expect([code, err]).toEqual([2, expect.stringContaining('two outputs can’t both go there')]);
  });
});

test.each([
  ['--md', '/proc/nowhere/x/y.md'],
  ['--html', '/proc/nowhere/y.html'],
  ['--charts', '/proc/nowhere/x'],
])('%s below /proc is an error at once', async (option, path) => {
  const begin = Date.now();
  const { code, err } = await wsktrace('report', SMALL, option, path);
  expect([code, err]).toEqual([2, expect.stringContaining('can’t be written')]);
  expect(Date.now() - begin).toBeLessThan(10_000);
});
