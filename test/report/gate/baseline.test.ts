import { describe, expect, test } from 'vitest';
import { parseBaseline } from '../../../lib/report/gate/files/index.ts';
import { changeBaseline } from '../../../lib/report/gate/index.ts';
import { baselineText } from '../../../lib/report/index.ts';
import { analysis, checkAnalyses, finding } from '../../support/check.ts';

const leak = finding({ rule: 'irp-leak' });
const other = finding({ rule: 'double-free' });
const entryOf = ({ fingerprint, rule, provider, op, site }: typeof leak) => ({
  fingerprint,
  rule,
  provider,
  op,
  function: site.function,
});
const check = (findings: readonly (typeof leak)[], baseline: ReturnType<typeof entryOf>[]) =>
  checkAnalyses([analysis('a.etl', { findings })], {}, { baseline });

describe('a baseline', () => {
  test('fails nothing that it knows, and all that it does not', () => {
    expect(check([leak], [entryOf(leak)])).toMatchObject({
      verdict: 'passed',
      findings: [{ standing: 'known' }],
    });
    expect(check([leak, other], [entryOf(leak)]).verdict).toBe('failed');
  });

  test('goes by fingerprint: as many faults as before, but another one, still fail', () => {
    expect(check([other], [entryOf(leak)])).toMatchObject({
      verdict: 'failed',
      staleBaseline: [{ fingerprint: leak.fingerprint }],
    });
  });

  test('knows a fault however often it occurs', () => {
    expect(check([{ ...leak, count: 500 }], [entryOf(leak)]).verdict).toBe('passed');
  });

  test('takes up what would be told, and leaves out what is too weak to be', () => {
    const weak = finding({ rule: 'socket-leak', confidence: 'possible' });
    const warning = finding({ rule: 'status-mismatch', severity: 'warning' });
    const { findings } = check([leak, weak, warning, other], [entryOf(other)]);
    const change = changeBaseline([entryOf(other)], findings, { adds: true, prunes: false });
    expect(change.added.map(({ rule }) => rule)).toEqual(['irp-leak', 'status-mismatch']);
    expect(change.removed).toEqual([]);
    expect(change.entries).toHaveLength(3);
  });

  test('loses what is not found any more only when told to', () => {
    const { findings } = check([leak], [entryOf(leak), entryOf(other)]);
    const before = [entryOf(leak), entryOf(other)];
    expect(changeBaseline(before, findings, { adds: true, prunes: false }).entries).toEqual(before);
    const pruned = changeBaseline(before, findings, { adds: false, prunes: true });
    expect(pruned.entries).toEqual([entryOf(leak)]);
    expect(pruned.removed).toEqual([entryOf(other)]);
  });

  test('is written the same whatever the order, an entry a line, and read back', () => {
    const text = baselineText([entryOf(leak), entryOf(other)]);
    expect(text).toBe(baselineText([entryOf(other), entryOf(leak)]));
    expect(text.split('\n').filter((line) => line.includes('fingerprint'))).toHaveLength(2);
    expect(parseBaseline(text, 'b.json')).toEqual([entryOf(other), entryOf(leak)]);
    expect(parseBaseline(baselineText([]), 'b.json')).toEqual([]);
  });

  test.each(['{', '[]', '{"schema":"wsktrace.baseline/2","findings":[]}', '{"findings":[]}'])(
    'is refused where it is none: %s',
    (text) => {
      expect(() => parseBaseline(text, 'b.json')).toThrow(/^b\.json: /);
    },
  );
});
