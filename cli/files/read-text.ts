import { readFileSync } from 'node:fs';
import { TraceError } from '../../lib/etl/index.ts';
import { markedText } from '../../lib/text/index.ts';

/**
 * A text file that the user named: UTF-8, or what its byte order mark says.
 * @throws TraceError of kind `usage` where it can't be read
 */
export function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    return markedText(bytes) ?? bytes.toString();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'no such file' : `can't be read (${message})`;
    throw new TraceError('usage', reason, { file }, cause);
  }
}
