// Compares the findings of a report with the expected ones: exactly these, and no others.
//
//     node check-findings.mjs EXPECTED REPORT.json
//
// EXPECTED is "-" or rule@function, comma-separated and sorted.

import { readFileSync } from 'node:fs';

const [expected, path] = process.argv.slice(2);
const parsed = JSON.parse(readFileSync(path, 'utf8'));
const report = Array.isArray(parsed) ? parsed[0] : parsed;
const found = report.findings.map((finding) => `${finding.rule}@${finding.site?.function ?? '?'}`).sort();
const got = found.length === 0 ? '-' : found.join(',');

if (got !== expected) {
  console.error(`  expected ${expected}`);
  console.error(`  found    ${got}`);
  for (const finding of report.findings) console.error(`    ${finding.rule}: ${finding.message}`);
  process.exitCode = 1;
}
