import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CheckResult } from '../../lib/report/index.ts';
import { fixture } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { synthesise } from '../support/synthesiser/index.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const TRACES = 100;
const folder = useFolder();

/** Runs the program as it is built: threads can’t be started from TypeScript. */
function checkFolder(...argv: string[]): {
  code: number | null;
  err: string;
  result: CheckResult;
} {
  const args = [MAIN, 'check', folder.path, '--format', 'json', '--no-config', ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { code: status, err: stderr, result: JSON.parse(stdout || '{}') as CheckResult };
}

describe(`wsktrace check of a folder with ${TRACES} traces`, { timeout: 180_000 }, () => {
  beforeAll(() => {
    expect(existsSync(MAIN), 'npm run build has to come before').toBe(true);
  });

  test('says the same whether threads share them or not', () => {
    for (let index = 0; index < TRACES; index++) {
      const name = index % 10 === 3 ? 'wine-irp-leak.etl' : 'wine-echo-clean.etl';
      copyFileSync(fixture(name), folder.at(`run${String(index).padStart(3, '0')}.etl`));
    }
    writeFileSync(folder.at('torn.etl'), 'not a trace');
    const threshold = ['--threshold', 'latency{op=Send}: p(50) < 1s', '--threshold', 'leaks: count <= 2'];
    const alone = checkFolder(...threshold, '--jobs', '1');
    const shared = checkFolder(...threshold, '--jobs', '2');
    expect(shared.code).toBe(1);
    const { traces, findings, thresholds } = shared.result;
    expect(traces).toHaveLength(TRACES + 1);
    expect(findings).toMatchObject([{ rule: 'irp-leak', count: 20 }]);
    expect(findings[0]!.traces).toHaveLength(10);
    expect(thresholds[0]!.traces).toHaveLength(TRACES);
    expect({ ...shared.result, checkedAt: '' }).toEqual({ ...alone.result, checkedAt: '' });
  });

  test('takes an error in a thread for what it is', () => {
    copyFileSync(fixture('wine-ok.etl'), folder.at('a.etl'));
    copyFileSync(fixture('wine-ok.etl'), folder.at('b.etl'));
    const { code, err } = checkFolder('--jobs', '2', '--mapping', folder.at('none.json'));
    expect(err).toContain('none.json: no such file');
    expect(code).toBe(2);
  });

  // The wait depends on what else the machine does; the work does not.
  test.skipIf(process.platform === 'win32')(
    'spends little more work on sharing them than on reading them',
    () => {
      const { bytes } = synthesise({ seed: 5, events: 6000, noise: 0 }).write();
      for (let index = 0; index < TRACES; index++) {
        writeFileSync(folder.at(`run${index}.etl`), bytes);
      }
      const [alone, shared] = [cpuSeconds('--jobs', '1'), cpuSeconds('--jobs', '2')];
      expect(alone).toBeGreaterThan(0.1);
      // A thread loads the program, and learns to run it fast, for itself.
      expect(shared).toBeLessThan(alone * 1.5 + 2);
    },
  );
});

/** User time of a check, as the shell adds it up for its children. */
function cpuSeconds(...argv: string[]): number {
  const args = ['-c', '"$0" "$@" >/dev/null; times', process.execPath, MAIN, 'check', folder.path, ...argv];
  const { stdout } = spawnSync('sh', args, { encoding: 'utf8' });
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s \S+$/m.exec(stdout.trim().split('\n').at(-1) ?? '') ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
