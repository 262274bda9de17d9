import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Fixture {
  readonly file: string;
  readonly findings: readonly string[];
}

/** The rows of every table in fixtures/README.md that has a column "findings". */
function documented(): Fixture[] {
  const fixtures: Fixture[] = [];
  let column = -1;
  for (const line of readFileSync('fixtures/README.md', 'utf8').split('\n')) {
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

function findingsOf(file: string): string[] {
  const json = execFileSync(process.execPath, ['dist/cli/main.js', 'report', `fixtures/${file}`, '--json'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const parsed: { findings: Finding[] } | { findings: Finding[] }[] = JSON.parse(json);
  const report = Array.isArray(parsed) ? parsed[0]! : parsed;
  return report.findings
    .filter((finding) => finding.confidence !== 'possible')
    .map((finding) => finding.rule)
    .sort();
}

describe('a report on a fixture finds what fixtures/README.md says of it, and nothing else', () => {
  it('has lines to check', () => expect(documented().length).toBeGreaterThan(15));

  it.each(documented())('$file', ({ file, findings }) => {
    expect(findingsOf(file)).toEqual(findings);
  });
});
