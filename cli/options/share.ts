import { InvalidArgumentError } from 'commander';

/** Reads a share of at least 0 and below 1, such as 10% or 0.1. */
export function parseShare(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim());
  const value = match === null ? Number.NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1);
  if (!(value >= 0 && value < 1)) {
    throw new InvalidArgumentError('It has to be a share below 1, as 0.1 or 10%.');
  }
  return value;
}
