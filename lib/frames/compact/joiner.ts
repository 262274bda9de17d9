import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { note } from '../../etl/file/index.ts';
import { TraceError } from '../../etl/index.ts';
import { attempt, uniqueName, writeFile } from '../../output/index.ts';
import {
  compactedName,
  generationOf,
  incompleteFolder,
  isNamesFile,
  keyOf,
  namesPath,
} from '../dataset/index.ts';
import { FRAMES_SCHEMA } from '../export/index.ts';
import { literal, loadDuckDB } from '../sql/index.ts';
import { joinMetadata, metadataOf } from './metadata.ts';

/** The files that one is made of. */
interface Inputs {
  readonly single: readonly string[];
  readonly compacted: readonly string[];
}

/** Files of a folder that one is to take the place of. */
interface Replacement extends Inputs {
  readonly folder: string;
  /** What single files are named after: `path` those of status. */
  readonly key: 'path' | 'traceId';
}

/** DuckDB writes rows in order; more than this it puts onto the disk. */
const MEMORY_LIMIT = '400MB';

/** Joins files of Parquet by DuckDB, and puts the joined ones in the place of those that they are made of. */
export class Joiner {
  readonly #work: string;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(work: string, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#work = work;
    this.#instance = instance;
    this.#connection = connection;
  }

  static async open(folder: string): Promise<Joiner> {
    const { DuckDBInstance } = await loadDuckDB();
    const work = join(incompleteFolder(folder), uniqueName());
    attempt(work, () => mkdirSync(work, { recursive: true }));
    note(work, true);
    const instance = await DuckDBInstance.create(':memory:', {
      temp_directory: join(work, 'spill'),
      memory_limit: MEMORY_LIMIT,
    });
    return new Joiner(work, instance, await instance.connect());
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    rmSync(this.#work, { recursive: true, force: true });
    note(this.#work, false);
  }

  /**
   * Takes traces out of a compacted file.
   * @returns whether none of them is in it now; not where another run is at it, or the file is of another version
   */
  async forget(path: string, traceIds: readonly string[]): Promise<boolean> {
    if (traceIds.length === 0) {
      return true;
    }
    const those = `traceId IN (${traceIds.map(literal).join(', ')})`;
    try {
      const { length } = await this.#rows(`SELECT 1 FROM ${read([path])} WHERE ${those} LIMIT 1`);
      if (length === 0) {
        return true;
      }
    } catch (cause) {
      if (existsSync(path)) {
        throw cause;
      }
      return false;
    }
    const select = `SELECT * FROM ${read([path])} WHERE NOT ${those}`;
    return this.#replace({ folder: dirname(path), single: [], compacted: [path], key: 'traceId' }, select);
  }

  /**
   * Joins the files of a folder into one.
   * @param key what is to be there once: what has a file of its own is not taken from a compacted one
   */
  async join(folder: string, inputs: Inputs, key: 'path' | 'traceId'): Promise<void> {
    const { single, compacted } = inputs;
    const own =
      key === 'path'
        ? `SELECT path FROM ${read(single)}`
        : single.map((path) => literal(keyOf(path))).join(', ');
    const parts = [
      ...(compacted.length === 0
        ? []
        : [`SELECT * FROM ${read(compacted)}${single.length === 0 ? '' : ` WHERE ${key} NOT IN (${own})`}`]),
      ...(single.length === 0 ? [] : [`SELECT * FROM ${read(single)}`]),
    ];
    await this.#replace({ ...inputs, folder, key }, parts.join(' UNION ALL BY NAME '));
  }

  /** @returns whether the new file has the place of the old ones */
  async #replace({ folder, single, compacted, key }: Replacement, select: string): Promise<boolean> {
    const all = [...single, ...compacted];
    const written = join(this.#work, `${uniqueName()}.parquet`);
    const generation = Math.max(0, ...compacted.map(generationOf)) + 1;
    const target = join(folder, compactedName(generation));
    const before = new Map<string, string>();
    try {
      for (const path of all) {
        before.set(path, versionOf(path));
      }
      const metadata = await metadataOf(all, (sql) => this.#rows(sql));
      // Columns of another version may mean something else: those files are left as they are.
      if (metadata.some((one) => one.get('wsktrace.schema') !== FRAMES_SCHEMA)) {
        return false;
      }
      const facts = [...joinMetadata(metadata)].map(([name, value]) => `"${name}": ${literal(value)}`);
      const options = `FORMAT parquet, USE_TMP_FILE false, KV_METADATA {${facts.join(', ')}}`;
      await this.#rows(`COPY (${select}) TO ${literal(written)} (${options})`);
    } catch (cause) {
      rmSync(written, { force: true });
      // Another run has joined them meanwhile.
      if (all.some((path) => !existsSync(path))) {
        return false;
      }
      const { message } = cause as Error;
      throw cause instanceof TraceError ? cause : new TraceError('usage', message, { file: folder }, cause);
    }
    if (!place(written, target)) {
      return false;
    }
    if (key === 'path') {
      writeNames(target, single);
    }
    for (const path of single) {
      this.#remove(path, before.get(path)!);
    }
    for (const path of compacted) {
      rmSync(path, { force: true });
    }
    removeNames(folder, target);
    return true;
  }

  /** Removes a file unless an export has put a newer one in its place. */
  #remove(path: string, version: string): void {
    const aside = join(this.#work, `${uniqueName()}.old`);
    try {
      renameSync(path, aside);
    } catch {
      // Another run was quicker.
      return;
    }
    if (versionOf(aside) !== version) {
      place(aside, path);
    }
    rmSync(aside, { force: true });
  }

  async #rows(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.#connection.runAndReadAll(sql)).getRowObjectsJS();
  }
}

/** The columns that are in the files: those of their folders stay there. */
function read(paths: readonly string[]): string {
  return `read_parquet([${paths.map(literal).join(', ')}], union_by_name = true, hive_partitioning = false)`;
}

/** What tells a file from another that takes its name. */
function versionOf(path: string): string {
  const { ino, mtimeNs, size } = statSync(path, { bigint: true });
  return `${ino} ${mtimeNs} ${size}`;
}

/**
 * Gives a whole file its name, unless another has it.
 * @returns whether it has it now
 */
function place(written: string, target: string): boolean {
  return attempt(target, () => {
    const descriptor = openSync(written, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    try {
      // A rename would take the place of a file that another run has just put there.
      linkSync(written, target);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') {
        rmSync(written, { force: true });
        return false;
      }
      // A file system without links.
      if (existsSync(target)) {
        return false;
      }
      renameSync(written, target);
    }
    rmSync(written, { force: true });
    return true;
  });
}

/** Lists the single files of status that a compacted one holds, so that the next export knows what is done. */
function writeNames(target: string, single: readonly string[]): void {
  const own = single.map(keyOf);
  const inputs = new Set(own.map(inputOf));
  const kept = namesIn(dirname(target)).filter((name) => !inputs.has(inputOf(name)));
  writeFile(namesPath(target), `${[...kept, ...own].sort().join('\n')}\n`);
}

/** Lists of status that the one of `target` has taken the place of. */
function removeNames(folder: string, target: string): void {
  if (existsSync(namesPath(target))) {
    for (const name of readdirSync(folder).filter(isNamesFile)) {
      if (name !== basename(namesPath(target))) {
        rmSync(join(folder, name), { force: true });
      }
    }
  }
}

function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(isNamesFile)
    .flatMap((list) => readFileSync(join(folder, list), 'utf8').split('\n'))
    .filter((name) => name !== '');
}

/** The first part of a status’s name: of the input’s path. */
function inputOf(name: string): string {
  return name.slice(0, name.indexOf('-'));
}
