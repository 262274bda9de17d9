import { BlobReader, BlobWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { Trace } from '../../lib/etl/index.ts';
import { framesAsBlobs } from '../../lib/frames/index.ts';
import { nowAndThen, type Progress } from './progress.ts';
import { configureZip } from './zip.ts';

/** The files that `export` writes of a trace, or of the files of one recording, in one .zip. */
export async function zipFrames(traces: readonly Trace[], tell: (progress: Progress) => void): Promise<Blob> {
  const files = framesAsBlobs(traces, { onProgress: nowAndThen(tell, traces) });
  configureZip();
  const zip = new ZipWriter(new BlobWriter('application/zip'));
  for (const [name, file] of files) {
    await zip.add(name, new BlobReader(file));
  }
  return await zip.close();
}
