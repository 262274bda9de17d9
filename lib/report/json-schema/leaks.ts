import { z } from 'zod';
import { LEAKS_SCHEMA } from '../json.ts';
import { finding } from './finding.ts';
import { count, duration, idText, ns, publish, site } from './shared.ts';
import { traceFacts } from './trace-facts.ts';

const outstanding = z.strictObject({
  driver: z.string(),
  sinceNs: ns.describe('Since when it is known to exist; below 0 for what a rundown tells of.'),
  ageNs: duration,
  isOlder: z.boolean().describe('Whether it began before the trace, so that it may be older than told.'),
  site,
});

const call = outstanding.extend({
  callId: idText,
  irpId: idText,
  socketId: idText,
  op: z.string(),
  state: z
    .enum(['inside', 'pending', 'refused'])
    .describe(
      'Whether the WSK function has not returned, has, or has with an error and without the completion due.',
    ),
  returned: z.string().nullable().describe('Name of the NTSTATUS; null where the return was not seen.'),
  cancelRequestedNs: ns.nullable(),
  waits: count.describe('How often a bounded wait for it ran out.'),
  waitedMs: z.number().describe('The longest such wait, in milliseconds.'),
});

const irp = outstanding.extend({
  irpId: idText,
  inUseBy: idText.describe('The call that has it; null where it lies idle.'),
  uses: count,
  lastCallId: idText.describe('Its last call; null where none is in the trace.'),
  lastOp: z.string().nullable().describe('The operation of that call.'),
  lastSocketId: idText.describe('The socket of that call.'),
  idleNs: duration,
});

const socket = outstanding.extend({
  socketId: idText,
  category: z.string().nullable().describe('null where no event told it.'),
  listenerId: idText,
  localAddress: z.string().nullable(),
  remoteAddress: z.string().nullable(),
  calls: count,
  callsInFlight: count,
  retainedIndications: count,
  closeIssuedNs: ns
    .nullable()
    .describe('Since when its CloseSocket has not ended; null where none was issued.'),
});

const listOf = (item: z.ZodType) =>
  z.strictObject({ count: count.describe('All; the list may hold fewer.'), oldest: z.array(item) });

const leaks = z.strictObject({
  schema: z.literal(LEAKS_SCHEMA),
  trace: traceFacts,
  providers: z.array(z.string()),
  isLossy: z.boolean().describe('Whether events are missing, so that less can be said for sure.'),
  calls: listOf(call),
  irps: listOf(irp),
  sockets: listOf(socket),
  byFunction: z.array(
    z.strictObject({
      function: z.string().nullable(),
      calls: count,
      irps: count,
      sockets: count,
      oldestSinceNs: ns,
    }),
  ),
  bySocket: z.array(
    z.strictObject({
      driver: z.string(),
      socketId: z.string(),
      isOpen: z.boolean(),
      calls: count,
      ops: z.record(z.string(), count).describe('Operations of those calls, with their number.'),
      oldestSinceNs: ns,
    }),
  ),
  functionCount: count.describe('All functions; byFunction may hold fewer.'),
  socketCount: count.describe('All sockets; bySocket may hold fewer.'),
  busySocketCount: count.describe('Of those sockets the ones with calls outstanding.'),
  findings: z.array(finding).describe('Those about what is outstanding, or that lead to it.'),
});

/** The JSON Schema of `leaks --json`. */
export function leaksJsonSchema(): object {
  return publish('wsktrace.leaks.schema.json', 'wsktrace leaks --json', leaks);
}
