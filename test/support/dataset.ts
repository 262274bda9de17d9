import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOf } from '../../cli/exit-code.ts';
import { type DatasetOrder, exportInput } from '../../lib/frames/dataset/index.ts';

/** A trace on its way into a dataset. */
export interface DatasetTrace {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly build: string | null;
  readonly machine?: string | null;
}

/** How tests export: as the command does, in this process. */
export function datasetOrder(folder: string): DatasetOrder {
  return { folder, analysis: {}, analysisKey: '', version: '1.2.3', exitCodeOf };
}

/** Writes traces into a folder, and exports them into a dataset; returns what came of each. */
export async function exportTraces(
  folder: string,
  dataset: string,
  traces: readonly DatasetTrace[],
): Promise<(string | null)[]> {
  const statuses = [];
  for (const { name, bytes, build, machine = 'm1' } of traces) {
    const path = join(folder, `${name}.etl`);
    writeFileSync(path, bytes);
    const labels = { build, machine, others: {} };
    statuses.push((await exportInput(path, labels, datasetOrder(dataset))).status);
  }
  return statuses;
}
