import { InvalidArgumentError } from 'commander';

/** Reads a share of at least 0 and below 1, such as 10% or 0.1. */
export function parseShare(text: string): number {
  return shareOf(text, 'It has to be a share below 1, as 0.1 or 10%.');
}

/** Reads a share above 0 and below 1, such as 5% or 0.05. */
export function parsePositiveShare(text: string): number {
  const reason = 'It has to be a share above 0 and below 1, as 0.05 or 5%.';
  const value = shareOf(text, reason);
  if (value === 0) {
    throw new InvalidArgumentError(reason);
  }
  return value;
}

function shareOf(text: string, reason: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim());
  const value = match === null ? Number.NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1);
  if (!(value >= 0 && value < 1)) {
    throw new InvalidArgumentError(reason);
  }
  return value;
}
