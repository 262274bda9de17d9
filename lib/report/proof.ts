import type { Occurrence } from '../wsk/index.ts';
import { formatNs } from './units.ts';

/** An occurrence in a line: whom it concerns, and what happened to it in the order of time. */
export function proofLine({ subject, evidence }: Occurrence): string {
  const ids = [
    ...(subject.irpId === null ? [] : [`IRP ${subject.irpId}`]),
    ...(subject.callId === null ? [] : [`call ${subject.callId}`]),
    ...(subject.socketId === null ? [] : [`socket ${subject.socketId}`]),
  ];
  const steps = evidence.map(
    ({ timeNs, event, detail }) =>
      `${formatNs(timeNs)} ${event}${detail === undefined ? '' : ` (${detail})`}`,
  );
  const whom = ids.join(', ') || 'driver';
  // Of what is older than the trace, and no rundown lists, the trace may show no step.
  return steps.length === 0 ? `${whom}: from before the trace` : `${whom}: ${steps.join(' → ')}`;
}
