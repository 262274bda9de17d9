import { formatCount, plural } from '../../units.ts';
import type { ThresholdResult } from './evaluate.ts';

/** Why it can't be told whether a threshold is kept. */
export function unknownReason({ traces, needed }: Pick<ThresholdResult, 'traces' | 'needed'>): string {
  if (traces.length === 0) {
    return 'no trace could be read';
  }
  const most = Math.max(...traces.map(({ samples }) => samples));
  if (needed > 0) {
    return `${plural(most, 'call')} in the fullest trace, ${formatCount(needed)} needed`;
  }
  // Any number of calls would do: there is none, or what they spent their time on is not known.
  return most === 0
    ? 'no call that it asks for is in a trace'
    : 'the traces do not record what is needed to tell (wsktrace why names it)';
}
