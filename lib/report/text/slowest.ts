import { printable } from '../../text/index.ts';
import type { SlowCall, SlowCallInContext, Surroundings } from '../../wsk/index.ts';
import { inSite } from '../../wsk/index.ts';
import { formatCount, formatNs, plural } from '../units.ts';
import type { TextOptions } from './options.ts';
import { wrap, wrapAfter } from './wrap.ts';

/** Steps shown of what happened before a slow call's completion. */
const SHOWN_STEPS = 5;
const DETAIL = '    ';

/** The slowest calls, with what else happened meanwhile. */
export function slowestSection(calls: readonly SlowCallInContext[], options: TextOptions): string {
  return [options.style.heading('Slowest calls'), ...calls.map((call) => slowCallText(call, options))].join(
    '\n',
  );
}

function slowCallText(call: SlowCallInContext, { style, width }: TextOptions): string {
  const { latencyNs, op, site, socketId, callId, remoteAddress, status } = call;
  const peer = remoteAddress === null ? '' : ` to ${remoteAddress}`;
  const where = socketId === null ? '' : `, socket ${socketId}${peer}`;
  const head = `${formatNs(latencyNs)}  ${op}${inSite(site)}  (call ${callId}${where})  ${status}`;
  const lines = [
    stepsOf(call),
    `when issued: ${plural(call.inFlightAtIssue, 'other call')} in flight` +
      (socketId === null ? '' : `, ${formatCount(call.socketInFlightAtIssue)} on this socket`),
    ...(call.onSocket === null ? [] : [`on socket ${socketId} meanwhile: ${surroundings(call.onSocket)}`]),
    `on processor ${call.processor} meanwhile: ${surroundings(call.onProcessor)}`,
  ];
  return [
    '',
    `  ${wrapAfter(printable(head), width, DETAIL)}`,
    ...lines.map((line) => style.dim(wrap(printable(line), width, DETAIL))),
  ].join('\n');
}

function stepsOf({ issuedNs, returnedNs, completedNs, inline }: SlowCall): string {
  const returned = returnedNs === null ? '' : `, returned after ${formatNs(returnedNs - issuedNs)}`;
  return `issued at ${formatNs(issuedNs)}${returned}, completed ${inline ? 'inline ' : ''}at ${formatNs(completedNs)}`;
}

function surroundings({ issued, completed, callbacks, callbackNs, lastSteps }: Surroundings): string {
  const counts = [
    `${formatCount(issued)} issued`,
    `${formatCount(completed)} completed`,
    ...(callbacks === 0 ? [] : [`${plural(callbacks, 'callback')} of ${formatNs(callbackNs)} in all`]),
  ].join(', ');
  const steps = lastSteps
    .slice(-SHOWN_STEPS)
    .map(({ timeNs, event, what }) => `${formatNs(timeNs)} ${event} ${what}`);
  return steps.length === 0 ? counts : `${counts}; last ${steps.join(' → ')}`;
}
