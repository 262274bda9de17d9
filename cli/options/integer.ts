import { InvalidArgumentError } from 'commander';

/** Reads a whole number of at least 1. */
export function parseCount(text: string): number {
  return parseCountUpTo(Number.MAX_SAFE_INTEGER)(text);
}

/** Reads a whole number from 1 to a greatest one. */
export function parseCountUpTo(greatest: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1 || value > greatest) {
      const range = greatest === Number.MAX_SAFE_INTEGER ? 'of at least 1' : `from 1 to ${greatest}`;
      throw new InvalidArgumentError(`It has to be a whole number ${range}.`);
    }
    return value;
  };
}
