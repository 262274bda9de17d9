import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS as KNOWN } from '../../cli/commands/index.ts';

const MADE = resolve('dist/executables/wsktrace');
const MAIN = resolve('dist/cli/main.js');

/** Each command, and what brings something of its own along: fonts, pages, threads, queries. */
const COMMANDS: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['leak.etl'],
  ['info', 'leak.etl'],
  ['events', 'leak.etl', '--format', 'csv'],
  ['report', 'leak.etl', '--json'],
  ['report', 'leak.etl', '--html', 'out/report.html', '--md', 'out/report.md', '--charts', 'out/charts'],
  ['report', 'leak.etl.gz'],
  ['report', 'machine.etl', '--html', 'out/machine.html'],
  ['latency', 'leak.etl', '--by', 'processor'],
  ['why', 'machine.etl'],
  ['leaks', 'leak.etl'],
  [
    'check',
    'traces/*.etl',
    '--jobs',
    '2',
    '--format',
    'json=out/check.json,junit=out/check.xml,sarif=out/check.sarif',
  ],
  ['check', 'traces/*.etl', '--jobs', '2', '--dataset', 'out/dataset'],
  ['compact', 'out/dataset'],
  ['compare', '--before', 'leak.etl', '--after', 'traces/wine-ok.etl'],
  ['export', 'leak.etl', '--out', 'out/csv', '--format', 'csv'],
  ['export', 'leak.etl', '--out', 'out/parquet', '--format', 'parquet'],
  ['export', 'leak.etl', '--out', 'out/arrow', '--format', 'arrow'],
  ['query', '--list'],
  ['timeline', 'leak.etl', '-o', 'out/timeline.json'],
  ['doctor', 'leak.etl'],
  ['explain'],
  ['explain', 'irp-leak'],
  ['explain', 'check'],
  ['completion', 'bash'],
  ['library', 'out/library'],
  ['web', '-o', 'out/web.html'],
  ['report', 'missing.etl'],
];

/** Their output is not for every machine, and has a test of its own. */
const OTHERS = ['query', 'replay'];

describe('the executable for Linux, without Node on the path', () => {
  const root = mkdtempSync(join(tmpdir(), 'wsktrace-executable-'));
  const program = join(root, 'wsktrace');

  beforeAll(() => {
    // Away from the checkout, whose node_modules would be beside it or above.
    copyFileSync(MADE, program);
    for (const folder of ['package', 'executable']) {
      mkdirSync(join(root, folder, 'traces'), { recursive: true });
      for (const name of ['wine-ok.etl', 'wine-leak-irp.etl', 'wine-echo-clean.etl']) {
        copyFileSync(`fixtures/${name}`, join(root, folder, 'traces', name));
      }
      copyFileSync('fixtures/wine-leak-irp.etl', join(root, folder, 'leak.etl'));
      copyFileSync('fixtures/machine-slow-calls.etl', join(root, folder, 'machine.etl'));
      writeFileSync(join(root, folder, 'leak.etl.gz'), gzipSync(readFileSync('fixtures/wine-leak-irp.etl')));
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const run = (file: string, argv: readonly string[], cwd: string) => {
    const { status, stdout, stderr, error } = spawnSync(file, argv, {
      cwd: join(root, cwd),
      encoding: 'utf8',
      env: { PATH: '/nonexistent', TZ: 'UTC' },
    });
    expect(error).toBe(undefined);
    return { code: status, out: stdout, err: stderr };
  };

  test('does what the package does, byte for byte', () => {
    for (const argv of COMMANDS) {
      const expected = run(process.execPath, [MAIN, ...argv], 'package');
      expect(untimed(run(program, argv, 'executable')), argv.join(' ')).toEqual(untimed(expected));
    }
    const written = filesBelow(join(root, 'package'));
    expect(written.length).toBeGreaterThan(50);
    expect(filesBelow(join(root, 'executable'))).toEqual(written);
    for (const file of written) {
      const [ours, theirs] = ['package', 'executable'].map((folder) =>
        readFileSync(join(root, folder, file)),
      );
      expect(timeless(theirs!), file).toBe(timeless(ours!));
    }
  });

  test('is asked for every command that there is', () => {
    const asked = new Set([...COMMANDS.map(([command]) => command), ...OTHERS]);
    expect(KNOWN.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual([]);
  });

  test('says in a sentence what SQL needs', () => {
    const { code, out, err } = run(program, ['query', 'leak.etl', 'SELECT 1'], 'executable');

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.replace(/\s+/g, ' ')).toContain(
      `SQL needs DuckDB, whose machine code this file can't hold: npm install @duckdb/node-api in the folder of ${program}`,
    );
  });

  test('says where the fault lab is', () => {
    const { code, err } = run(program, ['replay', 'leak.etl', '--lab', 'lab.json'], 'executable');

    expect(code).toBe(2);
    expect(err).toContain('the fault lab is in wsktrace’s repository alone');
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** What tells the time of day, or how long something took. */
function untimed<T extends { out: string; err: string }>(result: T): T {
  return { ...result, out: timed(result.out), err: timed(result.err) };
}

function timeless(bytes: Buffer): string {
  return timed(bytes.toString('latin1'));
}

function timed(text: string): string {
  return text.replace(/ timestamp="[^"]*"| time="[\d.]+"|"\d{4}-\d\d-\d\dT[\d:.]+Z?"/g, '');
}
