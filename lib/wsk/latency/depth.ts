import type { Observer } from '../observer.ts';

/** How many calls were in flight. */
export interface DepthSummary {
  readonly max: number;
  /** Weighted by time, from the first call in flight to the end of the trace. */
  readonly mean: number;
}

/** A number that changes over time: its greatest value and its integral, in units × ns. */
class Gauge {
  value = 0;
  max = 0;
  integral = 0;
  #sinceNs: number;

  constructor(sinceNs: number) {
    this.#sinceNs = sinceNs;
  }

  advance(timeNs: number): void {
    if (timeNs > this.#sinceNs) {
      this.integral += this.value * (timeNs - this.#sinceNs);
      this.#sinceNs = timeNs;
    }
  }

  change(timeNs: number, by: number): void {
    this.advance(timeNs);
    this.value += by;
    this.max = Math.max(this.max, this.value);
  }
}

/** Counts the calls in flight, in total and by operation, over time. */
export class QueueDepth {
  #total: Gauge | null = null;
  #firstNs = Number.NaN;
  #endNs = Number.NaN;
  readonly #byOp = new Map<number, Gauge>();

  observer(): Observer {
    return {
      flightEntered: (op, timeNs) => {
        if (this.#total === null) {
          this.#total = new Gauge(timeNs);
          this.#firstNs = timeNs;
        }
        this.#total.change(timeNs, 1);
        this.#gaugeOf(op, timeNs).change(timeNs, 1);
      },
      flightLeft: (op, timeNs) => {
        this.#total?.change(timeNs, -1);
        this.#gaugeOf(op, timeNs).change(timeNs, -1);
      },
      driverEnded: ({ endNs }, driver) => {
        this.#end(endNs);
        // What a driver leaves behind in flight ends with it: the next load begins with none.
        for (const call of driver.calls.values()) {
          if (call.isInFlight) {
            this.#total?.change(endNs, -1);
            this.#gaugeOf(call.op, endNs).change(endNs, -1);
          }
        }
      },
    };
  }

  /** From the first call in flight to the end; null where there was no call. */
  get window(): { readonly fromNs: number; readonly toNs: number } | null {
    return this.#total === null ? null : { fromNs: this.#firstNs, toNs: this.#endNs };
  }

  /** All operations together, or one of them; null where none was in flight ever. */
  summary(op?: number): DepthSummary | null {
    const gauge = op === undefined ? this.#total : this.#byOp.get(op);
    if (gauge === null || gauge === undefined) {
      return null;
    }
    const durationNs = this.#endNs - this.#firstNs;
    return { max: gauge.max, mean: durationNs > 0 ? gauge.integral / durationNs : gauge.max };
  }

  #end(endNs: number): void {
    this.#endNs = endNs;
    this.#total?.advance(endNs);
    for (const gauge of this.#byOp.values()) {
      gauge.advance(endNs);
    }
  }

  #gaugeOf(op: number, timeNs: number): Gauge {
    let gauge = this.#byOp.get(op);
    if (gauge === undefined) {
      gauge = new Gauge(timeNs);
      this.#byOp.set(op, gauge);
    }
    return gauge;
  }
}
