import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { TraceError } from '../../lib/etl/index.ts';

/**
 * Writes a file that the user named, with the folders it needs.
 * @throws TraceError of kind `usage` where it can't be written
 */
export function writeFile(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  } catch (cause) {
    throw new TraceError('usage', `can't be written (${(cause as Error).message})`, { file }, cause);
  }
}
