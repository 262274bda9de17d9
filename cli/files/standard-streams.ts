import { TraceError } from '../../lib/etl/index.ts';

/** What stands for standard input where a trace is read, and for standard output where a file is to be written. */
export const STANDARD = '-';

/**
 * Standard output takes one thing.
 * @param outputs what each option names: a file, `-`, or nothing
 * @param isTaken whether something goes there anyway
 * @returns whether one of them goes there
 * @throws TraceError of kind `usage` where more would go there
 */
export function goesToStdout(outputs: readonly (string | undefined)[], isTaken = false): boolean {
  const count = outputs.filter((output) => output === STANDARD).length;
  if (count + (isTaken ? 1 : 0) > 1) {
    throw new TraceError('usage', 'only one output can go to stdout: name a file for the others');
  }
  return count > 0;
}

/** @throws TraceError of kind `usage` where an output that is no stream of text is to go to standard output */
export function refuseStdout(output: string | undefined, reason: string): void {
  if (output === STANDARD) {
    throw new TraceError('usage', reason, { file: STANDARD });
  }
}
