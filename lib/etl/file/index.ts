/** Trace files on disk, for Node: .etl, and .etl.gz and .etl.zip as they are. */

import { fileURLToPath } from 'node:url';
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
  const magic = new Uint8Array(4);
  file.read(magic, 0);
  const isGzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const isZip = magic[0] === 0x50 && magic[1] === 0x4b && magic[2] === 0x03 && magic[3] === 0x04;
  if (!isGzip && !isZip) {
    return file;
  }
  try {
    const { openGzip, openZip } = await import('./archive.ts');
    return await (isGzip ? openGzip(file) : openZip(file));
  } finally {
    file.close();
  }
}
