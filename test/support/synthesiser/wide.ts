/** A 64-bit base in halves, so that sums with it need no BigInt in the hot path. */
export interface Wide {
  readonly low: number;
  readonly high: number;
}

export const wide = (value: bigint): Wide => ({
  low: Number(BigInt.asUintN(32, value)),
  high: Number(BigInt.asUintN(32, value >> 32n)),
});

/** Writes base + add (a whole number below 2^52) as a little-endian u64. */
export function putWide(view: DataView, at: number, base: Wide, add: number): void {
  const low = base.low + add;
  view.setUint32(at, low >>> 0, true);
  view.setUint32(at + 4, (base.high + Math.floor(low / 0x1_0000_0000)) >>> 0, true);
}

export const zero: Wide = { low: 0, high: 0 };
