import { countUpTo } from './count-up-to.ts';

/** Far more than are started while a machine is traced; a hostile trace must not fill the memory. */
const MAX_STARTS = 1_000_000;

/** When processes were started, by the numbers that they have one after the other. */
export class Lives {
  readonly #starts = new Map<number, number[]>();
  #count = 0;

  has(processId: number): boolean {
    return this.#starts.has(processId);
  }

  add(processId: number, ticks: number): void {
    if (this.#count++ >= MAX_STARTS) {
      return;
    }
    const starts = this.#starts.get(processId);
    if (starts === undefined) {
      this.#starts.set(processId, [ticks]);
    } else {
      starts.splice(countUpTo(starts, ticks), 0, ticks);
    }
  }

  startsUpTo(processId: number, ticks: number): number {
    return countUpTo(this.#starts.get(processId) ?? [], ticks);
  }

  /** From when on and up to when the process that has this number at a time has it, as far as that is known. */
  around(processId: number, ticks: number): readonly [from: number, to: number] {
    const starts = this.#starts.get(processId) ?? [];
    const next = countUpTo(starts, ticks);
    return [starts[next - 1] ?? Number.NEGATIVE_INFINITY, starts[next] ?? Number.POSITIVE_INFINITY];
  }
}
