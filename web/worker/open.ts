import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import {
  archiveOf,
  expandedBlob,
  MAGIC_BYTES,
  onlyTrace,
  type Trace,
  TraceError,
} from '../../lib/etl/index.ts';
import { openTrace } from '../../lib/reader/browser.ts';
import { configureZip } from './zip.ts';

/** Opens the files that were dropped: .etl, .etl.gz and .etl.zip; their first bytes tell, not their names. */
export async function openAll(files: readonly File[]): Promise<Trace[]> {
  const traces: Trace[] = [];
  try {
    for (const file of files) {
      traces.push(await openTrace(await unzipped(file), file.name));
    }
    return traces;
  } catch (error) {
    closeAll(traces);
    throw error;
  }
}

export function closeAll(traces: readonly Trace[]): void {
  for (const trace of traces) {
    trace.close();
  }
}

/** The one .etl in a zip file; any other file as it is. */
async function unzipped(file: File): Promise<Blob> {
  const magic = new Uint8Array(await bytesOf(file.slice(0, MAGIC_BYTES), file.name));
  if (archiveOf(magic) !== 'zip') {
    return file;
  }
  configureZip();
  const zip = new ZipReader(new BlobReader(file), { checkSignature: true });
  try {
    const entries = (await zip.getEntries()).filter((entry) => !entry.directory);
    const entry = onlyTrace(entries, ({ filename }) => filename, file.name);
    return await expandedEntry(entry, file.name);
  } catch (cause) {
    if (cause instanceof TraceError) {
      throw cause;
    }
    const reason = `not a readable zip (${(cause as Error).message})`;
    throw new TraceError('unreadable', reason, { file: file.name }, cause);
  }
}

async function expandedEntry(entry: FileEntry, name: string): Promise<Blob> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const [blob] = await Promise.all([
    expandedBlob(readable, entry.compressedSize, name),
    entry.getData(writable),
  ]);
  return blob;
}

async function bytesOf(blob: Blob, name: string): Promise<ArrayBuffer> {
  try {
    return await blob.arrayBuffer();
  } catch (cause) {
    // A folder, or a file that was removed since it was chosen.
    const reason = `can't be read (${(cause as Error).message})`;
    throw new TraceError('unreadable', reason, { file: name }, cause);
  }
}
