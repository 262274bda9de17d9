import type { Evidence, Finding, Occurrence } from '../../wsk/index.ts';
import type { Story } from '../collect/index.ts';

/** One step in the story of an IRP, a call or a socket. */
export interface Moment {
  /** Nanoseconds since the trace's start. */
  readonly timeNs: number;
  /** What happened, as in "completed". */
  readonly what: string;
  readonly detail: string;
  /** `bad` where the fault shows, `missing` for what should have happened and did not. */
  readonly kind: 'plain' | 'bad' | 'missing';
}

const WORDS: Readonly<Record<string, string>> = {
  IrpAllocated: 'allocated',
  IrpReused: 'used again',
  IrpCancelRequested: 'cancel requested',
  IrpFreed: 'freed',
  WskCallIssued: 'issued',
  WskCallReturned: 'returned',
  IrpCompleted: 'completed',
  RoutineReturned: 'routine returned',
  SocketCreated: 'created',
  SocketClosed: 'closed',
  CallRundown: 'still pending',
  IrpRundown: 'still allocated',
  SocketRundown: 'still open',
};

/** Of a socket, the steps of the call that closes it. */
const CLOSE_WORDS: Readonly<Record<string, string>> = {
  WskCallIssued: 'close issued',
  IrpCompleted: 'closed',
};

/** The step in which a rule is broken, where it is one that happened. */
const BAD_STEPS: Readonly<Partial<Record<Finding['rule'], string>>> = {
  'double-completion': 'completed',
  'double-free': 'freed',
  'free-while-pending': 'freed',
  'reuse-while-pending': 'used again',
  'use-after-close': 'issued',
  'clock-anomaly': 'completed',
  'status-mismatch': 'completed',
  'routine-result': 'routine returned',
  'error-return-no-completion': 'returned',
  'forced-close-ignored': 'completed',
};

/**
 * What happened to the object of a finding, in the order of time, with what did not happen and should have.
 * @param story null where only the finding's own evidence is known
 * @param endNs when the trace ends
 */
export function momentsOf(
  finding: Finding,
  occurrence: Occurrence,
  story: Story | null,
  endNs: number,
): Moment[] {
  const moments = withoutRepeats([
    ...storyMoments(occurrence, story),
    ...occurrence.evidence.map(evidenceMoment),
  ]).sort((a, b) => a.timeNs - b.timeNs);
  return [...markBad(finding, moments), ...missing(finding, occurrence, story, endNs)];
}

function storyMoments({ subject }: Occurrence, story: Story | null): Moment[] {
  if (story === null) {
    return [];
  }
  const { irp, call, socket } = story;
  const moments: Moment[] = [];
  const push = (timeNs: number | null | undefined, what: string, detail: string) => {
    if (timeNs !== null && timeNs !== undefined) {
      moments.push({ timeNs, what, detail, kind: 'plain' });
    }
  };
  if (subject.irpId === null && subject.callId === null && socket !== null) {
    push(socket.createdNs, 'created', socket.category ?? '');
    push(socket.closeIssuedNs, 'close issued', '');
    push(socket.closedNs, 'closed', '');
    return moments;
  }
  push(irp?.allocatedNs, 'allocated', placeOf(irp?.site));
  if (call !== null && (subject.callId === null || call.callId === subject.callId)) {
    push(
      call.issuedNs,
      'issued',
      `${call.op}${call.site.function === null ? '' : ` in ${placeOf(call.site)}`}`,
    );
    push(call.returnedNs, 'returned', call.returnStatus);
    push(call.cancelRequestedNs, 'cancel requested', '');
    push(call.completedNs, 'completed', call.completionStatus);
  }
  push(irp?.freedNs, 'freed', '');
  return moments;
}

function placeOf(site: { function: string | null; line: number | null } | undefined): string {
  const name = site?.function ?? '';
  return site?.line == null || name === '' ? name : `${name}:${site.line}`;
}

function evidenceMoment({ timeNs, event, detail }: Evidence): Moment {
  const ofClose = detail === 'CloseSocket' ? CLOSE_WORDS[event] : undefined;
  const what = ofClose ?? WORDS[event] ?? event;
  return { timeNs, what, detail: ofClose === undefined ? (detail ?? '') : '', kind: 'plain' };
}

/** A step of the story tells more than the same one as evidence; a double shows as two times of its own. */
function withoutRepeats(moments: readonly Moment[]): Moment[] {
  const seen = new Set<string>();
  return moments.filter(({ timeNs, what }) => {
    const key = `${Math.round(timeNs)} ${what}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function markBad({ rule }: Finding, moments: readonly Moment[]): Moment[] {
  const what = BAD_STEPS[rule];
  const bad = moments.findLastIndex((moment) => moment.what === what);
  return moments.map((moment, at) => (at === bad ? { ...moment, kind: 'bad' } : moment));
}

function missing({ rule }: Finding, { subject }: Occurrence, story: Story | null, endNs: number): Moment[] {
  const moments: Moment[] = [];
  const push = (what: string) => moments.push({ timeNs: endNs, what, detail: 'by the end', kind: 'missing' });
  if (rule === 'unload-stuck') {
    push('unload never ended');
    return moments;
  }
  const { irp = null, call = null, socket = null } = story ?? {};
  const isOfSocket = subject.irpId === null && subject.callId === null;
  if (!isOfSocket && call?.isPending && (subject.callId === null || call.callId === subject.callId)) {
    push('never completed');
  }
  if (!isOfSocket && irp?.isOutstanding) {
    push('never freed');
  }
  if (isOfSocket && socket !== null && socket.closedNs === null) {
    push(socket.closeIssuedNs === null ? 'never closed' : 'close never ended');
  }
  return moments;
}
