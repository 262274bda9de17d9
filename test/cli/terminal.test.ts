import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixture } from '../support/cli.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/cli/main.js');
const TRACE = fixture('wine-ok.etl');

/** Runs the built program with one of its streams a file that takes nothing, as a full disk does. */
function runWithout(stream: 'stdout' | 'stderr', ...argv: string[]) {
  const readOnly = openSync(TRACE, 'r');
  try {
    const stdio = (name: string) => (name === stream ? readOnly : 'pipe');
    return spawnSync(process.execPath, [MAIN, ...argv], {
      stdio: ['ignore', stdio('stdout'), stdio('stderr')],
      encoding: 'utf8',
    });
  } finally {
    closeSync(readOnly);
  }
}

describe('a stream that takes nothing', () => {
  test.each(['info', 'events', 'report', 'check'])(
    '%s says so of stdout, and takes it for no fault of its own',
    (command) => {
      const { status, stderr } = runWithout('stdout', command, TRACE);
      expect(stderr).toMatch(/^wsktrace: stdout: can't be written \(.*\)\n$/);
      expect(status).toBe(2);
    },
  );

  test('a warning that nobody takes changes nothing in how the program ends', () => {
    expect(runWithout('stderr', 'report', 'missing.etl').status).toBe(2);
    expect(runWithout('stderr', 'check', 'package.json').status).toBe(3);
  });
});
