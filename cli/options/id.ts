import { InvalidArgumentError } from 'commander';

/** Reads an id as the driver's events have them, 64 bits as decimal text, into that text. */
export function parseId(text: string): string {
  const digits = text.trim();
  if (!/^\d+$/.test(digits) || BigInt(digits) >= 2n ** 64n) {
    throw new InvalidArgumentError('An id is a whole number, as the report and the frame calls tell it.');
  }
  return BigInt(digits).toString();
}
