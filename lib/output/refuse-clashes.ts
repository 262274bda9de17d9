import { type BigIntStats, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TraceError } from '../etl/index.ts';

/**
 * A slip such as `-o trace.etl` must not cost a recording, however the file is called: by a link, another name of the
 * same file, or in other letters where the system makes no difference.
 * @param inputs files to be read
 * @throws TraceError of kind `usage` where one of the files to be written is one of them, or is written twice
 */
export function refuseClashes(inputs: readonly string[], outputs: readonly (string | undefined)[]): void {
  const read = new Set(inputs.flatMap(identitiesOf));
  const written = new Set<string>();
  for (const file of outputs) {
    if (file === undefined) {
      continue;
    }
    const identities = identitiesOf(file);
    if (identities.some((identity) => read.has(identity))) {
      throw new TraceError('usage', 'is a file to read, and would be overwritten', { file });
    }
    if (identities.some((identity) => written.has(identity))) {
      throw new TraceError('usage', 'two outputs can’t both go there', { file });
    }
    for (const identity of identities) {
      written.add(identity);
    }
  }
}

/** The places and the file that a path stands for; a pipe or a device is none that is overwritten. */
function identitiesOf(path: string): string[] {
  let status: BigIntStats | undefined;
  try {
    status = statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return [];
  }
  if (status === undefined) {
    return [placeOf(path)];
  }
  return status.isFile() ? [realpathSync(path), `${status.dev}:${status.ino}`] : [];
}

/** Where a file would be made. */
function placeOf(path: string): string {
  const absolute = resolve(path);
  try {
    return join(realpathSync(dirname(absolute)), basename(absolute));
  } catch {
    return absolute;
  }
}
