import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { synthesiseFile } from '../support/synthesiser/index.ts';

/** A trace to measure with. */
export interface BenchTrace {
  readonly events: number;
  readonly processors: number;
  readonly bufferBytes: number;
  /** Share of the events that are other providers'. */
  readonly noise: number;
  readonly isCompressed: boolean;
}

const KB = 1024;
const MB = 1024 * KB;
const usual = { processors: 8, bufferBytes: 64 * KB, noise: 0, isCompressed: false };

/** One thing at a time differs from the usual trace: its size, then each other property. */
export function benchTraces(isQuick: boolean): BenchTrace[] {
  const [small, middle] = isQuick ? [10_000, 100_000] : [100_000, 1_000_000];
  const sizes = isQuick ? [small, middle] : [small, middle, 5_000_000, 10_000_000];
  return [
    ...sizes.map((events) => ({ ...usual, events })),
    { ...usual, events: middle, bufferBytes: MB },
    { ...usual, events: middle, processors: 1 },
    { ...usual, events: middle, processors: 64 },
    { ...usual, events: middle, noise: 0.9 },
    { ...usual, events: middle, isCompressed: true },
    { ...usual, events: middle, noise: 0.9, bufferBytes: MB, isCompressed: true },
  ];
}

export function nameOf({ events, processors, bufferBytes, noise, isCompressed }: BenchTrace): string {
  const count = events >= 1_000_000 ? `${events / 1_000_000}M` : `${events / 1000}k`;
  const buffers = bufferBytes >= MB ? `${bufferBytes / MB}MB` : `${bufferBytes / KB}KB`;
  return `${count}-${processors}cpu-${buffers}${noise > 0 ? `-noise${noise * 100}` : ''}${isCompressed ? '-xpress' : ''}`;
}

/** Path of the trace in a folder, where it is made unless it is there. */
export function traceFile(trace: BenchTrace, folder: string): { path: string; bytes: number } {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${nameOf(trace)}.etl`);
  if (!existsSync(path)) {
    const { events, processors, bufferBytes, noise, isCompressed } = trace;
    synthesiseFile(
      `${path}.part`,
      { events, processors, noise, concurrency: 64 },
      { bufferSize: bufferBytes, compression: isCompressed ? 'xpress' : 'none' },
    );
    renameSync(`${path}.part`, path);
  }
  return { path, bytes: statSync(path).size };
}
