import { PROVIDER_NAMES } from './tables/names.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const KEY_LENGTH = 22;

/** The names under which providers are registered with Windows. */
export class RegisteredNames {
  #names: ReadonlyMap<string, string> | null = null;

  /** The registered name of a provider, by its lower-case GUID; null for one that is not known. */
  of(guid: string): string | null {
    // The table is read when the first provider comes that has no name in the trace: most traces have none.
    this.#names ??= readNames(PROVIDER_NAMES);
    return this.#names.get(keyOf(guid)) ?? null;
  }
}

/** A line for each name, sorted: the GUID's letters, how many characters it shares with the name before, and the rest. */
function readNames(table: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let name = '';
  for (const line of table.trim().split('\n')) {
    const shared = Number.parseInt(line[KEY_LENGTH]!, 36);
    name = name.slice(0, shared) + line.slice(KEY_LENGTH + 1);
    names.set(line.slice(0, KEY_LENGTH), name);
  }
  return names;
}

/** A GUID's 32 hex digits as 22 letters of 6 bits. */
function keyOf(guid: string): string {
  const digits = `${guid.replaceAll('-', '')}0`;
  let key = '';
  for (let at = 0; at < digits.length; at += 3) {
    const bits = Number.parseInt(digits.slice(at, at + 3), 16);
    key += ALPHABET[bits >> 6]! + ALPHABET[bits & 63]!;
  }
  return key;
}
