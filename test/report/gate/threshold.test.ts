import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TraceError } from '../../../lib/etl/index.ts';
import { thresholdFinding } from '../../../lib/report/gate/describe.ts';
import { evaluate } from '../../../lib/report/gate/threshold/evaluate.ts';
import { parseThreshold, type Threshold } from '../../../lib/report/index.ts';

function faultOf(text: string): string {
  try {
    parseThreshold(text);
  } catch (error) {
    expect(error).toBeInstanceOf(TraceError);
    expect((error as TraceError).kind).toBe('usage');
    return (error as TraceError).message;
  }
  throw new Error(`${text} should not be a threshold`);
}

describe('a threshold', () => {
  test.each<[string, Partial<Threshold>]>([
    [
      'latency{op=Send}: p(99) < 5ms',
      {
        metric: 'latency',
        labels: { op: 'Send' },
        aggregate: { name: 'p', fraction: 0.99 },
        comparison: '<',
        bound: 5e6,
      },
    ],
    [
      'latency{op=Connect,function=ClientConnect}: max < 2s',
      { labels: { op: 'Connect', function: 'ClientConnect' }, aggregate: { name: 'max' }, bound: 2e9 },
    ],
    ['leaks{kind=irp}: count == 0', { metric: 'leaks', labels: { kind: 'irp' }, comparison: '==', bound: 0 }],
    ['inflight: max <= 64', { metric: 'inflight', labels: {}, comparison: '<=', bound: 64 }],
    [
      '  latency :p( 99.9 )>=1.5us  ',
      { aggregate: { name: 'p', fraction: 0.999 }, comparison: '>=', bound: 1500 },
    ],
    [
      'latency{function=Driver::Connect}: mean < 20µs',
      { labels: { function: 'Driver::Connect' }, bound: 20_000 },
    ],
    ['latency{function="operator ()"}: median < 1m', { labels: { function: 'operator ()' }, bound: 60e9 }],
    ['latency{}: min > 10ns', { labels: {}, bound: 10 }],
    ['latency{op=Op(77)}: max < 1s', { labels: { op: 'Op(77)' } }],
  ])('reads %s', (text, expected) => {
    expect(parseThreshold(text)).toMatchObject({ text, ...expected });
  });

  test.each([
    ['latncy: max < 1s', 1, 'no metric is called latncy; did you mean latency?'],
    ['latency{op=Snd}: p(99) < 5ms', 12, 'did you mean Send?'],
    ['latency{oops=Send}: max < 5ms', 9, 'latency has no label oops; did you mean op?'],
    ['latency{op=Send,op=Bind}: max < 5ms', 17, 'op is given twice'],
    ['latency{op=Send: max < 5ms', 16, 'a comma or a closing brace'],
    ['latency max < 5ms', 9, 'a colon'],
    ['latency: p99 < 5ms', 10, "latency can't be compared by p99; use one of p(99)"],
    ['latency: p(0) < 5ms', 12, 'above 0'],
    ['latency: p(101) < 5ms', 12, 'at most at 100'],
    ['latency: max 5ms', 14, 'a comparison (<, <=, >, >=, ==, !=)'],
    ['latency: max < 5', 17, 'a duration needs a unit: one of ns, us'],
    ['latency: max < 5kg', 17, 'kg is no unit of time'],
    ['latency: max < ms', 16, 'a duration, as 5ms,'],
    ['inflight: max <= 64ms', 20, 'a count has no unit'],
    ['inflight{op=Send}: max <= 64', 10, 'inflight has no label op (it has none)'],
    ['leaks{kind=handle}: count == 0', 12, 'it is one of irp, socket'],
    ['leaks: count == 0 always', 19, 'a count has no unit, and so no always'],
    ['leaks: count == 0, 1', 18, 'nothing more expected'],
    ['', 1, 'but the text ends'],
  ])('points at what is wrong in %s', (text, column, reason) => {
    const message = faultOf(text);
    expect(message).toContain(`column ${column}: `);
    expect(message).toContain(reason);
    const [, line, caret] = message.split('\n');
    expect(line).toBe(`  ${text}`);
    expect(caret).toBe(`  ${' '.repeat(column - 1)}^`);
  });

  test('never ends in anything but a threshold or an error with a column, whatever is typed', () => {
    const piece = fc.constantFrom(
      'latency',
      '{',
      'op',
      '=',
      'Send',
      '}',
      ':',
      'p(99)',
      '<',
      '5',
      'ms',
      ' ',
      'µ',
      '\t',
      '"',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          try {
            parseThreshold(text);
          } catch (error) {
            expect(error).toBeInstanceOf(TraceError);
            expect((error as Error).message).toMatch(/column \d+: /);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('judging by a threshold', () => {
  const settings = { minSamples: null, aggregate: 'median' } as const;
  const traces = (...values: [value: number | null, samples: number][]) =>
    values.map(([value, samples], index) => ({ file: `${index}.etl`, value, samples }));

  test('takes the median of the traces, so that one slow run fails nothing', () => {
    const threshold = parseThreshold('latency{op=Send}: p(90) < 5ms');
    const result = evaluate(threshold, traces([1e6, 50], [2e6, 50], [90e6, 50]), settings);
    expect(result).toMatchObject({ verdict: 'met', value: 2e6 });
    expect(evaluate(threshold, traces([1e6, 50], [6e6, 50], [90e6, 50]), settings).verdict).toBe('broken');
    const worst = evaluate(threshold, traces([1e6, 50], [2e6, 50], [90e6, 50]), {
      ...settings,
      aggregate: 'worst',
    });
    expect(worst).toMatchObject({ verdict: 'broken', value: 90e6 });
  });

  test('tells a value at its bound from the bound', () => {
    const threshold = parseThreshold('latency{op=Send}: p(50) < 969us');
    const broken = evaluate(threshold, traces([969_300, 25]), settings);
    expect(broken).toMatchObject({ verdict: 'broken', bound: 969_000 });
    expect(thresholdFinding(broken)).toBe('is 969.3 µs over 25 calls');
    const equal = evaluate(
      parseThreshold('latency{op=Send}: p(50) < 969.3us'),
      traces([969_300, 25]),
      settings,
    );
    expect(thresholdFinding(equal)).toBe('is 969.3 µs over 25 calls');
    expect(thresholdFinding(evaluate(threshold, traces([1e6, 25]), settings))).toBe(
      'is 1.00 ms over 25 calls',
    );
  });

  test('leaves out traces with fewer calls than the percentile needs, and can’t tell from none', () => {
    const threshold = parseThreshold('latency{op=Send}: p(99) < 5ms');
    expect(evaluate(threshold, traces([9e6, 99], [1e6, 100]), settings)).toMatchObject({
      verdict: 'met',
      needed: 100,
    });
    expect(evaluate(threshold, traces([9e6, 99], [null, 0]), settings)).toMatchObject({
      verdict: 'inconclusive',
      value: null,
    });
    expect(evaluate(threshold, traces([9e6, 20]), { ...settings, minSamples: 20 }).verdict).toBe('broken');
    expect(evaluate(threshold, traces([9e6, 20]), { ...settings, minSamples: 21 }).verdict).toBe(
      'inconclusive',
    );
  });

  test('judges a maximum by a single call', () => {
    const threshold = parseThreshold('latency{op=Connect}: max < 2s');
    expect(evaluate(threshold, traces([5e9, 1]), settings).verdict).toBe('broken');
  });

  test('never lets clean traces outvote the one that leaks', () => {
    const threshold = parseThreshold('leaks: count == 0');
    expect(evaluate(threshold, traces([0, 9], [0, 9], [1, 9]), settings)).toMatchObject({
      verdict: 'broken',
      value: 1,
    });
  });

  test.each([
    ['<', 5, false],
    ['<=', 5, true],
    ['>', 5, false],
    ['>=', 5, true],
    ['==', 5, true],
    ['!=', 5, false],
    ['!=', 6, true],
  ])('compares with %s: %d against 5 is kept: %s', (comparison, value, isKept) => {
    const threshold = parseThreshold(`inflight: max ${comparison} 5`);
    expect(evaluate(threshold, traces([value, 1]), settings).verdict).toBe(isKept ? 'met' : 'broken');
  });
});
