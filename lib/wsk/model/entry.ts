import type { Living } from './life.ts';

/** What a registry keeps. */
export interface Entry extends Living {
  life: number;
  idLow: number;
  idHigh: number;
  /** Whether it ended, and is kept a while longer for what may still come of it. */
  isRemembered: boolean;
  reset(idLow: number, idHigh: number): void;
}

/** Orders by 64-bit ids. */
export function compareIds(a: Pick<Entry, 'idLow' | 'idHigh'>, b: Pick<Entry, 'idLow' | 'idHigh'>): number {
  return a.idHigh - b.idHigh || a.idLow - b.idLow;
}
