import { isDatagrams, isNotification, isResolvers, Op } from './operations.ts';
import type { SimCall } from './scenario.ts';
import { Frame, type SimProcessor, type SimThread, type Top } from './world.ts';

/** Part of a call's time as the machine knows it, in ticks since its first moment. */
export interface ToldSegment {
  readonly phase: 'inside' | 'pending' | 'local' | 'routine' | 'after';
  readonly cause: string;
  readonly from: number;
  readonly to: number;
  readonly processor: number | null;
  readonly module: string | null;
  /** Its module and the offset in it. */
  readonly routine: string | null;
  readonly threadId: number | null;
}

/** A call, and where its time went. */
export interface Told {
  readonly id: number;
  readonly op: number;
  readonly from: number;
  readonly to: number;
  readonly segments: readonly ToldSegment[];
  /** The completion routine; and, where the issuing thread waited for it, what it did until it ran again. */
  readonly after: readonly ToldSegment[];
  /** What the issuing thread did as long as it was inside the function, whatever completed the call meanwhile. */
  readonly inside: readonly ToldSegment[];
}

/** Where a call's time went, by the machine's own record of what every processor and thread did. */
export function truthOf(call: SimCall): Told {
  const isInline = call.completedIn === call.thread;
  const insideEnd = isInline ? call.completedAt : Math.min(call.returnedAt, call.completedAt);
  const local = isInline ? [] : localOfAny(call);
  const localFrom = Math.max(call.issuedAt, local[0]?.from ?? call.completedAt);
  const insideTo = Math.min(insideEnd, localFrom);
  const segments = [
    ...threadTime(call.thread, call.issuedAt, insideTo, 'inside'),
    ...pendingOf(call, insideTo, localFrom),
    ...local
      .filter(({ to }) => to > localFrom)
      .map((one) => ({ ...one, from: Math.max(one.from, localFrom) })),
  ];
  return {
    id: call.id,
    op: call.op,
    from: call.issuedAt,
    to: call.completedAt,
    segments,
    inside: threadTime(call.thread, call.issuedAt, insideEnd, 'inside'),
    after: isInline ? [] : afterOf(call),
  };
}

function nameOf(top: Top | null): { module: string | null; routine: string | null } {
  return top instanceof Frame
    ? { module: top.routine.module, routine: `${top.routine.module}+0x${top.routine.offset.toString(16)}` }
    : { module: null, routine: null };
}

/** What was on top of a processor between two moments. */
function topsOf(
  { tops }: SimProcessor,
  from: number,
  to: number,
): { from: number; to: number; top: Top | null }[] {
  return tops.flatMap(({ at, top }, index) => {
    const until = tops[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const piece = { from: Math.max(at, from), to: Math.min(until, to), top };
    return piece.to > piece.from ? [piece] : [];
  });
}

/** A thread's time, by its own record and that of the processors. */
function threadTime(thread: SimThread, from: number, to: number, phase: ToldSegment['phase']): ToldSegment[] {
  const segments: ToldSegment[] = [];
  for (const [index, fact] of thread.facts.entries()) {
    const start = Math.max(fact.at, from);
    const next = thread.facts[index + 1];
    const end = Math.min(next?.at ?? Number.POSITIVE_INFINITY, to);
    if (end <= start) continue;
    const { state, processor } = fact;
    if (state === 'waiting') {
      const by = next!.by!;
      const isDpc = by instanceof Frame;
      segments.push({
        phase,
        cause: 'waiting',
        from: start,
        to: end,
        processor: processor.number,
        ...nameOf(by),
        threadId: isDpc ? null : by.id,
      });
      continue;
    }
    // Who ran there instead: on the processor that it got next, or on the one that was taken from it.
    const where = state === 'ready' ? next!.processor : processor;
    for (const piece of topsOf(where, start, end)) {
      const { top } = piece;
      const isRoutine = top instanceof Frame;
      const onTop = isRoutine ? (top.routine.kind === 'isr' ? 'interrupt' : 'dpc') : 'running';
      segments.push({
        phase,
        cause: state === 'running' ? onTop : state,
        from: piece.from,
        to: piece.to,
        processor: where.number,
        ...nameOf(top),
        threadId: isRoutine ? null : (top?.id ?? 0),
      });
    }
  }
  return segments;
}

function localOfAny(call: SimCall): ToldSegment[] {
  if (isNotification(call.op)) return [];
  return isResolvers(call.op) ? localOfResolver(call) : localOf(call);
}

/** From the end of the resolving thread's last wait on, or else from where it began. */
function localOfResolver({ completedIn, resolvedFrom, completedAt }: SimCall): ToldSegment[] {
  const thread = completedIn as SimThread;
  // A wait that ended at the moment at which it began kept the call from nothing.
  const ready = thread.facts.findLast(
    ({ state, at, by }, index) =>
      state === 'ready' &&
      by !== null &&
      at > resolvedFrom &&
      at <= completedAt &&
      thread.facts[index - 1]!.at < at,
  );
  const { by, at: pivot } = ready ?? { by: null, at: resolvedFrom };
  const before = by instanceof Frame ? upTo(by, pivot) : [];
  return [...before, ...threadTime(thread, pivot, completedAt, 'local')];
}

/** From the interrupt that asked for a DPC to a moment in it. */
function upTo(dpc: Frame, pivot: number): ToldSegment[] {
  const interrupt = dpc.queuedBy!;
  return topsOf(dpc.processor, interrupt.startedAt, pivot).map(({ from, to, top }): ToldSegment => {
    const isRoutine = top instanceof Frame;
    const cause =
      top === dpc ? 'running' : top === interrupt || from >= dpc.startedAt ? 'interrupt' : 'interrupt-to-dpc';
    return {
      phase: 'local',
      cause,
      from,
      to,
      processor: dpc.processor.number,
      ...nameOf(top),
      threadId: isRoutine ? null : (top?.id ?? 0),
    };
  });
}

/** From the interrupt by which what completes the call reached the machine. */
function localOf(call: SimCall): ToldSegment[] {
  const dpc = call.arrivedIn!;
  const { completedIn } = call;
  const isInDpc = completedIn instanceof Frame;
  const ready = isInDpc
    ? undefined
    : completedIn!.facts.findLast(
        ({ state, at, by }) => state === 'ready' && by !== null && at <= call.completedAt,
      );
  const isWoken = ready?.by === dpc && ready.at >= call.arrivedAt;
  const pivot = isInDpc ? call.completedAt : isWoken ? ready.at : call.arrivedAt;
  const before = upTo(dpc, pivot);
  return isInDpc ? before : [...before, ...threadTime(completedIn!, pivot, call.completedAt, 'local')];
}

function afterOf({ thread, completedIn, completedAt, routineReturnedAt }: SimCall): ToldSegment[] {
  const isInDpc = completedIn instanceof Frame;
  const routine = isInDpc
    ? topsOf(completedIn.processor, completedAt, routineReturnedAt).map(({ from, to, top }): ToldSegment => {
        const cause = top === completedIn ? 'running' : 'interrupt';
        const processor = completedIn.processor.number;
        return { phase: 'routine', cause, from, to, processor, ...nameOf(top), threadId: null };
      })
    : threadTime(completedIn!, completedAt, routineReturnedAt, 'routine');
  const waits = thread.facts.findLastIndex(({ at }) => at <= completedAt);
  const [wait, ready] = [thread.facts[waits]!, thread.facts[waits + 1]];
  const isWoken = wait.state === 'waiting' && ready?.by === completedIn;
  const runs = thread.facts[waits + 2]?.at ?? completedAt;
  return isWoken ? [...routine, ...threadTime(thread, routineReturnedAt, runs, 'after')] : routine;
}

function pendingOf(call: SimCall, from: number, to: number): ToldSegment[] {
  const { op, resolvedFrom } = call;
  if (to <= from) return [];
  if (isNotification(op)) return [waits('notification', from, to)];
  if (isDatagrams(op)) return [waits(op === Op.SendTo ? 'send-completion' : 'peer', from, to)];
  if (isResolvers(op)) {
    const thread = call.completedIn as SimThread;
    const begun = Math.min(Math.max(from, resolvedFrom), to);
    const before = begun > from ? [{ ...waits('resolver', from, begun), threadId: thread.id }] : [];
    return [...before, ...threadTime(thread, begun, to, 'pending')];
  }
  return pendingOfTcp(call, from, to);
}

/** A stretch of which no processor and no thread has to be told. */
function waits(cause: string, from: number, to: number): ToldSegment {
  const nobody = { processor: null, module: null, routine: null, threadId: null };
  return { phase: 'pending', cause, from, to, ...nobody };
}

/** What the call waited for, by what TCP did. */
function pendingOfTcp({ op, connection }: SimCall, from: number, to: number): ToldSegment[] {
  const isReceive = op === Op.Receive;
  const segments: ToldSegment[] = [];
  const causeAt = (at: number): string => {
    if (isReceive) return 'peer';
    const before = connection.facts.filter((fact) => fact.at <= at);
    const window = before.findLast(({ what }) => what === 'closed' || what === 'opened');
    if (window?.what === 'closed') return 'peer-window';
    // Until it is sent again, a packet that is lost is what keeps the call; an acknowledgement in between is progress.
    const next = connection.facts.find(
      ({ at: when, what }) => when > at && when <= to && (what === 'again' || what === 'progress'),
    );
    return next?.what === 'again' ? 'loss' : 'acknowledgement';
  };
  const edges = [from, ...connection.facts.map(({ at }) => at).filter((at) => at > from && at < to), to];
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const end = edges[index + 1]!;
    if (end > start) {
      segments.push(waits(causeAt(start), start, end));
    }
  }
  return segments;
}
