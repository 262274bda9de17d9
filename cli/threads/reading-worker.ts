import { workerData } from 'node:worker_threads';
import { FileSource } from '../../lib/etl/file/index.ts';
import { Trace } from '../../lib/etl/index.ts';
import { serveRows } from '../../lib/wsk/index.ts';
import type { ReadingData } from './reading-thread.ts';

/** A thread that reads a trace for the one that analyses it. */
const { descriptor, name, request, rows, port } = workerData as ReadingData;

void serve();

async function serve(): Promise<void> {
  await serveRows(
    () => Trace.open(new FileSource(descriptor, name)),
    request,
    rows,
    (news) => port.postMessage(news),
  );
  port.close();
}
