import { availableParallelism } from 'node:os';
import { isMainThread, Worker, type WorkerOptions } from 'node:worker_threads';

/** Whether a second thread could be of use: there is a core for it, and nobody who starts several keeps it busy. */
export function canHaveHelper(): boolean {
  return isMainThread && availableParallelism() > 1;
}

/**
 * Starts a thread that helps this one and ends with it. Whether it ever comes up is not told here: it is for the two to
 * tell each other, and this one goes on without it.
 * @returns false where none can be started
 */
export function startHelper(
  module: URL,
  options: Pick<WorkerOptions, 'workerData' | 'transferList'>,
): boolean {
  try {
    const worker = new Worker(module, { ...options, execArgv: [] });
    worker.on('error', () => {});
    worker.unref();
    return true;
  } catch {
    return false;
  }
}
