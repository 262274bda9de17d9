import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
/** It runs in a page. */
const PAGE = join('lib', 'report', 'html', 'page');

const sources = ['cli', 'lib']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((path) => path.endsWith('.ts') && !path.startsWith(PAGE))
  .map((path) => ({ path, code: withoutComments(readFileSync(join(ROOT, path), 'utf8')) }));

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** Where a pattern stands in the sources. */
function filesWith(pattern: RegExp): string[] {
  return sources
    .filter(({ code }) => pattern.test(code))
    .map(({ path }) => path)
    .sort();
}

test('nothing reaches a stream but through the one that makes it fit', () => {
  // The progress bar is made of numbers alone.
  expect(filesWith(/process\.(stdout|stderr)|console\.|process\.emitWarning/)).toEqual([
    'cli/progress.ts',
    'cli/streams.ts',
  ]);
  expect(filesWith(/\bcreateTerminal\(/)).toEqual(['cli/streams.ts', 'cli/terminal.ts']);
});

test('JSON that people see is written in one way; as keys of a table it may be written in another', () => {
  expect(filesWith(/JSON\.stringify\(/)).toEqual([
    'lib/decode/eventsource/process-schemas.ts',
    'lib/report/gate/settings.ts',
    'lib/report/gate/threshold/measure.ts',
    'lib/text/json.ts',
  ]);
});
