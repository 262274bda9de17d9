import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const folder = useFolder();
const startedIn = process.cwd();
beforeEach(() => process.chdir(folder.path));
afterEach(() => process.chdir(startedIn));

const PERF_FREQ = 10_000_000;
const SIDE = 8;
/** Threads run what is built: test/cli/check-many.test.ts has them. */
const HERE = ['--jobs', '1'];

/**
 * Writes runs of one modelled driver, each with a seed of its own. All of them are recorded by a clock of the same
 * ticks; a header that names fewer ticks a second makes every time that much longer.
 */
function writeRuns(side: string, firstSeed: number, slowdown: number): string {
  for (let run = 0; run < SIDE; run++) {
    const synthesis = synthesise({ seed: firstSeed + run, events: 6000, noise: 0 });
    const { bytes } = synthesis.write({ perfFreq: Math.round(PERF_FREQ / slowdown) });
    writeFileSync(folder.at(`${side}${run}.etl`), bytes);
  }
  return `${side}*.etl`;
}

describe('wsktrace compare', () => {
  test('claims no change between runs of the same driver, and ends with 0', async () => {
    const [base, head] = [writeRuns('base', 1, 1), writeRuns('head', 101, 1)];
    const { code, out } = await wsktrace('compare', '--base', base, '--head', head, ...HERE);
    expect(out).toContain(`No regression shown: ${SIDE} base traces against ${SIDE} head traces.`);
    expect(code).toBe(0);
  });

  test('counts a trace once, however many names it has, packed or not', async () => {
    const [clean, concurrent] = ['wine-echo-clean.etl', 'wine-echo-concurrent.etl'].map((name) =>
      readFileSync(fixture(name)),
    ) as [Buffer, Buffer];
    for (let copy = 0; copy < 6; copy++) {
      writeFileSync(folder.at(`base${copy}.etl`), clean);
      writeFileSync(folder.at(`head${copy}.etl.gz`), gzipSync(concurrent));
    }
    const { code, out, err } = await wsktrace(
      ...['compare', '--base', 'base*.etl', '--head', 'head*.etl.gz', ...HERE],
    );
    expect(out).not.toContain('Regression');
    expect(out).toContain('1 base trace against 1 head trace');
    expect(err).toContain('wsktrace: base1.etl: the same trace as base0.etl, and counts once\n');
    expect(err.trim().split('\n')).toHaveLength(10);
    expect(code).not.toBe(1);
  });

  test('claims a slow-down of half, in every format, and ends with 1', async () => {
    const [base, head] = [writeRuns('base', 1, 1), writeRuns('head', 101, 1.5)];
    const formats = 'json=out/c.json,markdown=out/c.md,html=out/c.html';
    const { code, out } = await wsktrace(
      'compare',
      '--base',
      base,
      '--head',
      head,
      '--format',
      formats,
      ...HERE,
    );
    expect(code).toBe(1);
    expect(out).toMatch(/^Regression: \d+ latenc/);
    const { changes, verdict } = JSON.parse(readFileSync('out/c.json', 'utf8')) as {
      verdict: string;
      changes: {
        op: string;
        percentile: string;
        change: number;
        verdict: string;
        interval: [number, number];
      }[];
    };
    expect(verdict).toBe('regression');
    const send = changes.find(({ op, percentile }) => op === 'Send' && percentile === 'p50')!;
    expect(send.verdict).toBe('slower');
    expect(send.change).toBeGreaterThan(0.3);
    expect(send.change).toBeLessThan(0.7);
    expect(changes.every((change) => change.verdict !== 'faster')).toBe(true);
    expect(readFileSync('out/c.md', 'utf8')).toContain('## wsktrace: Regression');
    expect(readFileSync('out/c.html', 'utf8')).toContain('<h1 class="bad">wsktrace compare: Regression');
  });

  test('of one trace with another shows differences and new findings, claims nothing, and ends with 4', async () => {
    const argv = [
      'compare',
      '--base',
      fixture('wine-echo-clean.etl'),
      '--head',
      fixture('wine-irp-leak.etl'),
    ];
    const { code, out } = await wsktrace(...argv);
    expect(code).toBe(4);
    expect(out).toContain('Inconclusive: 1 base trace against 1 head trace.');
    expect(out).toContain('a side would do');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(out).toContain('New findings');
    expect(out).not.toMatch(/slower$/m);
    expect((await wsktrace(...argv, '--inconclusive', 'pass')).code).toBe(0);
  });

  test('ends with 1 for a finding that only the head has, unless its rule is off', async () => {
    const [clean, leaky] = [fixture('wine-echo-clean.etl'), fixture('wine-irp-leak.etl')];
    const argv = ['compare', '--base', clean, fixture('wine-client-clean.etl'), '--head', leaky, clean];
    const { code, out } = await wsktrace(...argv);
    expect(code).toBe(1);
    expect(out).toContain('Regression: 1 new finding');
    expect((await wsktrace(...argv, '--rule', 'irp-leak=off', '--inconclusive', 'pass')).code).toBe(0);
  });

  test.each([
    ['a side without its name', ['compare', '--base', 'a.etl'], 'compare takes two traces'],
    ['a trace that is not there', ['compare', '--base', 'a.etl', '--head', 'b.etl'], 'a.etl: no such file'],
    [
      'a share that is none',
      ['compare', '--base', 'a', '--head', 'b', '--min-effect', '150%'],
      'a share below 1',
    ],
    [
      'no chance of error',
      ['compare', '--base', 'a', '--head', 'b', '--alpha', '0'],
      'a share above 0 and below 1',
    ],
    [
      'a format that is none',
      ['compare', '--base', 'a', '--head', 'b', '--format', 'junitt=x'],
      'No format is called junitt',
    ],
  ])('ends with 2 for %s', async (_, argv, reason) => {
    const { code, err } = await wsktrace(...argv);
    expect(err).toContain(reason);
    expect(code).toBe(2);
  });

  test('takes nothing for new or fixed that a trace which can’t be read might show', async () => {
    writeFileSync('torn.etl', 'not a trace');
    const [clean, leaky] = [fixture('wine-echo-clean.etl'), fixture('wine-irp-leak.etl')];
    const gone = await wsktrace('compare', '--base', leaky, clean, '--head', 'torn.etl');
    expect(gone.out).toContain('Found in the base alone, but the head is not whole');
    expect(gone.out).not.toContain('Fixed');
    const came = await wsktrace('compare', '--base', 'torn.etl', '--head', leaky, clean);
    expect(came.out).toContain('Found in the head alone, but the base is not whole');
    expect(came.code).toBe(3);
  });

  test('ends with 3 where a trace can’t be read', async () => {
    writeFileSync('torn.etl', 'not a trace');
    const { code, out } = await wsktrace('compare', '--base', 'torn.etl', '--head', fixture('wine-ok.etl'));
    expect(code).toBe(3);
    expect(out).toContain('torn.etl: ');
  });
});
