import { describe, expect, test } from 'vitest';
import type { LatencyOptions } from '../../../lib/report/compare/index.ts';
import {
  COMPARE_REPORTERS,
  type CompareResult,
  compare,
  comparedTrace,
  DEFAULT_LATENCY_OPTIONS,
  type GateFlags,
  settingsOf,
} from '../../../lib/report/index.ts';
import type { Analysis, Confidence, OperationSummary } from '../../../lib/wsk/index.ts';
import { analysis, finding, operation } from '../../support/check.ts';
import { HOSTILE_NAMES } from '../../support/hostile-names.ts';

function compareAnalyses(
  base: readonly Analysis[],
  head: readonly Analysis[],
  options: Partial<LatencyOptions> = {},
  flags: GateFlags = {},
): CompareResult {
  const side = (analyses: readonly Analysis[]) => ({
    traces: analyses.map((one) => comparedTrace({ file: one.trace.file, analysis: one })),
    unreadable: [],
  });
  return compare({
    base: side(base),
    head: side(head),
    settings: settingsOf({}, flags),
    latency: { ...DEFAULT_LATENCY_OPTIONS, resamples: 200, ...options },
    now: new Date('2027-01-31T12:00:00Z'),
    version: '0.0.0',
  });
}

/** Traces whose Send takes these times, in ms. */
const sends = (...times: number[]): Analysis[] =>
  times.map((ms, index) => analysis(`${index}.etl`, { operations: [operation('Send', ms * 1e6)] }));
const times = (from: number) => Array.from({ length: 10 }, (_, index) => from + index / 100);

describe('a comparison', () => {
  test('claims a change that is large and significant', () => {
    const result = compareAnalyses(sends(...times(1)), sends(...times(1.5)));
    expect(result.verdict).toBe('regression');
    expect(result.changes).toHaveLength(4);
    for (const change of result.changes) {
      expect(change).toMatchObject({ op: 'Send', verdict: 'slower', baseNs: 1_045_000, headNs: 1_545_000 });
      expect(change.change).toBeCloseTo(0.478, 2);
      expect(change.interval![0]).toBeGreaterThan(0.4);
      expect(change.interval![1]).toBeLessThan(0.55);
    }
    const faster = compareAnalyses(sends(...times(1.5)), sends(...times(1)));
    expect(faster).toMatchObject({ verdict: 'fine', changes: [{ verdict: 'faster' }, {}, {}, {}] });
  });

  test('claims none that is significant but small', () => {
    const result = compareAnalyses(sends(...times(1)), sends(...times(1.099)));
    expect(result.changes[0]!.adjustedPValue).toBeLessThan(0.001);
    expect(result).toMatchObject({ verdict: 'fine', changes: [{ verdict: 'same' }, {}, {}, {}] });
    expect(compareAnalyses(sends(...times(1)), sends(...times(1.099)), { minEffect: 0.05 }).verdict).toBe(
      'regression',
    );
  });

  test('claims none that is large but may be chance', () => {
    const result = compareAnalyses(sends(1, 1, 1, 1, 5, 5, 5, 5), sends(1, 1, 1, 5, 5, 5, 5, 5));
    expect(result.changes[0]).toMatchObject({ verdict: 'same', baseNs: 3e6, headNs: 5e6 });
    expect(result.verdict).toBe('fine');
  });

  test('says how many traces would do where there are too few', () => {
    const result = compareAnalyses(sends(1, 1.1, 1.2), sends(9, 9.1, 9.2));
    expect(result.verdict).toBe('inconclusive');
    // Four tests share 5 %: the first has to reach 1.25 %, and 2 / C(10, 5) does.
    expect(result.changes).toMatchObject(Array(4).fill({ verdict: 'inconclusive', tracesNeeded: 5 }));
    expect(result.doubts).toEqual(['3 traces against as many can’t show a change: 5 a side would do']);
    const enough = compareAnalyses(sends(1, 1.1, 1.2, 1.3, 1.4), sends(9, 9.1, 9.2, 9.3, 9.4));
    expect(enough.verdict).toBe('regression');
  });

  test('of one trace with another shows the difference and claims nothing', () => {
    const leaky = analysis('b.etl', {
      operations: [operation('Send', 900e6)],
      findings: [finding({ rule: 'irp-leak' })],
    });
    const result = compareAnalyses(sends(1), [leaky]);
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      changes: [{ verdict: 'inconclusive', interval: null }, {}, {}, {}],
    });
    expect(result.changes[0]!.change).toBeCloseTo(899);
    expect(result.findings.new).toMatchObject([{ standing: 'warning', level: 'warning' }]);
    const unsure = analysis('c.etl', { findings: [finding({ rule: 'irp-leak', confidence: 'possible' })] });
    // What is less sure is told as no more than that.
    expect(compareAnalyses(sends(1), [unsure]).findings.new).toMatchObject([
      { standing: 'weak', level: 'warning' },
    ]);
  });

  test('that claims nothing fails in no output, also where the inconclusive passes', () => {
    const leaky = analysis('b.etl', { findings: [finding({ rule: 'irp-leak' })] });
    for (const inconclusive of ['fail', 'pass'] as const) {
      const one = compareAnalyses(sends(1), [leaky], {}, { inconclusive });
      expect(one.verdict).toBe(inconclusive === 'fail' ? 'inconclusive' : 'fine');
      expect(COMPARE_REPORTERS.junit(one)).not.toContain('<failure');
      expect(COMPARE_REPORTERS.github(one)).toContain('::warning title=irp-leak');
      expect(COMPARE_REPORTERS.github(one)).not.toContain('::error title=irp-leak');
      expect(JSON.parse(COMPARE_REPORTERS.sarif(one)).runs[0].results).toMatchObject([{ level: 'warning' }]);
      expect(COMPARE_REPORTERS.text(one)).toContain('warning irp-leak');
      expect(COMPARE_REPORTERS.html(one)).not.toContain('class="failing"');
      expect(one.findings.new.some(({ standing }) => standing === 'failing')).toBe(false);
      // A trace more on either side, and the same finding is a regression everywhere.
      const more = compareAnalyses(sends(1, 1), [leaky], {}, { inconclusive });
      expect(more.verdict).toBe('regression');
      expect(COMPARE_REPORTERS.junit(more)).toContain('<failure');
      expect(COMPARE_REPORTERS.github(more)).toContain('::error title=irp-leak');
      expect(JSON.parse(COMPARE_REPORTERS.sarif(more)).runs[0].results).toMatchObject([{ level: 'error' }]);
    }
  });

  test('keeps no doubt of the base for a finding that the head proves', () => {
    const withLeak = (confidence: Confidence) =>
      times(1).map((_, i) => analysis(`${i}.etl`, { findings: [finding({ rule: 'irp-leak', confidence })] }));
    const of = (before: Confidence, now: Confidence) => {
      const { verdict, findings } = compareAnalyses(withLeak(before), withLeak(now));
      return [verdict, findings.new.length, findings.kept.length, findings.fixed.length];
    };
    expect(of('possible', 'certain')).toEqual(['regression', 1, 0, 0]);
    expect(of('possible', 'possible')).toEqual(['fine', 0, 1, 0]);
    expect(of('certain', 'possible')).toEqual(['fine', 0, 1, 0]);
    expect(of('likely', 'certain')).toEqual(['fine', 0, 1, 0]);
  });

  test('takes a percentile only of traces with the calls that it needs', () => {
    const few = (ms: number): OperationSummary => operation('Connect', ms * 1e6, 50);
    const traces = (from: number) =>
      times(from).map((ms, index) => analysis(`${index}.etl`, { operations: [few(ms)] }));
    const percentiles = (options: Partial<LatencyOptions>) =>
      compareAnalyses(traces(1), traces(2), options).changes.map(({ percentile }) => percentile);
    expect(percentiles({})).toEqual(['p50', 'p90']);
    expect(percentiles({ minSamples: 50 })).toEqual(['p50', 'p90', 'p99', 'p999']);
    expect(percentiles({ minSamples: 51 })).toEqual([]);
    expect(compareAnalyses(traces(1), traces(2), { minSamples: 51 })).toMatchObject({
      verdict: 'inconclusive',
      doubts: ['no operation completed often enough on both sides to be compared'],
    });
  });

  test('tells findings that are new, fixed and kept, by fingerprint', () => {
    const [kept, fixed, fresh] = [
      finding({ rule: 'irp-leak' }),
      finding({ rule: 'double-free' }),
      finding({ rule: 'socket-leak' }),
    ];
    const base = times(1).map((_, i) => analysis(`${i}.etl`, { findings: [kept, fixed] }));
    const head = times(1).map((_, i) => analysis(`${i}.etl`, { findings: [kept, fresh] }));
    const { findings, verdict } = compareAnalyses(base, head);
    expect(findings.new.map(({ rule }) => rule)).toEqual(['socket-leak']);
    expect(findings.fixed.map(({ rule }) => rule)).toEqual(['double-free']);
    expect(findings.kept.map(({ rule }) => rule)).toEqual(['irp-leak']);
    expect(verdict).toBe('regression');
    expect(
      compareAnalyses(
        head,
        base.map((one) => ({ ...one, findings: [kept] })),
      ).verdict,
    ).toBe('fine');
  });

  test.each(['text', 'markdown', 'html', 'github', 'junit', 'sarif'] as const)(
    'counts a finding in the traces of the side that has it: %s',
    (format) => {
      const [fixed, kept, fresh] = [
        finding({ rule: 'double-free' }),
        finding({ rule: 'irp-leak' }),
        finding({ rule: 'socket-leak' }),
      ];
      const base = [1, 2, 3].map((_, i) =>
        analysis(`base${i}.etl`, { findings: i < 2 ? [fixed, kept] : [] }),
      );
      const head = [1, 2].map((_, i) => analysis(`head${i}.etl`, { findings: i < 1 ? [kept, fresh] : [] }));
      const told = COMPARE_REPORTERS[format](compareAnalyses(base, head))
        .replaceAll(/\s+/g, ' ')
        .replaceAll('&#58;', ':');
      const extents = (side: string) =>
        new Set([...told.matchAll(new RegExp(`in (\\d of \\d traces): ${side}0`, 'g'))].map(([, of]) => of));
      expect(extents('head')).toEqual(new Set(['1 of 2 traces']));
      // What is fixed is no result of this run: annotations, JUnit and SARIF leave it out.
      const hasFixed = format === 'text' || format === 'markdown' || format === 'html';
      expect(extents('base')).toEqual(new Set(hasFixed ? ['2 of 3 traces'] : []));
    },
  );

  test('can’t tell from traces that lost events', () => {
    const lossy = sends(...times(1)).map((one) => ({ ...one, trace: { ...one.trace, eventsLost: 5 } }));
    expect(compareAnalyses(sends(...times(1)), lossy).verdict).toBe('inconclusive');
  });
});

describe.each(HOSTILE_NAMES)('with %j in a trace', (name) => {
  const site = { function: name, line: 1 };
  const withName = (who: string, what: string) =>
    compareAnalyses(
      [
        analysis(`${who}.etl`, {
          operations: [operation(what, 1e6)],
          findings: [finding({ rule: 'double-free', site: { ...site, function: who } })],
        }),
      ],
      [
        analysis(`${who}2.etl`, {
          operations: [operation(what, 2e6)],
          findings: [finding({ rule: 'irp-leak', message: `In ${who}.`, site: { ...site, function: who } })],
        }),
      ],
    );
  const tagsOf = (text: string) => [...text.matchAll(/<[^>]*>/g)].map(([tag]) => tag);

  test.each(['html', 'markdown'] as const)('%s holds no markup but its own', (format) => {
    const report = COMPARE_REPORTERS[format];
    expect(tagsOf(report(withName(name, name)))).toEqual(tagsOf(report(withName('Plain', 'Send'))));
  });

  test('text holds no control characters and no command of a CI system', () => {
    const text = COMPARE_REPORTERS.text(withName(name, name));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(text).not.toMatch(/^\s*::|##\[|##vso\[/m);
  });

  test('JSON tells the name as it is', () => {
    const json = JSON.parse(COMPARE_REPORTERS.json(withName(name, name)));
    expect(json).toMatchObject({
      schema: 'wsktrace.compare/1',
      findings: { new: [{ site: { function: name } }] },
    });
  });
});
