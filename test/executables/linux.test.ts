import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
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
  ['check', '--init'],
  [
    'check',
    'traces/*.etl',
    '--jobs',
    '2',
    '--format',
    'json=out/check.json,junit=out/check.xml,sarif=out/check.sarif,html=out/check.html,markdown=out/check.md',
  ],
  ['compare', '--base', 'traces/wine-ok.etl', '--head', 'leak.etl', '--format', 'html=out/compare.html'],
  ['export', 'leak.etl', '--out', 'out/csv', '--format', 'csv'],
  ['export', 'leak.etl', '--out', 'out/parquet', '--format', 'parquet'],
  ['export', 'leak.etl', '--out', 'out/arrow', '--format', 'arrow'],
  ['export', 'traces/*.etl', '--dataset', 'out/dataset', '--build', '41', '--jobs', '2'],
  ['export', 'leak.etl', '--dataset', 'out/dataset', '--build', '42', '--jobs', '1'],
  ['query', '--list'],
  ['timeline', 'leak.etl', '-o', 'out/timeline.json'],
  ['doctor', 'leak.etl'],
  ['explain'],
  ['explain', 'irp-leak'],
  ['explain', 'check'],
  ['completion', 'bash'],
  ['library', 'out/library'],
  ['web', '-o', 'out/web.html'],
];

/** What needs DuckDB. */
const SQL: readonly (readonly string[])[] = [
  ['compact', 'out/dataset'],
  ['query', 'leak.etl', 'SELECT op, count(*) AS calls FROM calls GROUP BY op ORDER BY op'],
  ['query', 'out/dataset', '--named', 'slowest-sockets'],
  ['fleet', 'out/dataset', '--html', 'out/fleet.html'],
  ['check', '--dataset', 'out/dataset', '--build', '42', '--against', '41', '--format', 'json=out/gate.json'],
];

const REFUSED: readonly (readonly string[])[] = [['report', 'missing.etl'], ['--nonsense'], ['reprot']];

const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  optionalDependencies: { '@duckdb/node-api': string };
};
const DUCKDB = optionalDependencies['@duckdb/node-api'];

/** It needs the repository. */
const OTHERS = ['replay'];

describe('the executable for Linux, without Node on the path', () => {
  const root = mkdtempSync(join(tmpdir(), 'wsktrace-executable-'));
  // Away from the checkout, whose node_modules would be beside it or above.
  const program = join(root, 'alone/wsktrace');
  const besideDuckDB = join(root, 'beside/wsktrace');

  beforeAll(() => {
    for (const file of [program, besideDuckDB]) {
      mkdirSync(dirname(file), { recursive: true });
      copyFileSync(MADE, file);
    }
    mkdirSync(join(root, 'beside/node_modules'));
    symlinkSync(resolve('node_modules/@duckdb'), join(root, 'beside/node_modules/@duckdb'));
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
    return { code: status, out: withoutRunTimes(stdout), err: withoutRunTimes(stderr) };
  };

  /** Runs it as the package and as the executable. */
  const runBoth = (file: string, argv: readonly string[]) => {
    const expected = run(process.execPath, [MAIN, ...argv], 'package');
    expect(run(file, argv, 'executable'), argv.join(' ')).toEqual(expected);
    return expected;
  };

  test('does what the package does, byte for byte', () => {
    for (const argv of COMMANDS) {
      const { code, err } = runBoth(program, argv);
      // Findings and changes are told; anything else would be a command line that never was one.
      expect([0, 1, 4], `${argv.join(' ')}: ${err}`).toContain(code);
    }
    for (const argv of SQL) {
      const { code, err } = runBoth(besideDuckDB, argv);
      expect([0, 1, 4], `${argv.join(' ')}: ${err}`).toContain(code);
    }
    for (const argv of REFUSED) {
      expect([2, 3], argv.join(' ')).toContain(runBoth(program, argv).code);
    }
    const written = filesBelow(join(root, 'package'));
    expect(written.length).toBeGreaterThan(60);
    expect(filesBelow(join(root, 'executable'))).toEqual(written);
    for (const file of written) {
      const [ours, theirs] = ['package', 'executable'].map((folder) =>
        withoutRunTimes(readFileSync(join(root, folder, file), 'latin1')),
      );
      expect(theirs === ours, file).toBe(true);
    }
  });

  test('is asked for every command that there is', () => {
    const asked = new Set([...[...COMMANDS, ...SQL].map(([command]) => command), ...OTHERS]);
    expect(KNOWN.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual([]);
  });

  test('says in a sentence what SQL needs', () => {
    for (const argv of SQL) {
      const { code, out, err } = run(program, argv, 'executable');

      expect({ code, out }, argv.join(' ')).toEqual({ code: 2, out: '' });
      expect(err.replace(/\s+/g, ' ')).toContain(
        `this needs DuckDB, whose machine code can't be in the executable: run npm install @duckdb/node-api@${DUCKDB} in ${dirname(program)},`,
      );
    }
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

/** Without when it was run, and how long reading took: JSON has `checkedAt` or `comparedAt`, JUnit both, a page says when in words. */
function withoutRunTimes(text: string): string {
  return text.replace(
    /(?<="(?:check|compar)edAt":\s*"|<testsuites?\b[^>]* timestamp="|(?:check|compar)ed )\d{4}-\d\d-\d\dT[\d:.]+Z?| time="[\d.]+"/g,
    '',
  );
}
