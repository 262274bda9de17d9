import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import {
  type AnalyzeOptions,
  analyze,
  LeakCollector,
  type News,
  type ReadingThread,
  type StartReading,
  serveRows,
  shareRows,
} from '../../../lib/wsk/index.ts';
import { type SynthesiserOptions, synthesise } from '../../support/synthesiser/index.ts';
import { skewed } from '../../support/synthesiser/skew.ts';

const FIXTURES = readdirSync('fixtures').filter((name) => name.endsWith('.etl'));
/** So small that each trace here has many. */
const WORDS = 256;
const GAVE_UP = 2;
const START = 50_000_000_000n;

function analysed(bytes: Uint8Array, options: AnalyzeOptions = {}) {
  const leaks = new LeakCollector();
  const steps: string[] = [];
  const analysis = analyze(Trace.open(bytesSource(bytes)), {
    ...options,
    observers: [
      leaks.observer(),
      {
        callCompleted: (call) => steps.push(`${call.idLow} ${call.site.function}:${call.site.line}`),
        socketEnded: (socket) => steps.push(`${socket.idLow} ${socket.localAddress} ${socket.remoteAddress}`),
        driverEnded: (end, { provider }) => steps.push(`${JSON.stringify(end)} ${provider.name}`),
      },
    ],
  });
  return { analysis, leaks: leaks.result(), steps };
}

/** Reads all at once, before the analysis takes the first row: with room for that, no second thread is needed. */
function readAtOnce(bytes: Uint8Array, change: (thread: ReadingThread) => void = () => {}): StartReading {
  return (request) => {
    const news: News[] = [];
    const rows = shareRows(8192, WORDS);
    void serveRows(
      () => Trace.open(bytesSource(bytes)),
      request,
      rows,
      (one) => news.push(structuredClone(one)),
    );
    const thread = { rows, patienceMs: 50, hear: () => news.shift() };
    change(thread);
    return thread;
  };
}

const drivers: fc.Arbitrary<Partial<SynthesiserOptions>> = fc.record({
  seed: fc.nat(),
  events: fc.integer({ min: 1, max: 4000 }),
  processors: fc.integer({ min: 1, max: 8 }),
  noise: fc.constantFrom(0, 0.5),
  faults: fc.constantFrom({}, { 'irp-leak': 2, 'double-completion': 1 }),
  ending: fc.constantFrom('unload', 'cut'),
  lateStart: fc.constantFrom('rundown', 'bare', 'none'),
});

describe('rows that another thread reads', () => {
  test.each(FIXTURES)('give the same analysis of %s', (name) => {
    const bytes = readFileSync(`fixtures/${name}`);
    expect(analysed(bytes, { startReading: readAtOnce(bytes) })).toEqual(analysed(bytes));
  });

  test('give the same analysis of any driver', () => {
    fc.assert(
      fc.property(drivers, (driver) => {
        const { bytes } = synthesise(driver).write({});
        expect(analysed(bytes, { startReading: readAtOnce(bytes) })).toEqual(analysed(bytes));
      }),
      { numRuns: 40 },
    );
  });

  test('are left for its own where clocks disagree, whenever that is seen', () => {
    const ticks = fc.integer({ min: -10_000, max: 10_000 });
    const perMillion = fc.integer({ min: -200, max: 200 });
    const each = (numbers: fc.Arbitrary<number>) => fc.array(numbers, { minLength: 4, maxLength: 4 });
    const skews = fc.oneof(fc.record({ offsets: each(ticks) }), fc.record({ drifts: each(perMillion) }));
    fc.assert(
      fc.property(fc.nat(), skews, (seed, skew) => {
        const { events, write } = synthesise({ seed, events: 4000, processors: 4, startTicks: START });
        const { bytes } = write({}, skewed(events, START, skew));
        expect(analysed(bytes, { startReading: readAtOnce(bytes) })).toEqual(analysed(bytes));
      }),
      { numRuns: 30 },
    );
  });
});

describe('the analysing thread reads by itself', () => {
  const { bytes } = synthesise({ seed: 3, events: 4000, processors: 4, faults: { 'irp-leak': 2 } }).write({});
  const alone = analysed(bytes);

  test('where none can be started', () => {
    expect(analysed(bytes, { startReading: () => null })).toEqual(alone);
  });

  test('where the thread never says anything', () => {
    const startReading = () => ({ rows: shareRows(), patienceMs: 50, hear: () => undefined });
    expect(analysed(bytes, { startReading })).toEqual(alone);
  });

  test.each([0, 1, 7, 40])('where the thread is dead after %i blocks', (blocks) => {
    const startReading = readAtOnce(bytes, ({ rows: { control } }) => {
      control[0] = blocks;
      control[2] = 0;
    });
    expect(analysed(bytes, { startReading })).toEqual(alone);
  });

  test.each([1, 7, 40])('where the thread gives up after %i blocks', (blocks) => {
    const startReading = readAtOnce(bytes, ({ rows: { control } }) => {
      control[0] = blocks;
      control[2] = GAVE_UP;
    });
    expect(analysed(bytes, { startReading })).toEqual(alone);
  });

  test('where the thread can’t open the trace, or a row does not fit', () => {
    const failing: StartReading = (request) => {
      const rows = shareRows();
      const fail = () => {
        throw new Error('no');
      };
      void serveRows(fail, request, rows, () => {});
      return { rows, patienceMs: 60_000, hear: () => undefined };
    };
    expect(analysed(bytes, { startReading: failing })).toEqual(alone);
    const narrow: StartReading = (request) => {
      const news: News[] = [];
      const rows = shareRows(8192, 12);
      void serveRows(
        () => Trace.open(bytesSource(bytes)),
        request,
        rows,
        (one) => news.push(one),
      );
      return { rows, patienceMs: 60_000, hear: () => news.shift() };
    };
    expect(analysed(bytes, { startReading: narrow })).toEqual(alone);
  });
});
