import { availableParallelism } from 'node:os';
import { isMainThread, type WorkerOptions, workerData } from 'node:worker_threads';
import { startThread } from '../../package/index.ts';

/** Whether a second thread could be of use: there is a core for it, and nobody who starts several keeps it busy. */
export function canHaveHelper(): boolean {
  return (isMainThread || mayStartHelpers()) && availableParallelism() > 1;
}

/** A thread in which all is done that the main thread would do otherwise is started with a word of it. */
function mayStartHelpers(): boolean {
  return (workerData as { mayStartHelpers?: unknown } | null)?.mayStartHelpers === true;
}

/**
 * Starts a thread that helps this one and ends with it. Whether it ever comes up is not told here: it is for the two to
 * tell each other, and this one goes on without it.
 * @returns false where none can be started
 */
export function startHelper(
  module: URL,
  options: Pick<WorkerOptions, 'workerData' | 'transferList' | 'resourceLimits'>,
): boolean {
  try {
    const worker = startThread(module, { ...options, execArgv: [] });
    worker.on('error', () => {});
    worker.unref();
    return true;
  } catch {
    return false;
  }
}
