import { readFileSync } from 'node:fs';
import { TraceError } from '../../lib/etl/index.ts';

/**
 * A text file that the user named.
 * @throws TraceError of kind `usage` where it can't be read
 */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'no such file' : `can't be read (${message})`;
    throw new TraceError('usage', reason, { file }, cause);
  }
}
