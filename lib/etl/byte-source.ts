import type { BufferPlace } from './buffer-place.ts';

/** Bytes that can be read at any offset, synchronously: a file, a buffer, or a Blob in a browser's worker. */
export interface ByteSource {
  /** What to call it in messages, a path as a rule. */
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /**
   * Copies bytes from `offset` on into `target`, and returns how many there were: fewer than `target` holds
   * only at the end of the source.
   */
  read(target: Uint8Array, offset: number): number;
  /**
   * Another thread that brings buffers into memory, where the source has one and it is of use. A source helps one
   * pass at a time: what was given before helps no more, but can be used all the same.
   * @param slots how many buffers are in memory at a time
   * @param bytes the size of the largest of them in memory
   */
  readAhead?(slots: number, bytes: number): ReadAhead | null;
  /** Gives back what the source holds (a file descriptor, a temporary file). */
  close(): void;
}

/** Brings buffers into slots of memory on another thread, while this one walks those before them. */
export interface ReadAhead {
  /** What is in a slot; `take` tells how far. */
  memoryOf(slot: number): Uint8Array;
  /** Has a buffer brought into a slot that nobody uses any more. */
  ask(slot: number, place: BufferPlace): void;
  /** Where the event bytes of a slot's buffer end; -1 where it is not there, and the caller has to bring it. */
  take(slot: number): number;
}

/** A source over bytes that are already in memory. The bytes are not copied. */
export function bytesSource(bytes: Uint8Array, name = '(memory)'): ByteSource {
  return {
    name,
    size: bytes.length,
    read(target, offset) {
      const part = bytes.subarray(offset, offset + target.length);
      target.set(part);
      return part.length;
    },
    close() {},
  };
}
