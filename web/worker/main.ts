import { TraceError } from '../../lib/etl/index.ts';
import type { Reply, ReportRequest } from '../messages.ts';
import { closeAll, openAll } from './open.ts';
import { makeReport } from './report.ts';

/** What a worker has, and this code uses. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ReportRequest }) => void) | null;
  postMessage(reply: Reply): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => {
  void answer(data);
};

/** Reads traces and answers with their report. To cancel it is to end the worker. */
async function answer({ files, assets }: ReportRequest): Promise<void> {
  try {
    const traces = await openAll(files);
    try {
      const report = await makeReport(traces, assets, (progress) =>
        scope.postMessage({ kind: 'progress', ...progress }),
      );
      scope.postMessage({ kind: 'report', ...report });
    } finally {
      closeAll(traces);
    }
  } catch (error) {
    scope.postMessage({ kind: 'failed', message: messageOf(error) });
  }
}

function messageOf(error: unknown): string {
  if (error instanceof TraceError) {
    return error.message;
  }
  const { stack } = error as Error;
  return `A fault of the program itself; please report it with the trace that shows it.\n${stack ?? String(error)}`;
}
