import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CheckResult } from '../../lib/report/index.ts';
import { fixture } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';
import { recordedLater } from '../support/recorded-later.ts';
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
  const { code, out, err } = runMain([], 'check', folder.path, '--format', 'json', '--no-config', ...argv);
  return { code, err, result: JSON.parse(out || '{}') as CheckResult };
}

/** @param nodeOptions of Node itself, which its threads have, too */
function runMain(nodeOptions: readonly string[], ...argv: string[]) {
  const args = [...nodeOptions, MAIN, ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: 60_000,
  });
  return { code: status, out: stdout, err: stderr };
}

describe(`wsktrace check of a folder with ${TRACES} traces`, { timeout: 180_000 }, () => {
  beforeAll(() => {
    expect(existsSync(MAIN), 'npm run build has to come before').toBe(true);
  });

  test('says the same whether threads share them or not', () => {
    for (let index = 0; index < TRACES; index++) {
      const name = index % 10 === 3 ? 'wine-irp-leak.etl' : 'wine-echo-clean.etl';
      const trace = recordedLater(readFileSync(fixture(name)), index);
      writeFileSync(folder.at(`run${String(index).padStart(3, '0')}.etl`), trace);
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

  describe('starts threads', () => {
    /** How many a check of four traces starts, where something is done to the program before. */
    function threadsStarted(change: string, ...argv: string[]): number {
      for (const name of ['a.etl', 'b.etl', 'c.etl', 'd.etl']) {
        writeFileSync(folder.at(name), synthesise({ seed: 5, events: 10_000, noise: 0 }).write().bytes);
      }
      writeFileSync(
        folder.at('count.cjs'),
        `const threads = require('node:worker_threads');
        const { Worker, isMainThread } = threads;
        let started = 0;
        if (isMainThread) {
          threads.Worker = class extends Worker {
            constructor(...given) { super(...given); started += 1; }
          };
          require('node:module').syncBuiltinESMExports();
          process.on('exit', () => console.error('started ' + started));
          ${change}
        }`,
      );
      const { code, err } = runMain(['--require', folder.at('count.cjs')], 'check', folder.path, ...argv);
      expect(code).toBe(0);
      return Number(/^started (\d+)$/m.exec(err)?.[1]);
    }
    const aSecondALook = 'let ms = 0; performance.now = () => (ms += 1000);';

    test('for none of a few traces, which are read before a thread has learnt to', () => {
      expect(threadsStarted('')).toBe(0);
    });

    test('for as many as are asked for', () => {
      expect(threadsStarted('', '--jobs', '2')).toBe(2);
    });

    test('for the rest, where it takes longer than the size of the files tells', () => {
      const cores = `require('node:os').availableParallelism = () => 2; require('node:module').syncBuiltinESMExports();`;
      expect(threadsStarted(cores + aSecondALook)).toBe(2);
    });

    test('for none that nobody wants', () => {
      expect(threadsStarted(aSecondALook, '--jobs', '1')).toBe(0);
    });
  });

  test('takes an error in a thread for what it is', () => {
    copyFileSync(fixture('wine-ok.etl'), folder.at('a.etl'));
    copyFileSync(fixture('wine-ok.etl'), folder.at('b.etl'));
    const { code, err } = checkFolder('--jobs', '2', '--mapping', folder.at('none.json'));
    expect(err).toContain('none.json: no such file');
    expect(code).toBe(2);
  });

  describe('ends with 70, and says that it is at fault itself,', () => {
    /** Checks two traces, a thread each, with something done to each thread before it begins. */
    function checkWith(fault: string) {
      for (const name of ['a.etl', 'b.etl']) {
        copyFileSync(fixture('wine-ok.etl'), folder.at(name));
      }
      writeFileSync(
        folder.at('fault.mjs'),
        `import { isMainThread } from 'node:worker_threads'; if (!isMainThread) { ${fault} }`,
      );
      const preload = ['--import', pathToFileURL(folder.at('fault.mjs')).href];
      return runMain(preload, 'check', folder.path, '--no-config', '--jobs', '2');
    }

    test.each([
      [
        'where a thread comes upon an error that no trace explains',
        'DataView.prototype.getUint16 = () => { throw new RangeError("no such word"); };',
        /while reading .*[ab]\.etl\n.*RangeError.*: no such word\n +at /s,
      ],
      [
        'where a thread throws what is no error',
        'DataView.prototype.getUint16 = () => { throw "a word"; };',
        /while reading .*[ab]\.etl\n.*'a word'/s,
      ],
      [
        'where a thread ends without an answer',
        'DataView.prototype.getUint16 = () => process.exit(0);',
        /^ {2}Error: a thread ended with 0 while reading .*[ab]\.etl$/m,
      ],
    ])('%s', (_, fault, told) => {
      const { code, out, err } = checkWith(fault);
      expect(err).toMatch(
        /^wsktrace: a fault of the program itself; please report it with the trace that shows it$/m,
      );
      expect(err).toMatch(told);
      expect(out).toBe('');
      expect(code).toBe(70);
    });
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
