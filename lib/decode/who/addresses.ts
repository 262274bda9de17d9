/** The pointers between two offsets. */
export function addresses(view: DataView, start: number, end: number, pointerSize: 4 | 8): readonly bigint[] {
  const count = Math.max(0, Math.floor((end - start) / pointerSize));
  return Array.from({ length: count }, (_, i) =>
    pointerSize === 8 ? view.getBigUint64(start + 8 * i, true) : BigInt(view.getUint32(start + 4 * i, true)),
  );
}
