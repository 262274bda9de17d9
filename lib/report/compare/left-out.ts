import { formatCount, plural } from '../units.ts';

/** A trace of a dataset that is not whole. */
export interface LeftOutTrace {
  readonly file: string;
  readonly status: 'lossy' | 'damaged' | 'unreadable';
  /** What is missing, or why it can’t be read. */
  readonly reason: string;
  /** What was found in it all the same. */
  readonly findings: number;
}

/** How many are named. */
const NAMED = 3;

/**
 * How many traces of a build are left out, and why: "build 43: 2 of 12 traces are left out, 1 lossy, 1 damaged: a.etl (lost
 * while recording: 3 events, 0 buffers), …". None is no line.
 * @param judged how many are not left out
 */
export function leftOutLine(build: string, leftOut: readonly LeftOutTrace[], judged: number): string[] {
  if (leftOut.length === 0) {
    return [];
  }
  const counts = (['lossy', 'damaged', 'unreadable'] as const)
    .map((wanted) => ({ wanted, count: leftOut.filter(({ status }) => status === wanted).length }))
    .filter(({ count }) => count > 0)
    .map(({ wanted, count }) => `${formatCount(count)} ${wanted}`);
  const named = leftOut.slice(0, NAMED).map(({ file, reason, findings }) => {
    // What can’t be read is told with its path in front.
    const why = reason.startsWith(`${file}: `) ? reason.slice(file.length + 2) : reason;
    return `${file} (${why}${findings > 0 ? `; ${plural(findings, 'finding')} in it` : ''})`;
  });
  const more = leftOut.length - named.length;
  return [
    `build ${build}: ${formatCount(leftOut.length)} of ${plural(judged + leftOut.length, 'trace')} left out, ` +
      `${counts.join(', ')}: ${named.join(', ')}${more > 0 ? `, and ${formatCount(more)} more` : ''}`,
  ];
}
