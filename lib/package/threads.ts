import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { jsonText } from '../text/index.ts';
import { hasPackageFile, isSingleExecutable, readPackageText } from './files.ts';

/** In a single executable: what loads a module of the program there. */
const LOADER = 'program/loader.js';

/**
 * The place of a thread's module: beside the code that starts it, with the same ending, which sources and what is built
 * of them differ in.
 * @param name without ending; of one name in the whole program, for the bundle has all modules in one folder
 * @param starter import.meta.url of that code
 */
export function threadModule(name: string, starter: string): URL {
  const [ending] = /\.\w+$/.exec(starter) ?? ['.js'];
  return new URL(`./${name}${ending}`, starter);
}

/** Starts a thread that runs such a module of the program. */
export function startThread(module: URL, options: WorkerOptions): Worker {
  if (!isSingleExecutable()) {
    return new Worker(module, options);
  }
  const source = `${readPackageText(LOADER)}\nload(${jsonText(basename(module.pathname))});`;
  return new Worker(source, { ...options, eval: true });
}

/** Whether such a module is there: who bundles the library may have left it behind. */
export function hasThread(module: URL): boolean {
  return isSingleExecutable() ? hasPackageFile(`program/${basename(module.pathname)}`) : existsSync(module);
}
