import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TraceError } from '../etl/index.ts';
import { attempt } from './attempt.ts';

/**
 * Makes a folder with those above it that are missing. One after the other: Node's own way tries for ever where a folder
 * refuses with "no such file", as those below /proc do.
 * @throws TraceError of kind `usage` where that can't be
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  let above = resolve(folder);
  for (;;) {
    const status = attempt(folder, () => statSync(above, { throwIfNoEntry: false }));
    if (status?.isDirectory()) {
      break;
    }
    if (status !== undefined || dirname(above) === above) {
      throw new TraceError('usage', 'can’t be written: a part of the path is no folder', { file: folder });
    }
    missing.push(above);
    above = dirname(above);
  }
  for (const each of missing.reverse()) {
    attempt(folder, () => makeOne(each));
  }
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another run may have been quicker.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
}
