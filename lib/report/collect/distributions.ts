import { ByOperation, type Observer, operationName } from '../../wsk/index.ts';
import { BUCKETS, type BucketCounts, bucketOf } from './buckets.ts';

/** How the latencies of each operation are distributed over the whole trace. */
export interface Distributions {
  readonly all: BucketCounts;
  of(op: string): BucketCounts;
}

/** Gathers what a terminal shows of distributions: one count a call, where a page needs what happened when. */
export class DistributionCollector {
  readonly #byOp = new ByOperation(() => new Uint32Array(BUCKETS));

  observer(): Observer {
    return {
      callCompleted: (call) => {
        if (call.isTimed) {
          this.#byOp.of(call.op)[bucketOf(call.latencyNs)]!++;
        }
      },
    };
  }

  result(): Distributions {
    const all = [...this.#byOp.entries()];
    const byName = new Map(all.map(([op, counts]) => [operationName(op), pairs(counts)]));
    const sum = new Uint32Array(BUCKETS);
    for (const [, counts] of all) {
      counts.forEach((count, bucket) => {
        sum[bucket]! += count;
      });
    }
    return { all: pairs(sum), of: (op) => byName.get(op) ?? [] };
  }
}

function pairs(counts: Uint32Array): BucketCounts {
  return [...counts].map((count, bucket) => [bucket, count] as const).filter(([, count]) => count > 0);
}
