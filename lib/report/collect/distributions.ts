import { type Observer, operationName } from '../../wsk/index.ts';
import { BUCKETS, type BucketCounts, bucketOf } from './buckets.ts';

/** How the latencies of each operation are distributed over the whole trace. */
export interface Distributions {
  readonly all: BucketCounts;
  of(op: string): BucketCounts;
}

/** Gathers what a terminal shows of distributions: one count a call, where a page needs what happened when. */
export class DistributionCollector {
  readonly #byOp = new Map<number, Uint32Array>();

  observer(): Observer {
    return {
      callCompleted: (call) => {
        if (call.isTimed) {
          const counts = this.#countsOf(call.op);
          counts[bucketOf(call.latencyNs)]!++;
        }
      },
    };
  }

  result(): Distributions {
    const byName = new Map([...this.#byOp].map(([op, counts]) => [operationName(op), pairs(counts)]));
    const sum = new Uint32Array(BUCKETS);
    for (const counts of this.#byOp.values()) {
      counts.forEach((count, bucket) => {
        sum[bucket]! += count;
      });
    }
    return { all: pairs(sum), of: (op) => byName.get(op) ?? [] };
  }

  #countsOf(op: number): Uint32Array {
    let counts = this.#byOp.get(op);
    if (counts === undefined) {
      counts = new Uint32Array(BUCKETS);
      this.#byOp.set(op, counts);
    }
    return counts;
  }
}

function pairs(counts: Uint32Array): BucketCounts {
  return [...counts].map((count, bucket) => [bucket, count] as const).filter(([, count]) => count > 0);
}
