import { Top } from '../../stats/index.ts';
import { type Observer, type SlowCall, slowCall } from '../../wsk/index.ts';
import { MAX_OPERATION } from './max-operation.ts';

/** Keeps the slowest calls of each operation: else one slow operation would hide all others. */
export class SlowCallCollector {
  readonly #perOperation: number;
  readonly #tops: (Top<SlowCall> | undefined)[] = [];

  constructor(perOperation: number) {
    this.#perOperation = perOperation;
  }

  observer(): Observer {
    return {
      callCompleted: (call, driver) => {
        if (call.isTimed && call.op <= MAX_OPERATION) {
          const top = this.#topOf(call.op);
          if (top.takes(call.latencyNs)) {
            top.add(slowCall(call, driver));
          }
        }
      },
    };
  }

  /** The slowest first. */
  result(): SlowCall[] {
    return this.#tops.flatMap((top) => top?.sorted() ?? []).sort((a, b) => b.latencyNs - a.latencyNs);
  }

  #topOf(op: number): Top<SlowCall> {
    let top = this.#tops[op];
    if (top === undefined) {
      top = new Top(this.#perOperation, ({ latencyNs }) => latencyNs);
      this.#tops[op] = top;
    }
    return top;
  }
}
