import { type Trace, TraceError } from '../../lib/etl/index.ts';
import type { Reply, Request } from '../messages.ts';
import { listEvents } from './events.ts';
import { closeAll, openAll } from './open.ts';
import { makeReport, type Progress } from './report.ts';

/** What a worker has, and this code uses. */
interface WorkerScope {
  onmessage: ((event: { readonly data: Request }) => void) | null;
  postMessage(reply: Reply): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => {
  void answer(data);
};

/** Reads traces and answers with what is asked for. To cancel it is to end the worker. */
async function answer(request: Request): Promise<void> {
  try {
    const traces = await openAll(request.files);
    try {
      scope.postMessage(await resultOf(request, traces));
    } finally {
      closeAll(traces);
    }
  } catch (error) {
    scope.postMessage({ kind: 'failed', message: messageOf(error) });
  }
}

async function resultOf(request: Request, traces: readonly Trace[]): Promise<Reply> {
  if (request.kind === 'events') {
    return { kind: 'events', ...(await listEvents(traces[0]!, request.query)) };
  }
  const tell = (progress: Progress) => scope.postMessage({ kind: 'progress', ...progress });
  return { kind: 'report', ...(await makeReport(traces, request.assets, tell)) };
}

function messageOf(error: unknown): string {
  if (error instanceof TraceError) {
    return error.message;
  }
  const { stack } = error as Error;
  return `A fault of the program itself; please report it with the trace that shows it.\n${stack ?? String(error)}`;
}
