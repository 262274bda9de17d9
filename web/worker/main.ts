import { TraceError } from '../../lib/etl/index.ts';
import type { MadeReport, Reply, ReportRequest, Request } from '../messages.ts';
import { EventList } from './events.ts';
import { closeAll, openAll } from './open.ts';
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
        scope.postMessage({ kind: 'report', ...(await report(request)) });
    }
  }
}

const answers = new Answers();
scope.onmessage = ({ data }) => {
  answers.answer(data).catch((error) => scope.postMessage({ kind: 'failed', message: messageOf(error) }));
};

async function report({ files, assets }: ReportRequest): Promise<MadeReport> {
  const traces = await openAll(files);
  try {
    return await makeReport(traces, assets, (progress) =>
      scope.postMessage({ kind: 'progress', ...progress }),
    );
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
