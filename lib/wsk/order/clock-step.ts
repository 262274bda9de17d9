/** Of the events of one processor that stand side by side, the share with equal times from which a clock is coarse. */
const MANY_TIES = 0.25;
/** No clock of Windows steps farther: the system clock's slowest rate is 15.6 ms. */
const WIDEST_STEP_NS = 20e6;

class ProcessorTimes {
  lastNs = Number.NaN;
  pairs = 0;
  ties = 0;
  /** Greatest common divisor of the differences, in ns. */
  divisor = 0;
  least = Number.POSITIVE_INFINITY;
}

/**
 * Finds by how much a trace's clock steps, from the times themselves. A coarse clock gives many events one time: what
 * happened within a step has no order by it.
 */
export class ClockStep {
  readonly #byProcessor = new Map<number, ProcessorTimes>();

  add(processor: number, clockNs: number): void {
    let times = this.#byProcessor.get(processor);
    if (times === undefined) {
      times = new ProcessorTimes();
      this.#byProcessor.set(processor, times);
    }
    const difference = Math.round(Math.abs(clockNs - times.lastNs));
    times.lastNs = clockNs;
    if (Number.isNaN(difference)) {
      return;
    }
    times.pairs++;
    if (difference === 0) {
      times.ties++;
      return;
    }
    times.least = Math.min(times.least, difference);
    if (difference % times.divisor !== 0) {
      times.divisor = divisorOf(times.divisor, difference);
    }
  }

  /** In ns; the widest that there is where the times can't tell. */
  get stepNs(): number {
    let widest = 0;
    for (const { pairs, ties, divisor, least } of this.#byProcessor.values()) {
      if (pairs > 0) {
        // A clock that steps evenly has its step in every difference. One that is adjusted on the way has not, but
        // then it shows by its ties.
        const step = ties > MANY_TIES * pairs ? least : divisor;
        widest = Math.max(widest, Math.min(step, WIDEST_STEP_NS));
      }
    }
    return widest === 0 ? WIDEST_STEP_NS : widest;
  }

  /** Whether so many events share a time that the step matters. */
  get isCoarse(): boolean {
    return [...this.#byProcessor.values()].some(({ pairs, ties }) => ties > MANY_TIES * pairs && pairs > 0);
  }
}

function divisorOf(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) {
    [x, y] = [y, x % y];
  }
  return x;
}
