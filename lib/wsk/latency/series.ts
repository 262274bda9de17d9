import { Samples } from '../../stats/index.ts';
import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { Observer } from '../observer.ts';
import { operationName } from '../operation.ts';

/** Which calls to take the latencies of; what is left out may be anything. */
export interface CallSelector {
  /** Name of the operation. */
  readonly op?: string;
  /** The driver's function that issued the call. */
  readonly function?: string;
  /** Name of the driver's provider, or its GUID in lower case. */
  readonly provider?: string;
}

/** Collects the latencies of selected calls, in nanoseconds: eight bytes a call and selector. */
export class LatencySeries {
  readonly #selectors: readonly CallSelector[];
  readonly #samples: readonly Samples[];

  constructor(selectors: readonly CallSelector[]) {
    this.#selectors = selectors;
    this.#samples = selectors.map(() => new Samples());
  }

  observer(): Observer {
    return {
      callCompleted: (call, driver) => {
        // What began before the trace has a lower bound for its latency, and none of its own.
        if (call.isTimed) {
          this.#add(call, driver);
        }
      },
    };
  }

  /** The latencies of the selector at this place, from the least to the greatest. */
  sorted(index: number): Float64Array {
    return this.#samples[index]!.sorted();
  }

  #add(call: Call, driver: Driver): void {
    this.#selectors.forEach((selector, index) => {
      if (matches(selector, call, driver)) {
        this.#samples[index]!.add(call.latencyNs);
      }
    });
  }
}

function matches(selector: CallSelector, call: Call, { provider }: Driver): boolean {
  return (
    (selector.op === undefined || selector.op === operationName(call.op)) &&
    (selector.function === undefined || selector.function === call.site.function) &&
    (selector.provider === undefined ||
      selector.provider === provider.name ||
      selector.provider === provider.id)
  );
}
