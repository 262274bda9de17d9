import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Catalog } from '../../lib/decode/index.ts';
import { TraceError } from '../../lib/etl/index.ts';
import { capped, MAX_ERROR, printable } from '../../lib/text/index.ts';
import type { Terminal } from '../terminal.ts';

/** What the user gives to decode by: files, or folders of them. */
export interface SchemaFiles {
  readonly manifest?: readonly string[];
  readonly tmf?: readonly string[];
}

/** The extensions of the message compiler's manifests, and of those that tools dump from a machine. */
const MANIFESTS = ['.man', '.xml'];
const MESSAGES = ['.tmf'];

/**
 * Adds manifests and message files to a catalog, and warns once a file of what in it is not understood.
 * @throws TraceError of kind `usage` for a file that is none of its kind; in a folder, where it was not named, that is
 * a warning
 */
export function addSchemaFiles(
  catalog: Catalog,
  { manifest = [], tmf = [] }: SchemaFiles,
  terminal: Terminal,
): void {
  addAll(manifest, MANIFESTS, (bytes, file) => catalog.addManifest(bytes, file), terminal);
  addAll(tmf, MESSAGES, (bytes, file) => catalog.addTmf(bytes, file), terminal);
}

type Add = (bytes: Uint8Array, file: string) => readonly string[];

function addAll(paths: readonly string[], extensions: readonly string[], add: Add, terminal: Terminal): void {
  for (const path of paths) {
    if (isFolder(path)) {
      for (const file of filesIn(path, extensions)) {
        addFound(file, add, terminal);
      }
    } else {
      addFile(path, add, terminal);
    }
  }
}

function addFile(file: string, add: Add, terminal: Terminal): void {
  const [first, ...others] = add(readBytes(file), file);
  if (first !== undefined) {
    const more = others.length === 0 ? '' : `, and ${others.length} more such`;
    const fault = printable(capped(first, MAX_ERROR));
    terminal.warn(`wsktrace: ${printable(file)}: ${fault}${more}`);
  }
}

function addFound(file: string, add: Add, terminal: Terminal): void {
  try {
    addFile(file, add, terminal);
  } catch (error) {
    if (!(error instanceof TraceError)) {
      throw error;
    }
    terminal.warn(`wsktrace: ${printable(capped(error.message, MAX_ERROR))}`);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function filesIn(folder: string, extensions: readonly string[]): string[] {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && extensions.includes(extname(entry.name).toLowerCase()))
    .map(({ name }) => join(folder, name))
    .sort();
  if (files.length === 0) {
    throw new TraceError('usage', `the folder holds no ${extensions.join(' or ')} file`, { file: folder });
  }
  return files;
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new TraceError('usage', `can't be read: ${(cause as Error).message}`, { file }, cause);
  }
}
