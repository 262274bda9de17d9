import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { helpPage } from '../../lib/report/index.ts';
import { RULES } from '../../lib/wsk/index.ts';
import { fixture, wsktrace } from '../support/cli.ts';

const root = resolve(import.meta.dirname, '../..');
const SECTIONS = [
  'Example',
  'How sure it is',
  'Usual mistakes behind it',
  'How to fix it',
  'The rule that it rests on',
];
const EXAMPLE = /```text\n\$ wsktrace report fixtures\/(\S+)\n[^`]*```/;

/** What the report says of a rule, without what a trace has besides. */
function findingsOf(rule: string, report: string): string {
  const entries = report.split('\n\n');
  return entries.filter((entry) => new RegExp(`^ {2}(error|warning) ${rule} \\(`).test(entry)).join('\n\n');
}

test('every rule has a page, and every page a rule', () => {
  const pages = readdirSync(resolve(root, 'docs/findings')).filter((name) => name !== 'README.md');
  expect(pages.sort()).toEqual(RULES.map((rule) => `${rule}.md`).sort());
});

test('the index names the rules in the order of causes', () => {
  const index = readFileSync(resolve(root, 'docs/findings/README.md'), 'utf8');
  expect([...index.matchAll(/^\d+\. \[([a-z-]+)\]\(\1\.md\)/gm)].map((match) => match[1])).toEqual([
    ...RULES,
  ]);
});

describe.each(RULES)('the page of %s', (rule) => {
  const path = resolve(root, helpPage(rule));
  const page = existsSync(path) ? readFileSync(path, 'utf8') : '';

  test('has all its sections', () => {
    expect(page.startsWith(`# ${rule}: `)).toBe(true);
    expect([...page.matchAll(/^## (.*)$/gm)].map((match) => match[1])).toEqual(SECTIONS);
  });

  // Renewed by: npx vitest run test/report/finding-pages.test.ts -u
  test('shows what the report says of a trace that has it', async () => {
    const name = EXAMPLE.exec(page)?.[1] ?? 'no example';
    const { out } = await wsktrace('report', fixture(name));
    const found = findingsOf(rule, out);
    expect(found).toContain(`how to fix it: wsktrace explain ${rule}`);
    const shown = `\`\`\`text\n$ wsktrace report fixtures/${name}\n\n${found.trimEnd()}\n\`\`\``;
    await expect(page.replace(EXAMPLE, () => shown)).toMatchFileSnapshot(path);
  });
});
