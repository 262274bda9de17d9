import type { ByteSource } from './byte-source.ts';
import { TraceError } from './error.ts';

/** The reader of a browser's worker: synchronous, which `Blob` itself is not. */
interface SyncBlobReader {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/** Each read of a Blob is a question to another process: in Chromium 64 KiB take 1.7 ms, 4 MiB take 12 ms. */
const BLOCK_BYTES = 4 * 1024 * 1024;
/** Blocks in memory: each processor's buffers stand close to those of the others, but in a merged file each may be elsewhere. */
const BLOCKS = 16;

/**
 * A source over a Blob or File, for a browser's worker. It has some megabytes of it in memory at a time.
 * @param reader a `new FileReaderSync()`, which exists in workers alone.
 */
export function blobSource(blob: Blob, reader: SyncBlobReader, name = '(blob)'): ByteSource {
  const blocks = new Blocks(blob, reader, name);
  return {
    name,
    size: blob.size,
    read(target, offset) {
      let had = 0;
      while (had < target.length) {
        const at = offset + had;
        const part = blocks
          .at(at)
          .subarray(at % BLOCK_BYTES)
          .subarray(0, target.length - had);
        if (part.length === 0) {
          break;
        }
        target.set(part, had);
        had += part.length;
      }
      return had;
    },
    close() {},
  };
}

/** The blocks of a Blob that were read last. */
class Blocks {
  readonly #blob: Blob;
  readonly #reader: SyncBlobReader;
  readonly #name: string;
  /** By their number, the one used last at the end. */
  readonly #kept = new Map<number, Uint8Array<ArrayBuffer>>();
  #last = -1;
  #lastBlock = new Uint8Array(0);

  constructor(blob: Blob, reader: SyncBlobReader, name: string) {
    this.#blob = blob;
    this.#reader = reader;
    this.#name = name;
  }

  /** The block that holds an offset; without bytes behind the Blob's end. */
  at(offset: number): Uint8Array {
    const number = Math.floor(offset / BLOCK_BYTES);
    if (number === this.#last) {
      return this.#lastBlock;
    }
    const block: Uint8Array<ArrayBuffer> = this.#kept.get(number) ?? this.#read(number * BLOCK_BYTES);
    this.#kept.delete(number);
    this.#kept.set(number, block);
    if (this.#kept.size > BLOCKS) {
      this.#kept.delete(this.#kept.keys().next().value!);
    }
    this.#last = number;
    this.#lastBlock = block;
    return block;
  }

  #read(offset: number): Uint8Array<ArrayBuffer> {
    try {
      return new Uint8Array(this.#reader.readAsArrayBuffer(this.#blob.slice(offset, offset + BLOCK_BYTES)));
    } catch (cause) {
      // A file that was changed or removed since it was chosen.
      const reason = `can't be read (${(cause as Error).message})`;
      throw new TraceError('unreadable', reason, { file: this.#name, offset }, cause);
    }
  }
}
