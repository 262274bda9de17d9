import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type RoutineRow, type Why, why } from '../../lib/why/index.ts';
import { corpusPath, describeCorpus, openCorpusTrace } from '../support/corpus.ts';
import { pythonWith } from '../support/python.ts';

/** Windows 7, eight processors, 17 s, recorded with context switches, DPCs and interrupts. */
const TRACE = 'randomascii__bigfiles__slow_ppt_trace.etl';
const TICKS_PER_SECOND = 2_143_632;

/** What test/support/second-reader/machine.py prints; times are ticks. */
interface Told {
  readonly first: number;
  readonly last: number;
  readonly breaks: number;
  readonly switches: number;
  /** Count, total and longest by kind, module and offset. */
  readonly routines: Readonly<Record<string, readonly [number, number, number]>>;
  /** Total by kind and processor. */
  readonly shares: Readonly<Record<string, number>>;
  /** By thread. */
  readonly running: Readonly<Record<string, number>>;
}

const ticksOf = (ns: number) => Math.round((ns * TICKS_PER_SECOND) / 1e9);

describeCorpus('the machine of a real trace', () => {
  let told: Why;
  beforeAll(() => {
    told = why(openCorpusTrace(TRACE));
  });

  const sums = (kind: RoutineRow['kind']) => {
    const rows = [...told.dpcs, ...told.interrupts].filter((row) => row.kind === kind);
    return {
      count: rows.reduce((sum, row) => sum + row.count, 0),
      totalUs: Math.round(rows.reduce((sum, row) => sum + row.totalNs, 0) / 1e3),
      longestUs: Math.round(Math.max(...rows.map((row) => row.longestNs)) / 1e3),
    };
  };

  test('has the DPCs and interrupts that its recorder’s own tools count', () => {
    expect(sums('dpc')).toEqual({ count: 13_487, totalUs: 79_614, longestUs: 491 });
    expect(sums('timer-dpc')).toEqual({ count: 1772, totalUs: 18_274, longestUs: 189 });
    expect(sums('isr')).toMatchObject({ count: 138_599, totalUs: 2_577_919 });
    expect(sums('msi-isr')).toEqual({ count: 1118, totalUs: 17_588, longestUs: 134 });
    expect(told.interrupts.filter((row) => row.isProfile)).toMatchObject([{ vector: 253, count: 136_370 }]);
    expect(told.recorded.kernel).toMatchObject({ switches: 29_533, readied: 0, unreadable: 0 });
    expect(told.processors.map(({ breaks }) => breaks)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('accounts for each thread’s whole life', () => {
    expect(told.threads.length).toBeGreaterThan(200);
    for (const { fromNs, toNs, runningNs, readyNs, waitingNs, unknownNs } of told.threads) {
      expect(Math.abs(runningNs + readyNs + waitingNs + unknownNs - (toNs - fromNs))).toBeLessThan(1);
    }
  });

  const python = pythonWith('dissect.etl');
  test.skipIf(python === null)(
    'is that which dissect.etl’s bytes tell: each routine, each processor’s share, each thread',
    () => {
      const reader = resolve(import.meta.dirname, '../support/second-reader/machine.py');
      const output = execFileSync(python!, [reader, corpusPath(TRACE)], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      const other = JSON.parse(output) as Told;
      const rows = [...told.dpcs, ...told.interrupts];
      const routines = rows.map((row): [string, number[]] => [
        `${row.kind} ${row.module}+0x${row.routine.split('+0x')[1]}`,
        [row.count, ticksOf(row.totalNs), ticksOf(row.longestNs)],
      ]);
      expect(Object.fromEntries(routines)).toEqual(other.routines);
      const shares: Record<string, number> = {};
      for (const { kind, processors } of rows) {
        for (const { processor, totalNs } of processors) {
          shares[`${kind} ${processor}`] = (shares[`${kind} ${processor}`] ?? 0) + totalNs;
        }
      }
      const inTicks = Object.entries(shares).map(([key, ns]) => [key, ticksOf(ns)]);
      expect(Object.fromEntries(inTicks)).toEqual(other.shares);
      const running: Record<string, number> = {};
      for (const { thread, runningNs } of told.threads) {
        if (runningNs > 0) {
          running[thread.id] = (running[thread.id] ?? 0) + runningNs;
        }
      }
      const { 0: _idle, ...threads } = other.running;
      expect(Object.fromEntries(Object.entries(running).map(([id, ns]) => [id, ticksOf(ns)]))).toEqual(
        threads,
      );
      expect([other.breaks, other.switches]).toEqual([0, 29_533]);
      expect(ticksOf(told.durationNs)).toBe(other.last - other.first);
    },
    120_000,
  );
});
