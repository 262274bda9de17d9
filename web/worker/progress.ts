import type { Trace } from '../../lib/etl/index.ts';

/** Progress is told so often, in milliseconds: each time costs more than to read some buffers. */
const TELL_EVERY = 100;

export interface Progress {
  readonly bytes: number;
  readonly size: number;
  readonly events: number;
}

/** Tells how far these traces have been read, not each time that it is known. */
export function nowAndThen(tell: (progress: Progress) => void, traces: readonly Trace[]) {
  const size = traces.reduce((sum, { source }) => sum + source.size, 0);
  let last = 0;
  return (bytes: number, events: number) => {
    const now = performance.now();
    if (now - last >= TELL_EVERY) {
      last = now;
      tell({ bytes, size, events });
    }
  };
}
