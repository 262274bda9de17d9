import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixture, wsktrace } from '../support/cli.ts';

/** Writes the page of a fixture into a folder of its own, and returns its path. */
export async function reportPageOf(name: string, ...flags: string[]): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'wsktrace-page-')), 'report.html');
  const { code, err } = await wsktrace('report', fixture(name), '--html', file, ...flags);
  if (code !== 0) {
    throw new Error(`no page of ${name}: ${err}`);
  }
  return file;
}

export function textOf(file: string): string {
  return readFileSync(file, 'utf8');
}
