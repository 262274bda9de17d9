import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LAB_REPORTS, type ReportInput } from '../../driver-tracing/lab/explore/reporters.ts';
import type { LabResult } from '../../driver-tracing/lab/explore/result.ts';
import { labText } from '../../driver-tracing/lab/explore/text.ts';
import { junitFaults, sarifFaults } from '../support/schemas.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-report-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'ks.c'), 'int a;\nif (a < b && c) {\n}\n');

const result: LabResult = {
  schema: 'wsktrace.lab/1',
  driver: 'lab.json',
  seed: 1,
  build: 'asan',
  runs: 12,
  stages: [{ name: 'single deviations', runs: 11, possible: 11 }],
  findings: [
    {
      rule: 'irp-leak',
      source: 'trace',
      severity: 'error',
      confidence: 'certain',
      function: 'NewSocket',
      file: 'ks.c',
      line: 57,
      fingerprint: '0123456789abcdef',
      message: 'The IRP allocated in NewSocket<T>, line 57 was never freed.',
      deviation: 'the first WskSocket (KsListen, line 109) fails with STATUS_INSUFFICIENT_RESOURCES',
      script: '8:fails-c000009a',
      run: 8,
      runs: 4,
      ways: [],
      known: false,
    },
  ],
  points: [
    {
      number: 8,
      kind: 'call',
      what: 'Socket',
      function: 'KsListen',
      line: 109,
      answers: ['inline', 'fails-c000009a', 'late'],
      walked: ['inline', 'fails-c000009a'],
    },
  ],
  coverage: [{ file: 'ks.c', covered: 1, lines: 2, missed: [2] }],
  remarks: ['the line did not come back'],
  doubts: [],
  faults: [],
};

test('the text tells the runs, the lines, and each finding with the deviation that leads to it', () => {
  const text = labText(result);
  expect(text).toContain('lab.json: 12 runs, seed 1, asan build');
  expect(text).toContain('single deviations: 11 of 11');
  expect(text).toContain('1 of 2 lines of the driver ran (50 %)');
  expect(text).toContain('without a deviation: the line did not come back');
  expect(text).toContain('error irp-leak (certain)  ks.c:57 NewSocket');
  expect(text.replace(/\s+/g, ' ')).toContain(
    'The first WskSocket (KsListen, line 109) fails with STATUS_INSUFFICIENT_RESOURCES → The IRP',
  );
  expect(text).toContain("run 8 and 3 more; --replay 8, or --script '8:fails-c000009a'");
});

test('nothing found is said', () => {
  expect(labText({ ...result, findings: [] })).toContain('Nothing found.');
});

const input: ReportInput = {
  result,
  sources: [join(folder, 'ks.c')],
  folder,
  base: folder,
  at: '2026-01-02T03:04:05.678Z',
  version: '1.2.3',
};
const sanitizer = {
  ...result.findings[0]!,
  rule: 'sanitizer',
  source: 'lab' as const,
  fingerprint: 'fedcba9876543210',
  message: 'AddressSanitizer and UBSan: heap-use-after-free',
};
const report = (name: string, changed: Partial<LabResult> = {}): string =>
  LAB_REPORTS[name]!({ ...input, result: { ...result, ...changed } });

test('the page shows findings, answers that were not tried and lines that no run reached, as text', () => {
  const page = report('lab.html');
  expect(page).toContain('NewSocket&#60;T&#62;');
  expect(page).toContain('<span class="missed">    2  if (a &#60; b &#38;&#38; c) {</span>');
  expect(page).not.toMatch(/<script|https?:/);
});

test('the page tells each answer in words, which of them no run tried, and how a script names it', () => {
  const items = [...report('lab.html').matchAll(/<li( class="not")? title="([^"]+)">([^<]+)<\/li>/g)];
  expect(
    items.map(([, untried, script, words]) => ({ untried: untried !== undefined, script, words })),
  ).toEqual([
    { untried: false, script: '8:inline', words: 'completes before it returns' },
    { untried: false, script: '8:fails-c000009a', words: 'fails with STATUS_INSUFFICIENT_RESOURCES' },
    { untried: true, script: '8:late', words: 'completes a minute later' },
  ]);
});

test('JUnit XML has a failed test for each finding, the lab’s own too, and passed ones for what was not found', async () => {
  const xml = report('lab.junit.xml', { findings: [...result.findings, sanitizer] });
  expect(await junitFaults(xml, 'jenkins-junit.xsd')).toEqual([]);
  expect(await junitFaults(xml, 'JUnit.xsd')).toEqual([]);
  expect(xml.match(/<failure /g)).toHaveLength(2);
  expect(xml).toContain('name="sanitizer: NewSocket, line 57 (error, certain)"');
  expect(xml).toContain('name="pool-leak: none"');
  expect(xml).toContain('name="close-stuck: none"');
  expect(xml).not.toContain('name="irp-leak: none"');
});

test('JUnit XML skips what the baseline knows, and has an error for a run in which the lab failed', async () => {
  const xml = report('lab.junit.xml', {
    findings: [{ ...sanitizer, known: true }],
    faults: [{ script: '3:late', text: 'no <record>' }],
  });
  expect(await junitFaults(xml, 'jenkins-junit.xsd')).toEqual([]);
  expect(xml).not.toContain('<failure');
  expect(xml).toContain('<skipped>');
  expect(xml.match(/<error /g)).toHaveLength(1);
});

test('SARIF anchors each finding in the driver’s source, with the deviation that leads to it', () => {
  const log = JSON.parse(
    report('lab.sarif', { findings: [...result.findings, { ...sanitizer, known: true }] }),
  );
  expect(sarifFaults(log)).toEqual([]);
  const [run] = log.runs;
  expect(run.results.map((one: { baselineState: string }) => one.baselineState)).toEqual([
    'new',
    'unchanged',
  ]);
  for (const one of run.results) {
    expect(run.tool.driver.rules[one.ruleIndex].id).toBe(one.ruleId);
    expect(one.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'ks.c' },
      region: { startLine: 57 },
    });
    expect(one.message.text).toContain('The first WskSocket (KsListen, line 109) fails with');
  }
});

test('SARIF anchors a finding without a place in the description, and tells of runs in which the lab failed', () => {
  const log = JSON.parse(
    report('lab.sarif', {
      findings: [{ ...sanitizer, function: null, file: null, line: null }],
      faults: [{ script: '3:late', text: 'no [record]' }],
    }),
  );
  expect(sarifFaults(log)).toEqual([]);
  const [run] = log.runs;
  expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('lab.json');
  expect(run.invocations[0].executionSuccessful).toBe(false);
});
