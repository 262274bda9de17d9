import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { hasPackageFile, isSingleExecutable, readPackageText } from './files.ts';

/** In a single executable: what loads a module of the program there. */
const LOADER = 'program/loader.js';

/**
 * Starts a thread that runs a module of the program.
 * @param module its place, beside the code that starts it
 */
export function startThread(module: URL, options: WorkerOptions): Worker {
  if (!isSingleExecutable()) {
    return new Worker(module, options);
  }
  const source = `${readPackageText(LOADER)}\nload(${JSON.stringify(basename(module.pathname))});`;
  return new Worker(source, { ...options, eval: true });
}

/** Whether such a module is there: who bundles the library may have left it behind. */
export function hasThread(module: URL): boolean {
  return isSingleExecutable() ? hasPackageFile(`program/${basename(module.pathname)}`) : existsSync(module);
}
