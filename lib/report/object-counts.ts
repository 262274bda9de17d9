import type { Analysis } from '../wsk/index.ts';
import { formatCount } from './units.ts';

/** What became of the calls, IRPs and sockets of a trace, in a line each. */
export function objectCounts({
  calls,
  irps,
  sockets,
  maxInFlight,
}: Analysis): [name: string, line: string][] {
  return [
    [
      'calls',
      `${join([
        [calls.issued, 'issued'],
        [calls.completed, `completed (${formatCount(calls.inline)} inline)`],
        ...some(calls.withoutIrp, 'without an IRP, ended by their return'),
        ...some(calls.refused, 'refused by an error, never completed'),
        [calls.pendingAtEnd, 'pending at the end'],
        ...older(calls.olderThanTrace, calls.olderCompleted, 'completed'),
      ])}; ${formatCount(maxInFlight)} in flight at most`,
    ],
    [
      'IRPs',
      join([
        [irps.allocated, 'allocated'],
        [irps.freed, 'freed'],
        [irps.outstandingAtEnd, 'outstanding'],
        ...some(irps.passedDown, 'passed down by a driver above'),
        ...older(irps.olderThanTrace, irps.olderFreed, 'freed'),
      ]),
    ],
    [
      'sockets',
      join([
        [sockets.created, 'created'],
        [sockets.closed, 'closed'],
        [sockets.openAtEnd, 'open'],
        ...older(sockets.olderThanTrace, sockets.olderClosed, 'closed'),
      ]),
    ],
  ];
}

type Count = readonly [count: number, what: string];

/** What is older is among neither what began in the trace nor what of that ended: it is told apart, and what of it ended. */
function older(count: number, ended: number, how: string): Count[] {
  const of =
    ended === 0 ? '' : ended === count ? ` and ${how} in it` : ` (${formatCount(ended)} ${how} in it)`;
  return some(count, `older than the trace${of}`);
}

function some(count: number, what: string): Count[] {
  return count === 0 ? [] : [[count, what]];
}

function join(counts: readonly Count[]): string {
  return counts.map(([count, what]) => `${formatCount(count)} ${what}`).join(', ');
}
