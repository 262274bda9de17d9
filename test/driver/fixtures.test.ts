import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';

interface Fixture {
  readonly file: string;
  readonly findings: readonly string[];
}

/** The rows of every table in fixtures/README.md that has a column "findings". */
function documented(): Fixture[] {
  const fixtures: Fixture[] = [];
  let column = -1;
  for (const line of readFileSync(fixture('README.md'), 'utf8').split('\n')) {
    if (!line.startsWith('|')) {
      column = -1;
      continue;
    }
    const cells = line.split('|').map((cell) => cell.trim());
    if (column < 0) {
      column = cells.indexOf('findings');
      continue;
    }
    const file = cells[1];
    const findings = cells[column];
    if (file === undefined || findings === undefined || !file.endsWith('.etl')) continue;
    fixtures.push({ file, findings: findings === 'none' ? [] : findings.split(/,\s*/).sort() });
  }
  return fixtures;
}

interface Finding {
  readonly rule: string;
  readonly confidence: string;
}

async function findingsOf(file: string): Promise<string[]> {
  const { out } = await wsktrace('report', fixture(file), '--json');
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  return findings
    .filter(({ confidence }) => confidence !== 'possible')
    .map(({ rule }) => rule)
    .sort();
}

describe('a report on a fixture finds what fixtures/README.md says of it, and nothing else', () => {
  it('has lines to check', () => expect(documented().length).toBeGreaterThan(15));

  it.each(documented())('$file', async ({ file, findings }) => {
    expect(await findingsOf(file)).toEqual(findings);
  });
});
