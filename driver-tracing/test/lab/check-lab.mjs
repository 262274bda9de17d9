// check-lab.mjs RESULT.json FINDINGS [DEVIATION]: whether the lab found exactly FINDINGS, as rule@function, sorted and with
// commas between ("-" for none), the first of them also by a deviation that the pattern DEVIATION matches.
import { readFileSync } from 'node:fs';

const [file, expected, deviation] = process.argv.slice(2);
const { findings, faults, doubts, remarks } = JSON.parse(readFileSync(file, 'utf8'));
const told = [...new Set(findings.map(({ rule, function: name }) => `${rule}@${name ?? '?'}`))].sort();
const wanted = expected === '-' ? [] : expected.split(',').sort();
const problems = [];
if (told.join() !== wanted.join()) {
  problems.push(`found ${told.join(', ') || 'nothing'}, expected ${wanted.join(', ') || 'nothing'}`);
}
const [first] = expected.split(',');
const shown = findings.find(({ rule, function: name }) => `${rule}@${name ?? '?'}` === first);
if (
  deviation !== undefined &&
  shown !== undefined &&
  !shown.ways.some((way) => new RegExp(deviation).test(way))
) {
  problems.push(`found by “${shown.ways.join('”, “')}”, expected ${deviation}`);
}
for (const text of [...faults.map((fault) => `${fault.script}: ${fault.text}`), ...doubts, ...remarks]) {
  problems.push(text);
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  for (const { deviation: how, message, script } of findings) {
    console.error(`  ${script}: ${how} → ${message}`);
  }
  process.exit(1);
}
