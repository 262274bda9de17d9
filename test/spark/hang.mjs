// Loaded into the command's process: makes the reading of some traces hang, each in its way. The thread that reads is the
// one that is held up.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread, workerData } from 'node:worker_threads';

const { openSync } = fs;
const MARKER = process.env.WSKTRACE_SLOW_MARKER;
/** The command itself runs in a thread, too: the one that reads traces for a dataset is told which. */
const reads = !isMainThread && workerData?.folder !== undefined;

/** Sleeps as a file does that never comes. */
function hang() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Whether this is the first of the processes that read it. */
function isFirst() {
  try {
    fs.closeSync(openSync(MARKER, 'wx'));
    return true;
  } catch {
    return false;
  }
}

fs.openSync = (path, ...others) => {
  if (reads && MARKER === undefined && /-hangs\.etl$/.test(path)) {
    hang();
  } else if (reads && MARKER === undefined && /-stops\.etl$/.test(path)) {
    // All of the process, so that it can't keep to its limit itself.
    process.kill(process.pid, 'SIGSTOP');
  } else if (reads && MARKER !== undefined && /-slow\.etl$/.test(path) && isFirst()) {
    hang();
  }
  return openSync(path, ...others);
};
syncBuiltinESMExports();
