import { formatBytes, formatCount } from '../../lib/report/index.ts';

/** How far a trace is read, in words. */
export function progressText(progress: {
  readonly bytes: number;
  readonly size: number;
  readonly events: number;
}): string {
  const { bytes, size, events } = progress;
  return `${formatBytes(Math.min(bytes, size))} of ${formatBytes(size)}, ${formatCount(events)} events`;
}
