import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runNode } from '../bench/measure.ts';
import { OUTSTANDING_KINDS, writeOutstanding } from '../bench/outstanding.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const COUNT = 200_000;
const MB = 1e6;
const folder = mkdtempSync(join(tmpdir(), 'wsktrace-memory-'));

beforeAll(() => {
  for (const kind of OUTSTANDING_KINDS) {
    writeOutstanding(join(folder, `${kind}.etl`), kind, COUNT);
  }
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('what is outstanding', () => {
  test.each(OUTSTANDING_KINDS)(
    '%s: 200,000 of them take no more than 150 bytes each, beside what any trace takes',
    async (kind) => {
      const html = join(folder, 'page.html');
      for (const argv of [['report', '--html', html], ['leaks']]) {
        const { peakBytes } = await runNode(MAIN, [...argv, join(folder, `${kind}.etl`)], [0, 1, 4]);
        expect([argv, peakBytes < 150 * MB + 150 * COUNT]).toEqual([argv, true]);
      }
    },
    240_000,
  );
});

describe('where memory does not suffice', () => {
  const HTML = ['--html', join(folder, 'none.html')];
  test.each([[['report']], [['report', ...HTML]], [['leaks']], [['check']], [['latency']]])(
    '%j says so in a sentence and ends with 71, in a heap made small by hand, too',
    (argv) => {
      const env = { ...process.env, NODE_OPTIONS: '--max-old-space-size=14' };
      const trace = join(folder, 'calls.etl');
      const { status, stderr, stdout } = spawnSync(process.execPath, [MAIN, ...argv, trace], {
        env,
        encoding: 'utf8',
      });
      expect([status, stderr.trimEnd().split('\n').length, stdout]).toEqual([71, 1, '']);
      expect(stderr).toContain('memory does not suffice');
    },
    120_000,
  );
});
