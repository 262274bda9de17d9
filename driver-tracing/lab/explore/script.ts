import type { Point } from './record.ts';

/** A point, and what the world answers there instead of what it kindly would. */
export interface Deviation {
  readonly point: Point;
  readonly answer: string;
  /** How many points of the same kind and operation came before, in the run that lists it, from 1 for the first. */
  readonly ordinal: number;
}

/** The deviations of a run, in the order in which it meets them. */
export type Script = readonly Deviation[];

/** As the harness reads it, and as a run is named for `--replay`. */
export function scriptText(script: Script): string {
  return script.map(({ point, answer }) => `${point.number}:${answer}`).join(';');
}

/** Every answer but the kind one of each point behind `after`. */
export function deviationsOf(points: readonly Point[], after = 0): Deviation[] {
  const seen = new Map<string, number>();
  return points.flatMap((point) => {
    const key = `${point.kind} ${point.what}`;
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    return point.number <= after ? [] : point.answers.slice(1).map((answer) => ({ point, answer, ordinal }));
  });
}

/** Whether two deviations share a socket or an IRP: those are the pairs to try first. */
export function areRelated(a: Deviation, b: Deviation): boolean {
  return (
    (a.point.socket !== 0 && a.point.socket === b.point.socket) ||
    (a.point.irp !== '0' && a.point.irp === b.point.irp)
  );
}

/** Failures, resets and limits come before what is only early or late: the less, the plainer is what a script does. */
export function plainness(script: Script): number {
  return script.reduce(
    (sum, { answer }) => sum + (SUBTLE.has(answer) ? 2 : answer.includes('inline') ? 1 : 0),
    0,
  );
}

const SUBTLE: ReadonlySet<string> = new Set(['late', 'never', 'unload', 'partial']);
