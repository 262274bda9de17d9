import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../lib/report/gate/files/index.ts';
import { parseThreshold } from '../../lib/report/index.ts';
import { wsktrace } from '../support/cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const page = (name: string) => readFileSync(resolve(ROOT, 'docs/ci', name), 'utf8');

const startedIn = process.cwd();
beforeEach(() => process.chdir(ROOT));
afterEach(() => process.chdir(startedIn));

/** The page’s examples: a code in bold, a command line, and what it prints. */
const examples = [
  ...page('exit-codes.md').matchAll(/^\*\*(\d+)\*\*\n\n {4}\$ wsktrace (.*)\n((?: {4}.*\n|\n(?= {4}))*)/gm),
].map(([, code, line, output]) => ({
  code: Number(code),
  line: line!,
  output: output!.replace(/^ {4}/gm, ''),
}));

describe('the page about exit codes', () => {
  test('has an example of every code that a user can bring about', () => {
    expect(examples.map(({ code }) => code)).toEqual([0, 1, 2, 3, 4]);
  });

  test.each(examples)('tells what happens: $line ends with $code', async ({ code, line, output }) => {
    const argv = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
    const result = await wsktrace(...argv);
    expect(result.code).toBe(code);
    // A wrong option is followed by where to find help.
    expect(`${result.out}${result.err}`.startsWith(output.trimEnd())).toBe(true);
  });
});

describe('the page about check', () => {
  test('shows a configuration that is one', () => {
    const [, json] = /```json\n([\s\S]*?)```/.exec(page('check.md'))!;
    expect(Object.keys(parseConfig(json!, 'check.md')).length).toBeGreaterThan(5);
  });

  test('shows thresholds that are some', () => {
    const shown = [...page('check.md').matchAll(/^ {4}((?:latency|leaks|inflight).*)$/gm)].map(
      ([, text]) => text!,
    );
    expect(shown).toHaveLength(4);
    expect(() => shown.map(parseThreshold)).not.toThrow();
  });
});
