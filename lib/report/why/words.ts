import type {
  Cause,
  DrawnDoing,
  ExplainedSegment,
  Missing,
  Phase,
  Share,
  ThreadName,
  Why,
} from '../../why/index.ts';
import { plural } from '../units.ts';

/** What the causes are called in tables. */
export const CAUSE_TITLES: Readonly<Record<Cause, string>> = {
  running: 'running',
  interrupt: 'interrupted by an ISR',
  dpc: 'interrupted by a DPC',
  preempted: 'preempted',
  ready: 'ready, not scheduled',
  waiting: 'waiting',
  'interrupt-to-dpc': 'from interrupt to DPC',
  peer: 'for the peer',
  acknowledgement: 'for an acknowledgement',
  loss: 'lost packets',
  'peer-window': 'the peer’s closed window',
  'send-completion': 'for the send to be completed',
  resolver: 'for the resolver',
  notification: 'for a change to be told of',
  outstanding: 'for other calls on the socket',
  'not-recorded': 'not recorded',
};

export const PHASE_TITLES: Readonly<Record<Phase, string>> = {
  inside: 'inside',
  pending: 'pending',
  local: 'local',
  routine: 'routine',
  after: 'after',
};

/** What to record, for what is missing; as a phrase behind “not recorded:”. */
export const MISSING_WORDS: Readonly<Record<Missing, string>> = {
  CSWITCH: 'context switches (kernel keyword CSWITCH)',
  READYTHREAD: 'who readies threads (kernel keyword READYTHREAD)',
  DPC: 'DPCs (kernel keyword DPC)',
  INTERRUPT: 'interrupts (kernel keyword INTERRUPT)',
  LOADER: 'images (kernel keyword LOADER)',
  'Microsoft-Windows-TCPIP': 'TCP and UDP (provider Microsoft-Windows-TCPIP, keywords 0x300000080)',
  'Microsoft-Windows-Winsock-NameResolution':
    'name resolution (providers Microsoft-Windows-Winsock-NameResolution and Microsoft-Windows-DNS-Client)',
  SOCKET: 'the socket’s addresses (the driver’s keyword 0x4, SOCKET)',
  return: 'when the function returned (an event of the driver’s, in its mapping)',
  lost: 'events were lost',
  untold: 'nothing in the trace tells it',
};

/** What would have to be recorded for more to be told. */
export function missingOf({ summary }: Why): Missing[] {
  const all = summary.byCause.flatMap(({ missing }) => (missing === null ? [] : [missing]));
  return [...new Set(all)].filter((one) => one !== 'untold');
}

/** One table of where the time of all calls went. */
export interface ShareTable {
  /** What its rows are. */
  readonly by: string;
  readonly title: string;
  readonly rows: readonly (Share & { readonly name: string })[];
}

/** Where the time of all calls went by cause, with what is missing for what is not recorded. */
export function causeTable({ summary }: Why): ShareTable {
  const rows = summary.byCause.map((row) => {
    const missing = row.missing === null ? '' : `, ${MISSING_WORDS[row.missing]}`;
    return { ...row, name: `${PHASE_TITLES[row.phase]}: ${CAUSE_TITLES[row.cause]}${missing}` };
  });
  return { by: 'cause', title: 'Where the time went', rows };
}

/** Where the time of all calls went by module, thread and connection; those that have rows. */
export function shareTables({ summary }: Why): ShareTable[] {
  const tables: ShareTable[] = [
    {
      by: 'module',
      title: 'By module',
      rows: summary.byModule.map((row) => ({ ...row, name: row.module })),
    },
    {
      by: 'thread',
      title: 'By thread',
      rows: summary.byThread.map((row) => ({ ...row, name: threadText(row.thread) })),
    },
    {
      by: 'connection',
      title: 'By connection, while pending',
      rows: summary.byConnection.map((row) => ({ ...row, name: `${row.local} → ${row.remote}` })),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

/** A thread as it is told: `System (4) thread 128`. */
export function threadText({ id, name, process, processId }: ThreadName): string {
  if (id === 0) {
    return 'Idle';
  }
  const own = name === null ? `thread ${id}` : `thread ${id} “${name}”`;
  return process === null ? own : `${process} (${processId}) ${own}`;
}

/** What a segment was, as a sentence without its subject. */
export function segmentText(segment: ExplainedSegment): string {
  const { cause, processor, count, missing } = segment;
  const who = whoOf(segment);
  const on = processor === null ? '' : ` on processor ${processor}`;
  switch (cause) {
    case 'running':
      // Inside the call it is the issuing thread, which the call's title names.
      return segment.routine === null && segment.phase === 'inside'
        ? `running${on}`
        : `running in ${who}${on}`;
    case 'interrupt':
      return `interrupted by the ISR ${who}${on}`;
    case 'dpc':
      return `interrupted by the DPC ${who}${on}`;
    case 'preempted':
      return who === '' ? `preempted${on}` : `preempted: ${who} ran${on}`;
    case 'ready':
      return who === '' ? `ready, not scheduled${on}` : `ready, not scheduled: ${who} ran${on}`;
    case 'waiting':
      return who === '' ? 'waiting' : `waiting, ended by ${who}`;
    case 'interrupt-to-dpc':
      return `interrupt served, DPC not begun: ${who} ran${on}`;
    case 'peer':
      return 'waiting for the peer: nothing of the connection arrived';
    case 'acknowledgement':
      return 'waiting for an acknowledgement';
    case 'loss':
      return `lost packets, sent again ${plural(count ?? 0, 'time')}`;
    case 'peer-window':
      return 'the peer’s window was closed';
    case 'send-completion':
      return 'UDP had the datagram, and its buffers were not given back';
    case 'resolver':
      return who === ''
        ? 'waiting for the resolver'
        : `waiting for the resolver: ${who} had not begun with the name`;
    case 'notification':
      return 'waiting for the change that it is to be told of';
    case 'outstanding':
      return `waiting for ${plural(count ?? 0, 'call or callback', 'calls or callbacks')} outstanding on the socket`;
    default: {
      const again =
        count === null ? '' : `; meanwhile data of the connection was sent again ${plural(count, 'time')}`;
      const completer = segment.phase === 'pending' && who !== '' ? `; ${who} completed the call` : '';
      return `not recorded: ${MISSING_WORDS[missing ?? 'untold']}${again}${completer}`;
    }
  }
}

function whoOf({ routine, thread }: ExplainedSegment): string {
  if (routine !== null) {
    return routine;
  }
  return thread === null ? '' : threadText(thread);
}

/** What a thread was doing, as a phrase behind its name. */
export function doingText({ state, processor, endedBy }: DrawnDoing): string {
  switch (state) {
    case 'running':
      return `on processor ${processor}`;
    case 'ready':
      return 'ready, not running';
    case 'waiting':
      return endedBy === null
        ? 'waiting'
        : `waiting, ended by ${typeof endedBy === 'string' ? endedBy : threadText(endedBy)}`;
    case 'off':
      return 'off its processor: waiting or ready';
  }
}
