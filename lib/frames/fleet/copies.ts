import type { SqlDatabase } from '../sql/index.ts';
import { rowsOf, textOf } from './rows.ts';

/** A name and labels under which a trace is in a dataset. */
export interface LabelledInput {
  readonly path: string;
  readonly build: string | null;
  readonly machine: string | null;
}

/** A trace that was exported under several labels: that of its copies which counts where one does, and one of the others. */
export interface AmbiguousTrace {
  readonly counted: LabelledInput;
  readonly other: LabelledInput;
}

/** The traces of a dataset that are told to be of several builds or machines, by their paths. */
export async function readAmbiguous(database: SqlDatabase): Promise<AmbiguousTrace[]> {
  const rows = await rowsOf(
    database,
    `WITH inputs AS (
       SELECT traceId, path, build, machine,
         row_number() OVER (PARTITION BY traceId ORDER BY build NULLS LAST, machine NULLS LAST, path) AS copy
       FROM status
       WHERE status <> 'unreadable'
     ),
     others AS (
       SELECT
         counted.path AS path, counted.build AS build, counted.machine AS machine,
         other.path AS otherPath, other.build AS otherBuild, other.machine AS otherMachine,
         row_number() OVER (PARTITION BY other.traceId ORDER BY other.copy) AS place
       FROM inputs AS counted
       JOIN inputs AS other ON other.traceId = counted.traceId
       WHERE counted.copy = 1
         AND (other.build IS DISTINCT FROM counted.build OR other.machine IS DISTINCT FROM counted.machine)
     )
     SELECT * FROM others WHERE place = 1 ORDER BY path`,
  );
  return rows.map((row) => ({
    counted: { path: String(row.path), build: textOf(row.build), machine: textOf(row.machine) },
    other: {
      path: String(row.otherPath),
      build: textOf(row.otherBuild),
      machine: textOf(row.otherMachine),
    },
  }));
}
