import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../../cli/exit-code.ts';
import {
  type DatasetOrder,
  exportInput,
  giveUpInput,
  parsePathLabels,
} from '../../../lib/frames/dataset/index.ts';
import { FRAMES } from '../../../lib/frames/index.ts';
import { duckdb } from '../../support/duckdb.ts';
import { synthesise } from '../../support/synthesiser/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-dataset-'));
const dataset = join(folder, 'fleet');
const order: DatasetOrder = { folder: dataset, analysis: {}, analysisKey: '', version: '1.2.3', exitCodeOf };
const inputs = ['good.etl', 'twin.etl', 'cut.etl', 'text.etl', 'empty.etl', 'missing.etl'].map((name) =>
  join(folder, name),
);
const labels = { machine: 'lab 1/a', build: '0012', others: { branch: 'main' } };
const all = `'${dataset}/*/**/*.parquet'`;
const frame = (name: string) =>
  `read_parquet('${dataset}/${name}/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)`;

async function exportAll(): Promise<(string | null)[]> {
  const statuses = [];
  for (const path of inputs) {
    statuses.push((await exportInput(path, labels, order)).status);
  }
  return statuses;
}

function filesOf(): Map<string, string> {
  const names = readdirSync(dataset, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.parquet'),
  );
  return new Map(names.sort().map((name) => [name, readFileSync(join(dataset, name)).toString('base64')]));
}

let first: (string | null)[];
beforeAll(async () => {
  const { bytes } = synthesise({ events: 4000, faults: { 'irp-leak': 2 } }).write();
  const { bytes: twin } = synthesise({ events: 4000, seed: 9 }).write();
  writeFileSync(inputs[0]!, bytes);
  writeFileSync(inputs[1]!, twin);
  writeFileSync(inputs[2]!, bytes.subarray(0, bytes.length - 70_000));
  writeFileSync(inputs[3]!, 'no trace\n');
  writeFileSync(inputs[4]!, '');
  first = await exportAll();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a dataset', () => {
  test('has a row of status for each input, whatever it is', async () => {
    expect(first).toEqual(['ok', 'ok', 'damaged', 'unreadable', 'unreadable', 'unreadable']);
    const rows = await duckdb(
      `SELECT path, status, exitCode::INTEGER AS code, machine, build, branch, version, calls > 0 AS hasCalls
       FROM ${frame('status')} ORDER BY path`,
    );
    expect(rows.map(({ path, status, code, hasCalls }) => [path, status, code, hasCalls])).toEqual(
      inputs
        .map((path, at) => [path, first[at], [0, 0, 0, 3, 3, 2][at], at < 3 ? true : null])
        .sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    );
    expect(
      rows.every(({ machine, build, branch }) => [machine, build, branch].join() === 'lab 1/a,0012,main'),
    ).toBe(true);
    const [{ reasons }] = (await duckdb(
      `SELECT count(message)::INTEGER AS reasons FROM ${frame('status')} WHERE status <> 'ok'`,
    )) as [{ reasons: number }];
    expect(reasons).toBe(4);
  });

  test('has every frame of each trace that can be read, with its id, machine, build and labels', async () => {
    for (const { name } of FRAMES) {
      const [row] = await duckdb(
        `SELECT count(DISTINCT file)::INTEGER AS files FROM glob('${dataset}/${name}/**/*.parquet')`,
      );
      expect([name, row!.files]).toEqual([name, 3]);
    }
    const [row] = await duckdb(
      `SELECT count(DISTINCT traceId)::INTEGER AS traces, min(machine) AS machine, min(build) AS build,
        min(branch) AS branch, min(length(traceId))::INTEGER AS digits FROM ${frame('calls')}`,
    );
    expect(row).toEqual({ traces: 3, machine: 'lab 1/a', build: '0012', branch: 'main', digits: 32 });
  });

  test('tells the version of its columns in each file', async () => {
    const rows = await duckdb(
      `SELECT DISTINCT decode(value) AS value FROM parquet_kv_metadata(${all}) WHERE decode(key) = 'wsktrace.schema'`,
    );
    expect(rows).toEqual([{ value: 'wsktrace.frames/1' }]);
  });

  test('stays as it is, byte for byte, when the run is repeated', async () => {
    const before = filesOf();
    expect(await exportAll()).toEqual([null, null, null, 'unreadable', 'unreadable', 'unreadable']);
    expect(filesOf()).toEqual(before);
  });

  test('is completed where a run was ended before the status of a trace was written', async () => {
    const before = filesOf();
    for (const name of before.keys()) {
      if (name.startsWith('status') || name.startsWith('irps')) {
        rmSync(join(dataset, name));
      }
    }
    await exportAll();
    expect(filesOf()).toEqual(before);
  });

  test('tries again what was given up', async () => {
    const other = { ...order, folder: join(folder, 'again') };
    const why = { exitCode: 124, message: 'took longer than 10 s' };
    expect(giveUpInput(inputs[1]!, labels, other, why)).toMatchObject({
      status: 'unreadable',
      message: why.message,
    });
    expect(await exportInput(inputs[1]!, labels, other)).toMatchObject({ status: 'ok' });
    expect(readdirSync(join(other.folder, 'status'))).toHaveLength(1);
    // One run gives up what another one, at the same time, did not.
    expect(giveUpInput(inputs[1]!, labels, other, why)).toMatchObject({ status: null });
    expect(await exportInput(inputs[1]!, labels, other)).toMatchObject({ status: null });
  });

  test('has a trace once, where it was told to be of another machine or its file changed', async () => {
    const other = join(folder, 'other');
    const path = join(folder, 'changes.etl');
    copyFileSync(inputs[0]!, path);
    const elsewhere = { ...order, folder: other };
    await exportInput(path, labels, elsewhere);
    await exportInput(path, { ...labels, machine: 'm2' }, elsewhere);
    const files = readdirSync(other, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.parquet'),
    );
    expect(files.filter((name) => name.startsWith('calls'))).toEqual([expect.stringContaining('machine=m2')]);
    expect(files.filter((name) => name.startsWith('status'))).toHaveLength(1);
  });
});

describe('labels in paths', () => {
  test('are found from the end of the path on', () => {
    const { names, find } = parsePathLabels('{build}/{machine}-{os}/*.etl');
    expect(names).toEqual(['build', 'machine', 'os']);
    expect(find('/traces/0012/lab7-win11/a.etl')).toEqual({ build: '0012', machine: 'lab7', os: 'win11' });
    expect(find('0012\\lab7-win11\\a.etl')).toEqual({ build: '0012', machine: 'lab7', os: 'win11' });
    expect(find('a.etl')).toBeNull();
  });

  test('can’t be named like a column, nor twice', () => {
    expect(() => parsePathLabels('{op}/*.etl')).toThrow('a frame has a column of this name');
    expect(() => parsePathLabels('{a}/{a}/*.etl')).toThrow('twice');
    expect(() => parsePathLabels('*.etl')).toThrow('names no label');
  });
});
