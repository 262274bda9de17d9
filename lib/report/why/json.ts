import { jsonText } from '../../text/index.ts';
import type { ExplainedCall, Why } from '../../why/index.ts';

export const WHY_SCHEMA = 'wsktrace.why/1';

/** `why --json`. */
export function whyJson(why: Why): string {
  const { analysis, calls, choice: _asked, ...rest } = why;
  const { trace, providers, isLossy, clocks } = analysis;
  const told = { schema: WHY_SCHEMA, trace, providers, isLossy, clocks, ...rest, calls: calls.map(callOf) };
  return `${jsonText(told, 2)}\n`;
}

/** A call without what only this program's own parts need; what was not seen is null. */
function callOf(call: ExplainedCall): object {
  const { driver, load, callId, socketId, opName, site, status, inline, processor, thread } = call;
  const { issuedNs, returnedNs, completedNs, completionProcessor, latencyNs, segments, after, isPending } =
    call;
  return {
    driver,
    load,
    callId,
    socketId,
    op: opName,
    site,
    status,
    inline,
    localAddress: call.localAddress || null,
    remoteAddress: call.remoteAddress || null,
    processor,
    thread,
    issuedNs,
    returnedNs: Number.isNaN(returnedNs) ? null : returnedNs,
    isPending,
    completedNs: isPending ? null : completedNs,
    completionProcessor: isPending ? null : completionProcessor,
    latencyNs,
    segments,
    after,
  };
}
