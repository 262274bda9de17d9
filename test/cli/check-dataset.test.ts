import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CompareResult } from '../../lib/report/index.ts';
import { fixture, wsktrace } from '../support/cli.ts';
import { type DatasetTrace, exportTraces } from '../support/dataset.ts';
import { junitFaults, sarifFaults } from '../support/schemas.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-check-dataset-'));
const fleet = join(folder, 'fleet');
const PERF_FREQ = 10_000_000;
const RUNS = 8;

/** Runs of one modelled driver, each with a seed of its own, `slowdown` times as slow: a clock of fewer ticks a second. */
function runs(build: string, firstSeed: number, slowdown = 1, faults = {}): DatasetTrace[] {
  return Array.from({ length: RUNS }, (_, run) => ({
    name: `${build}-${run}`,
    build,
    bytes: synthesise({ seed: firstSeed + run, events: 4000, noise: 0, faults }).write({
      perfFreq: Math.round(PERF_FREQ / slowdown),
    }).bytes,
  }));
}

const gate = (build: string, against: readonly string[], ...options: string[]) =>
  wsktrace('check', '--dataset', fleet, '--build', build, '--against', ...against, '--no-config', ...options);

async function gateJson(build: string, against: readonly string[], ...options: string[]) {
  const { code, out } = await gate(build, against, '--format', 'json', ...options);
  return { code, result: JSON.parse(out) as CompareResult };
}

/** Changes of one size stand in the order of the operations, of which a dataset has another. */
const sorted = ({ changes }: CompareResult) => changes.map((change) => JSON.stringify(change)).sort();

beforeAll(async () => {
  const older = runs('old', 1);
  const leaky = synthesise({ events: 4000, seed: 400, faults: { 'double-completion': 2 } }).write().bytes;
  const slow = runs('slow', 201, 1.5);
  expect(
    await exportTraces(folder, fleet, [
      ...older,
      // It shows what `found` has, but is cut: it does not make that known.
      { name: 'old-cut', build: 'old', bytes: leaky.subarray(0, leaky.length - 40_000) },
      ...runs('older', 51),
      ...runs('same', 101),
      ...slow,
      ...runs('found', 301, 1, { 'double-completion': 1 }),
      ...runs('cut', 501).slice(0, 4),
      { name: 'cut-cut', build: 'cut', bytes: older[0]!.bytes.subarray(0, older[0]!.bytes.length - 40_000) },
      ...runs('text', 601).slice(0, 4),
      { name: 'text-text', build: 'text', bytes: new TextEncoder().encode('text') },
    ]),
  ).toContain('unreadable');
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('wsktrace check --dataset', { timeout: 60_000 }, () => {
  test('passes a build that is as those before, and tells what it left out of them', async () => {
    const { code, out } = await gate('same', ['old', 'older']);
    expect(out).toContain('No regression shown: build same (8 traces) against old, older (16).');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('build old, older: 1 of 17 traces left out, 1 damaged: ');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('old-cut.etl (2 stretches can’t be read');
    expect(code).toBe(0);
  });

  test('fails one that is slower, as compare of the traces does', async () => {
    const { code, result } = await gateJson('slow', ['old']);
    expect([code, result.verdict]).toEqual([1, 'regression']);
    const files = (build: string) =>
      Array.from({ length: RUNS }, (_, run) => join(folder, `${build}-${run}.etl`));
    const { out } = await wsktrace(
      ...['compare', '--base', ...files('old'), '--head', ...files('slow')],
      ...['--format', 'json', '--jobs', '1', '--no-config'],
    );
    expect(sorted(result)).toEqual(sorted(JSON.parse(out) as CompareResult));
    const send = result.changes.find(({ op, percentile }) => op === 'Send' && percentile === 'p50')!;
    expect(send).toMatchObject({ verdict: 'slower', baseTraces: RUNS, headTraces: RUNS });
    expect(send.change).toBeGreaterThan(0.3);
  });

  test('fails one with a new finding, also where a trace of before that is not whole shows it', async () => {
    const { code, out } = await gate('found', ['old']);
    expect(out).toContain('Found in the head alone, but the base is not whole');
    expect(out).toContain('double-completion');
    expect(code).toBe(1);
    expect((await gate('found', ['older'])).out).toContain('New findings');
    expect((await gate('found', ['older'], '--rule', 'double-completion=off')).code).toBe(0);
  });

  test('can’t tell where a trace of the build is not whole, unless that passes', async () => {
    const { code, result } = await gateJson('cut', ['old']);
    expect([code, result.verdict]).toEqual([4, 'inconclusive']);
    expect(result.leftOut.head).toMatchObject([{ file: join(folder, 'cut-cut.etl'), status: 'damaged' }]);
    expect(result.head).toHaveLength(4);
    expect((await gateJson('cut', ['old'], '--inconclusive', 'pass')).code).toBe(0);
  });

  test('ends with 3 where a trace of the build can’t be read', async () => {
    const { code, out } = await gate('text', ['old']);
    expect(out).toContain('Unreadable: 1 of 13 traces.');
    expect(code).toBe(3);
  });

  test('is told in every format', async () => {
    const sarif = (await gate('slow', ['old'], '--format', 'sarif')).out;
    expect(sarifFaults(JSON.parse(sarif))).toEqual([]);
    expect(sarif).toContain('latency-regression');
    const junit = (await gate('text', ['old'], '--format', 'junit')).out;
    expect(await junitFaults(junit, 'jenkins-junit.xsd')).toEqual([]);
    expect(junit).toContain('(left out: unreadable)');
    const github = (await gate('slow', ['old'], '--format', 'github')).out;
    expect(github).toMatch(/^::error title=Receive is slower::Receive p50 is slower: /m);
    for (const format of ['markdown', 'github-summary']) {
      expect((await gate('same', ['old'], '--format', format)).out).toContain('1 of 9 traces left out');
    }
    expect((await gate('slow', ['old'], '--format', 'html')).out).toContain(
      '<h1 class="bad">wsktrace compare',
    );
  });

  test('finds what is in a build’s own input though an unlabelled copy of it comes first', async () => {
    const dataset = join(folder, 'unlabelled');
    const bytes = readFileSync(fixture('host-irp-leak.etl'));
    await exportTraces(folder, dataset, [
      { name: 'a-copy', build: null, machine: null, bytes },
      { name: 'b-before', build: 'b1', bytes: readFileSync(fixture('wine-ok.etl')) },
      { name: 'b-now', build: 'b2', bytes },
    ]);
    const { out } = await wsktrace(
      ...['check', '--dataset', dataset, '--build', 'b2', '--against', 'b1', '--no-config'],
    );
    expect(out).toMatch(/build b2 \(1 trace\)[\s\S]*New findings\n.* irp-leak/);
  });

  test('calls no finding fixed that a copy of the same trace shows in the build', async () => {
    const dataset = join(folder, 'both');
    const bytes = readFileSync(fixture('host-irp-leak.etl'));
    await exportTraces(folder, dataset, [
      { name: 'before', build: 'b1', bytes },
      { name: 'now', build: 'b2', bytes },
      { name: 'now-clean', build: 'b2', bytes: readFileSync(fixture('wine-ok.etl')) },
    ]);
    const { out, err } = await wsktrace(
      ...['check', '--dataset', dataset, '--build', 'b2', '--against', 'b1', '--no-config'],
    );
    expect(err).toBe(
      `wsktrace: ${dataset}: ${join(folder, 'before.etl')} (build b1, machine m1) and ${join(folder, 'now.etl')} (build b2, machine m1) are one and the same trace\n`,
    );
    expect(out).toContain('build b2 (2 traces) against b1 (1)');
    expect(out).not.toContain('Fixed findings');
    expect(out).not.toContain('New findings');
  });

  test.each([
    [
      'an unknown build',
      ['--build', 'sama', '--against', 'old'],
      'no trace is of build sama; did you mean same?',
    ],
    ['a build against itself', ['--build', 'same', '--against', 'old', 'same'], 'held against itself'],
    ['no build', ['--against', 'old'], '--dataset goes together with --build and --against'],
    [
      'thresholds',
      ['--build', 'same', '--against', 'old', '--threshold', 'leaks: count == 0'],
      '--threshold does not go',
    ],
  ])('refuses %s', async (_, options, reason) => {
    const { code, err } = await wsktrace('check', '--dataset', fleet, ...options);
    expect([code, err]).toEqual([2, expect.stringContaining(reason)]);
  });

  test('refuses what is of datasets alone, and traces beside one', async () => {
    const [traces, both] = [
      await wsktrace('check', 'a.etl', '--build', 'same'),
      await wsktrace('check', 'a.etl', '--dataset', fleet, '--build', 'same', '--against', 'old'),
    ];
    expect([traces.code, traces.err]).toEqual([
      2,
      expect.stringContaining('--build goes together with --dataset only'),
    ]);
    expect([both.code, both.err]).toEqual([2, expect.stringContaining('either traces or --dataset')]);
    expect((await wsktrace('check')).code).toBe(2);
  });
});
