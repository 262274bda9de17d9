import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture } from '../../support/cli.ts';
import { reportOfBytes } from '../html/reports.ts';

test('a short trace’s charts end with no sliver, whose few calls would be a rate beyond all others', () => {
  const { activity, analysis } = reportOfBytes(readFileSync(fixture('host-socket-leak.etl')));
  const widths = activity.slices.map(({ fromNs, toNs }) => toNs - fromNs);
  expect(widths.at(-1)).toBeGreaterThanOrEqual(widths.at(-2)! / 2);
  const total = activity.slices.reduce((sum, { completed }) => sum + completed, 0);
  expect(total).toBe(analysis.calls.completed);
});

test('the IRPs of the facts and of the list are the same, those passed down by a driver above told apart', () => {
  const { analysis, lives } = reportOfBytes(readFileSync(fixture('host-clean-passed-down.etl')));
  const { allocated, passedDown } = analysis.irps;
  expect(passedDown).toBeGreaterThan(0);
  expect(lives.irps.count).toBe(allocated + passedDown);
});
