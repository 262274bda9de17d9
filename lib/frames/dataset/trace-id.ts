import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '../../etl/index.ts';

const PIECE = 1 << 20;
/** 128 bits: of 10^15 traces no two have the same. */
const DIGITS = 32;

/** Names a trace by its content: SHA-256 of what was recorded, packed or not. */
export function traceIdOf(source: ByteSource): string {
  return hashed((piece, offset) => source.read(piece, offset));
}

/** The same for a file that is no trace; null where it can’t be read. */
export function fileIdOf(path: string): string | null {
  try {
    const descriptor = openSync(path, 'r');
    try {
      return hashed((piece, offset) => readSync(descriptor, piece, 0, piece.length, offset));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}

/** A short name for a text, as of a path: the same wherever it is made. */
export function nameOf(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, DIGITS / 2);
}

function hashed(read: (piece: Uint8Array, offset: number) => number): string {
  const hash = createHash('sha256');
  const piece = new Uint8Array(PIECE);
  for (let offset = 0; ; ) {
    const bytes = read(piece, offset);
    if (bytes === 0) {
      return hash.digest('hex').slice(0, DIGITS);
    }
    hash.update(piece.subarray(0, bytes));
    offset += bytes;
  }
}
