import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixture } from '../support/cli.ts';
import { useFolder } from '../support/folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SCRIPT = resolve(ROOT, '.github/check-action.sh');
const ACTION = readFileSync(resolve(ROOT, 'action.yml'), 'utf8');
const folder = useFolder();

/** Runs the action’s check step as a runner does: inputs that were not given are empty. */
function runStep(inputs: Readonly<Record<string, string>>) {
  const names = [...ACTION.matchAll(/^ {8}([A-Z_]+): \$\{\{ inputs\./gm)].map(([, name]) => name!);
  const env = {
    PATH: process.env.PATH ?? '',
    ...Object.fromEntries(names.map((name) => [name, ''])),
    WSKTRACE: resolve(ROOT, 'dist/cli/main.js'),
    GITHUB_STEP_SUMMARY: folder.at('summary.md'),
    GITHUB_OUTPUT: folder.at('output'),
    ...inputs,
  };
  const { status, stdout, stderr } = spawnSync('bash', [SCRIPT], { env, cwd: folder.path, encoding: 'utf8' });
  const read = (name: string) => readFileSync(folder.at(name), 'utf8');
  return { status, stdout, stderr, read };
}

describe.skipIf(process.platform === 'win32')('the GitHub action', () => {
  test('annotates, writes the step summary and the files asked for, and fails the step', () => {
    const { status, stdout, read } = runStep({
      TRACES: `${fixture('wine-irp-leak.etl')}\n${fixture('wine-echo-clean.etl')}\n`,
      SARIF: 'out/wsk.sarif',
      JUNIT: 'out/junit.xml',
      THRESHOLDS: 'inflight: max <= 64\n\nlatency{op=Send}: p(50) < 1s\n',
    });
    expect(status).toBe(1);
    expect(read('output')).toBe('exit-code=1\n');
    expect(stdout).toMatch(/^::error .*irp-leak/m);
    expect(stdout).toContain('kept    latency{op=Send}: p(50) < 1s');
    expect(read('summary.md')).toContain('## wsktrace: Failed&#58; 1 finding');
    expect(JSON.parse(read('out/wsk.sarif')).runs[0].results).toHaveLength(1);
    expect(read('out/junit.xml')).toContain('<failure');
  });

  test('passes where nothing is to be fixed', () => {
    const { status, read } = runStep({ TRACES: fixture('wine-echo-clean.etl') });
    expect(status).toBe(0);
    expect(read('output')).toBe('exit-code=0\n');
  });

  test('runs a single executable where one is given, although a download is not runnable yet', () => {
    const started = folder.at('started');
    writeFileSync(
      folder.at('wsktrace'),
      `#!/bin/sh\necho "$@" > '${started}'\nexec '${process.execPath}' '${resolve(ROOT, 'dist/cli/main.js')}' "$@"\n`,
      { mode: 0o644 },
    );
    const inputs = { WSKTRACE: '/nowhere', TRACES: fixture('wine-irp-leak.etl') };
    const { status, stdout } = runStep({ ...inputs, EXECUTABLE: 'wsktrace' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error .*irp-leak/m);
    expect(readFileSync(started, 'utf8')).toMatch(/^check --format github /);

    const missing = runStep({ ...inputs, EXECUTABLE: '::error::forged' });
    expect(missing.status).toBe(2);
    expect(missing.stderr).toBe('wsktrace: the input executable names no file\n');
  });

  test('takes an input for what it is, whatever is in it', () => {
    const { status, stderr } = runStep({ TRACES: '--config=$(touch hacked); `touch hacked`' });
    expect(status).toBe(2);
    expect(stderr).toContain('no such file');
    expect(() => readFileSync(folder.at('hacked'))).toThrow();
  });

  test.each([
    ['HTML', 'a,html=b'],
    ['SARIF', 'a.sarif,json=/tmp/x'],
    ['JUNIT', 'a\n::error::forged'],
  ])('refuses an output within an output: %s', (input, value) => {
    const { status, stdout, stderr, read } = runStep({
      TRACES: fixture('wine-echo-clean.etl'),
      [input]: value,
    });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `wsktrace: the input ${input.toLowerCase()} holds a comma or a control character: name one file, without them\n`,
    );
    expect(read('output')).toBe('exit-code=2\n');
  });

  test.each(['TRACES', 'CONFIG', 'BASELINE', 'THRESHOLDS', 'FAIL_ON', 'SOURCE_ROOT', 'HTML'])(
    'echoes nothing of %s that is a command',
    (input) => {
      const value = 'x ##[error]forged ##vso[task.complete] \u001b[2J :: ::error::forged';
      const { status, stdout, stderr } = runStep({ TRACES: fixture('wine-echo-clean.etl'), [input]: value });
      expect(status).toBe(2);
      expect(stdout + stderr).not.toMatch(/##\[|##vso\[|(?!\n)\p{Cc}|^[^\S\n]*::/mu);
    },
  );

  test('hands on every input that it declares', () => {
    const declared = [...ACTION.slice(0, ACTION.indexOf('\noutputs:')).matchAll(/^ {2}([a-z-]+):$/gm)].map(
      ([, name]) => name!,
    );
    expect(declared.length).toBeGreaterThan(5);
    const script = readFileSync(SCRIPT, 'utf8');
    for (const name of declared) {
      const variable = name.toUpperCase().replaceAll('-', '_');
      expect(ACTION).toContain(`${variable}: \${{ inputs.${name} }}`);
      expect(script).toMatch(new RegExp(`\\$\\{?${variable}\\b`));
    }
  });
});
