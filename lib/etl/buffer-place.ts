/** In place of the COMPRESSION_FORMAT of a buffer that is not compressed. */
export const NOT_COMPRESSED = -1;

/** Where a buffer stands in its file, and what it becomes in memory. */
export interface BufferPlace {
  /** Byte offset in the file. */
  readonly offset: number;
  /** Bytes in the file. */
  readonly size: number;
  /** Where its event bytes end in memory. */
  readonly fill: number;
  /** COMPRESSION_FORMAT, or NOT_COMPRESSED. */
  readonly format: number;
}

/** How many bytes of memory a buffer takes, of its size in the file and where its event bytes end. */
export function capacityFor(size: number, fill: number): number {
  return Math.max(size, fill);
}
