import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../../cli/exit-code.ts';
import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import { type DatasetOrder, exportInput, frameFiles } from '../../../lib/frames/dataset/index.ts';
import { readFleet } from '../../../lib/frames/fleet/index.ts';
import { namedQueries, namedQuery } from '../../../lib/frames/queries/index.ts';
import { openDatabase, openDataset, type SqlDatabase, type SqlValue } from '../../../lib/frames/sql/index.ts';
import { fixture } from '../../support/cli.ts';
import { synthesise } from '../../support/synthesiser/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-fleet-'));
const order = (name: string): DatasetOrder => ({
  folder: join(folder, name),
  analysis: {},
  analysisKey: '',
  version: '1.2.3',
  exitCodeOf,
});
const label = (build: string | null, machine: string | null) => ({ build, machine, others: {} });

type Row = Readonly<Record<string, SqlValue>>;

async function ask(database: SqlDatabase, sql: string): Promise<Row[]> {
  const { columns, rows } = await database.query(sql);
  const all: Row[] = [];
  for await (const row of rows()) {
    all.push(Object.fromEntries(columns.map((column, at) => [column, row[at]!])));
  }
  return all;
}

const named = (database: SqlDatabase, name: string) => ask(database, namedQuery(name).sql);
const withoutTrace = (rows: readonly Row[]) => rows.map(({ traceId: _, ...row }) => row);

const faulty = synthesise({
  events: 6000,
  seed: 3,
  faults: { 'irp-leak': 2, 'never-completed': 1, 'double-completion': 2 },
});
const clean = synthesise({ events: 6000, seed: 4 });

async function add(
  dataset: string,
  name: string,
  bytes: Uint8Array,
  build: string | null,
  machine: string | null,
) {
  const path = join(folder, `${name}.etl`);
  writeFileSync(path, bytes);
  return (await exportInput(path, label(build, machine), order(dataset))).status;
}

function columnsOf(file: string): string[] {
  const { schema } = parquetMetadata(new Uint8Array(readFileSync(file)).buffer);
  return schema.slice(1).map(({ name }) => name);
}

let single: SqlDatabase;
let twice: SqlDatabase;
let fleet: SqlDatabase;
beforeAll(async () => {
  // The same events in buffers of other sizes: two traces of which all ids and fingerprints are equal.
  const one = faulty.write({ bufferSize: 64 * 1024 }).bytes;
  const other = faulty.write({ bufferSize: 32 * 1024 }).bytes;
  single = await openDatabase(Trace.open(bytesSource(one, 'one.etl')));
  expect(await add('twice', 'one', one, 'b1', 'm1')).toBe('ok');
  expect(await add('twice', 'other', other, 'b1', 'm1')).toBe('ok');
  twice = await openDataset(join(folder, 'twice'));
  const whole = clean.write().bytes;
  expect(await add('fleet', 'older', one.subarray(0, one.length - 40_000), 'b1', 'm1')).toBe('damaged');
  expect(await add('fleet', 'clean', whole, 'b2', 'm1')).toBe('ok');
  expect(await add('fleet', 'found', other, 'b3', 'm2')).toBe('ok');
  expect(await add('fleet', 'text', new TextEncoder().encode('text'), 'b3', 'm2')).toBe('unreadable');
  fleet = await openDataset(join(folder, 'fleet'));
}, 60_000);
afterAll(() => {
  for (const database of [single, twice, fleet]) {
    database?.close();
  }
  rmSync(folder, { recursive: true });
});

describe('over two traces with equal ids and fingerprints', () => {
  test('queries of single objects give the rows of both', async () => {
    for (const name of [
      'findings-with-calls',
      'pending-calls',
      'open-sockets',
      'throughput',
      'queue-depth',
    ]) {
      const rows = withoutTrace(await named(single, name));
      const both = withoutTrace(await named(twice, name));
      const text = (list: readonly Row[]) => list.map((row) => JSON.stringify(row)).sort();
      expect([name, text(both)]).toEqual([name, text([...rows, ...rows])]);
    }
  });

  test('counts are the sum of both, percentiles those of one', async () => {
    const one = await named(single, 'latency-by-operation');
    expect(await named(twice, 'latency-by-operation')).toEqual(
      one.map((row) => ({ ...row, issued: Number(row.issued) * 2, measured: Number(row.measured) * 2 })),
    );
    const leaks = await named(single, 'leaking-functions');
    expect((await named(twice, 'leaking-functions')).map(({ notFreed }) => notFreed)).toEqual(
      leaks.map(({ notFreed }) => Number(notFreed) * 2),
    );
    const sockets = await named(single, 'slowest-sockets');
    const both = await named(twice, 'slowest-sockets');
    expect(withoutTrace(both.slice(0, 2))).toEqual(withoutTrace([sockets[0]!, sockets[0]!]));
  });
});

describe('the texts of the queries', () => {
  test('are in the part of SQL that DuckDB and Spark have in common', () => {
    const ofOneEngine =
      /quantile_|arg_m(ax|in)\(|MATERIALIZED|GROUP BY ALL|\(FROM |\[|::|FILTER \((?!WHERE)|EXCLUDE|QUALIFY|count\(DISTINCT [^(),]+,/i;
    for (const { name, sql } of namedQueries()) {
      expect([name, ofOneEngine.exec(sql)?.[0] ?? null]).toEqual([name, null]);
      expect([name, /ORDER BY\s[^)]+;\s*$/.test(sql)]).toEqual([name, true]);
    }
  });
});

describe('the texts of the queries that count traces', () => {
  test('tell word for word alike which of several copies counts', () => {
    const copies = namedQueries().flatMap(({ sql }) => /^inputs AS \([\s\S]*?^\),$/m.exec(sql)?.[0] ?? []);
    expect(copies.length).toBeGreaterThan(5);
    expect(new Set(copies).size).toBe(1);
  });

  test('have no other way to tell the build or the machine of a trace', () => {
    for (const { name, sql } of namedQueries()) {
      expect([name, /min\((build|machine)\)/.exec(sql)?.[0] ?? null]).toEqual([name, null]);
    }
  });
});

describe('over builds and machines', () => {
  test('every query runs, in the same order each time', async () => {
    for (const { name, sql } of namedQueries()) {
      expect([name, await ask(fleet, sql)]).toEqual([name, await ask(fleet, sql)]);
    }
  });

  test('a damaged trace of an older build never makes it the first build of a finding', async () => {
    const found = await named(fleet, 'first-build-with-finding');
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ firstBuild }) => firstBuild === 'b3' || firstBuild === null)).toBe(true);
    expect(found.find(({ rule }) => rule === 'double-completion')?.firstBuild).toBe('b3');
  });

  test('findings are counted with the traces that could be judged', async () => {
    const found = await named(fleet, 'findings-by-build');
    expect(found.find(({ rule, build }) => rule === 'double-completion' && build === 'b3')).toMatchObject({
      certainIn: 1,
      judged: 1,
      percentOfJudged: 100,
      inputsNotJudged: 1,
    });
    expect(found.filter(({ build }) => build === 'b2')).toEqual([]);
    expect(await named(fleet, 'machines-with-finding')).toContainEqual(
      expect.objectContaining({ rule: 'double-completion', machine: 'm2', foundIn: 1, tracesOfMachine: 1 }),
    );
  });

  test('what was lost is told in the words of the other commands', async () => {
    const lossy = readFileSync(fixture('host-session-lost-event.etl'));
    expect(await add('lossy', 'lossy', lossy, 'b1', 'm1')).toBe('lossy');
    const dataset = await openDataset(join(folder, 'lossy'));
    try {
      expect(await named(dataset, 'traces-not-judged')).toMatchObject([
        { status: 'lossy', message: 'lost while recording: 1 event, 0 buffers' },
      ]);
    } finally {
      dataset.close();
    }
  });

  test('a copy of a trace is none that is not judged', async () => {
    const bytes = faulty.write().bytes;
    expect(await add('copied', 'trace', bytes, 'b1', 'm1')).toBe('ok');
    expect(await add('copied', 'copy', bytes, 'b1', 'm1')).toBe('ok');
    const copied = await openDataset(join(folder, 'copied'));
    try {
      const [row] = await named(copied, 'findings-by-build');
      expect(row).toMatchObject({ judged: 1, inputsNotJudged: 0 });
    } finally {
      copied.close();
    }
  });

  test('a trace that was exported under several names counts as the same one of them everywhere', async () => {
    const bytes = faulty.write().bytes;
    const copies: [name: string, build: string | null, machine: string | null][] = [
      ['none', null, 'm1'],
      ['late', 'b3', 'm0'],
      ['least', 'b2', 'm3'],
      ['nameless', 'b2', null],
    ];
    for (const [name, build, machine] of copies) {
      expect(await add('named', name, bytes, build, machine)).toBe('ok');
    }
    const dataset = await openDataset(join(folder, 'named'));
    try {
      expect(await readFleet(dataset)).toMatchObject([{ build: 'b2', machine: 'm3' }]);
      const ofBuild = ['findings-by-build', 'latency-by-build'];
      const ofMachine = ['latency-by-build', 'machines-with-finding', 'slowest-machines'];
      for (const [names, column, value] of [
        [ofBuild, 'build', 'b2'],
        [ofMachine, 'machine', 'm3'],
        [['first-build-with-finding'], 'firstBuild', 'b2'],
      ] as const) {
        for (const name of names) {
          const rows = await named(dataset, name);
          expect(rows.length).toBeGreaterThan(0);
          expect([name, new Set(rows.map((row) => row[column] ?? row.perhapsAlready))]).toEqual([
            name,
            new Set([value]),
          ]);
        }
      }
    } finally {
      dataset.close();
    }
  });

  test('a possible finding is a doubt, and counts as nothing', async () => {
    expect(await add('doubtful', 'whole', clean.write().bytes, 'b1', 'm1')).toBe('ok');
    // In full flight at its end: what is pending there may only be young.
    const young = readFileSync(fixture('machine-slow-calls.etl'));
    expect(await add('doubtful', 'young', young, 'b1', 'm1')).toBe('ok');
    const doubtful = await openDataset(join(folder, 'doubtful'));
    try {
      const confidences = await ask(doubtful, 'SELECT DISTINCT confidence FROM findings');
      expect(confidences).toEqual([{ confidence: 'possible' }]);
      const found = await named(doubtful, 'findings-by-build');
      expect(found.length).toBeGreaterThan(0);
      for (const row of found) {
        expect(row).toMatchObject({
          certainIn: 0,
          likelyIn: 0,
          percentOfJudged: 0,
          possibleIn: 1,
          judged: 2,
        });
      }
      const whole = await named(fleet, 'findings-by-build');
      expect(whole.find(({ build }) => build === 'b1')).toMatchObject({ judged: 0, percentOfJudged: null });
      for (const row of (await named(fleet, 'machines-with-finding')).filter(
        ({ machine }) => machine === 'm1',
      )) {
        expect(row).toMatchObject({ foundIn: 0, possibleIn: 0, judged: 1, inTracesNotJudged: 1 });
      }
      for (const row of await named(doubtful, 'machines-with-finding')) {
        expect(row).toMatchObject({ foundIn: 0, possibleIn: 1, tracesOfMachine: 2 });
      }
    } finally {
      doubtful.close();
    }
  });

  test('what was not judged is told with its reason', async () => {
    expect((await named(fleet, 'traces-not-judged')).map(({ build, status }) => [build, status])).toEqual([
      ['b1', 'damaged'],
      ['b3', 'unreadable'],
    ]);
  });

  test('latencies leave out what is not whole, and say so', async () => {
    const rows = await named(fleet, 'latency-by-build');
    expect([...new Set(rows.map(({ build }) => build))].sort()).toEqual(['b2', 'b3']);
    const sends = rows.find(({ op, build }) => op === 'Send' && build === 'b2')!;
    const truth = clean.truth.operations.find(({ op }) => op === 'Send')!;
    expect(sends).toMatchObject({ p50Ns: truth.latencyNs!.p50, p99Ns: truth.latencyNs!.p99, traces: 1 });
    expect(rows.find(({ build }) => build === 'b3')).toMatchObject({ inputsLeftOut: 1 });
  });

  test('a dataset of a version that had fewer columns is asked all the same', async () => {
    expect(await add('older', 'found', faulty.write().bytes, 'b1', 'm1')).toBe('ok');
    const [file = ''] = frameFiles(join(folder, 'older'), 'occurrences').single;
    const columns = columnsOf(file);
    expect(columns.slice(-4)).toEqual(['provider', 'load', 'traceId', 'build']);
    const other = join(folder, 'occurrences.parquet');
    const newer = await openDataset(join(folder, 'older'), { outputFile: other });
    await newer.copyTo(other, 'SELECT * EXCLUDE (provider, load, date, machine) FROM occurrences');
    newer.close();
    renameSync(other, file);
    expect(columnsOf(file)).toEqual(columns.filter((name) => name !== 'provider' && name !== 'load'));
    const older = await openDataset(join(folder, 'older'));
    try {
      const rows = await named(older, 'findings-with-calls');
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map(({ load }) => load))).toEqual(new Set([null]));
    } finally {
      older.close();
    }
  });

  test('the questions that the page on datasets asks have answers', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/dataset.md'), 'utf8');
    const asked = [...page.matchAll(/^ {4}wsktrace query fleet (?:--named (\S+)|"([^"]+)")$/gm)];
    expect(asked.length).toBeGreaterThan(1);
    for (const [line, name, sql] of asked) {
      const rows = await (name === undefined ? ask(fleet, sql!) : named(fleet, name));
      expect([line, rows.length]).not.toEqual([line, 0]);
    }
  });

  test('a folder that is no dataset is told', async () => {
    await expect(openDataset(folder)).rejects.toThrow('is no dataset');
  });
});
