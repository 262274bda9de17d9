import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';

/** Real traces of other projects, which are read where they lie and never copied into this one. */
const folder = resolve(import.meta.dirname, '../..', process.env.WSKTRACE_CORPUS || '../shared/corpus');
const isThere = existsSync(folder);

/**
 * As `describe`, for tests that read the corpus: where there is none, they are skipped and say so. The tests are not
 * even made then, since they may read traces on the way.
 */
export function describeCorpus(name: string, tests: () => void): void {
  if (isThere) {
    describe(name, tests);
  } else {
    describe.skip(`${name} (skipped: there is no corpus; WSKTRACE_CORPUS names its folder)`, () => {
      test('needs real traces', () => {});
    });
  }
}

/** The names of the corpus' traces that hold events. */
export function corpusTraces(): string[] {
  return isThere
    ? readdirSync(folder).filter((name) => name.endsWith('.etl') && !name.includes('EmptyETL'))
    : [];
}

export function corpusPath(name: string): string {
  return resolve(folder, name);
}

export function openCorpusTrace(name: string): Trace {
  return Trace.open(bytesSource(readFileSync(corpusPath(name)), name));
}

export function readCorpusText(name: string): string {
  return readFileSync(resolve(folder, name), 'utf8');
}
