import { statSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { STANDARD } from '../files/standard-streams.ts';

/** Traces of so many bytes take so long that a thread's start does not count, and may hold more than memory does. */
const LARGE = 256 * 1024 * 1024;
/** In so small a heap, as is made by hand or by a small container, memory may not suffice for any trace. */
const SMALL_HEAP = 384 * 1024 * 1024;
/** Archives expand to ten or twenty times their size. */
const LARGE_ARCHIVE = 16 * 1024 * 1024;

const WRITING_COMMANDS: ReadonlySet<string> = new Set(['export', 'query', 'timeline']);
const WRITING_OPTIONS = /^(?:--(?:html|open|md|charts|out|update-baseline|prune-baseline)(?:=|$)|-o)/;

/**
 * Whether a command line writes files, which are not to stay behind half written, or reads so much, or has so little
 * memory, that it may not do.
 */
export function needsGuard(argv: readonly string[]): boolean {
  const [command = ''] = argv;
  return (
    WRITING_COMMANDS.has(command) ||
    argv.some((argument) => WRITING_OPTIONS.test(argument) || writesFormat(argument)) ||
    // It may be of any size, and goes into a temporary file.
    argv.includes(STANDARD) ||
    argv.some(isLarge) ||
    getHeapStatistics().heap_size_limit < SMALL_HEAP
  );
}

/** `junit=out.xml`, behind --format or in one with it. */
function writesFormat(argument: string): boolean {
  return /^(?:--format=)?[a-z-]+=./.test(argument);
}

function isLarge(argument: string): boolean {
  try {
    const size = statSync(argument, { throwIfNoEntry: false })?.size ?? 0;
    return size >= (/\.(?:gz|zip)$/i.test(argument) ? LARGE_ARCHIVE : LARGE);
  } catch {
    return false;
  }
}
