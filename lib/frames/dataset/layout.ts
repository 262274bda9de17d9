import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FRAME_NAMES, type FrameName } from '../schema.ts';
import { type FrameFiles, isNamesFile, sortFiles } from './files.ts';

/** Where a trace of unknown day or machine lies. */
const UNKNOWN = 'unknown';
/** Names of folders that are no data to Spark, DuckDB and pyarrow begin with a point. */
const INCOMPLETE = '.incomplete';

/** Where a trace’s files lie in a dataset: FRAME/date=…/machine=…/TRACE_ID.parquet, as Hive lays partitions out. */
export function framePath(
  folder: string,
  frame: FrameName,
  {
    traceId,
    date,
    machine,
  }: { readonly traceId: string; readonly date: string | null; readonly machine: string | null },
): string {
  const partition = [`date=${date ?? UNKNOWN}`, `machine=${escaped(machine ?? UNKNOWN)}`];
  return join(folder, frame, ...partition, `${traceId}.parquet`);
}

/**
 * Where an input’s status lies. The name tells all that the files were made of, so that a second run sees what is done.
 * @param input hash of the input’s path
 * @param made hash of its content and of how it was exported
 */
export function statusPath(folder: string, input: string, made: string): string {
  return join(folder, 'status', `${input}-${made}.parquet`);
}

/** Earlier files of status of an input, from when it or the way it was exported was another. */
export function earlierStatus(folder: string, input: string, made: string): string[] {
  const status = join(folder, 'status');
  return namesIn(status)
    .filter((name) => name.startsWith(`${input}-`) && name !== `${input}-${made}.parquet`)
    .map((name) => join(status, name));
}

/** Whether a folder is a dataset: every input has a status. */
export function isDataset(folder: string): boolean {
  return existsSync(join(folder, 'status'));
}

/** The files of a frame, or of `status`, in a dataset. */
export function frameFiles(folder: string, frame: string): FrameFiles {
  const below = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      const inner = join(path, entry.name);
      if (entry.name.startsWith('.') || entry.name.startsWith('_')) {
        return [];
      }
      return entry.isDirectory() ? below(inner) : entry.name.endsWith('.parquet') ? [inner] : [];
    });
  const top = join(folder, frame);
  return sortFiles(existsSync(top) ? below(top).sort() : []);
}

/** The names of files of status whose rows are in compacted ones, without their endings. */
export function compactedStatus(folder: string): ReadonlySet<string> {
  const status = join(folder, 'status');
  const lists = existsSync(status) ? readdirSync(status).filter(isNamesFile) : [];
  const names = lists.flatMap((list) => readFileSync(join(status, list), 'utf8').split('\n'));
  return new Set(names.filter((name) => name !== ''));
}

/** A folder for files on their way into a dataset. */
export function incompleteFolder(folder: string): string {
  return join(folder, INCOMPLETE);
}

/** The files of a trace that lie elsewhere: it was told to be of another machine before. */
export function elsewhere(folder: string, traceId: string, places: readonly string[]): string[] {
  const found = FRAME_NAMES.flatMap((frame) =>
    namesIn(join(folder, frame)).flatMap((date) =>
      namesIn(join(folder, frame, date)).map((machine) =>
        join(folder, frame, date, machine, `${traceId}.parquet`),
      ),
    ),
  );
  return found.filter((path) => !places.includes(path) && existsSync(path));
}

/** What Hive, Spark and DuckDB read back: other characters as %XX. */
function escaped(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
}
