import type { Enumerations } from './item-type.ts';

/** `#enumv _STATE`, behind the messages that use it; its entries stand between braces. */
const HEAD = /^#enumv\s+(.+)$/;
/** `StateActive,0x1`; negative values have sixteen digits. */
const ENTRY = /^(.+?)\s*,\s*(0x[0-9a-f]+|\d+)$/i;

/** The enumerations in the lines of a .tmf file. */
export function readEnumerations(lines: readonly string[]): Enumerations {
  const enumerations = new Map<string, Map<number, string>>();
  let open: Map<number, string> | null = null;
  for (const line of lines) {
    const name = line.match(HEAD)?.[1]?.trim();
    const entry = open === null ? null : line.match(ENTRY);
    if (name !== undefined) {
      open = enumerations.get(name) ?? new Map();
      enumerations.set(name, open);
    } else if (entry) {
      const value = Number(BigInt.asUintN(32, BigInt(entry[2]!)));
      if (!open!.has(value)) {
        open!.set(value, entry[1]!);
      }
    } else if (line.startsWith('}') || line.startsWith('#')) {
      open = null;
    }
  }
  return enumerations;
}
