import { jsonText } from '../../../text/index.ts';
export const BASELINE_SCHEMA = 'wsktrace.baseline/1';

/** A finding that is known. Its fingerprint alone counts; the rest is for those who read the file. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly provider: string;
  readonly op: string | null;
  readonly function: string | null;
}

/** The file's text: sorted, an entry a line, so that a change shows up as a change of lines. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const key = ({ rule, op, fingerprint }: BaselineEntry) => `${rule}\0${op ?? ''}\0${fingerprint}`;
  const sorted = [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const lines = sorted.map((entry) => `    ${jsonText(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schema": ${jsonText(BASELINE_SCHEMA)},\n  "findings": ${list}\n}\n`;
}
