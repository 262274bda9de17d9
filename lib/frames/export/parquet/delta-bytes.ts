import type { ByteBuffer } from './byte-buffer.ts';
import { writeDeltas } from './delta.ts';

/** Values of as many bytes each, one behind the other. */
export interface EqualBytes {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly count: number;
}

/**
 * Parquet's DELTA_BYTE_ARRAY: of each value how many bytes it has in common with the one before, and the rest. What
 * counts up takes little more than a byte.
 * @param deltas room for as many differences as there are values, and what `writeDeltas` wants behind them
 */
export function writeDeltaBytes(
  { bytes, width, count }: EqualBytes,
  deltas: Float64Array,
  out: ByteBuffer,
): void {
  const rests = new Uint8Array(bytes.length);
  const common = new Uint8Array(count);
  let length = width;
  rests.set(bytes.subarray(0, width));
  for (let i = 1; i < count; i++) {
    const at = i * width;
    let shared = 0;
    while (shared < width && bytes[at + shared] === bytes[at - width + shared]) {
      shared++;
    }
    common[i] = shared;
    for (let byte = shared; byte < width; byte++) {
      rests[length++] = bytes[at + byte]!;
    }
  }
  for (let i = 0; i < count - 1; i++) {
    deltas[i] = common[i + 1]! - common[i]!;
  }
  writeDeltas({ count, first: 0n, deltas }, out);
  for (let i = 0; i < count - 1; i++) {
    deltas[i] = common[i]! - common[i + 1]!;
  }
  writeDeltas({ count, first: BigInt(width), deltas }, out);
  out.append(rests.subarray(0, length));
}
