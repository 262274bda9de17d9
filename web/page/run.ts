import type { PageAssets } from '../../lib/report/index.ts';
import type { EmbeddedAssets } from '../document.ts';
import type { Reply, ReportRequest } from '../messages.ts';
import { element } from './dom.ts';

/** Traces that are being read. */
export interface Run {
  /** Gives up, and gives back its memory. */
  end(): void;
}

/** Reads traces in a worker of their own, which is ended with the run. */
export function startRun(files: readonly File[], hear: (reply: Reply) => void): Run {
  const code = new Blob([element('worker').textContent!], { type: 'text/javascript' });
  const url = URL.createObjectURL(code);
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    if (data.kind !== 'progress') {
      worker.terminate();
    }
    hear(data);
  };
  worker.onerror = ({ message }) =>
    hear({ kind: 'failed', message: `A fault of the program itself: ${message}` });
  const request: ReportRequest = { files, assets: assets() };
  worker.postMessage(request);
  return { end: () => worker.terminate() };
}

function assets(): PageAssets {
  const embedded = JSON.parse(element('assets').textContent!) as EmbeddedAssets;
  return { ...embedded, helpPages: new Map(embedded.helpPages) };
}
