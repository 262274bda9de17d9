// Compares the findings of a report with the expected ones: exactly these, and no others.
//
//     node check-findings.mjs EXPECTED REPORT.json
//
// EXPECTED is "-" or rule@function, comma-separated and sorted. Findings whose confidence is "possible" do not count:
// a trace that ends with the driver loaded can't rule them out, and they are no more than that. "~rule@function" asks
// for a possible one all the same.

import { readFileSync } from 'node:fs';

const [expected, path] = process.argv.slice(2);
const parsed = JSON.parse(readFileSync(path, 'utf8'));
const report = Array.isArray(parsed) ? parsed[0] : parsed;
const name = (finding) =>
  `${finding.confidence === 'possible' ? '~' : ''}${finding.rule}@${finding.site?.function ?? '?'}`;
const asked = new Set(expected.split(','));
const counted = report.findings.filter(
  (finding) => finding.confidence !== 'possible' || asked.has(name(finding)),
);
const found = counted.map(name).sort();
const got = found.length === 0 ? '-' : found.join(',');

if (got !== expected) {
  console.error(`  expected ${expected}`);
  console.error(`  found    ${got}`);
  for (const finding of counted) console.error(`    ${finding.rule}: ${finding.message}`);
  process.exitCode = 1;
}
