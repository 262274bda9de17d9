import { TraceError } from '../../lib/etl/index.ts';
import type { FramesRequest, Reply, ReportRequest, Request } from '../messages.ts';
import { EventList } from './events.ts';
import { zipFrames } from './frames.ts';
import { closeAll, openAll } from './open.ts';
import type { Progress } from './progress.ts';
import { makeReport } from './report.ts';

/** What a worker has, and this code uses. */
interface WorkerScope {
  onmessage: ((event: { readonly data: Request }) => void) | null;
  postMessage(reply: Reply): void;
}

const scope = globalThis as unknown as WorkerScope;

/** Answers what is asked for. To cancel it, or to give back what it holds, is to end the worker. */
class Answers {
  /** The events that were asked for; their trace stays open, for there may be more pages of it. */
  #list: EventList | null = null;

  async answer(request: Request): Promise<void> {
    switch (request.kind) {
      case 'page':
        if (this.#list !== null) {
          scope.postMessage({ kind: 'page', ...this.#list.page(request.page) });
        }
        break;
      case 'events': {
        const [trace] = await openAll(request.files);
        this.#list = new EventList(trace!, request.query);
        await this.#list.find((found) => scope.postMessage({ kind: 'found', ...found }));
        break;
      }
      case 'report':
      case 'frames':
        scope.postMessage(await made(request));
    }
  }
}

const answers = new Answers();
scope.onmessage = ({ data }) => {
  answers.answer(data).catch((error) => scope.postMessage({ kind: 'failed', message: messageOf(error) }));
};

async function made(request: ReportRequest | FramesRequest): Promise<Reply> {
  const tell = (progress: Progress) => scope.postMessage({ kind: 'progress', ...progress });
  const traces = await openAll(request.files);
  try {
    return request.kind === 'report'
      ? { kind: 'report', ...(await makeReport(traces, request.assets, tell)) }
      : { kind: 'frames', zip: await zipFrames(traces, tell) };
  } finally {
    closeAll(traces);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof TraceError) {
    return error.message;
  }
  const { stack } = error as Error;
  return `A fault of the program itself; please report it with the trace that shows it.\n${stack ?? String(error)}`;
}
