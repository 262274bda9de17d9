import { type Duplex, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Entry, fromFd, type ZipFile } from 'yauzl';
import { expansionLimit, isTraceName, onlyTrace, refusedExpansion } from '../archive-rules.ts';
import type { ByteSource } from '../byte-source.ts';
import { TraceError } from '../error.ts';
import { FileSource } from './file-source.ts';
import { TemporaryFile } from './temporary-file.ts';

const BLOCK_BYTES = 256 * 1024;

/**
 * Expands a gzip file to a temporary file, since a trace has to be read at any offset and may be larger than
 * memory. It has no name that could outlive the process.
 */
export async function openGzip(file: FileSource): Promise<ByteSource> {
  return expand(file.name, [Readable.from(blocksOf(file)), createGunzip()], file.size);
}

/**
 * What is in a file, which stays open: a stream of node:fs closes its descriptor when something behind it fails, whatever
 * it is told, and the system gives that number to the next file.
 */
function* blocksOf(file: ByteSource): Iterable<Uint8Array> {
  for (let at = 0; ; ) {
    const block = new Uint8Array(BLOCK_BYTES);
    const had = file.read(block, at);
    if (had === 0) {
      return;
    }
    yield block.subarray(0, had);
    at += had;
  }
}

/** Expands the one .etl in a zip file likewise. */
export async function openZip({ descriptor, name: path }: FileSource): Promise<ByteSource> {
  const zip = await openZipFile(descriptor, path);
  const entry = await findTrace(zip, path);
  const content = await openEntry(zip, entry, path);
  return await expand(path, [content], entry.compressedSize);
}

async function expand(
  path: string,
  content: readonly [Readable, ...Duplex[]],
  compressedSize: number,
): Promise<ByteSource> {
  const target = new TemporaryFile();
  const limit = expansionLimit(compressedSize);
  try {
    await pipeline([...content, new Limit(limit, path), target.writer()]);
    return new FileSource(target.descriptor, path, () => target.close());
  } catch (cause) {
    target.close();
    if (cause instanceof TraceError) {
      throw cause;
    }
    const reason = `can't be decompressed (${(cause as Error).message})`;
    throw new TraceError('unreadable', reason, { file: path }, cause);
  }
}

/** Passes bytes on until there are more of them than an honest archive holds. */
class Limit extends Transform {
  readonly #limit: number;
  readonly #path: string;
  #passed = 0;

  constructor(limit: number, path: string) {
    super();
    this.#limit = limit;
    this.#path = path;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null, data?: Buffer) => void) {
    this.#passed += chunk.length;
    if (this.#passed > this.#limit) {
      done(refusedExpansion(this.#limit, this.#path));
    } else {
      done(null, chunk);
    }
  }
}

function openZipFile(descriptor: number, path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromFd(descriptor, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) {
        reject(new TraceError('unreadable', `not a readable zip (${error.message})`, { file: path }, error));
      } else {
        resolve(zip);
      }
    });
  });
}

/** The archive's only .etl entry. Names are compared alone: nothing is ever written to a path from the archive. */
function findTrace(zip: ZipFile, path: string): Promise<Entry> {
  return new Promise((resolve, reject) => {
    const traces: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      // Of a million other entries none is kept.
      if (isTraceName(entry.fileName)) {
        traces.push(entry);
      }
      zip.readEntry();
    });
    zip.on('error', (error: Error) =>
      reject(new TraceError('unreadable', `not a readable zip (${error.message})`, { file: path }, error)),
    );
    zip.on('end', () => {
      try {
        resolve(onlyTrace(traces, ({ fileName }) => fileName, path));
      } catch (error) {
        reject(error);
      }
    });
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry, path: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(new TraceError('unreadable', `not a readable zip (${error.message})`, { file: path }, error));
      } else {
        resolve(stream);
      }
    });
  });
}
