import { existsSync } from 'node:fs';
import { TraceError } from '../../lib/etl/index.ts';
import { writeFile } from '../../lib/output/index.ts';
import {
  type BaselineEntry,
  baselineLine,
  baselineText,
  type CheckResult,
  changeBaseline,
} from '../../lib/report/index.ts';
import { printable } from '../../lib/text/index.ts';
import { readText } from '../files/read-text.ts';
import type { Terminal } from '../terminal.ts';

export interface BaselineChanges {
  readonly updateBaseline?: boolean;
  readonly pruneBaseline?: boolean;
}

/**
 * Reads a baseline; one that is about to be made may be missing.
 * @throws TraceError of kind `usage` where it is missing otherwise, or no baseline
 */
export async function readBaseline(
  file: string | undefined,
  changes: BaselineChanges,
): Promise<BaselineEntry[] | null> {
  if (file === undefined) {
    if (changes.updateBaseline || changes.pruneBaseline) {
      throw new TraceError('usage', 'name the baseline to write with --baseline, or in the configuration');
    }
    return null;
  }
  if (!existsSync(file)) {
    if (changes.updateBaseline) {
      return [];
    }
    throw new TraceError('usage', 'no such baseline; --update-baseline makes it', { file });
  }
  const { parseBaseline } = await import('../../lib/report/gate/files/index.ts');
  return parseBaseline(readText(file), file);
}

/**
 * Writes the baseline anew and tells what changed.
 * @returns its entries now
 */
export function writeBaseline(
  file: string,
  before: readonly BaselineEntry[],
  result: CheckResult,
  changes: BaselineChanges,
  terminal: Terminal,
): readonly BaselineEntry[] {
  const { entries, added, removed } = changeBaseline(before, result.findings, {
    adds: changes.updateBaseline === true,
    prunes: changes.pruneBaseline === true,
  });
  writeFile(file, baselineText(entries));
  const kept = entries.length - added.length;
  const lines = [
    `wsktrace: ${file} written: ${added.length} added, ${kept} kept, ${removed.length} removed`,
    ...added.map((entry) => `  + ${printable(baselineLine(entry))}`),
    ...removed.map((entry) => `  - ${printable(baselineLine(entry))}`),
  ];
  terminal.warn(lines.join('\n'));
  return entries;
}
