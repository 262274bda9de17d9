import type { ExplainedCall, Why } from '../../../why/index.ts';
import { keeps, type Measurement, type Threshold } from './threshold.ts';

/** How long a call spent on what a threshold asks for, and how long nobody knows on what. */
interface Spent {
  readonly knownNs: number;
  readonly unknownNs: number;
}

/**
 * The most that a call spent on a cause, or in a module: null where what is not recorded decides whether the threshold is
 * kept.
 */
export function measureWhy(threshold: Threshold, { calls }: Why): Measurement {
  const { comparison, bound, labels } = threshold;
  const chosen = calls.filter(
    (call) =>
      (labels.op === undefined || call.opName === labels.op) &&
      (labels.function === undefined || call.site.function === labels.function),
  );
  if (chosen.length === 0) {
    return { value: null, samples: 0 };
  }
  const spent = chosen.map((call) => spentOn(call, labels));
  const least = Math.max(...spent.map(({ knownNs }) => knownNs));
  const most = Math.max(...spent.map(({ knownNs, unknownNs }) => knownNs + unknownNs));
  const isSure = keeps(least, comparison, bound) === keeps(most, comparison, bound);
  return { value: isSure ? least : null, samples: chosen.length };
}

function spentOn({ segments }: ExplainedCall, { cause, module }: Threshold['labels']): Spent {
  let [knownNs, unknownNs] = [0, 0];
  for (const segment of segments) {
    const ns = segment.endNs - segment.startNs;
    if (
      (cause === undefined || segment.cause === cause) &&
      (module === undefined || segment.module?.toLowerCase() === module.toLowerCase())
    ) {
      knownNs += ns;
    } else if (segment.cause === 'not-recorded') {
      unknownNs += ns;
    }
  }
  return { knownNs, unknownNs };
}
