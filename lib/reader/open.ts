import { archiveOf, blobSource, bytesSource, expandedBlob, MAGIC_BYTES, Trace } from '../etl/index.ts';

/** A trace in memory, or a file that the user of a page chose. */
export type TraceInput = Uint8Array | ArrayBuffer | Blob;

/** What a browser's worker has, and nothing else: reading a Blob without waiting for it. */
interface WorkerScope {
  readonly FileReaderSync?: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };
}

/**
 * Opens a trace that is in memory or in a Blob, as it is or compressed by gzip; its first bytes tell. In a browser's worker a
 * Blob is read piece by piece, so that it may be larger than the memory; elsewhere it is brought into memory first.
 *
 * @param name what to call it in messages
 * @throws TraceError of kind `unreadable` for what is no trace
 */
export async function openTrace(input: TraceInput, name = nameOf(input)): Promise<Trace> {
  if (!(input instanceof Blob)) {
    const bytes = input instanceof Uint8Array ? input : new Uint8Array(input);
    return archiveOf(bytes) === 'gzip'
      ? openGzip(new Blob([bytes as Uint8Array<ArrayBuffer>]), name)
      : Trace.open(bytesSource(bytes, name));
  }
  if (archiveOf(new Uint8Array(await input.slice(0, MAGIC_BYTES).arrayBuffer())) === 'gzip') {
    return openGzip(input, name);
  }
  return openBlob(input, name);
}

async function openBlob(blob: Blob, name: string): Promise<Trace> {
  const { FileReaderSync } = globalThis as WorkerScope;
  return Trace.open(
    FileReaderSync === undefined
      ? bytesSource(new Uint8Array(await blob.arrayBuffer()), name)
      : blobSource(blob, new FileReaderSync(), name),
  );
}

/** Expands to another Blob, which a browser has on disk where it is large. */
async function openGzip(blob: Blob, name: string): Promise<Trace> {
  const stream = blob.stream().pipeThrough(new DecompressionStream('gzip'));
  return openBlob(await expandedBlob(stream, blob.size, name), name);
}

function nameOf(input: TraceInput): string {
  return (input as { readonly name?: string }).name ?? (input instanceof Blob ? '(blob)' : '(memory)');
}
