/** Trace files on disk, for Node: .etl, and .etl.gz and .etl.zip as they are. */

import { fileURLToPath } from 'node:url';
import type { ByteSource } from '../byte-source.ts';
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
  const source = await openSource(typeof path === 'string' ? path : fileURLToPath(path));
  try {
    return Trace.open(source);
  } catch (error) {
    source.close();
    throw error;
  }
}

async function openSource(path: string): Promise<ByteSource> {
  const file = FileSource.open(path);
  const magic = new Uint8Array(4);
  file.read(magic, 0);
  if (magic[0] === 0x1f && magic[1] === 0x8b) {
    file.close();
    return (await import('./archive.ts')).openGzip(path, file.size);
  }
  if (magic[0] === 0x50 && magic[1] === 0x4b && magic[2] === 0x03 && magic[3] === 0x04) {
    file.close();
    return (await import('./archive.ts')).openZip(path);
  }
  return file;
}
