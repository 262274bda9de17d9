import { expect, test } from 'vitest';
import { factsSection } from '../../../lib/report/html/facts.ts';
import type { Report } from '../../../lib/report/index.ts';
import { synthesisedReport } from './reports.ts';

const report = synthesisedReport({ seed: 2, events: 500 });

function recorded(startTime: string, endTime: string | null, durationNs: number): string {
  const trace = { ...report.analysis.trace, startTime, endTime, durationNs };
  const page = factsSection({ ...report, analysis: { ...report.analysis, trace } } as Report);
  return /<dt>recorded<\/dt><dd>([^<]*)/.exec(page)![1]!;
}

test.each([
  // A merged file's header tells the same moment twice: the last event was later.
  [
    '2026-11-23T00:56:13.2190000Z',
    '2026-11-23T00:56:13.2190000Z',
    535e6,
    '2026-11-23 00:56:13.219 to 00:56:13.754 UTC',
  ],
  ['2026-11-23T00:56:13.2190001Z', null, 535e6, '2026-11-23 00:56:13.219 to 00:56:13.754 UTC'],
  [
    '2026-11-23T00:56:13.2190001Z',
    '2026-11-23T00:56:13.2196000Z',
    600e3,
    '2026-11-23 00:56:13.219000 to 00:56:13.219600 UTC',
  ],
  ['2026-11-23T00:56:13.2190001Z', null, 1200, '2026-11-23 00:56:13.2190001 to 00:56:13.2190013 UTC'],
  ['2026-11-23T23:59:59.9990000Z', null, 2e6, '2026-11-23 23:59:59.999000 to 2026-11-24 00:00:00.001000 UTC'],
  [
    '2026-11-23T00:00:00.0000000Z',
    '2026-11-23T01:00:00.0000000Z',
    5e9,
    '2026-11-23 00:00:00.000 to 01:00:00.000 UTC',
  ],
])('a page tells a start and an end that lie apart: %s, %s, %d ns', (start, end, durationNs, told) => {
  expect(recorded(start, end, durationNs)).toBe(told);
});
