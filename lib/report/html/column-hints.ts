/** What the columns of a table say where their titles alone don't, by the table's id without a number at its end. */
const HINTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  operations: {
    issued: 'Calls whose beginning is in the trace',
    done: 'Calls whose IRP was completed; a call without an IRP is done when it returns',
    failed: 'Completed with an error status, those that were cancelled left out',
    cancelled: 'Completed with STATUS_CANCELLED',
    bytes: 'What the completions tell in IoStatus.Information',
    p50: 'Half of the calls took no longer, from issue to completion (nearest rank)',
    p90: 'Nine in ten of the calls took no longer (nearest rank)',
    p99: '99 of 100 calls took no longer (nearest rank)',
    'p99.9': '999 of 1,000 calls took no longer (nearest rank); the slowest where there are fewer',
    max: 'The slowest call',
    distribution:
      'How many calls took how long, on a logarithmic scale from the fastest to the slowest of all operations',
  },
  'slowest-calls': {
    latency: 'From the issue of the call to the completion of its IRP',
    'issued in': 'The function and line of the driver that made the call',
    'issued at': 'Since the start of the trace',
    'in the call': 'From the issue of the call to its return, which may come before or after the completion',
    status: 'IoStatus.Status of the completion',
    call: 'The number of the call, as in CallId of the events',
    IRP: 'The number of the IRP’s life, as in IrpId of the events: an address is used again, a number is not',
    socket: 'The number of the socket, as in SocketId of the events',
    peer: 'The remote address, where the driver told it',
    processor: 'Where the call was issued',
  },
  'socket-lives': {
    socket: 'The number of the socket, as in SocketId of the events',
    life: 'From its creation to its close, in the time of the trace',
    opened: 'Since the start of the trace',
    lived: 'From its creation to the completion of its close, or to the end of the trace',
    calls: 'Calls on the socket',
    sent: 'Bytes of completed sends',
    received: 'Bytes of completed receives',
    'created in': 'The function and line of the driver that created it',
    outcome: 'Whether it was closed in the trace',
  },
  'irp-lives': {
    IRP: 'The number of the IRP’s life, as in IrpId of the events: an address is used again, a number is not',
    life: 'From its allocation to its free, in the time of the trace',
    allocated: 'Since the start of the trace',
    lived: 'From its allocation to its free, or to the end of the trace',
    uses: 'Calls that it was given to',
    'last call': 'The last call that it was given to',
    'allocated in': 'The function and line of the driver that allocated it',
    outcome: 'Whether it was freed in the trace',
  },
  changes: {
    'base calls': 'Completed calls of the other trace',
    calls: 'Completed calls of this trace',
    'base p50': 'In the other trace, half of the calls took no longer',
    p50: 'Half of the calls took no longer (nearest rank)',
    'base p99': 'In the other trace, 99 of 100 calls took no longer',
    p99: '99 of 100 calls took no longer (nearest rank)',
    change: 'This trace against the other one',
  },
  'why-causes': {
    cause: 'What the time was spent on; wsktrace explain why tells what to do about each',
    total: 'Of all explained calls together',
    share: 'Of the time of all explained calls',
    longest: 'The longest single stretch',
    calls: 'Explained calls that spent time so',
  },
  segments: {
    from: 'Since the issue of the call',
    for: 'Segments add up to the latency, exactly',
    phase:
      'Inside the call, pending, local from the arrival of what completes it, in the routine, or after it',
    'proved by': 'The events of the trace that show it',
  },
  routines: {
    routine: 'Module and offset of the routine, from the image events of the trace',
    kind: 'As the kernel tells: a plain, a timer’s or a threaded DPC; an interrupt by line or by message',
    count: 'How often it ran',
    total: 'From its entries to its exits, together',
    longest: 'The longest single run',
    'share of each processor': 'Of the processor’s time in the trace',
  },
  'why-switches': {
    'taken from it by': 'Who ran in its place',
    times: 'How often the processor was taken from the driver’s thread while it could run',
    'off for': 'How long it then did not run',
  },
  'fleet-findings': {
    build: 'In the order of the builds’ first traces',
    'certain in': 'Traces of the build in which it is proven',
    'likely in': 'Traces in which it is likely, but not proven',
    judged: 'Traces of the build of which nothing is missing',
    share: 'Of the judged traces, those in which it is certain or likely',
    'possible in':
      'Judged traces that look like it, and like something harmless, too: a doubt that counts for nothing',
    'in not judged': 'Lossy or damaged traces that have it: what is missing in them may explain it',
    fingerprint: 'The same for the same rule, provider, operation and function',
  },
  'fleet-latency': {
    traces: 'Judged traces with enough calls; each counts once',
    median: 'Of the traces’ percentiles',
    from: 'Bootstrap interval of 95 %, its lower end',
    to: 'Bootstrap interval of 95 %, its upper end',
  },
  'fleet-drift': {
    verdict: 'Whether a change point is shown',
    'changed with': 'The first build after the change point',
    before: 'Median of the traces before it',
    since: 'Median of the traces from it on',
    change: 'Since against before',
    p: 'The chance of so clear a change point where nothing changed',
  },
  'fleet-machines': {
    judged: 'Traces of which nothing is missing',
    'not judged': 'Lossy, damaged or unreadable traces',
    'with findings': 'Judged traces with a finding that is certain or likely',
    share: 'Of the judged traces, those with findings',
    'p99 of': 'The median over the machine’s traces of their 99th percentile',
  },
  'fleet-not-judged': {
    status: 'lossy: events were lost; damaged: parts can’t be read; unreadable: nothing can',
    'findings in it': 'What was found all the same; what is missing may explain it',
  },
  'fleet-traces': {
    'start (UTC)': 'When the recording began',
    status: 'ok; lossy: events were lost; damaged: parts can’t be read; unreadable: nothing can',
    findings: 'Findings in the trace',
    traceId: 'A hash of what was recorded: the name of the trace’s files in the dataset',
  },
};

/** Tables that are alike. */
const SAME: Readonly<Record<string, string>> = {
  'why-modules': 'why-causes',
  'why-threads': 'why-causes',
  'why-connections': 'why-causes',
  'why-dpcs': 'routines',
  'why-interrupts': 'routines',
};

/** What a column says; null where its title says all. */
export function columnHint(table: string, title: string): string | null {
  const kind = table.replace(/-\d+$/, '');
  const hints = HINTS[SAME[kind] ?? kind] ?? {};
  // The operation stands in some titles.
  return hints[title] ?? hints[title.replace(/ of .*$/, ' of')] ?? null;
}
