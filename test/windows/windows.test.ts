import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandResult, WindowsProgram } from './program.ts';

/** What each command is asked, with paths as both systems take them. */
const COMMANDS: readonly (readonly string[])[] = [
  ['--version'],
  ['report', 'leak.etl'],
  ['report', 'leak.etl', '--json'],
  ['report', 'leak.etl', '--html', 'out/report.html', '--md', 'out/report.md', '--charts', 'out/charts'],
  ['report', 'leak.etl.gz'],
  ['latency', 'leak.etl', '--by', 'processor'],
  ['leaks', 'leak.etl'],
  ['info', 'leak.etl', '--json'],
  ['events', 'leak.etl', '--format', 'csv'],
  ['events', 'leak.etl', '--format', 'ndjson', '--where', 'Op = Receive'],
  ['timeline', 'leak.etl', '-o', 'out/timeline.json'],
  ['export', 'leak.etl', '--out', 'out/csv', '--format', 'csv'],
  ['export', 'leak.etl', '--out', 'out/ndjson', '--format', 'ndjson'],
  ['export', 'leak.etl', '--out', 'out/arrow', '--format', 'arrow'],
  ['export', 'leak.etl', '--out', 'out/parquet', '--format', 'parquet'],
  ['query', 'leak.etl', '--named', 'latency-by-operation'],
  [
    'query',
    'leak.etl',
    'SELECT * FROM calls ORDER BY callId',
    '--format',
    'parquet',
    '-o',
    'out/calls.parquet',
  ],
  [
    'query',
    'leak.etl',
    'SELECT * FROM calls ORDER BY callId',
    '--format',
    'parquet',
    '-o',
    'out/calls.parquet',
  ],
  ['compare', '--base', 'traces/wine-echo-clean.etl', '--head', 'traces/wine-ok.etl'],
  ['why', 'leak.etl'],
  ['library', 'out/library'],
  ['check', 'traces/*.etl', '--jobs', '2'],
  ['check', 'traces/wine-*.etl', '--format', 'json=out/check.json,junit=out/check.xml,sarif=out/check.sarif'],
  ['check', 'traces/wine-*.etl', '--format', 'github'],
  ['doctor', 'leak.etl'],
  ['explain', 'irp-leak'],
  ['leak.etl'],
  ['check', '**/wine-{ok,leak-irp}.etl', '--baseline', 'out/base.json', '--update-baseline'],
  ['check', 'traces/wine-leak-irp.etl', '--baseline', 'out/base.json'],
  ['report', 'missing.etl'],
  ['report', 'text.etl'],
  ['query', 'leak.etl', 'SELECT nothing'],
];

describe('the command line as a Windows program', () => {
  let windows: WindowsProgram;

  beforeAll(() => {
    windows = new WindowsProgram();
    windows.copy('fixtures/wine-leak-irp.etl', 'leak.etl');
  });
  afterAll(() => windows?.close());

  const one = (...argv: readonly string[]) => windows.run({ argv })[0]!;

  test('prints and writes what it does elsewhere, but for separators and the time of day', () => {
    for (const folder of ['there', 'here']) {
      for (const name of readdirSync('fixtures').filter((each) => each.endsWith('.etl'))) {
        windows.copy(`fixtures/${name}`, `${folder}/traces/${name}`);
      }
      windows.copy('fixtures/wine-leak-irp.etl', `${folder}/leak.etl`);
      windows.write(`${folder}/leak.etl.gz`, gzipSync(readFileSync('fixtures/wine-leak-irp.etl')));
      windows.write(`${folder}/text.etl`, 'not a trace\n');
    }
    const there = windows.run(...COMMANDS.map((argv) => ({ argv, cwd: 'T:\\there' })));
    const here = COMMANDS.map((argv) => windows.runHere(argv, join(windows.folder, 'here')));

    for (const [at, argv] of COMMANDS.entries()) {
      expect(told(there[at]!), argv.join(' ')).toEqual(told(here[at]!));
    }
    const written = filesBelow(join(windows.folder, 'there'));
    expect(written.length).toBeGreaterThan(100);
    expect(written).toEqual(filesBelow(join(windows.folder, 'here')));
    for (const file of written) {
      const [ours, theirs] = ['here', 'there'].map((folder) =>
        readFileSync(join(windows.folder, folder, file)),
      );
      const isText = /\.(json|xml|sarif|html|md|csv|ndjson|c|h|svg)$/.test(file);
      if (isText) {
        expect(same(theirs!.toString()), file).toBe(same(ours!.toString()));
      } else {
        expect(theirs!.equals(ours!), file).toBe(true);
      }
    }
  });

  test('does the same as a single executable, which has nothing beside it', () => {
    for (const folder of ['alone', 'alone-here']) {
      for (const name of ['wine-ok.etl', 'wine-leak-irp.etl']) {
        windows.copy(`fixtures/${name}`, `${folder}/traces/${name}`);
      }
    }
    const commands = [
      ['--version'],
      ['report', 'traces/wine-leak-irp.etl'],
      ['report', 'traces/wine-leak-irp.etl', '--html', 'out/report.html', '--charts', 'out/charts'],
      ['check', 'traces/*.etl', '--jobs', '2'],
      ['export', 'traces/wine-ok.etl', '--out', 'out/parquet', '--format', 'parquet'],
      ['explain', 'irp-leak'],
      ['query', '--list'],
      ['library', 'out/library'],
      ['web', '-o', 'out/web.html'],
    ];
    const there = windows.runExecutable(...commands.map((argv) => ({ argv, cwd: 'T:\\alone' })));
    for (const [at, argv] of commands.entries()) {
      const here = windows.runHere(argv, join(windows.folder, 'alone-here'));
      expect(told(there[at]!), argv.join(' ')).toEqual(told(here));
    }
    const written = filesBelow(join(windows.folder, 'alone'));
    expect(written).toEqual(filesBelow(join(windows.folder, 'alone-here')));
    for (const file of written) {
      const [ours, theirs] = ['alone-here', 'alone'].map((folder) =>
        same(readFileSync(join(windows.folder, folder, file), 'latin1')),
      );
      expect(theirs === ours, file).toBe(true);
    }
  });

  test('says in a sentence what SQL needs where it is a single executable', () => {
    const [{ code, err } = { code: null, err: '' }] = windows.runExecutable({
      argv: ['query', 'leak.etl', 'SELECT 1'],
    });

    expect(code).toBe(2);
    expect(err.replace(/\s+/g, ' ')).toMatch(/run npm install @duckdb\/node-api@[\w.-]+ in P:\\,/);
  });

  test('finds one trace in six spellings of its name, and checks it once', () => {
    const spellings = [
      'leak.etl',
      'LEAK.ETL',
      '.\\leak.etl',
      'T:leak.etl',
      '\\\\?\\T:\\leak.etl',
      '\\\\srv\\traces\\leak.etl',
    ];
    const { code, out } = one('check', ...spellings, '--format', 'json');

    expect(code).toBe(1);
    const { traces } = JSON.parse(out) as { traces: { file: string }[] };
    expect(traces.map(({ file }) => file)).toEqual(['leak.etl']);
  });

  test.each([
    ['folder\\trace.etl', 'folder/trace.etl'],
    ['T:folder\\trace.etl', 'folder/trace.etl'],
    ['T:\\folder\\trace.etl', 'file:///T:/folder/trace.etl'],
    ['\\\\?\\T:\\folder\\*.etl', 'file:///T:/folder/trace.etl'],
    ['\\\\srv\\traces\\folder\\*.etl', 'file://srv/traces/folder/trace.etl'],
    ['\\\\?\\UNC\\srv\\traces\\folder\\trace.etl', 'file://srv/traces/folder/trace.etl'],
    ['f*\\*.etl', 'folder/trace.etl'],
  ])('tells the trace %s in SARIF as %s', (path, uri) => {
    windows.copy('fixtures/wine-leak-irp.etl', 'folder/trace.etl');
    const { out } = one('check', path, '--format', 'sarif');

    const [run] = (JSON.parse(out) as { runs: SarifRun[] }).runs;
    expect(run!.results[0]!.locations[0]!.physicalLocation.artifactLocation.uri).toBe(uri);
  });

  test.each([
    ['report', 'leak.etl', '--md', 'LEAK.ETL'],
    ['report', 'leak.etl', '--html', '\\\\srv\\traces\\leak.etl'],
    ['check', 'leak.etl', '--format', 'markdown=t:LEAK.etl'],
    ['check', 'leak.etl', '--format', 'junit=Same.xml,sarif=same.xml'],
  ])('refuses an output that is an input or another output: %s %s %s %s', (...argv) => {
    const before = readFileSync(join(windows.folder, 'leak.etl'));
    const { code, err } = one(...argv);

    expect(code).toBe(2);
    expect(err).toMatch(/is a file to read|two outputs can’t both go there/);
    expect(readFileSync(join(windows.folder, 'leak.etl')).equals(before)).toBe(true);
    expect(existsSync(join(windows.folder, 'same.xml'))).toBe(false);
  });

  test.each(['CON', 'aux.html', 'folder\\COM1.md'])('refuses to write to %s, a device of Windows', (name) => {
    const { code, err } = one('report', 'leak.etl', '--md', name);

    expect(code).toBe(2);
    expect(err).toBe(`wsktrace: ${name}: can’t be written: Windows has a device of this name\n`);
  });

  test('writes what nobody wants to NUL', () => {
    expect(one('report', 'leak.etl', '--md', 'NUL').code).toBe(0);
  });

  test('finds its configuration upwards to the root of the drive, and reads texts as Windows’ editors write them', () => {
    const config = JSON.stringify({
      suppressions: [{ rule: 'irp-leak', match: { fingerprint: 'ed16be192e913eb4' }, reason: 'known' }],
    });
    windows.write('wsktrace.config.json', Buffer.from(`\ufeff${config}`, 'utf16le'));
    windows.copy('fixtures/wine-leak-irp.etl', 'deep/er/trace.etl');
    const mapping = readFileSync('mappings/kernel-disk-io.json', 'utf8');
    windows.write('marked.json', `\ufeff${mapping}`);
    windows.write('marked.sql', Buffer.from('\ufeffSELECT 7 AS seven', 'utf16le'));
    const [check, report, query] = windows.run(
      { argv: ['check', 'trace.etl'], cwd: 'T:\\deep\\er' },
      { argv: ['report', 'leak.etl', '--mapping', 'marked.json'] },
      { argv: ['query', 'leak.etl', '--file', 'marked.sql', '--format', 'csv'] },
    );
    rmSync(join(windows.folder, 'wsktrace.config.json'));

    expect(check!.code).toBe(0);
    expect(report!.code).toBe(0);
    expect(query!.out).toBe('seven\r\n7\r\n');
  });

  test('shows on a console the characters that are meant, whatever its code page', () => {
    const shown = windows.showOnConsole(['report', 'T:\\leak.etl']);

    expect(shown).toContain('session “wsktrace”');
    expect(shown).toContain('µs');
    expect(shown).not.toContain('Γ');
  });

  test('says where there is no folder for temporary files', () => {
    const env = { TEMP: 'T:\\gone', TMP: 'T:\\gone' };
    windows.write('packed.etl.gz', gzipSync(readFileSync('fixtures/wine-leak-irp.etl')));
    const results = windows.run(
      { argv: ['query', 'leak.etl', 'SELECT 1'], env },
      { argv: ['report', 'packed.etl.gz'], env },
    );

    for (const { code, err } of results) {
      expect(code).toBe(2);
      expect(err).toContain('T:\\gone');
    }
  });

  test('reads paths of 300 characters, and names beyond ASCII', () => {
    const folder = `${'long folder '.repeat(12)}\\Spuren für Łukasz\\`.replaceAll(' \\', '\\');
    windows.copy('fixtures/wine-leak-irp.etl', `${folder.replaceAll('\\', '/')}ж.etl`);
    const { code, out } = one('report', `${folder}ж.etl`);

    expect(code).toBe(0);
    expect(out).toContain('2 IRPs leaked by line 47.');
  });
});

interface SarifRun {
  readonly results: readonly {
    readonly locations: readonly {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
    }[];
  }[];
}

/** With this system's separators, and without the time of day and how long reading took. */
function same(text: string): string {
  return text
    .replaceAll('&#92;', '/')
    .replace(/\\+(?=[\w.*-])/g, '/')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?(?=")/g, 'TIME')
    .replace(/ time="[\d.]+"/g, '')
    .replace(/\s+/g, ' ');
}

function told({ code, out, err }: CommandResult): CommandResult {
  return { code, out: same(out), err: same(err) };
}

function filesBelow(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}
