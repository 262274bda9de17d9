import { execFile } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** How often each line of a source ran, over all runs; lines without code are missing. */
export interface CoveredFile {
  readonly file: string;
  readonly lines: ReadonlyMap<number, number>;
}

const MAX_OUTPUT = 256 << 20;

/** Forgets what was counted before. */
export function clearCoverage(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.gcda'))) {
    rmSync(join(folder, name));
  }
}

/** Reads with gcov what the runs counted in the driver's sources. */
export async function readCoverage(folder: string, sources: readonly string[]): Promise<CoveredFile[]> {
  const counted = readdirSync(folder).filter((name) => /^driver-\d+\.gcda$/.test(name));
  if (counted.length === 0) {
    return [];
  }
  const { stdout } = await promisify(execFile)('gcov', ['--json-format', '--stdout', ...counted], {
    cwd: folder,
    maxBuffer: MAX_OUTPUT,
  });
  const files = new Map<string, Map<number, number>>(sources.map((source) => [source, new Map()]));
  for (const text of stdout.split('\n').filter((line) => line !== '')) {
    const parsed = JSON.parse(text) as {
      files: { file: string; lines: { line_number: number; count: number }[] }[];
    };
    for (const { file, lines } of parsed.files) {
      const known = files.get(file);
      for (const { line_number: line, count } of known === undefined ? [] : lines) {
        known!.set(line, (known!.get(line) ?? 0) + count);
      }
    }
  }
  return [...files].map(([file, lines]) => ({ file, lines }));
}

export function coveredShare({ lines }: CoveredFile): { covered: number; all: number } {
  return { covered: [...lines.values()].filter((count) => count > 0).length, all: lines.size };
}
