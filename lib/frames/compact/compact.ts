import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { TraceError } from '../../etl/index.ts';
import { type FrameFiles, frameFiles, isDataset, keyOf, STATUS } from '../dataset/index.ts';
import { FRAME_NAMES } from '../schema.ts';
import { Joiner } from './joiner.ts';

/** What became of the files of a frame. */
export interface CompactedFrame {
  readonly frame: string;
  readonly filesBefore: number;
  readonly filesAfter: number;
}

/**
 * Joins the files of each day and machine into one, frame by frame, and those of `status` into one. A joined file gets
 * its name once it is whole, and what it was made of goes only then; until that is gone, who reads by `frameFiles` takes
 * each row once. So it can be ended at any time, run again, and run beside an export or another one.
 * @throws TraceError of kind `usage` where the folder is no dataset or can’t be written, or DuckDB is not installed
 */
export async function compactDataset(
  folder: string,
  tell: (frame: CompactedFrame) => void = () => {},
): Promise<CompactedFrame[]> {
  if (!isDataset(folder)) {
    throw new TraceError('usage', 'is no dataset: export --dataset makes one', { file: folder });
  }
  const joiner = await Joiner.open(folder);
  try {
    const frames: CompactedFrame[] = [];
    // What tells of a trace comes last, as in an export.
    for (const frame of [...FRAME_NAMES, STATUS.name]) {
      const filesBefore = countOf(frameFiles(folder, frame));
      await compactFrame(folder, frame, joiner);
      const compacted = { frame, filesBefore, filesAfter: countOf(frameFiles(folder, frame)) };
      frames.push(compacted);
      tell(compacted);
    }
    return frames;
  } finally {
    joiner.close();
  }
}

async function compactFrame(folder: string, frame: string, joiner: Joiner): Promise<void> {
  const key = frame === STATUS.name ? ('path' as const) : ('traceId' as const);
  for (const old of frameFiles(folder, frame).replaced) {
    rmSync(old, { force: true });
  }
  const { single, compacted } = frameFiles(folder, frame);
  if (key === 'traceId') {
    // A trace that was exported anew as of another day or machine is still in a file of the former: it leaves that first,
    // or both files would have it once its own is joined.
    for (const path of compacted) {
      const elsewhere = single.filter((one) => dirname(one) !== dirname(path)).map(keyOf);
      if (!(await joiner.forget(path, elsewhere))) {
        return;
      }
    }
  }
  // What an export adds from here on is left for the next run: it may be elsewhere, too.
  const known = new Set(single);
  for (const [place, files] of byFolder(frameFiles(folder, frame))) {
    const joined = { ...files, single: files.single.filter((path) => known.has(path)) };
    if (joined.single.length + joined.compacted.length > 1) {
      await joiner.join(place, joined, key);
    }
  }
}

function byFolder({ single, compacted }: FrameFiles): Map<string, { single: string[]; compacted: string[] }> {
  const folders = new Map<string, { single: string[]; compacted: string[] }>();
  for (const [kind, paths] of [
    ['single', single],
    ['compacted', compacted],
  ] as const) {
    for (const path of paths) {
      const files = folders.get(dirname(path)) ?? { single: [], compacted: [] };
      folders.set(dirname(path), files);
      files[kind].push(path);
    }
  }
  return folders;
}

function countOf({ single, compacted, replaced }: FrameFiles): number {
  return single.length + compacted.length + replaced.length;
}
