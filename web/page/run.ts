import type { PageAssets } from '../../lib/report/index.ts';
import type { EmbeddedAssets } from '../document.ts';
import type { Reply, Request } from '../messages.ts';
import { element } from './dom.ts';

/** Traces that are being read. */
export interface Run {
  /** Asks for more of the same. */
  ask(request: Request): void;
  /** Gives up, and gives back its memory. */
  end(): void;
}

/** Asks a worker of its own, which is ended with the run; it ends by itself with what is made once, and where it fails. */
export function startRun(request: Request, hear: (reply: Reply) => void): Run {
  const code = new Blob([element('worker').textContent!], { type: 'text/javascript' });
  const url = URL.createObjectURL(code);
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    if (data.kind === 'report' || data.kind === 'frames' || data.kind === 'failed') {
      worker.terminate();
    }
    hear(data);
  };
  worker.onerror = ({ message }) =>
    hear({ kind: 'failed', message: `A fault of the program itself: ${message}` });
  worker.postMessage(request);
  return { ask: (more) => worker.postMessage(more), end: () => worker.terminate() };
}

/** The parts of reports' pages that stand in this one. */
export function pageAssets(): PageAssets {
  const embedded = JSON.parse(element('assets').textContent!) as EmbeddedAssets;
  return { ...embedded, helpPages: new Map(embedded.helpPages) };
}
