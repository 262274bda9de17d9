import { createReadStream, fstatSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { TraceError } from '../error.ts';
import { FileSource } from './file-source.ts';
import { TemporaryFile } from './temporary-file.ts';

const STDIN = 0;
const NAME = 'stdin';

/**
 * What comes on standard input, as a file: a trace has to be read at any offset. A file that the shell redirected is
 * one already; what comes through a pipe goes into a temporary file without a name.
 */
export async function openStandardInput(): Promise<FileSource> {
  try {
    if (fstatSync(STDIN).isFile()) {
      return new FileSource(STDIN, NAME, () => {});
    }
    return await spooled();
  } catch (cause) {
    throw cause instanceof TraceError
      ? cause
      : new TraceError('unreadable', `can't be read (${(cause as Error).message})`, { file: NAME }, cause);
  }
}

async function spooled(): Promise<FileSource> {
  const target = new TemporaryFile();
  try {
    await pipeline(createReadStream('', { fd: STDIN, autoClose: false }), target.writer());
  } catch (cause) {
    target.close();
    throw cause;
  }
  return new FileSource(target.descriptor, NAME, () => target.close());
}
