import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { labPage } from '../../driver-tracing/lab/explore/html.ts';
import type { LabResult } from '../../driver-tracing/lab/explore/result.ts';
import { labText } from '../../driver-tracing/lab/explore/text.ts';

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
      answers: ['inline', 'late'],
      walked: ['inline'],
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

test('the page shows findings, answers that were not tried and lines that no run reached, as text', () => {
  const page = labPage(result, [join(folder, 'ks.c')], folder);
  expect(page).toContain('NewSocket&#60;T&#62;');
  expect(page).toContain('<span>inline</span> <span class="not">late</span>');
  expect(page).toContain('<span class="missed">    2  if (a &#60; b &#38;&#38; c) {</span>');
  expect(page).not.toMatch(/<script|https?:/);
});
