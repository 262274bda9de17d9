import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesiseFile } from '../support/synthesiser/index.ts';

// The program as it is built: a thread can't load TypeScript.
const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'wsktrace-large-'));
const trace = join(folder, 'large.etl');
afterAll(() => rmSync(folder, { recursive: true }));

/** Tells on standard error how many threads were started. */
const TELLING = `data:text/javascript,${encodeURIComponent(
  `let threads = 0;
   process.on('worker', () => threads++);
   process.on('exit', () => console.error('threads: ' + threads));`,
)}`;

function run(argv: readonly string[], processors: string) {
  const command = ['-c', processors, process.execPath, '--import', TELLING, MAIN, ...argv, trace];
  const { status, stdout, stderr } = spawnSync('taskset', command, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

describe('a large trace is read by a thread of its own', () => {
  beforeAll(() => {
    synthesiseFile(trace, { events: 1_400_000, seed: 7, processors: 4, faults: { 'irp-leak': 3 } });
  }, 120_000);

  test.each([
    ['report', '--json'],
    ['latency', '--json'],
    ['leaks', '--json'],
  ])(
    '%s says the same with it and without',
    (...argv) => {
      const alone = run(argv, '0');
      // Where there is one processor, both are the same run.
      const helped = run(argv, `0-${availableParallelism() - 1}`);
      expect(alone.status, alone.stderr).toBe(0);
      expect(alone.stderr).toContain('threads: 0');
      expect(helped.stderr).toContain(`threads: ${Math.min(availableParallelism() - 1, 1)}`);
      expect(helped.stdout === alone.stdout).toBe(true);
    },
    120_000,
  );
});
