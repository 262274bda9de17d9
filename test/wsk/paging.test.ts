import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { type AnalyzeOptions, analyze, LeakCollector, RULES } from '../../lib/wsk/index.ts';
import { LIFE_RULES, type Rule, type SynthesiserOptions, synthesise } from '../support/synthesiser/index.ts';

const FIXTURES = readdirSync('fixtures').filter((name) => name.endsWith('.etl'));
const EACH_TWICE = Object.fromEntries(
  RULES.filter((rule) => !LIFE_RULES.some((one) => one === rule)).map((rule) => [rule as Rule, 2]),
);

function analysed(bytes: Uint8Array, options: AnalyzeOptions = {}) {
  const leaks = new LeakCollector();
  const analysis = analyze(Trace.open(bytesSource(bytes)), { ...options, observers: [leaks.observer()] });
  return { analysis, leaks: leaks.result() };
}

/** The same in an order that does not depend on the one in which objects are walked. */
function canonical({ analysis, leaks }: ReturnType<typeof analysed>) {
  const texts = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
  const { findings, ...others } = analysis;
  return {
    ...others,
    findings: findings.map(({ occurrences, ...finding }) => ({
      ...finding,
      // Of several faults that hang an unload, any may be the one that is told to.
      occurrences: texts(
        occurrences.map(({ consequences, ...occurrence }) => ({
          ...occurrence,
          consequences: texts(consequences.filter(({ rule }) => rule !== 'unload-stuck')),
        })),
      ),
    })),
    leaks: { calls: texts(leaks.calls.oldest), irps: texts(leaks.irps.oldest) },
    sockets: texts(leaks.sockets.oldest),
  };
}

const DRIVERS: Readonly<Record<string, Partial<SynthesiserOptions>>> = {
  'on eight processors': {},
  'that has many things outstanding': { concurrency: 500 },
  'cut off in the middle': { ending: 'cut', concurrency: 200 },
  'at work before the trace, told by a rundown': { lateStart: 'rundown' },
  'at work before the trace, untold': { lateStart: 'bare' },
};

describe('an analysis that keeps hardly an object', () => {
  test.each(FIXTURES)('tells the same of %s', (name) => {
    const bytes = readFileSync(`fixtures/${name}`);
    expect(analysed(bytes, { mostResident: 1 })).toEqual(analysed(bytes));
  });

  test.each(Object.entries(DRIVERS))('tells the same of a driver %s', (_, driver) => {
    const { bytes } = synthesise({
      seed: 7,
      events: 6000,
      faults: EACH_TWICE,
      nearMisses: 1,
      ...driver,
    }).write({});
    const whole = canonical(analysed(bytes));
    for (const mostResident of [1, 50]) {
      expect(canonical(analysed(bytes, { mostResident }))).toEqual(whole);
    }
  });
});
