import { type BigIntStats, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * The places and the file that a path stands for: two paths with one of these in common are the same file, by whatever
 * link, drive, share or letters. A pipe or a device has none, since it is no file that is overwritten or read twice.
 */
export function identitiesOf(path: string): string[] {
  let status: BigIntStats | undefined;
  try {
    status = statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return [];
  }
  if (status === undefined) {
    return [placeOf(path)];
  }
  if (!status.isFile()) {
    return [];
  }
  // File systems without numbers for files, as some shares are, give 0 for each.
  return status.ino === 0n ? [realPath(path)] : [realPath(path), `${status.dev}:${status.ino}`];
}

/**
 * Where a path leads, links followed. The system's own way: Node's other one goes through a path's parts one by one,
 * and fails at the drive of one such as \\?\C:\traces.
 */
export function realPath(path: string): string {
  return realpathSync.native(path);
}

/** Where a file would be made. */
function placeOf(path: string): string {
  const absolute = resolve(path);
  try {
    return join(realPath(dirname(absolute)), sameLetters(basename(absolute)));
  } catch {
    return sameLetters(absolute);
  }
}

/** The usual file systems of Windows and macOS take two names that differ in case alone for one. */
function sameLetters(name: string): string {
  return process.platform === 'win32' || process.platform === 'darwin' ? name.toLowerCase() : name;
}
