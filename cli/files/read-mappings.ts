import type { Mapping } from '../../lib/wsk/index.ts';
import { readText } from './read-text.ts';

/**
 * Reads the mapping files that the user named. What checks them is loaded where there is one.
 * @throws TraceError of kind `usage` for one that can't be read or is wrong
 */
export async function readMappings(files: readonly string[] = []): Promise<Mapping[]> {
  if (files.length === 0) {
    return [];
  }
  const { readMapping } = await import('../../lib/wsk/mapping/file/index.ts');
  return files.map((file) => readMapping(readText(file), file));
}
