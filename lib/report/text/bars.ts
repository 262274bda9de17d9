import type { Bucket } from '../../stats/index.ts';
import { formatCount, formatNs } from '../units.ts';

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const LEVELS = '▁▂▃▄▅▆▇█';
/** With more buckets than this, a line stands for a whole doubling. */
const MAX_ROWS = 12;
const BAR_WIDTH = 40;

/** A bar of as many cells as the share of the greatest is of the width; what is not nothing shows at least an eighth. */
export function bar(value: number, greatest: number, width: number): string {
  if (value <= 0 || greatest <= 0) {
    return '';
  }
  const eighths = Math.max(1, Math.round((value / greatest) * width * 8));
  return '█'.repeat(eighths >> 3) + EIGHTHS[eighths & 7]!;
}

/** Numbers of 0 and above as one character each; a space for nothing. */
export function sparkline(values: readonly number[]): string {
  const greatest = Math.max(...values, 0);
  return values
    .map((value) =>
      value <= 0
        ? ' '
        : LEVELS[Math.min(LEVELS.length - 1, Math.ceil((value / greatest) * LEVELS.length) - 1)],
    )
    .join('');
}

/** The numbers in so many columns at the most: the greatest of those that share one. */
export function peaks(values: readonly number[], columns: number): number[] {
  const together = Math.ceil(values.length / columns);
  const result: number[] = [];
  for (const [at, value] of values.entries()) {
    const column = Math.floor(at / together);
    result[column] = Math.max(result[column] ?? value, value);
  }
  return result;
}

/** A histogram of durations, a line for each bucket. */
export function histogramLines(buckets: readonly Bucket[]): string[] {
  const rows = buckets.length <= MAX_ROWS ? buckets : byOctave(buckets);
  const greatest = Math.max(...rows.map(({ count }) => count), 0);
  const labels = rows.map(({ from, to }) => (from === 0 ? '0' : `${formatNs(from)} – ${formatNs(to)}`));
  const counts = rows.map(({ count }) => formatCount(count));
  const labelWidth = Math.max(...labels.map(({ length }) => length), 0);
  const countWidth = Math.max(...counts.map(({ length }) => length), 0);
  return rows.map(({ count }, at) =>
    `${labels[at]!.padStart(labelWidth)}  ${counts[at]!.padStart(countWidth)}  ${bar(count, greatest, BAR_WIDTH)}`.trimEnd(),
  );
}

/** One bucket for each doubling. */
function byOctave(buckets: readonly Bucket[]): Bucket[] {
  const octaves: Bucket[] = [];
  for (const { from, to, count } of buckets) {
    const last = octaves.at(-1);
    if (last !== undefined && octaveOf(last.from) === octaveOf(from)) {
      octaves[octaves.length - 1] = { from: last.from, to, count: last.count + count };
    } else {
      octaves.push({ from, to, count });
    }
  }
  return octaves;
}

function octaveOf(value: number): number {
  // No time at all is no part of any doubling.
  return value < 1 ? -1 : Math.floor(Math.log2(value));
}
