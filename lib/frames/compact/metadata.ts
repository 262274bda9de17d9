import { jsonText } from '../../text/index.ts';
import { literal } from '../sql/index.ts';

/** What stands in the metadata of a file, by name. */
export type FileMetadata = ReadonlyMap<string, string>;

/** Reads the metadata of files. */
export async function metadataOf(
  paths: readonly string[],
  rowsOf: (sql: string) => Promise<Record<string, unknown>[]>,
): Promise<FileMetadata[]> {
  const rows = await rowsOf(
    `SELECT file_name AS file, decode(key) AS name, decode(value) AS value
     FROM parquet_kv_metadata([${paths.map(literal).join(', ')}]) WHERE decode(key) LIKE 'wsktrace.%'`,
  );
  const files = new Map(paths.map((path) => [path, new Map<string, string>()]));
  for (const { file, name, value } of rows) {
    files.get(String(file))?.set(String(name), String(value));
  }
  return [...files.values()];
}

/** The metadata of a joined file: the facts of all traces, each column’s type and meaning, and what all have in common. */
export function joinMetadata(files: readonly FileMetadata[]): FileMetadata {
  const joined = new Map<string, string>();
  const valuesOf = (name: string): unknown[] =>
    files.flatMap((file) => {
      const value = file.get(name);
      return value === undefined ? [] : [JSON.parse(value) as unknown];
    });
  for (const file of files) {
    for (const [name, value] of file) {
      joined.set(name, value);
    }
  }
  if (joined.has('wsktrace.traces')) {
    joined.set('wsktrace.traces', jsonText(valuesOf('wsktrace.traces').flat()));
  }
  if (joined.has('wsktrace.columns')) {
    joined.set('wsktrace.columns', jsonText(Object.assign({}, ...valuesOf('wsktrace.columns'))));
  }
  return joined;
}
