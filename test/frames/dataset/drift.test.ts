import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namedQuery } from '../../../lib/frames/queries/index.ts';
import { openDataset, type SqlDatabase } from '../../../lib/frames/sql/index.ts';
import { mannWhitney, seededRandom } from '../../../lib/stats/index.ts';
import { type DatasetTrace, exportTraces } from '../../support/dataset.ts';
import { duckdb } from '../../support/duckdb.ts';
import { synthesise } from '../../support/synthesiser/index.ts';

const DRIFT = namedQuery('latency-drift').sql;
const PERF_FREQ = 10_000_000;
const DAY = 864_000_000_000n;
const FIRST_DAY = 134_000_000_000_000_000n;

/** Builds in the order of their days, which their names do not tell; from `gamma` on everything takes twice as long. */
const BUILDS = ['omega', 'alpha', 'gamma', 'beta'];
const RUNS = 8;
const traces: DatasetTrace[] = BUILDS.flatMap((build, day) =>
  Array.from({ length: RUNS }, (_, run) => ({
    name: `${build}-${run}`,
    build,
    bytes: synthesise({ seed: 100 * day + run, events: 3000, noise: 0 }).write({
      perfFreq: day >= BUILDS.indexOf('gamma') ? PERF_FREQ / 2 : PERF_FREQ,
      startTime: FIRST_DAY + BigInt(day) * DAY,
    }).bytes,
  })),
);

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-drift-'));
let fleet: SqlDatabase;
beforeAll(async () => {
  const { bytes } = traces.at(-1)!;
  const cut = bytes.subarray(0, bytes.length - 40_000);
  await exportTraces(folder, join(folder, 'fleet'), [...traces, { name: 'cut', build: 'beta', bytes: cut }]);
  fleet = await openDataset(join(folder, 'fleet'));
}, 120_000);
afterAll(() => {
  fleet?.close();
  rmSync(folder, { recursive: true });
});

describe('latency-drift', () => {
  test('finds the build with which latencies changed, and claims no other', async () => {
    const { columns, rows } = await fleet.query(DRIFT);
    const all = [];
    for await (const row of rows()) {
      all.push(Object.fromEntries(columns.map((column, at) => [column, row[at]!])));
    }
    const claimed = all.filter(({ changedWith }) => changedWith !== null);
    expect(claimed.map(({ op, percentile }) => `${op} ${percentile}`)).toEqual(
      expect.arrayContaining(['Send p50', 'Send p90', 'Receive p50', 'CloseSocket p50']),
    );
    for (const row of claimed) {
      expect(row).toMatchObject({ verdict: 'slower', changedWith: 'gamma', inputsLeftOut: 1 });
      expect(Number(row.changePercent)).toBeGreaterThan(10);
    }
    const sends = claimed.find(({ op, percentile }) => `${op} ${percentile}` === 'Send p50')!;
    expect(sends).toMatchObject({ builds: 4, traces: 4 * RUNS });
    // Other operations are few in a trace, or as short as the clock’s step.
    expect(Number(sends.changePercent)).toBeGreaterThan(70);
    expect(Number(sends.changePercent)).toBeLessThan(140);
  });

  test('has the p of Mann–Whitney’s test for the surest cut, times the cuts', async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = seededRandom(seed);
      // Whole numbers of few digits have ties.
      const builds = Array.from({ length: 7 }, (_, build) =>
        Array.from({ length: 6 + build }, () => Math.floor(random() * 20) + (build >= 4 ? seed : 0)),
      );
      const cuts = builds.slice(1).map((_, at) => {
        const [before, since] = [builds.slice(0, at + 1).flat(), builds.slice(at + 1).flat()];
        return mannWhitney(before, since).pValue;
      });
      const expected = Math.min(1, Math.min(...cuts) * cuts.length);
      const [row] = await ask(builds);
      expect(Number(row!.p)).toBeGreaterThan(expected - 1e-6);
      expect(Number(row!.p)).toBeLessThan(expected * 1.02 + 1e-6);
      if (row!.changedWith !== null) {
        expect(row!.changedWith).toBe(`b${cuts.indexOf(Math.min(...cuts)) + 1}`);
      }
    }
  });

  test('claims a change where there is none in one of twenty fleets at the most', async () => {
    const random = seededRandom(42);
    let claims = 0;
    for (let fleets = 0; fleets < 60; fleets++) {
      const builds = Array.from({ length: 8 }, () => Array.from({ length: 4 }, () => random()));
      claims += (await ask(builds))[0]!.changedWith === null ? 0 : 1;
    }
    // Of 60 fleets 3 are expected at the most; more than 7 have a chance of 1 %.
    expect(claims).toBeLessThanOrEqual(7);
  });

  test('says where the traces are too few to tell', async () => {
    expect(await ask([[1], [2], [3]])).toMatchObject([{ verdict: 'inconclusive', changedWith: null, p: 1 }]);
    expect(await ask([[1, 2]])).toEqual([]);
    const same = [Array(9).fill(1), Array(9).fill(1)];
    expect(await ask(same)).toMatchObject([{ verdict: 'same', changedWith: null }]);
  });
});

/** Asks tables of traces of two Sends each, that take so long: one list a build. */
async function ask(builds: readonly (readonly number[])[]): Promise<Record<string, unknown>[]> {
  const all = builds.flatMap((values, build) =>
    values.map((ns, at) => ({ id: `${build}-${at}`, build, ns })),
  );
  const status = all.map(
    ({ id, build }) => `('${id}', 'b${build}', 'm', '${id}.etl', 'ok', '2026-01-0${build + 1}')`,
  );
  const calls = all.flatMap(({ id, ns }) => Array(2).fill(`('${id}', 'Send', ${ns}::DOUBLE)`));
  return duckdb(
    `CREATE TABLE status AS FROM (VALUES ${status.join(', ')}) AS v(traceId, build, machine, path, status, startTime);
     CREATE TABLE calls AS FROM (VALUES ${calls.join(', ')}) AS v(traceId, op, latencyNs);
     ${DRIFT}`,
  );
}
