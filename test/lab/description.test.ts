import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readDescription } from '../../driver-tracing/lab/explore/description.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-description-'));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ['a.c', 'b.c', 'b.h', 'peer.c']) {
  writeFileSync(join(folder, name), '');
}

const write = (text: string): string => {
  const file = join(folder, 'lab.json');
  writeFileSync(file, text);
  return file;
};

test('paths are beside the file, a star stands for names, and what is not said has its usual value', () => {
  const file = write('{ "sources": ["*.c"], "scenario": "peer.c", "parameters": { "Port": 7 } }');
  expect(readDescription(file)).toEqual({
    file,
    sources: ['a.c', 'b.c', 'peer.c'].map((name) => join(folder, name)),
    includes: [],
    defines: [],
    entry: 'DriverEntry',
    unload: null,
    scenario: join(folder, 'peer.c'),
    parameters: ['Port=7'],
  });
});

test.each([
  ['{', /lab\.json: is not valid JSON/],
  ['{ "sources": [], "scenario": "peer.c" }', /sources: /],
  ['{ "sources": ["a.c"] }', /scenario: /],
  ['{ "sources": ["a.c"], "scenario": "peer.c", "entyr": "X" }', /entyr/],
  ['{ "sources": ["x.c"], "scenario": "peer.c" }', /there is no .*x\.c/],
  ['{ "sources": ["x*.c"], "scenario": "peer.c" }', /no file matches x\*\.c/],
  ['{ "sources": ["a.c"], "scenario": "peer.c", "entry": "a b" }', /entry: /],
])('what is wrong with %s is told with the file', (text, message) => {
  const file = write(text);
  expect(() => readDescription(file)).toThrow(message);
  expect(() => readDescription(file)).toThrow('lab.json');
});

test('a file that is not there is told', () => {
  expect(() => readDescription(join(folder, 'none.json'))).toThrow(/none\.json: can’t be read/);
});
