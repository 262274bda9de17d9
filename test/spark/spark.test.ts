import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FRAME_NAMES } from '../../lib/frames/index.ts';
import { namedQueries } from '../../lib/frames/queries/index.ts';
import { openDataset } from '../../lib/frames/sql/index.ts';
import { duckdb } from '../support/duckdb.ts';
import type { Truth } from '../support/synthesiser/index.ts';
import { Cluster, type JobOptions } from './cluster.ts';
import { buildName, type FleetInput, LABELS_FROM, SLOWER_FROM, writeFleet } from './fleet.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'dist/cli/main.js');
/** Of one trace; a process that does not keep to it has ten more. */
const LIMIT_SECONDS = 15;
/** Traces of which the dataset has a status when an executor is killed. */
const WRITTEN_WHEN_KILLED = 10;

let cluster: Cluster;
let inputs: FleetInput[];
let plain: string;
beforeAll(async () => {
  cluster = new Cluster();
  inputs = writeFleet(traces());
  plain = join(cluster.folder, 'plain');
  execFileSync(
    'node',
    [MAIN, 'export', `${traces()}/**/*.etl`, '--dataset', plain, '--labels-from', LABELS_FROM],
    {
      stdio: 'pipe',
    },
  );
  await cluster.start();
});
afterAll(() => cluster?.stop());

const traces = () => join(cluster.folder, 'traces');
/** Puts what is below some folders into a dataset, and returns what the job told. */
async function ingest(
  folders: readonly string[],
  dataset: string,
  options: JobOptions = {},
): Promise<{ readonly told: string; readonly log: string }> {
  const labels = ['--labels-from', LABELS_FROM, '--time-limit', String(LIMIT_SECONDS)];
  const argv = [...folders, '--recursive', '--dataset', dataset, ...labels];
  const { code, out, err } = await cluster.submit('ingest.py', argv, options);
  expect([code, code === 0 ? '' : err.slice(-8000)]).toEqual([0, '']);
  // spark-submit puts what a job says on stderr before what it prints.
  return { told: out.trim().split('\n').at(-1)!, log: err };
}
/** Settings that load `hang.mjs` into the processes of the command. */
const hanging = (marker?: string) => ({
  'spark.executorEnv.NODE_OPTIONS': `--import=${join(import.meta.dirname, 'hang.mjs')}`,
  ...(marker === undefined ? {} : { 'spark.executorEnv.WSKTRACE_SLOW_MARKER': marker }),
});

/** How many traces it told of each kind: `60 traces: 54 ok, 6 there before`. */
function countsOf(told: string): Readonly<Record<string, number>> {
  const kinds = told.replace(/^.* traces?: /, '').split(', ');
  return Object.fromEntries(kinds.map((one) => [one.replace(/^\d+ /, ''), Number.parseInt(one, 10)]));
}

function tallied(kinds: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) {
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

describe('ingest.py', () => {
  test('ends with every row of status where an executor is killed and processes hang, and a second run completes it', async () => {
    const dataset = join(cluster.folder, 'killed');
    const killed = await ingest([traces()], dataset, {
      conf: hanging(),
      meanwhile: async () => {
        await filesAppear(join(dataset, 'status'), WRITTEN_WHEN_KILLED);
        cluster.killExecutor();
      },
    });
    expect(killed.log).toMatch(/Lost executor/);
    // What the executor had written when it was killed, but not told, the second try finds there.
    const counts = countsOf(killed.told);
    expect(counts['there before'] ?? 0).toBeLessThanOrEqual(WRITTEN_WHEN_KILLED);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(60);
    const status = await statusOf(dataset);
    expect(tallied(status.map((one) => String(one.status)))).toEqual({
      ok: 54,
      lossy: 1,
      damaged: 1,
      unreadable: 4,
    });
    expect(status.map(({ path }) => path).sort()).toEqual(inputs.map(({ path }) => path).sort());
    const told = (kind: string) => status.find(({ path }) => path.endsWith(`-${kind}.etl`));
    const givenUp = { status: 'unreadable', exitCode: 124 };
    expect(told('hangs')).toMatchObject({ ...givenUp, message: `took longer than ${LIMIT_SECONDS} s` });
    expect(told('stops')).toMatchObject({
      ...givenUp,
      message: `took longer than ${LIMIT_SECONDS} s, and had to be killed`,
    });
    const isHung = (name: string) => {
      const ids = status
        .filter(({ path }) => /-(hangs|stops)\.etl$/.test(path))
        .map(({ traceId }) => traceId);
      return ids.some((id) => name.includes(id!));
    };
    const frames = (files: ReadonlyMap<string, string>) =>
      new Map([...files].filter(([name]) => !name.startsWith('status/') && !isHung(name)));
    expect(frames(filesOf(dataset))).toEqual(frames(filesOf(plain)));

    const again = await ingest([traces()], dataset);
    expect(again.told).toBe(`${dataset}  60 traces: 2 ok, 2 unreadable, 56 there before`);
    expect(filesOf(dataset)).toEqual(filesOf(plain));
  });

  test('gives the same files where Spark runs a slow trace a second time, elsewhere', async () => {
    const dataset = join(cluster.folder, 'speculative');
    const marker = join(cluster.folder, 'slow');
    const builds = [buildName(8), buildName(9)];
    const { told, log } = await ingest(
      builds.map((build) => join(traces(), build)),
      dataset,
      {
        conf: {
          ...hanging(marker),
          'spark.speculation': 'true',
          'spark.speculation.quantile': '0.5',
          'spark.speculation.interval': '200ms',
          'spark.speculation.minTaskRuntime': '3s',
        },
      },
    );
    expect(told).toBe(`${dataset}  11 traces: 11 ok`);
    expect(existsSync(marker)).toBe(true);
    expect(log).toMatch(/speculat/i);
    // The first process is on its own by now, and gives its trace up: what the second one wrote stays.
    await sleep(LIMIT_SECONDS * 1000);
    expect(await differences(dataset, builds)).toEqual([]);
    expect(await statusOf(dataset)).toHaveLength(11);
  });

  test('reads and writes by Hadoop’s file systems what the command can’t reach', async () => {
    const build = buildName(3);
    const conf = {
      'spark.hadoop.fs.viewfs.mounttable.fleet.link./traces': `file://${traces()}`,
      'spark.hadoop.fs.viewfs.mounttable.fleet.link./out': `file://${join(cluster.folder, 'hadoop')}`,
    };
    mkdirSync(join(cluster.folder, 'hadoop'));
    const [set, none] = ['viewfs://fleet/out/set', 'viewfs://fleet/traces/none.etl'];
    const submit = () => ingest([`viewfs://fleet/traces/${build}`, none], set, { conf });
    expect((await submit()).told).toBe(`${set}  8 traces: 5 ok, 3 unreadable`);
    const dataset = join(cluster.folder, 'hadoop/set');
    expect(await differences(dataset, [build])).toEqual([]);
    const status = await statusOf(dataset);
    expect(status.filter(({ message }) => message?.includes('no such file')).map(({ path }) => path)).toEqual(
      [none],
    );
    expect(readdirSync(join(dataset, '.incomplete'))).toEqual([]);
    const before = filesOf(dataset);
    expect((await submit()).told).toBe(`${set}  8 traces: 3 unreadable, 5 there before`);
    expect(filesOf(dataset)).toEqual(before);
  });
});

describe('query.py', () => {
  /** What Spark answered, by the query's name. */
  let spark: Map<string, string[][]>;
  beforeAll(async () => {
    const own = {
      issued: `SELECT calls.op AS op, status.build = '0011' AS isTwin, count(*) AS calls
               FROM calls JOIN status ON status.traceId = calls.traceId
               WHERE status.status = 'ok' AND status.build < '0012' GROUP BY calls.op, status.build = '0011'`,
      withIrps: `SELECT count(*) AS n FROM calls JOIN irps ON irps.traceId = calls.traceId AND irps.irpId = calls.irpId
                 JOIN status ON status.traceId = calls.traceId WHERE status.build = '0011'`,
      single: `SELECT count(*) AS n FROM calls JOIN irps ON irps.traceId = calls.traceId AND irps.irpId = calls.irpId
               JOIN status ON status.traceId = calls.traceId WHERE status.path LIKE '%/0011/lab1/%'`,
      view: `CREATE TEMPORARY VIEW few USING wsktrace OPTIONS (
               path '${join(traces(), '0011')}/*/*.etl', frame 'calls', \`labels-from\` '${LABELS_FROM}')`,
      few: 'SELECT build, machine, op, count(*) AS n, max(callId) AS lastId FROM few GROUP BY build, machine, op',
      many: `SELECT build, machine, op, count(*) AS n, max(callId) AS lastId FROM calls
             WHERE build = '0011' GROUP BY build, machine, op`,
    };
    const texts = Object.entries(own).map(([name, sql]) => {
      const path = join(cluster.folder, `${name}.sql`);
      writeFileSync(path, sql);
      return path;
    });
    const ready = namedQueries().map(({ name }) => join(ROOT, 'lib/frames/queries', `${name}.sql`));
    // Joined files have the same rows.
    const compacted = join(cluster.folder, 'compacted');
    cpSync(plain, compacted, { recursive: true });
    execFileSync('node', [MAIN, 'compact', compacted], { stdio: 'pipe' });
    const { out, err, code } = await cluster.submit('query.py', [compacted, ...ready, ...texts]);
    expect([code, code === 0 ? '' : err.slice(-4000)]).toEqual([0, '']);
    const answers = out.split('\n').filter((line) => line.startsWith('{'));
    spark = new Map(
      answers.map((line) => {
        const { query, rows } = JSON.parse(line) as { query: string; rows: unknown[][] };
        return [query, rows.map(textsOf)];
      }),
    );
  });
  const rowsOf = (query: string) => spark.get(query)!;

  test.each(namedQueries().map(({ name, sql }) => [name, sql] as const))(
    'answers %s with the rows of DuckDB, in their order',
    async (name, sql) => {
      const database = await openDataset(plain);
      try {
        const rows: string[][] = [];
        for await (const row of (await database.query(sql)).rows()) {
          rows.push(textsOf(row));
        }
        expect(rows.length).toBeGreaterThan(0);
        expect(rowsOf(name)).toEqual(rows);
      } finally {
        database.close();
      }
    },
  );

  test('counts the calls that the driver issued', () => {
    const driven = inputs.filter(({ kind }) => !['cut', 'lossy'].includes(kind));
    const expected = (isTwin: boolean) => {
      const counts = new Map<string, number>();
      for (const { truth, kind } of driven) {
        for (const { op, issued } of truth !== null && (kind === 'twin') === isTwin ? truth.operations : []) {
          counts.set(op, (counts.get(op) ?? 0) + issued);
        }
      }
      return [...counts].filter(([, issued]) => issued > 0).sort();
    };
    for (const isTwin of [false, true]) {
      const told = rowsOf('issued').filter(([, twin]) => twin === String(isTwin));
      expect(told.map(([op, , n]) => [op, Number(n)]).sort()).toEqual(expected(isTwin));
    }
  });

  test('gives of two traces with equal ids and fingerprints the sum of the two', () => {
    const twin = inputs.find(({ kind }) => kind === 'twin')!.truth!;
    const [[both], [one]] = [rowsOf('withIrps')[0]!, rowsOf('single')[0]!];
    expect(Number(one)).toBeGreaterThan(0);
    expect(Number(both)).toBe(2 * Number(one));
    const issued = rowsOf('issued').filter(([, isTwin]) => isTwin === 'true');
    expect(issued.reduce((sum, [, , n]) => sum + Number(n), 0)).toBe(2 * twin.calls.issued);
    const certain = rowsOf('findings-by-build').filter(
      ([build, rule]) => `${build} ${rule}` === '0011 double-completion',
    );
    expect(certain.map(([, , , , certainIn]) => certainIn)).toEqual(['2']);
  });

  test('names as first build of a finding the one that the fault was put into, and never a damaged older one', () => {
    const rule = 'double-completion';
    const firsts = new Map<string, string>();
    for (const { truth, build, kind } of inputs) {
      for (const fault of kind === 'cut' || kind === 'lossy' ? [] : (truth?.faults ?? [])) {
        if (fault.rule === rule && build < (firsts.get(fault.site.function) ?? '9')) {
          firsts.set(fault.site.function, build);
        }
      }
    }
    const told = rowsOf('first-build-with-finding').filter(([found]) => found === rule);
    const sure = told.filter(([, , , first]) => first !== 'null');
    const earliest = new Map<string, string>();
    for (const [, , site, first] of sure) {
      earliest.set(site!, first! < (earliest.get(site!) ?? '9') ? first! : earliest.get(site!)!);
    }
    expect([...earliest].sort()).toEqual([...firsts].sort());
    expect(sure.every(([, , , first]) => first! >= '0006')).toBe(true);
    // The cut trace of build 0001 has it, too, which is told beside it.
    expect(told.some(([, , , , perhaps]) => perhaps === '0001' || perhaps === '0002')).toBe(true);
  });

  test('has the percentiles of the truth where a build has one trace of a machine', () => {
    const whole = inputs.filter(({ truth, kind }) => truth !== null && kind !== 'cut' && kind !== 'lossy');
    let compared = 0;
    for (const { build, machine, truth } of whole) {
      const isAlone =
        whole.filter((other) => other.build === build && other.machine === machine).length === 1;
      if (isAlone && build < '0012') {
        compared += comparePercentiles(build, machine, truth!);
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  function comparePercentiles(build: string, machine: string, { operations }: Truth): number {
    let compared = 0;
    // The synthesiser's truth is of a clock of 10 MHz.
    const times = build >= buildName(SLOWER_FROM) ? 2 : 1;
    for (const { op, latencyNs } of operations) {
      const row = rowsOf('latency-by-build').find(([a, b, c]) => a === op && b === build && c === machine);
      if (latencyNs !== null) {
        expect([build, machine, op, Number(row?.[6]), Number(row?.[7])]).toEqual([
          build,
          machine,
          op,
          times * latencyNs.p50,
          times * latencyNs.p99,
        ]);
        compared++;
      }
    }
    return compared;
  }

  test('finds the build from which everything takes twice as long', () => {
    const changed = rowsOf('latency-drift').filter(([, , verdict]) => verdict === 'slower');
    const first = buildName(SLOWER_FROM);
    expect(changed.find(([op, percentile]) => `${op} ${percentile}` === 'Send p50')?.[3]).toBe(first);
    expect(changed.every(([, , , build]) => build! >= first)).toBe(true);
  });

  test('shows a few traces by USING wsktrace as the dataset has them', () => {
    const sorted = (rows: readonly string[][]) => rows.map((row) => row.join()).sort();
    expect(rowsOf('few').length).toBeGreaterThan(0);
    expect(sorted(rowsOf('few'))).toEqual(sorted(rowsOf('many')));
  });
});

/** Cells as text, so that numbers compare however an engine gives them out: of 64 bits, or as decimals with their zeros. */
function textsOf(row: readonly unknown[]): string[] {
  return row.map((value) =>
    String(value)
      .replace(/^(-?\d+\.\d*?)0+$/, '$1')
      .replace(/^(-?\d+)\.$/, '$1'),
  );
}

/** The hash of each file of a dataset. */
function filesOf(dataset: string): Map<string, string> {
  const names = readdirSync(dataset, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    names
      .filter((name) => name.endsWith('.parquet') && !name.startsWith('.incomplete'))
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(dataset, name)))
          .digest('hex'),
      ]),
  );
}

function frameOf(dataset: string, frame: string): string {
  return `read_parquet('${dataset}/${frame}/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)`;
}

/** The frames of which not all rows are those of the plain command's dataset for some builds, but for the traces' names. */
async function differences(dataset: string, builds: readonly string[]): Promise<string[]> {
  const different = [];
  for (const frame of FRAME_NAMES) {
    const columns = frame === 'trace' ? '* EXCLUDE (file)' : '*';
    const [row] = await duckdb(
      `WITH told AS (SELECT ${columns} FROM ${frameOf(dataset, frame)}),
         expected AS (SELECT ${columns} FROM ${frameOf(plain, frame)} WHERE build IN ('${builds.join("', '")}'))
       SELECT (SELECT count(*) FROM (FROM told EXCEPT ALL FROM expected))::INTEGER AS more,
         (SELECT count(*) FROM (FROM expected EXCEPT ALL FROM told))::INTEGER AS fewer,
         (SELECT count(*) FROM expected)::INTEGER AS rows`,
    );
    const { more, fewer, rows } = row as { more: number; fewer: number; rows: number };
    if (more + fewer > 0 || (rows === 0 && frame !== 'segments')) {
      different.push(`${frame}: ${more} more, ${fewer} fewer of ${rows}`);
    }
  }
  return different;
}

interface Status {
  readonly path: string;
  readonly traceId: string | null;
  readonly status: string;
  readonly exitCode: number;
  readonly message: string | null;
}

async function statusOf(dataset: string): Promise<Status[]> {
  const rows = await duckdb(
    `SELECT path, traceId, status, exitCode::INTEGER AS exitCode, message FROM ${frameOf(dataset, 'status')}`,
  );
  return rows as unknown as Status[];
}

/** Waits until so many files are in a folder. */
async function filesAppear(folder: string, count: number): Promise<void> {
  while (!existsSync(folder) || readdirSync(folder).length < count) {
    await sleep(50);
  }
}
