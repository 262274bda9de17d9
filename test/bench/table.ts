import type { Run } from './measure.ts';

/** One command over one trace: the median run. */
export interface Row extends Run {
  readonly trace: string;
  readonly command: string;
  readonly events: number;
  readonly bytes: number;
  /** Wall time as a multiple of reading the same file with `cat`. */
  readonly ratioToCat: number;
  /** Wall time as a multiple of the C loop's; null where that can't read the trace. */
  readonly ratioToReference: number | null;
}

const MB = 1e6;
const columns: readonly (readonly [string, (row: Row) => string])[] = [
  ['trace', ({ trace }) => trace],
  ['command', ({ command }) => command],
  ['MB', ({ bytes }) => (bytes / MB).toFixed(0)],
  ['s', ({ wallMs }) => (wallMs / 1000).toFixed(2)],
  ['s of processor', ({ cpuMs }) => (cpuMs / 1000).toFixed(2)],
  ['k events/s', ({ events, wallMs }) => (events / wallMs).toFixed(0)],
  ['MB/s', ({ bytes, wallMs }) => ((bytes / MB / wallMs) * 1000).toFixed(0)],
  ['peak MB', ({ peakBytes }) => (peakBytes / MB).toFixed(0)],
  ['× cat', ({ ratioToCat }) => ratioToCat.toFixed(1)],
  ['× C', ({ ratioToReference }) => ratioToReference?.toFixed(1) ?? ''],
];

/** The rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, of]) => of(row)))];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)));
  const lines = cells.map((line) => {
    const padded = line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)));
    return `| ${padded.join(' | ')} |`;
  });
  const rule = `|${widths.map((width, i) => (i < 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
