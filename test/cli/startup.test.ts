import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { fixture } from '../support/cli.ts';
import { eventHeaderEvent, on, writeTrace } from '../support/etl-writer/index.ts';
import { useFolder } from '../support/folder.ts';
import { zipOf } from '../support/zip.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const TRACE = fixture('wine-ok.etl');
const folder = useFolder();

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** The files that a run of the built program loads: V8 tells of each script that it compiled. */
function loadedFiles(argv: readonly string[]): string[] {
  const reports = folder.at('coverage');
  mkdirSync(reports);
  const env = { ...process.env, NODE_V8_COVERAGE: reports };
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...argv], {
    env,
    cwd: folder.path,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  const urls = readdirSync(reports).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(resolve(reports, file), 'utf8')) as Coverage;
    return result.map(({ url }) => url);
  });
  rmSync(reports, { recursive: true });
  return [...new Set(urls)].filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
}

/** What a file of the program was bundled from, as its source map tells; any other file itself. */
function sourcesOf(file: string): string[] {
  if (!file.startsWith(dirname(MAIN))) {
    return [file];
  }
  const map = `${file}.map`;
  // The bundler's own few lines have none.
  return existsSync(map) ? (JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] }).sources : [];
}

/** The packages of which a run loads something. */
function packagesOf(...argv: string[]): Set<string> {
  const sources = loadedFiles(argv).flatMap(sourcesOf);
  return new Set(
    sources.flatMap((source) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []),
  );
}

/** Packages that most runs have no use for. */
const SELDOM = [
  '@duckdb/node-api',
  '@resvg/resvg-wasm',
  '@uwdata/flechette',
  'arquero',
  'cli-progress',
  'hyparquet-writer',
  'vega',
  'vega-interpreter',
  'vega-lite',
  'yauzl',
  'zod',
];

describe('wsktrace starts without what a run has no use for', { timeout: 60_000 }, () => {
  beforeAll(() => {
    expect(existsSync(MAIN), 'npm run build has to come before').toBe(true);
  });

  test('help needs commander alone', () => {
    expect(packagesOf('--help')).toEqual(new Set(['commander']));
  });

  test.each([
    ['info', TRACE],
    ['events', TRACE],
    ['report', TRACE],
    ['latency', TRACE],
    ['why', TRACE],
    ['leaks', TRACE],
    ['check', TRACE],
    ['compare', '--base', TRACE, '--head', TRACE, '--no-config', '--inconclusive', 'pass'],
    ['timeline', TRACE, '-o', 'timeline.json'],
  ])('%s', (...argv) => {
    const packages = packagesOf(...argv);
    expect([...packages]).toContain('commander');
    expect(SELDOM.filter((name) => packages.has(name))).toEqual([]);
  });

  test('the tables of Windows’ events are loaded by a trace that has such, each by itself', () => {
    const tablesOf = (file: string) =>
      loadedFiles(['events', file])
        .flatMap(sourcesOf)
        .flatMap((source) => /windows\/tables\/([\w-]+)\.ts$/.exec(source)?.[1] ?? [])
        .sort();
    const provider = '2f07e2ee-15db-40f1-90ef-9d7ba282188a';
    const tcpip = eventHeaderEvent({ ticks: 1, provider, id: 1003, payload: new Uint8Array(16) });
    writeFileSync(folder.at('tcpip.etl'), writeTrace(on(0, tcpip)).bytes);
    expect(tablesOf(TRACE)).toEqual(['names']);
    expect(tablesOf(folder.at('tcpip.etl'))).toEqual(['names', 'tcpip']);
  });

  test('the names of other codes than NTSTATUS are loaded for questions and messages alone', () => {
    const loadsNames = (...argv: string[]) =>
      loadedFiles(['events', ...argv])
        .flatMap(sourcesOf)
        .some((source) => source.endsWith('status/data/win32.ts'));
    const manifest =
      '<m><events><provider name="P" guid="{2f07e2ee-15db-40f1-90ef-9d7ba2820000}"><events>' +
      '<event value="1" symbol="E"/></events></provider></events></m>';
    writeFileSync(folder.at('p.man'), manifest);
    expect(loadsNames(TRACE)).toBe(false);
    expect(loadsNames(TRACE, '--where', 'Status = WSAECONNRESET')).toBe(true);
    expect(loadsNames(TRACE, '--manifest', folder.at('p.man'))).toBe(true);
  });

  test.each([
    ['info', TRACE],
    ['report', TRACE],
    ['report', TRACE, '--md', 'report.md'],
    ['check', TRACE],
  ])('%s does without Node’s cryptography, which takes as long to load as a small trace', (...argv) => {
    const tell = "process.on('exit', () => console.error(process.moduleLoadList.join()))";
    const { stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, MAIN, ...argv],
      { cwd: folder.path, encoding: 'utf8' },
    );
    expect(stderr).toContain('NativeModule fs');
    expect(stderr).not.toContain('NativeModule crypto');
  });

  test.each([
    ['--version', 8],
    ['info', 18],
    ['events', 18],
    ['report', 36],
  ])('%s loads few files, for each costs time', (command, most) => {
    const argv = command === '--version' ? [command] : [command, TRACE];
    expect(loadedFiles(argv).length).toBeLessThanOrEqual(most);
  });

  test.each([
    ['a configuration', 'zod', ['check', TRACE, '--config', 'config.json']],
    ['a zip', 'yauzl', ['info', 'ok.zip']],
    ['an export', 'hyparquet-writer', ['export', TRACE, '--out', 'frames']],
    ['a page', 'vega-lite', ['report', TRACE, '--html', 'page.html']],
  ])('%s loads what it needs: %s', (_what, needed, argv) => {
    writeFileSync(folder.at('config.json'), '{}');
    writeFileSync(folder.at('ok.zip'), zipOf([{ name: 'ok.etl', bytes: readFileSync(TRACE) }]));
    expect([...packagesOf(...argv)]).toContain(needed);
  });
});
