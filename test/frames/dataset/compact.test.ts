import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compactDataset } from '../../../lib/frames/compact/index.ts';
import { compactedStatus, type DatasetOrder, exportInput } from '../../../lib/frames/dataset/index.ts';
import { FRAMES } from '../../../lib/frames/index.ts';
import { openDataset } from '../../../lib/frames/sql/index.ts';
import { datasetOrder, exportTraces } from '../../support/dataset.ts';
import { duckdb } from '../../support/duckdb.ts';
import { synthesise } from '../../support/synthesiser/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-compact-'));
const original = join(folder, 'original');
const NAMES = [...FRAMES.map(({ name }) => name), 'status'];
const RUNS = 6;

/** A copy of the dataset, for a test of its own. */
function copyOf(name: string): string {
  const copy = join(folder, name);
  cpSync(original, copy, { recursive: true });
  return copy;
}

function filesOf(dataset: string): string[] {
  return readdirSync(dataset, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.parquet'))
    .sort();
}

/** Each frame’s rows, in an order of their own. */
async function rowsOf(dataset: string, but: readonly string[] = []): Promise<Record<string, string[]>> {
  const database = await openDataset(dataset);
  try {
    const frames: Record<string, string[]> = {};
    for (const name of NAMES) {
      const { columns, rows } = await database.query(`SELECT * FROM ${name}`);
      const all: string[] = [];
      for await (const row of rows()) {
        const cells = columns.map((column, at) => [column, row[at]] as const);
        all.push(JSON.stringify(cells.filter(([column]) => !but.includes(column)).sort()));
      }
      frames[name] = all.sort();
    }
    return frames;
  } finally {
    database.close();
  }
}

const orderFor = (dataset: string, version = '1.2.3'): DatasetOrder => ({
  ...datasetOrder(dataset),
  version,
  compacted: compactedStatus(dataset),
});
const pathOf = (run: number) => join(folder, `run${run}.etl`);
const labelsOf = (run: number, machine = `m${run % 2}`) => ({ build: 'b1', machine, others: {} });

let before: Record<string, string[]>;
beforeAll(async () => {
  await exportTraces(folder, original, [
    ...Array.from({ length: RUNS }, (_, run) => ({
      name: `run${run}`,
      build: 'b1',
      machine: `m${run % 2}`,
      bytes: synthesise({ events: 1200, seed: run, faults: { 'irp-leak': run } }).write().bytes,
    })),
    { name: 'text', build: 'b1', bytes: new TextEncoder().encode('no trace') },
  ]);
  before = await rowsOf(original);
  expect(before.calls!.length).toBeGreaterThan(RUNS * 30);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a compacted dataset', { timeout: 60_000 }, () => {
  test('has the rows of before in one file for each frame, day and machine', async () => {
    const dataset = copyOf('plain');
    const frames = await compactDataset(dataset);
    expect(frames.find(({ frame }) => frame === 'calls')).toEqual({
      frame: 'calls',
      filesBefore: RUNS,
      filesAfter: 2,
    });
    expect(await rowsOf(dataset)).toEqual(before);
    expect(filesOf(dataset)).toHaveLength(FRAMES.length * 2 + 1);
    expect(readdirSync(join(dataset, '.incomplete'))).toEqual([]);
    // A reader that knows nothing of the rule finds them, too.
    const [row] = await duckdb(
      `SELECT count(*)::INTEGER AS n FROM read_parquet('${dataset}/calls/**/*.parquet', hive_partitioning = true)`,
    );
    expect(row).toEqual({ n: before.calls!.length });
    expect(await compactDataset(dataset)).toEqual(
      frames.map(({ frame, filesAfter }) => ({ frame, filesBefore: filesAfter, filesAfter })),
    );
  });

  test('has columns of the same types, and the metadata', async () => {
    const dataset = copyOf('types');
    await compactDataset(dataset);
    for (const name of NAMES) {
      const types = (top: string) =>
        duckdb(
          `SELECT DISTINCT name, duckdb_type, logical_type FROM parquet_schema('${top}/${name}/**/*.parquet')
           WHERE num_children IS NULL OR num_children = 0 ORDER BY name`,
        );
      const plain = (await types(original)).map(({ name: column, duckdb_type: type }) => [column, type]);
      expect([name, (await types(dataset)).map((row) => [row.name, row.duckdb_type])]).toEqual([name, plain]);
      const facts = (top: string) =>
        duckdb(
          `SELECT DISTINCT decode(key) AS key, decode(value) AS value
           FROM parquet_kv_metadata('${top}/${name}/**/*.parquet')
           WHERE decode(key) LIKE 'wsktrace.%' AND decode(key) <> 'wsktrace.traces' ORDER BY key`,
        );
      expect([name, await facts(dataset)]).toEqual([name, await facts(original)]);
    }
    const traces = await duckdb(
      `SELECT decode(value) AS value FROM parquet_kv_metadata('${dataset}/calls/**/*.parquet')
       WHERE decode(key) = 'wsktrace.traces'`,
    );
    const files = traces.flatMap(({ value }) => JSON.parse(String(value)) as { file: string }[]);
    expect(files.map(({ file }) => file).sort()).toEqual(
      Array.from({ length: RUNS }, (_, run) => pathOf(run)),
    );
  });

  test('shows each row once where a run was ended before the single files were gone', async () => {
    const dataset = copyOf('ended');
    await compactDataset(dataset);
    // As it is once the joined files have their names: single ones are there still, all or some of them.
    cpSync(original, dataset, { recursive: true });
    expect(await rowsOf(dataset)).toEqual(before);
    for (const [at, name] of filesOf(original).entries()) {
      if (at % 3 === 0) {
        rmSync(join(dataset, name));
      }
    }
    expect(await rowsOf(dataset)).toEqual(before);
    await compactDataset(dataset);
    expect(await rowsOf(dataset)).toEqual(before);
    expect(filesOf(dataset)).toHaveLength(FRAMES.length * 2 + 1);
  });

  test('shows each row once where a run was ended before the joined file of before was gone', async () => {
    const dataset = copyOf('replaced');
    await compactDataset(dataset);
    const older = join(folder, 'older');
    cpSync(dataset, older, { recursive: true });
    expect((await exportInput(pathOf(0), labelsOf(0), orderFor(dataset, '2.0.0'))).status).toBe('ok');
    const renewed = await rowsOf(dataset);
    await compactDataset(dataset);
    expect(filesOf(dataset)).toContainEqual(expect.stringContaining('compacted-000002.parquet'));
    cpSync(older, dataset, { recursive: true });
    expect(await rowsOf(dataset)).toEqual(renewed);
    await compactDataset(dataset);
    expect(await rowsOf(dataset)).toEqual(renewed);
  });

  test('takes a trace that is exported again for one that is there', async () => {
    const dataset = copyOf('again');
    await compactDataset(dataset);
    const files = filesOf(dataset);
    for (let run = 0; run < RUNS; run++) {
      expect(await exportInput(pathOf(run), labelsOf(run), orderFor(dataset))).toMatchObject({
        status: null,
      });
    }
    expect(filesOf(dataset)).toEqual(files);
  });

  test('shows a trace once that is exported anew: by another version, as of another machine, and back', async () => {
    const dataset = copyOf('anew');
    await compactDataset(dataset);
    for (const machine of ['m0', 'm7', 'm1', 'm0']) {
      const order = orderFor(dataset, `2.0.0 ${machine}`);
      expect((await exportInput(pathOf(0), labelsOf(0, machine), order)).status).toBe('ok');
      for (const compacts of [false, true]) {
        if (compacts) {
          await compactDataset(dataset);
        }
        const rows = await rowsOf(dataset, ['machine', 'version']);
        expect([machine, compacts, rows]).toEqual([
          machine,
          compacts,
          await rowsOf(original, ['machine', 'version']),
        ]);
      }
      expect(
        await exportInput(pathOf(0), labelsOf(0, machine), { ...order, compacted: compactedStatus(dataset) }),
      ).toMatchObject({ status: null });
    }
  });

  test('swaps two traces’ machines without showing one twice', async () => {
    const dataset = copyOf('swapped');
    await compactDataset(dataset);
    await exportInput(pathOf(0), labelsOf(0, 'm1'), orderFor(dataset));
    await exportInput(pathOf(1), labelsOf(1, 'm0'), orderFor(dataset));
    await compactDataset(dataset);
    expect(await rowsOf(dataset, ['machine'])).toEqual(await rowsOf(original, ['machine']));
    expect(filesOf(dataset)).toHaveLength(FRAMES.length * 2 + 1);
  });

  test('is the same where two runs are at it at the same time', async () => {
    const dataset = copyOf('doubled');
    await Promise.all([compactDataset(dataset), compactDataset(dataset)]);
    expect(await rowsOf(dataset)).toEqual(before);
    await compactDataset(dataset);
    expect(await rowsOf(dataset)).toEqual(before);
    expect(filesOf(dataset)).toHaveLength(FRAMES.length * 2 + 1);
  });

  test('is a dataset, or is refused', async () => {
    await expect(compactDataset(folder)).rejects.toThrow('is no dataset');
  });
});
