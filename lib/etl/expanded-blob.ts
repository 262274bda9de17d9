import { expansionLimit, refusedExpansion } from './archive-rules.ts';
import { TraceError } from './error.ts';

/**
 * What comes decompressed in a stream, as a Blob, which a browser has on disk where it is large.
 * @param compressedSize bytes that it comes from
 * @param file what to call it in messages
 * @throws TraceError of kind `unreadable` where it can't be decompressed, or is more than an honest archive holds
 */
export async function expandedBlob(
  stream: ReadableStream<Uint8Array>,
  compressedSize: number,
  file: string,
): Promise<Blob> {
  const limit = expansionLimit(compressedSize);
  const reader = stream.getReader();
  const content = new GrowingBlob();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      content.add(part.value as Uint8Array<ArrayBuffer>);
      if (content.size > limit) {
        throw refusedExpansion(limit, file);
      }
    }
    return content.result();
  } catch (cause) {
    await reader.cancel().catch(() => {});
    if (cause instanceof TraceError) {
      throw cause;
    }
    const reason = `can't be decompressed (${(cause as Error).message})`;
    throw new TraceError('unreadable', reason, { file }, cause);
  }
}

/** Bytes in memory before they become a Blob, which the browser may put on disk. */
const CHUNK_BYTES = 16 * 1024 * 1024;

class GrowingBlob {
  size = 0;
  readonly #blobs: Blob[] = [];
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #partBytes = 0;

  add(part: Uint8Array<ArrayBuffer>): void {
    this.size += part.length;
    this.#parts.push(part);
    this.#partBytes += part.length;
    if (this.#partBytes >= CHUNK_BYTES) {
      this.#close();
    }
  }

  result(): Blob {
    this.#close();
    return new Blob(this.#blobs);
  }

  #close(): void {
    this.#blobs.push(new Blob(this.#parts));
    this.#parts = [];
    this.#partBytes = 0;
  }
}
