import { lossLine, type ProviderFacts } from '../../decode/index.ts';
import { type Analysis, isReceive, isSend, operationNumber } from '../../wsk/index.ts';
import { edgeLines } from '../edges.ts';
import { hintLines, untracedLines } from '../hints.ts';
import { doubtLines } from '../text/facts.ts';
import { formatCount, formatNs, plural } from '../units.ts';
import { RecordingCommands } from './recording-commands.ts';

/** `missing`: something can't be told without it; `none`: nothing of it is in the trace, which may be because nothing happened. */
export type Health = 'ok' | 'none' | 'missing';

/** One part of a recording. */
export interface Diagnosis {
  readonly part: string;
  readonly health: Health;
  /** What is there, or what can't be told without it. */
  readonly told: string;
  /** What to do about it, each a command or a sentence; empty where nothing is to be done. */
  readonly fixes: readonly string[];
}

/** What of a recording is there, and what is missing, the most important first. */
export function diagnose(analysis: Analysis): Diagnosis[] {
  const { trace } = analysis;
  const ours = trace.providers.filter(({ name, id }) =>
    analysis.providers.some((one) => one === name || one === id),
  );
  const commands = new RecordingCommands(ours);
  if (ours.length === 0 && analysis.mapped.some(({ isSeen }) => isSeen)) {
    // Keywords and rundown are those of the library's own events.
    return [
      mappedDriver(analysis),
      ...whole(analysis),
      // How it is recorded is for who has mapped the driver.
      ...tracing(
        untracedLines(analysis.hints),
        'record the events that the mapping names as issues: wsktrace explain mapping',
      ),
      clock(analysis),
      kernel(trace.providers, commands),
    ];
  }
  if (ours.length === 0) {
    return [noDriver(trace.providers, commands), ...whole(analysis), kernel(trace.providers, commands)];
  }
  return [
    {
      part: 'driver',
      health: 'ok',
      told: `${analysis.providers.join(', ')}: ${plural(sum(ours.map(({ events }) => events)), 'event')}`,
      fixes: [],
    },
    ...whole(analysis),
    ...keywords(analysis, ours, commands),
    ...ends(analysis, ours, commands),
    names(analysis, ours),
    ...tracing(hintLines(analysis.hints), 'wsktrace explain adding-to-your-driver'),
    clock(analysis),
    kernel(trace.providers, commands),
  ];
}

function mappedDriver({ providers, calls }: Analysis): Diagnosis {
  return {
    part: 'driver',
    health: 'ok',
    told: `${providers.join(', ')}, by a mapping: ${plural(calls.issued, 'call')}`,
    fixes: [],
  };
}

function noDriver(providers: readonly ProviderFacts[], commands: RecordingCommands): Diagnosis {
  return {
    part: 'driver',
    health: 'missing',
    told: `no event of a WSK driver among those of ${plural(providers.length, 'provider')}`,
    fixes: [
      ...commands.profile('WskTrace'),
      'wsktrace report trace.etl --provider NAME, where the driver has a provider of its own',
      'wsktrace library DIR, where the driver has no tracing yet',
    ],
  };
}

/** Losses and damage, and an end. */
function whole({ trace, edges }: Analysis): Diagnosis[] {
  const doubts = doubtLines(trace);
  const isLossy = lossLine(trace) !== null;
  const losses: Diagnosis =
    doubts.length === 0
      ? { part: 'losses', health: 'ok', told: 'no event lost, no damage', fixes: [] }
      : {
          part: 'losses',
          health: 'missing',
          told: doubts.join('; '),
          fixes: isLossy
            ? [
                'logman … -bs 1024 -nb 64 256, or BufferSize="1024" and Buffers Value="256" in wsktrace.wprp',
                'leave out keyword 0x20 (sends and receives) where they are too many',
              ]
            : ['copy the file again: a damaged one was cut or changed after it was recorded'],
        };
  const stopped: Diagnosis =
    edges === null
      ? { part: 'end', health: 'ok', told: 'the session was stopped, and wrote all that it had', fixes: [] }
      : {
          part: 'end',
          health: edges.isOpen ? 'missing' : 'none',
          told: edgeLines(edges).join('; '),
          fixes: edges.isOpen
            ? [
                'logman stop wsktrace -ets, or wpr -stop trace.etl',
                'wsktrace explain post-mortem, where the machine crashed',
              ]
            : [],
        };
  return [losses, stopped];
}

interface Keyword {
  readonly bit: string;
  readonly name: string;
  readonly isThere: boolean;
  /** What can't be told without it. */
  readonly without: string;
}

function keywords(
  { operations }: Analysis,
  ours: readonly ProviderFacts[],
  commands: RecordingCommands,
): Diagnosis[] {
  const count = countsOf(ours);
  const has = (...names: readonly string[]) => names.some((name) => (count.get(name) ?? 0) > 0);
  const moves = (op: string) => {
    const number = operationNumber(op);
    return number !== null && (isSend(number) || isReceive(number));
  };
  const all: Keyword[] = [
    {
      bit: '0x1',
      name: 'IRP',
      isThere: has('IrpAllocated', 'IrpReused', 'IrpFreed'),
      without: 'IRPs that leak, and those freed or used again too early',
    },
    {
      bit: '0x2',
      name: 'CALL',
      isThere: operations.some(({ op }) => !moves(op)),
      without: 'calls other than sends and receives, closes among them',
    },
    {
      bit: '0x20',
      name: 'DATA',
      isThere: operations.some(({ op }) => moves(op)),
      without: 'sends and receives, and their latencies',
    },
    {
      bit: '0x4',
      name: 'SOCKET',
      isThere: has('SocketCreated', 'SocketClosed'),
      without: 'sockets that leak, and their addresses',
    },
    {
      bit: '0x8',
      name: 'CLIENT',
      isThere: has('DriverState'),
      without: 'unload and deregistration, which prove a leak',
    },
    {
      bit: '0x10',
      name: 'CALLBACK',
      isThere: has('CallbackEnter', 'CallbackLeave'),
      without: 'how long event callbacks run',
    },
  ];
  const [first, ...others] = commands.allKeywords();
  return all.map(({ bit, name, isThere, without }) => ({
    part: `keyword ${bit} ${name}`,
    health: isThere ? 'ok' : 'none',
    told: isThere ? 'recorded' : `nothing of it is in the trace; without it can’t be told: ${without}`,
    fixes: isThere ? [] : [`if it was off: ${first}`, ...others],
  }));
}

/** Where the trace begins and ends in the driver's life. */
function ends(
  { calls, irps, sockets }: Analysis,
  ours: readonly ProviderFacts[],
  commands: RecordingCommands,
): Diagnosis[] {
  const hasRundown = (countsOf(ours).get('RundownBegin') ?? 0) > 0;
  const [command, ...rest] = commands.profile('WskTrace');
  const older = calls.olderThanTrace + irps.olderThanTrace + sockets.olderThanTrace;
  return [
    hasRundown
      ? { part: 'rundown', health: 'ok', told: 'the driver told what was outstanding', fixes: [] }
      : {
          part: 'rundown',
          health: older > 0 ? 'missing' : 'none',
          told:
            older > 0
              ? `${plural(older, 'object')} older than the trace, and nothing tells how old`
              : 'none in the trace: what is older than it would not be known',
          fixes: [`keyword 0x40: ${command}`, ...rest],
        },
  ];
}

function names({ findings, operations }: Analysis, ours: readonly ProviderFacts[]): Diagnosis {
  const nameless = sum(
    ours.flatMap(({ eventNames }) =>
      Object.entries(eventNames).map(([name, count]) => (/^Event\(\d+\)$/.test(name) ? count : 0)),
    ),
  );
  if (nameless > 0) {
    return {
      part: 'names',
      health: 'missing',
      told: `${plural(nameless, 'event')} of the driver without a name`,
      fixes: [
        'wsktrace events trace.etl --manifest driver.man',
        'wsktrace report trace.etl --mapping driver.json',
      ],
    };
  }
  const sites = findings.filter(({ site }) => site.function === null && site.line !== null);
  return sites.length === 0 || operations.length === 0
    ? { part: 'names', health: 'ok', told: 'every event of the driver has its name', fixes: [] }
    : {
        part: 'names',
        health: 'missing',
        told: `${plural(sites.length, 'finding')} with a line and no function: the driver was built with an older library`,
        fixes: ['wsktrace library DIR, and build the driver again'],
      };
}

/** What the driver's tracing seems to miss. */
function tracing(lines: readonly string[], fix: string): Diagnosis[] {
  return lines.map((told) => ({ part: 'tracing', health: 'missing', told, fixes: [fix] }));
}

function clock({ clocks, trace }: Analysis): Diagnosis {
  return clocks.stepNs === null
    ? {
        part: 'clock',
        health: 'ok',
        told: `${trace.clock}, ${formatCount(trace.perfFreq)} ticks a second`,
        fixes: [],
      }
    : {
        part: 'clock',
        health: 'missing',
        told: `it moves in steps of ${formatNs(clocks.stepNs)}: shorter latencies and their order can’t be told`,
        fixes: ['logman … -ct perf, or a profile of wpr, which has that clock'],
      };
}

/** What `why` needs, by the names of the kernel's events. */
const KERNEL: readonly (readonly [keyword: string, ...events: string[]])[] = [
  ['CSwitch', 'Thread/CSwitch'],
  ['ReadyThread', 'Thread/ReadyThread'],
  ['DPC', 'PerfInfo/DPC', 'PerfInfo/TimerDPC', 'PerfInfo/ThreadedDPC'],
  ['Interrupt', 'PerfInfo/ISR', 'PerfInfo/ISR-MSI'],
  ['Loader', 'Image/Load', 'Image/DCStart', 'Image/DCEnd'],
  ['ProcessThread', 'Thread/Start', 'Thread/DCStart', 'Thread/DCEnd'],
];

function kernel(providers: readonly ProviderFacts[], commands: RecordingCommands): Diagnosis {
  const count = countsOf(providers);
  const missing = KERNEL.filter(([, ...events]) => events.every((event) => !count.has(event))).map(
    ([name]) => name,
  );
  const tcpip = providers.some(({ name }) => name === 'Microsoft-Windows-TCPIP')
    ? []
    : ['Microsoft-Windows-TCPIP'];
  const all = [...missing, ...tcpip];
  return all.length === 0
    ? { part: 'kernel', health: 'ok', told: 'wsktrace why can tell why calls were slow', fixes: [] }
    : {
        part: 'kernel',
        health: missing.length === KERNEL.length ? 'none' : 'missing',
        told: `not recorded: ${all.join(', ')}. wsktrace why can’t tell what rests on them`,
        fixes: commands.profile('WskTraceWhy'),
      };
}

function countsOf(providers: readonly ProviderFacts[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { eventNames } of providers) {
    for (const [name, count] of Object.entries(eventNames)) {
      counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
