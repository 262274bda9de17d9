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

test('a command plays the peers from the description’s folder, a client over TCP unless told', () => {
  const command = '{ "run": ["node", "x.mjs", "{port}"], "port": 7 }';
  expect(readDescription(write(`{ "sources": ["a.c"], "command": ${command} }`)).scenario).toEqual({
    run: ['node', 'x.mjs', '{port}'],
    port: 7,
    kind: 'client',
    seconds: 10,
    folder,
  });
});

test.each([
  ['{', /lab\.json: is not valid JSON/],
  ['{ "sources": [], "scenario": "peer.c" }', /sources: /],
  ['{ "sources": ["a.c"] }', /one of scenario and command/],
  [
    '{ "sources": ["a.c"], "scenario": "peer.c", "command": { "run": ["x"], "port": 7 } }',
    /one of scenario and command/,
  ],
  ['{ "sources": ["a.c"], "command": { "run": [], "port": 7 } }', /command\.run: /],
  ['{ "sources": ["a.c"], "command": { "run": ["x"], "port": 70000 } }', /command\.port: /],
  ['{ "sources": ["a.c"], "command": { "run": ["x"], "port": 7, "kind": "tcp" } }', /command\.kind: /],
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
