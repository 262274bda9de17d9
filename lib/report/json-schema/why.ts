import { z } from 'zod';
import { CAUSES } from '../../why/index.ts';
import { WHY_SCHEMA } from '../why/json.ts';
import { clocks } from './clocks.ts';
import { count, duration, idText, ns, publish, site } from './shared.ts';
import { traceFacts } from './trace-facts.ts';

const thread = z
  .strictObject({
    id: count,
    name: z.string().nullable(),
    processId: count.nullable(),
    process: z.string().nullable().describe('Its file name.'),
  })
  .describe('A thread, and its process: null for what the trace does not tell.');
const phase = z
  .enum(['inside', 'pending', 'local', 'routine', 'after'])
  .describe(
    'Inside the WSK function, pending, from the arrival of what completes it on, or behind its completion.',
  );
const cause = z.enum(CAUSES).describe('wsktrace explain why tells of each.');
const missing = z
  .enum([
    'CSWITCH',
    'READYTHREAD',
    'DPC',
    'INTERRUPT',
    'LOADER',
    'Microsoft-Windows-TCPIP',
    'Microsoft-Windows-Winsock-NameResolution',
    'SOCKET',
    'return',
    'lost',
    'untold',
  ])
  .nullable()
  .describe(
    'For not-recorded: the keyword or provider that is missing, lost events, or nothing that could be recorded.',
  );

const segment = z.strictObject({
  phase,
  cause,
  startNs: ns,
  endNs: ns.describe('Where the next segment begins.'),
  processor: count.nullable(),
  module: z.string().nullable().describe('The image of the DPC or interrupt.'),
  routine: z.string().nullable().describe('That routine: module and offset, or address.'),
  thread: thread
    .nullable()
    .describe(
      'Who ran; for a wait who ended it; for ready, preempted and interrupt-to-dpc who ran meanwhile; for resolver who resolved the name; for a pending call’s not-recorded who completed it.',
    ),
  missing,
  count: count
    .nullable()
    .describe(
      'For loss, and for not-recorded where it is told: how often something was sent again. For outstanding: calls waited for.',
    ),
  evidence: z.array(z.strictObject({ timeNs: ns, event: z.string(), processor: count.nullable() })),
});

const call = z.strictObject({
  driver: z.string(),
  load: count,
  callId: idText,
  socketId: idText,
  op: z.string(),
  site,
  status: z.string().describe('Name of the NTSTATUS.'),
  inline: z.boolean(),
  localAddress: z.string().nullable(),
  remoteAddress: z.string().nullable(),
  processor: count,
  thread,
  issuedNs: ns,
  returnedNs: ns.nullable(),
  isPending: z
    .boolean()
    .describe(
      'Whether it never completed: its segments reach to the end of the trace, or of the driver’s load.',
    ),
  completedNs: ns.nullable(),
  completionProcessor: count.nullable(),
  latencyNs: duration.describe('Of a pending call: how long it had been under way.'),
  segments: z.array(segment).describe('From the issue to the completion, without a gap.'),
  after: z.array(segment).describe('The completion routine, and up to the return or the waiter’s wake-up.'),
});

const share = {
  totalNs: duration,
  share: z.number().describe('Of all the calls’ time.'),
  longestNs: duration,
  calls: count.describe('In how many calls it came up.'),
};

const routine = z.strictObject({
  module: z.string().nullable(),
  routine: z.string(),
  kind: z.enum(['dpc', 'timer-dpc', 'threaded-dpc', 'isr', 'msi-isr', 'passive-isr']),
  vector: count.nullable(),
  isProfile: z.boolean().describe('Whether it is the interrupt by which the recording samples what runs.'),
  count,
  totalNs: duration.describe('With what interrupted it.'),
  exclusiveNs: duration.describe('Without what interrupted it.'),
  longestNs: duration,
  longestAtNs: ns,
  processors: z.array(
    z.strictObject({
      processor: count,
      count,
      totalNs: duration,
      share: z.number().describe('Of the trace’s time.'),
    }),
  ),
});

const routineSum = z.strictObject({ count, totalNs: duration, longestNs: duration });

const why = z.strictObject({
  schema: z.literal(WHY_SCHEMA),
  trace: traceFacts,
  providers: z.array(z.string()),
  isLossy: z.boolean().describe('Whether events are missing, so that less can be said for sure.'),
  clocks,
  durationNs: duration,
  recorded: z.strictObject({
    kernel: z.strictObject({
      switches: count,
      readied: count,
      dpcs: count,
      interrupts: count,
      samples: count,
      unreadable: count.describe('Events that are too short, or begin at a time that can’t be.'),
    }),
    tcp: z.strictObject({
      events: count,
      sends: z.boolean(),
      receives: z.boolean(),
      kernelNetwork: count.describe(
        'Events of Kernel-Network, or of the kernel logger’s, that tell addresses.',
      ),
      passedOver: count.describe('Events of TCPIP and of these that are not followed, or are too short.'),
      winsock: count.describe('Events of Winsock-AFD inside the calls, on their threads.'),
      nameResolution: count.describe('Events of Winsock-NameResolution and DNS-Client.'),
    }),
  }),
  matched: count.describe('Calls that fit what was asked for; `calls` may hold fewer.'),
  calls: z.array(call),
  summary: z.strictObject({
    totalNs: duration,
    byCause: z.array(z.strictObject({ phase, cause, missing, ...share })),
    byModule: z.array(z.strictObject({ module: z.string(), ...share })),
    byThread: z.array(z.strictObject({ thread, ...share })),
    byConnection: z.array(z.strictObject({ local: z.string(), remote: z.string(), ...share })),
  }),
  processors: z.array(
    z.strictObject({
      processor: count,
      switches: count,
      breaks: count.describe('Switches that don’t follow from the one before: events are missing there.'),
    }),
  ),
  modules: z
    .array(z.strictObject({ module: z.string().nullable(), dpcs: routineSum, interrupts: routineSum }))
    .describe('The profile interrupt, which the recording asked for, is not counted here.'),
  dpcs: z.array(routine),
  interrupts: z.array(routine),
  switches: z
    .array(z.strictObject({ thread, by: thread.nullable(), count, offNs: duration }))
    .describe(
      'Who took the processor from the driver’s threads, and how long these did not run because of it.',
    ),
  threads: z.array(
    z.strictObject({
      thread,
      fromNs: ns,
      toNs: ns,
      runningNs: duration,
      readyNs: duration,
      waitingNs: duration,
      unknownNs: duration,
      runs: count,
      preemptions: count,
      isDrivers: z.boolean(),
    }),
  ),
});

/** The JSON Schema of `why --json`. */
export function whyJsonSchema(): object {
  return publish('wsktrace.why.schema.json', 'wsktrace why --json', why);
}
