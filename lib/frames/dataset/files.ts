import { basename, dirname, join } from 'node:path';

/** The files of a frame that make up its rows. */
export interface FrameFiles {
  /** One trace each (of `status` one input each), named after it. */
  readonly single: readonly string[];
  /** Many traces each. Of what has a single file, too, that one counts: it is the later. */
  readonly compacted: readonly string[];
  /** Compacted files that a later one has taken the place of: left by a run that was ended. */
  readonly replaced: readonly string[];
}

/** Six digits, so that names sort as numbers do. */
const COMPACTED = /^compacted-(\d{6,})\.parquet$/;

/** What a compacted file is called: the one with the highest number in a folder holds the rows of all before it. */
export function compactedName(generation: number): string {
  return `compacted-${String(generation).padStart(6, '0')}.parquet`;
}

/** The number in such a name; 0 for another. */
export function generationOf(path: string): number {
  return Number(COMPACTED.exec(basename(path))?.[1] ?? 0);
}

/** Sorts the files of a frame by what they are. */
export function sortFiles(paths: readonly string[]): FrameFiles {
  const newest = new Map<string, string>();
  const compacted = paths.filter((path) => generationOf(path) > 0);
  for (const path of compacted) {
    const before = newest.get(dirname(path));
    if (before === undefined || generationOf(before) < generationOf(path)) {
      newest.set(dirname(path), path);
    }
  }
  const isNewest = (path: string) => newest.get(dirname(path)) === path;
  return {
    single: paths.filter((path) => generationOf(path) === 0),
    compacted: compacted.filter(isNewest),
    replaced: compacted.filter((path) => !isNewest(path)),
  };
}

/** What a single file is named after: its trace, or its input. */
export function keyOf(path: string): string {
  return basename(path, '.parquet');
}

/** Beside a compacted file of status: the names of the single ones that are in it, one a line. Hidden from readers. */
export function namesPath(compacted: string): string {
  return join(dirname(compacted), `.${keyOf(compacted)}.names`);
}

/** Whether a file is such a list. */
export function isNamesFile(name: string): boolean {
  return /^\.compacted-\d{6,}\.names$/.test(name);
}
