import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Suppression } from '../../../lib/report/gate/index.ts';
import { matchesPattern } from '../../../lib/report/gate/suppression/pattern.ts';
import { analysis, checkAnalyses, finding } from '../../support/check.ts';

const send = finding({ rule: 'irp-leak', site: { function: 'ClientSend', line: 12 }, count: 5 });
const receive = finding({ rule: 'irp-leak', op: 'Receive', site: { function: 'ServerReceive', line: 40 } });
const check = (...suppressions: Suppression[]) =>
  checkAnalyses([analysis('a.etl', { findings: [send, receive] })], { suppressions });
const client: Suppression = { rule: 'irp-leak', match: { function: 'Client*' }, reason: 'ticket 7' };

describe('a suppression', () => {
  test('covers what it matches and nothing else, and its hits are counted', () => {
    const result = check(client);
    expect(result.verdict).toBe('failed');
    expect(result.findings.map(({ standing, site }) => [standing, site.function])).toEqual([
      ['failing', 'ServerReceive'],
      ['suppressed', 'ClientSend'],
    ]);
    expect(result.suppressions).toMatchObject([{ state: 'used', findings: 1, occurrences: 5 }]);
  });

  test('has to match in all that it names', () => {
    expect(check({ ...client, match: { function: 'Client*', op: 'Receive' } }).suppressions).toMatchObject([
      { state: 'stale', findings: 0 },
    ]);
    expect(check({ ...client, rule: 'double-free' }).suppressions[0]!.state).toBe('stale');
    expect(check({ ...client, match: { fingerprint: receive.fingerprint } }).suppressions[0]!.findings).toBe(
      1,
    );
    expect(check({ ...client, match: { op: '*e*', provider: 'Driver' } }).suppressions[0]!.findings).toBe(2);
  });

  test('holds until the end of its last day, and then suppresses nothing', () => {
    // The check of these tests is on 2027-01-31.
    expect(check({ ...client, expires: '2027-01-31' }).suppressions[0]!.state).toBe('used');
    const expired = check({ ...client, expires: '2027-01-30' });
    expect(expired.suppressions).toMatchObject([{ state: 'expired', findings: 1, occurrences: 5 }]);
    expect(expired.findings.every(({ standing }) => standing === 'failing')).toBe(true);
    expect(expired.findings.find(({ site }) => site.function === 'ClientSend')!.suppression).toMatchObject({
      reason: 'ticket 7',
    });
  });

  test('that expired gives way to one that holds', () => {
    const result = check({ ...client, expires: '2027-01-01' }, { ...client, reason: 'ticket 8' });
    expect(result.suppressions.map(({ findings }) => findings)).toEqual([0, 1]);
  });
});

test('a pattern means what the same regular expression means, without its traps', () => {
  const characters = fc.array(fc.constantFrom('a', 'b', '*', '?', '.')).map((all) => all.join(''));
  fc.assert(
    fc.property(characters, characters, (pattern, text) => {
      const source = pattern.replaceAll('.', '\\.').replaceAll('?', '.').replace(/\*+/g, '.*');
      expect(matchesPattern(pattern, text)).toBe(new RegExp(`^${source}$`, 's').test(text));
    }),
    { numRuns: 2000 },
  );
  const started = performance.now();
  expect(matchesPattern('*a'.repeat(30), `${'a'.repeat(5000)}b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
