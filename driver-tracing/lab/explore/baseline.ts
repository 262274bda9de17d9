import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { TraceError } from '../../../lib/etl/index.ts';
import type { ToldFinding } from './result.ts';

interface Entry {
  readonly fingerprint: string;
  /** For people. */
  readonly rule: string;
  readonly function: string | null;
}

/** Fingerprints of the findings that are known. A file that is about to be written need not be there. */
export function readBaseline(file: string | undefined, mayBeMissing: boolean): ReadonlySet<string> {
  if (file === undefined || (mayBeMissing && !existsSync(file))) {
    return new Set();
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TraceError('usage', `no baseline can be read: ${(error as Error).message}`, { file });
  }
  const entries = (parsed as { findings?: unknown }).findings;
  if (
    !Array.isArray(entries) ||
    !entries.every((entry) => typeof (entry as Entry)?.fingerprint === 'string')
  ) {
    throw new TraceError('usage', 'is no baseline of the lab: "findings", each with a "fingerprint"', {
      file,
    });
  }
  return new Set((entries as Entry[]).map(({ fingerprint }) => fingerprint));
}

export function writeBaseline(file: string, findings: readonly ToldFinding[]): void {
  const entries: Entry[] = findings
    .map(({ fingerprint, rule, function: name }) => ({ fingerprint, rule, function: name }))
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ findings: entries }, null, 2)}\n`);
}
