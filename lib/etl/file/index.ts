/** Trace files on disk, for Node: .etl, and .etl.gz and .etl.zip as they are. */

import { fileURLToPath } from 'node:url';
import { archiveOf, MAGIC_BYTES } from '../archive-rules.ts';
import type { ByteSource } from '../byte-source.ts';
import { TraceError } from '../error.ts';
import { Trace } from '../trace.ts';
import { FileSource } from './file-source.ts';

export { canHaveHelper, startHelper } from './helper-thread.ts';
export { note, TEMPORARY, TemporaryFolder, type TemporaryNote } from './temporary.ts';
export { FileSource };

/**
 * Opens a trace file, compressed or not; its first bytes tell, not its name. Close the trace after use.
 * @throws TraceError of kind `usage` for a missing path, `unreadable` for what is no trace
 */
export async function openTrace(path: string | URL): Promise<Trace> {
  return traceIn(FileSource.open(typeof path === 'string' ? path : fileURLToPath(path)));
}

/**
 * Opens the trace that comes on standard input, compressed or not.
 * @throws TraceError of kind `unreadable` for what is no trace
 */
export async function openTraceOnStandardInput(): Promise<Trace> {
  const { openStandardInput } = await import('./standard-input.ts');
  const file = await openStandardInput();
  if (file.size === 0) {
    file.close();
    throw new TraceError('unreadable', 'nothing came', { file: file.name });
  }
  return traceIn(file);
}

async function traceIn(file: FileSource): Promise<Trace> {
  const source = await expanded(file);
  try {
    return Trace.open(source);
  } catch (error) {
    source.close();
    throw error;
  }
}

async function expanded(file: FileSource): Promise<ByteSource> {
  const magic = new Uint8Array(MAGIC_BYTES);
  file.read(magic, 0);
  const kind = archiveOf(magic);
  if (kind === null) {
    return file;
  }
  try {
    const { openGzip, openZip } = await import('./archive.ts');
    return await (kind === 'gzip' ? openGzip(file) : openZip(file));
  } finally {
    file.close();
  }
}
