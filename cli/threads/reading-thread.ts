import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { canHaveHelper, FileSource, startHelper } from '../../lib/etl/file/index.ts';
import type { Trace } from '../../lib/etl/index.ts';
import { threadModule } from '../../lib/package/index.ts';
import {
  type News,
  type ReadingRequest,
  type SharedRows,
  type StartReading,
  shareRows,
} from '../../lib/wsk/index.ts';

/** Below this size two threads take a third more processor time, and no less time by the clock: docs/performance.md. */
const LEAST_BYTES = 256 * 1024 * 1024;
/** Reading makes hardly an object, and what room it had for more would only be touched, and so be used. */
const YOUNG_MB = 4;

/** Reading a block of rows takes a thousandth of it, where a disk answers. */
const PATIENCE_MS = 10_000;

/** What the thread is started with. */
export interface ReadingData {
  /** Of the open file: threads share descriptors. */
  readonly descriptor: number;
  readonly name: string;
  readonly request: ReadingRequest;
  readonly rows: SharedRows;
  readonly port: MessagePort;
  /** A compressed trace is decompressed by a helper of its own. */
  readonly mayStartHelpers: true;
}

/** Lets a thread of its own read a trace, where that is of use: for one large file, with a core that is free for it. */
export function readingThreadFor(traces: readonly Trace[]): StartReading | undefined {
  const [source] = traces.map((trace) => trace.source);
  if (!(source instanceof FileSource) || traces.length > 1 || source.size < LEAST_BYTES || !canHaveHelper()) {
    return undefined;
  }
  const { descriptor, name } = source;
  return (request) => {
    const { port1, port2 } = new MessageChannel();
    port1.unref();
    const rows = shareRows();
    const workerData: ReadingData = { descriptor, name, request, rows, port: port2, mayStartHelpers: true };
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    if (
      !startHelper(threadModule('reading-worker', import.meta.url), {
        workerData,
        transferList: [port2],
        resourceLimits,
      })
    ) {
      return null;
    }
    return {
      rows,
      patienceMs: PATIENCE_MS,
      hear: () => receiveMessageOnPort(port1)?.message as News | undefined,
    };
  };
}
