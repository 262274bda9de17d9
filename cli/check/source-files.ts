import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { TraceError } from '../../lib/etl/index.ts';
import { createLocator, type SourceFile } from '../../lib/report/index.ts';
import { readText } from '../files/read-text.ts';

const SOURCE_NAME = /\.(c|cc|cpp|cxx|h|hpp|inl)$/i;
const SKIPPED_FOLDERS = new Set(['node_modules', 'build', 'dist', 'out']);
/** What is longer was generated, or is no source. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The C and C++ sources below a folder, by paths relative to the current folder, as CI systems name them.
 * @throws TraceError of kind `usage` where the folder can't be read
 */
export function readSources(root: string): SourceFile[] {
  try {
    return filesIn(root).map((file) => ({
      path: file.split(sep).join('/'),
      text: readText(file),
    }));
  } catch (cause) {
    const reason = `its sources can't be read (${(cause as Error).message})`;
    throw new TraceError('usage', reason, { file: root }, cause);
  }
}

/** How reports find sites in those sources; nothing where none are given. */
export function locateIn(root: string | undefined): { readonly locate?: ReturnType<typeof createLocator> } {
  return root === undefined ? {} : { locate: createLocator(readSources(root)) };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isSkipped = entry.name.startsWith('.') || SKIPPED_FOLDERS.has(entry.name);
      return isSkipped ? [] : filesIn(path);
    }
    return entry.isFile() && SOURCE_NAME.test(entry.name) && statSync(path).size <= MAX_BYTES ? [path] : [];
  });
}
