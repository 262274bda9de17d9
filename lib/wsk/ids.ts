/** A 64-bit id as decimal text, exact; null for 0, which the events use for none. */
export function idText(low: number, high: number): string | null {
  if (low === 0 && high === 0) {
    return null;
  }
  return high === 0 ? String(low) : String((BigInt(high) << 32n) | BigInt(low));
}
