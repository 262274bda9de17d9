import type { Random } from '../support/random.ts';

const INTERESTING = [0, 1, 7, 8, 0x10, 0x20, 0x40, 0x48, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff];
const INTERESTING_WIDE = [...INTERESTING, 0x1_0000, 0x400_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];
/** Inputs do not grow beyond this: larger ones are slower and tell no more. */
export const MAX_INPUT_BYTES = 24 * 1024;

/** A changed copy of an input; `other` is another input to take pieces from. */
export function mutate(input: Uint8Array, other: Uint8Array, rng: Random): Uint8Array {
  let bytes: Uint8Array = input.slice();
  for (let steps = 1 + rng.below(5); steps > 0; steps--) {
    bytes = step(bytes, other, rng);
  }
  return bytes.length > MAX_INPUT_BYTES ? bytes.slice(0, MAX_INPUT_BYTES) : bytes;
}

function step(bytes: Uint8Array, other: Uint8Array, rng: Random): Uint8Array {
  if (bytes.length === 0) {
    return other.slice();
  }
  const at = rng.chance(0.5) ? rng.below(bytes.length) : rng.below((bytes.length + 3) >> 2) * 4;
  const length = 1 + rng.below(rng.chance(0.8) ? 64 : bytes.length);
  switch (rng.below(9)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << rng.below(8));
      return bytes;
    case 1:
      bytes[at] = rng.below(256);
      return bytes;
    case 2:
      return store(bytes, at, 2, rng.pick(INTERESTING));
    case 3:
      return store(bytes, at, 4, rng.pick(INTERESTING_WIDE));
    case 4:
      return store(bytes, at, rng.pick([1, 2, 4]), (bytes[at] ?? 0) + rng.below(17) - 8);
    case 5:
      return bytes.fill(rng.pick([0, 0xff, rng.below(256)]), at, at + length);
    case 6:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    case 7:
      return joined(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at));
    default: {
      const from = rng.below(Math.max(other.length, 1));
      const piece = other.subarray(from, from + length);
      if (rng.chance(0.5)) {
        return joined(bytes.subarray(0, at), piece, bytes.subarray(at));
      }
      bytes.set(piece.subarray(0, bytes.length - Math.min(at, bytes.length)), Math.min(at, bytes.length));
      return bytes;
    }
  }
}

function store(bytes: Uint8Array, at: number, width: number, value: number): Uint8Array {
  for (let i = 0; i < width && at + i < bytes.length; i++) {
    bytes[at + i] = (value / 2 ** (8 * i)) & 0xff;
  }
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
