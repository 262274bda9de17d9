import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wsktrace } from '../support/cli.ts';
import { exportTraces } from '../support/dataset.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'wsktrace-compact-cli-'));
const fleet = join(folder, 'fleet');
const COUNTS = `SELECT (SELECT count(*) FROM status) AS status, (SELECT count(*) FROM calls) AS calls,
  (SELECT count(*) FROM irps) AS irps, (SELECT count(*) FROM findings) AS findings`;

beforeAll(async () => {
  expect(existsSync(MAIN), 'npm run build has to come before').toBe(true);
  await exportTraces(
    folder,
    fleet,
    Array.from({ length: 12 }, (_, run) => ({
      name: `run${run}`,
      build: 'b1',
      machine: `m${run % 3}`,
      bytes: synthesise({ events: 1000, seed: run, faults: { 'irp-leak': 1 } }).write().bytes,
    })),
  );
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const counts = async () =>
  JSON.parse((await wsktrace('query', fleet, COUNTS, '--format', 'json')).out) as object;

describe('wsktrace compact', { timeout: 120_000 }, () => {
  test('can be killed at any time: each row is there once, and the next run goes on', async () => {
    const before = await counts();
    for (const ms of [250, 400, 500, 600, 700]) {
      spawnSync(process.execPath, [MAIN, 'compact', fleet], { timeout: ms, killSignal: 'SIGKILL' });
      expect([ms, await counts()]).toEqual([ms, before]);
    }
    const { code, out } = await wsktrace('compact', fleet);
    expect(code).toBe(0);
    expect(out).toContain(`${fleet}/calls  `);
    expect(await counts()).toEqual(before);
    expect((await wsktrace('compact', fleet)).out).toContain(`${fleet}/status  1 file, as it was`);
  });

  test('ends with 2 for what is no dataset', async () => {
    const { code, err } = await wsktrace('compact', folder);
    expect([code, err]).toEqual([2, expect.stringContaining('is no dataset')]);
  });
});
