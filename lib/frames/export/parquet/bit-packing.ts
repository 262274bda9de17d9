import type { ByteBuffer } from './byte-buffer.ts';

/** Bits that `max` takes. */
export function bitWidth(max: number): number {
  return max === 0 ? 0 : 32 - Math.clz32(max);
}

/**
 * Packs `count` numbers of `width` bits (at most 32) one behind the other, the low bits first, up to a whole number of
 * bytes. Parquet's order for both its run-length hybrid and its delta encoding.
 */
export function packBits(
  values: ArrayLike<number>,
  from: number,
  count: number,
  width: number,
  out: ByteBuffer,
): void {
  out.reserve(Math.ceil((count * width) / 8) + 8);
  const { bytes } = out;
  let at = out.length;
  let bits = 0;
  let used = 0;
  for (let i = from; i < from + count; i++) {
    const value = values[i]!;
    // At most 7 bits wait, so that 25 more fit into 32; wider numbers go in two parts.
    const first = width > 24 ? 16 : width;
    bits |= (first === 32 ? value : value & ((1 << first) - 1)) << used;
    used += first;
    while (used >= 8) {
      bytes[at++] = bits;
      bits >>>= 8;
      used -= 8;
    }
    if (width > 24) {
      bits |= (value >>> 16) << used;
      used += width - 16;
      while (used >= 8) {
        bytes[at++] = bits;
        bits >>>= 8;
        used -= 8;
      }
    }
  }
  if (used > 0) {
    bytes[at++] = bits;
  }
  out.length = at;
}

/**
 * One of the two forms of the hybrid that Parquet has for levels and dictionary indexes: a run of one number.
 * @param width bits that the number takes
 */
export function writeRun(value: number, count: number, width: number, out: ByteBuffer): void {
  out.varint(count * 2);
  for (let shift = 0; shift < width; shift += 8) {
    out.byte((value >>> shift) & 0xff);
  }
}

/**
 * The other form: groups of eight numbers, packed.
 * @param values numbers that fit `width` bits, with at least seven zeros to spare behind the last
 */
export function writePacked(
  values: Uint8Array | Uint32Array,
  count: number,
  width: number,
  out: ByteBuffer,
): void {
  const groups = Math.ceil(count / 8);
  out.varint(groups * 2 + 1);
  packBits(values, 0, groups * 8, width, out);
}
