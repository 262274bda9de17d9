import { expect, test } from 'vitest';
import { FindingGroups } from '../../driver-tracing/lab/explore/findings.ts';
import type { RunFinding } from '../../driver-tracing/lab/explore/judge.ts';
import type { Deviation, Script } from '../../driver-tracing/lab/explore/script.ts';

const finding = (fingerprint: string, severity: 'error' | 'warning' = 'error'): RunFinding => ({
  rule: 'irp-leak',
  source: 'trace',
  severity,
  confidence: 'likely',
  place: null,
  fingerprint,
  message: '',
});
const script = (deviations: number): Script =>
  Array.from({ length: deviations }, () => ({ answer: 'null' }) as Deviation);

test('a finding keeps the shortest way to it, and counts its runs', () => {
  const groups = new FindingGroups();
  groups.add(3, script(2), [finding('a')]);
  groups.add(5, script(1), [finding('a'), finding('a')]);
  groups.add(7, script(1), [finding('a')]);
  expect(groups.list().map(({ run, runs }) => [run, runs])).toEqual([[5, 3]]);
});

test('errors come first, then those that take fewer deviations, then the earlier run', () => {
  const groups = new FindingGroups();
  groups.add(1, script(1), [finding('w', 'warning'), finding('c')]);
  groups.add(2, script(2), [finding('b')]);
  groups.add(3, script(1), [finding('d')]);
  expect(groups.list().map(({ fingerprint }) => fingerprint)).toEqual(['c', 'd', 'b', 'w']);
});

test('of what one run shows, what is certain comes before what is likely', () => {
  const groups = new FindingGroups();
  groups.add(1, script(1), [finding('a'), { ...finding('z'), confidence: 'certain' }]);
  expect(groups.list().map(({ fingerprint }) => fingerprint)).toEqual(['z', 'a']);
});

test('of two ways of one length the plainer is shown: a failure before what is only late', () => {
  const groups = new FindingGroups();
  const way = (answer: string): Script => [{ answer } as Deviation];
  groups.add(1, way('unload'), [finding('a')]);
  groups.add(2, way('inline'), [finding('a')]);
  groups.add(3, way('fails-c000009a'), [finding('a')]);
  groups.add(4, way('late'), [finding('a')]);
  expect(groups.list().map(({ run, ways }) => [run, ways.length])).toEqual([[3, 4]]);
});
