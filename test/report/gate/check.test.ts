import { describe, expect, test } from 'vitest';
import type { ReadTrace } from '../../../lib/report/index.ts';
import type { Analysis, Finding } from '../../../lib/wsk/index.ts';
import { analysis, checkAnalyses, finding } from '../../support/check.ts';

const withFindings = (...findings: Finding[]): Analysis => analysis('a.etl', { findings });

describe('a check', () => {
  test('passes where nothing is found', () => {
    expect(checkAnalyses([analysis('a.etl')])).toMatchObject({ verdict: 'passed', findings: [], doubts: [] });
  });

  test('fails for a finding of the confidence asked for, and only tells of a weaker one', () => {
    const weak = withFindings(finding({ rule: 'irp-leak', confidence: 'possible' }));
    expect(checkAnalyses([weak])).toMatchObject({ verdict: 'passed', findings: [{ standing: 'weak' }] });
    expect(checkAnalyses([weak], { failOn: 'possible' }).verdict).toBe('failed');
    const likely = withFindings(finding({ rule: 'irp-leak', confidence: 'likely' }));
    expect(checkAnalyses([likely]).verdict).toBe('failed');
    expect(checkAnalyses([likely], { failOn: 'certain' }).verdict).toBe('passed');
    expect(checkAnalyses([likely], { failOn: 'certain' }, { flags: { failOn: 'likely' } }).verdict).toBe(
      'failed',
    );
  });

  test('takes a rule as an error, as a warning, not at all, or as the rule itself has it', () => {
    const error = withFindings(finding({ rule: 'irp-leak' }));
    const warning = withFindings(finding({ rule: 'status-mismatch', severity: 'warning' }));
    expect(checkAnalyses([error], { rules: { 'irp-leak': 'warning' } })).toMatchObject({
      verdict: 'passed',
      findings: [{ standing: 'warning', level: 'warning' }],
    });
    expect(checkAnalyses([error], { rules: { 'irp-leak': 'off' } })).toMatchObject({
      verdict: 'passed',
      findings: [],
    });
    expect(checkAnalyses([warning]).verdict).toBe('passed');
    expect(checkAnalyses([warning], { rules: { 'status-mismatch': 'error' } }).verdict).toBe('failed');
    const flags = { rules: { 'irp-leak': 'on' } } as const;
    expect(checkAnalyses([error], { rules: { 'irp-leak': 'off' } }, { flags }).verdict).toBe('failed');
  });

  test('takes a fault that is in many traces for one, as sure as the surest of them', () => {
    const traces = [
      analysis('a.etl', { findings: [finding({ rule: 'irp-leak', confidence: 'possible', count: 4 })] }),
      analysis('b.etl', { findings: [finding({ rule: 'irp-leak', confidence: 'certain', count: 2 })] }),
      analysis('c.etl'),
    ];
    const { findings } = checkAnalyses(traces);
    expect(findings).toMatchObject([
      {
        confidence: 'certain',
        count: 6,
        anchor: { path: 'b.etl', line: 1, isSource: false },
        traces: [
          { file: 'a.etl', count: 4 },
          { file: 'b.etl', count: 2 },
        ],
      },
    ]);
  });

  test('puts the worst first', () => {
    const result = checkAnalyses([
      withFindings(
        finding({ rule: 'status-mismatch', severity: 'warning' }),
        finding({ rule: 'irp-leak', confidence: 'likely' }),
        finding({ rule: 'socket-leak', confidence: 'possible' }),
        finding({ rule: 'double-free', confidence: 'certain' }),
      ),
    ]);
    expect(result.findings.map(({ rule }) => rule)).toEqual([
      'double-free',
      'irp-leak',
      'status-mismatch',
      'socket-leak',
    ]);
  });

  test.each([
    ['lost events', { trace: { eventsLost: 3 } }, 'lost while recording: 3 events'],
    [
      'damage',
      { trace: { damage: [{ offset: 9, bytes: 5, reason: 'torn' }], damageCount: 1 } },
      'damage at offset 9',
    ],
    ['no driver', { providers: [] }, 'no event of a WSK driver'],
  ])('can’t tell from a trace with %s, unless told to pass', (_, wanted, reason) => {
    const doubtful = analysis('a.etl', wanted);
    const result = checkAnalyses([doubtful]);
    expect(result.verdict).toBe('inconclusive');
    expect(result.doubts[0]).toContain(`a.etl: ${reason}`);
    expect(checkAnalyses([doubtful], { inconclusive: 'pass' }).verdict).toBe('passed');
  });

  test('fails for what is proven, whatever else can’t be read or told', () => {
    const unreadable = [{ file: 'bad.etl', reason: 'not an event trace log' }];
    expect(checkAnalyses([analysis('a.etl')], {}, { unreadable }).verdict).toBe('unreadable');
    const lossy = analysis('a.etl', {
      trace: { eventsLost: 1 },
      findings: [finding({ rule: 'double-free' })],
    });
    expect(checkAnalyses([lossy], {}, { unreadable }).verdict).toBe('failed');
  });

  test('measures leaks by the objects, those that another fault leaves behind included', () => {
    const subject = { irpId: '3', callId: '7', socketId: '1' };
    const stuck = finding({
      rule: 'never-completed',
      count: 2,
      occurrences: [
        {
          load: 1,
          subject,
          confidence: 'certain',
          evidence: [],
          consequences: [
            { rule: 'irp-leak', subject },
            { rule: 'socket-leak', subject },
          ],
        },
        {
          load: 1,
          subject,
          confidence: 'possible',
          evidence: [],
          consequences: [{ rule: 'irp-leak', subject }],
        },
      ],
    });
    const leak = finding({ rule: 'irp-leak', count: 1500, occurrences: [] });
    const trace = withFindings(stuck, leak);
    const thresholds = [
      'leaks{kind=irp}: count == 0',
      'leaks{kind=socket}: count == 0',
      'leaks: count <= 1502',
    ];
    const values = checkAnalyses([trace], { thresholds }).thresholds.map(({ value, verdict }) => [
      value,
      verdict,
    ]);
    expect(values).toEqual([
      [1501, 'broken'],
      [1, 'broken'],
      [1502, 'met'],
    ]);
  });

  test('does not hold known and suppressed leaks against a threshold', () => {
    const leak = finding({ rule: 'irp-leak' });
    const { fingerprint, rule, provider, op } = leak;
    const thresholds = ['leaks: count == 0'];
    const baseline = [{ fingerprint, rule, provider, op, function: 'ClientSend' }];
    expect(checkAnalyses([withFindings(leak)], { thresholds }, { baseline })).toMatchObject({
      verdict: 'passed',
      thresholds: [{ value: 0, verdict: 'met' }],
    });
    const suppressions = [{ rule: 'irp-leak' as const, match: { function: 'Client*' }, reason: 'known' }];
    expect(checkAnalyses([withFindings(leak)], { thresholds, suppressions }).verdict).toBe('passed');
  });

  test('gives a threshold of the command line the place of the configured one about the same quantity', () => {
    const read = (latency: number): ReadTrace[] => [
      { file: 'a.etl', analysis: analysis('a.etl'), measurements: [{ value: latency, samples: 500 }] },
    ];
    const config = { thresholds: ['latency{op=Send}: p(99) < 5ms'] };
    expect(checkAnalyses([], config, { traces: read(7e6) }).verdict).toBe('failed');
    const wider = {
      text: 't',
      metric: 'latency',
      labels: { op: 'Send' },
      aggregate: { name: 'p', fraction: 0.99 },
      comparison: '<',
      bound: 9e6,
    } as const;
    const result = checkAnalyses([], config, { traces: read(7e6), flags: { thresholds: [wider] } });
    expect(result.thresholds.map(({ text }) => text)).toEqual(['t']);
    expect(result.verdict).toBe('passed');
  });
});
