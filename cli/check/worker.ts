import { parentPort, workerData } from 'node:worker_threads';
import { type ReadRequest, readTrace } from './read-trace.ts';

/** A thread that reads the traces it is told, one after the other. An error that it throws ends it, and reaches the pool. */
const request = workerData as ReadRequest;

parentPort?.on('message', (file: string) => {
  readTrace(file, request).then(
    (outcome) => parentPort?.postMessage(outcome),
    (error: unknown) =>
      setImmediate(() => {
        throw error;
      }),
  );
});
