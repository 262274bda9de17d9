import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getRawAsset, isSea } from 'node:sea';

/** The asset of a single executable that lists the others: Node 22 gives an asset by its name alone. */
const LIST = 'assets.json';

/** Whether all that the program consists of is in one executable file. */
export const isSingleExecutable: () => boolean = isSea;

/**
 * Reads a file of this package.
 * @param path in the package, with forward slashes: `docs/findings/irp-leak.md`
 */
export function readPackageFile(path: string): Uint8Array {
  return isSea() ? new Uint8Array(getRawAsset(path) as ArrayBuffer) : readFileSync(packagePath(path));
}

/** Such a file as text: UTF-8. */
export function readPackageText(path: string): string {
  return Buffer.from(readPackageFile(path)).toString();
}

/** The names of the files of a folder of this package, sorted; without those of folders in it. */
export function packageFolder(path: string): string[] {
  if (!isSea()) {
    const entries = readdirSync(packagePath(path), { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
  }
  const start = `${path}/`;
  return assetNames()
    .filter((name) => name.startsWith(start) && !name.includes('/', start.length))
    .map((name) => name.slice(start.length))
    .sort();
}

/** Whether a file of this package is there. */
export function hasPackageFile(path: string): boolean {
  return isSea() ? assetNames().includes(path) : existsSync(packagePath(path));
}

/** Where a file of this package lies on disk, wherever this code lies in it: built, or as sources in tests. */
export function packagePath(path: string): string {
  return join(rootAbove(import.meta.dirname), path);
}

/**
 * Reads a file of a library that this package depends on.
 * @param path in the library, with forward slashes
 */
export function readLibraryFile(library: string, path: string): Uint8Array {
  if (isSea()) {
    return readPackageFile(`node_modules/${library}/${path}`);
  }
  const folders = createRequire(import.meta.url).resolve.paths(library) ?? [];
  const places = folders.map((folder) => join(folder, library, path));
  return readFileSync(places.find((place) => existsSync(place)) ?? join(library, path));
}

/** Such a file as text: UTF-8. */
export function readLibraryText(library: string, path: string): string {
  return Buffer.from(readLibraryFile(library, path)).toString();
}

function assetNames(): readonly string[] {
  return JSON.parse(readPackageText(LIST)) as string[];
}

function rootAbove(folder: string): string {
  const above = dirname(folder);
  const isFound = above === folder || existsSync(join(folder, 'package.json'));
  return isFound ? folder : rootAbove(above);
}
