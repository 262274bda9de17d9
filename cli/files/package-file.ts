import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file of this package by its path in it, wherever this code lies there: built, or as sources in tests. */
export function packageFile(path: string): string {
  return join(packageFolder(import.meta.dirname), path);
}

function packageFolder(folder: string): string {
  const above = dirname(folder);
  const isFound = above === folder || existsSync(join(folder, 'package.json'));
  return isFound ? folder : packageFolder(above);
}
