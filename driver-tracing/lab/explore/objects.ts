import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs a compiler in a folder and resolves to its standard output. */
export type Compiler = (args: readonly string[]) => Promise<string>;

/**
 * Makes an object of a source, unless the one in `folder` is of the same: the same compiler, options and source, headers
 * included. What the preprocessor makes of a source tells all of that, in a fraction of the time, however often the files
 * were copied.
 */
export async function compileChanged(
  compile: Compiler,
  { tool, flags, source, object, folder }: Compilation,
): Promise<void> {
  const text = await compile([...flags, '-E', source]);
  const key = createHash('sha256')
    .update(JSON.stringify([tool, flags, source]))
    .update(text)
    .digest('hex');
  const keyFile = join(folder, `${object}.key`);
  if (existsSync(join(folder, object)) && existsSync(keyFile) && readFileSync(keyFile, 'utf8') === key) {
    return;
  }
  rmSync(keyFile, { force: true }); // a compilation that is broken off leaves no key
  await compile([...flags, '-c', source, '-o', object]);
  writeFileSync(keyFile, key);
}

export interface Compilation {
  readonly tool: string;
  readonly flags: readonly string[];
  readonly source: string;
  /** The object's name in `folder`. */
  readonly object: string;
  readonly folder: string;
}
