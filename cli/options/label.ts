import { InvalidArgumentError } from 'commander';

/** Reads `--label NAME=VALUE`, which may be repeated. */
export function parseLabel(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const at = text.indexOf('=');
  if (at <= 0) {
    throw new InvalidArgumentError('Write it as NAME=VALUE.');
  }
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  // One of two values would be lost.
  if (Object.hasOwn(before, name) && before[name] !== value) {
    throw new InvalidArgumentError(`${name} is named twice, with two values.`);
  }
  return { ...before, [name]: value };
}
