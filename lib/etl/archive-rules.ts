import { capped, MAX_VALUE_NAME } from '../text/index.ts';
import { TraceError } from './error.ts';

/** How far an archive may expand: ETW traces shrink to a tenth or so, a bomb to a thousandth. */
const MAX_RATIO = 200;
/** Small archives may expand to this much whatever their ratio: a nearly empty trace is mostly padding. */
const ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024;
/** How many of an archive's traces a message names. */
const NAMED = 5;

/** So many bytes tell what a file is. */
export const MAGIC_BYTES = 4;

/** What a file is by its first bytes (RFC 1952; APPNOTE 4.3): a zip begins with an entry, an empty one with its directory's end. */
export function archiveOf(start: Uint8Array): 'gzip' | 'zip' | null {
  const begins = (...wanted: readonly number[]) => wanted.every((byte, at) => start[at] === byte);
  if (begins(0x1f, 0x8b)) {
    return 'gzip';
  }
  return begins(0x50, 0x4b, 0x03, 0x04) || begins(0x50, 0x4b, 0x05, 0x06) ? 'zip' : null;
}

/** Bytes that an honest archive of this size holds at the most. */
export function expansionLimit(compressedSize: number): number {
  return Math.max(ALWAYS_ALLOWED_BYTES, compressedSize * MAX_RATIO);
}

/** What to throw for an archive that holds more than its limit. */
export function refusedExpansion(limit: number, file: string): TraceError {
  const reason = `refused: it expands to more than ${limit} bytes, ${MAX_RATIO} times its size`;
  return new TraceError('unreadable', reason, { file });
}

/** Whether an entry of a zip of this name is a trace. */
export function isTraceName(name: string): boolean {
  return name.toLowerCase().endsWith('.etl');
}

/**
 * The one trace among the entries of a zip.
 * @param nameOf an entry's name in the zip
 * @throws TraceError of kind `unreadable` where there is none, or more than one
 */
export function onlyTrace<Entry>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
  file: string,
): Entry {
  const traces = entries.filter((entry) => isTraceName(nameOf(entry)));
  const [trace] = traces;
  if (trace !== undefined && traces.length === 1) {
    return trace;
  }
  const names = traces.slice(0, NAMED).map((entry) => capped(nameOf(entry), MAX_VALUE_NAME));
  const all = [...names, ...(traces.length > NAMED ? ['…'] : [])].join(', ');
  const reason =
    trace === undefined
      ? 'the zip holds no .etl file'
      : `the zip holds ${traces.length} .etl files (${all}): extract the one that you mean`;
  throw new TraceError('unreadable', reason, { file });
}
