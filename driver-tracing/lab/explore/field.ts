import { frames, openTrace } from '../../../lib/index.ts';
import { analyze } from '../../../lib/wsk/index.ts';

/** What a call of a trace is known by: its operation, the driver's function, and how many such came before. */
export interface FieldCall {
  readonly op: string;
  readonly function: string;
  readonly times: number;
}

/** A trace as the script of a run. */
export interface FieldTrace {
  /** A line a rule, as the harness reads them (rules.c). */
  readonly rules: readonly string[];
  /** Its calls in the order of their issue, as "Op@function". */
  readonly calls: readonly string[];
  /** Fingerprints of its findings that are at least likely, and what each says. */
  readonly findings: ReadonlyMap<string, string>;
  /** What the trace does not tell, each a sentence. */
  readonly unknown: readonly string[];
}

interface CallRow {
  readonly callId: bigint;
  readonly op: string | null;
  readonly function: string | null;
  readonly issuedNs: number | null;
  readonly completedNs: number | null;
  readonly returnStatus: number | null;
  readonly completionStatus: number | null;
  readonly irpId: bigint | null;
  readonly bytes: number | null;
  readonly length: number | null;
  readonly inline: boolean | null;
}

interface CallbackRow {
  readonly kind: string;
  readonly socketId: bigint | null;
  readonly bytes: number | null;
  readonly enteredNs: number | null;
}

interface StateRow {
  readonly timeNs: number;
  readonly state: string;
  readonly status: string;
}

const STATUS_CANCELLED = 0xc0000120;
const CALLBACKS: Readonly<Record<string, string>> = {
  receive: 'socket-fails',
  'receive-from': 'socket-fails',
  accept: 'listener-fails',
};
const MOVING = new Set(['Send', 'Receive']);

/** Makes of a field trace the answers of a run: for each call how it ended and when, and when the unload began. */
export async function readField(file: string): Promise<FieldTrace> {
  const trace = await openTrace(file);
  try {
    const all = frames(trace);
    const calls = (all.calls.objects() as unknown as CallRow[])
      .filter(({ issuedNs, op }) => issuedNs !== null && op !== null)
      .sort((a, b) => a.issuedNs! - b.issuedNs! || Number(a.callId - b.callId));
    const callbacks = all.callbacks.objects() as unknown as CallbackRow[];
    const states = all.driver.objects() as unknown as StateRow[];
    const unload = states.find(({ state }) => state === 'UnloadStart')?.timeNs ?? null;
    const { findings, isLossy } = analyze(trace);
    const sure = findings.filter(({ confidence }) => confidence !== 'possible');
    return {
      rules: [...stateRules(states), ...callRules(calls, unload), ...callbackRules(callbacks)],
      calls: calls.map(({ op, function: name }) => `${op}@${name ?? '?'}`),
      findings: new Map(sure.map(({ fingerprint, rule, message }) => [fingerprint, `${rule}: ${message}`])),
      unknown: [
        'allocations, threads and waits leave no event: where the driver’s calls do not follow, each is tried',
        ...(isLossy ? ['the trace lost events: what they told is free'] : []),
        ...(unload === null ? ['the driver’s unload is not in the trace'] : []),
      ],
    };
  } finally {
    trace.close();
  }
}

function callRules(calls: readonly CallRow[], unload: number | null): string[] {
  const seen = new Map<string, number>();
  const last = unload === null ? undefined : calls.filter(({ issuedNs }) => issuedNs! <= unload).at(-1);
  return calls.flatMap((call) => {
    if (call.function === null) {
      return [];
    }
    const key = `${call.op} ${call.function}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const began = call === last ? `+unload@${Math.round((unload! - call.issuedNs!) / 1000)}` : '';
    return [`call ${key} ${times} ${answerOf(call)}${began}`];
  });
}

/** As the harness reads answers: what, how much, and after how many microseconds. */
function answerOf(call: CallRow): string {
  const { irpId, returnStatus, completionStatus, completedNs, issuedNs, op, bytes, length, inline } = call;
  if (irpId === null) {
    return returnStatus !== null && isError(returnStatus) ? `fails-${hex(returnStatus)}` : 'success';
  }
  if (completedNs === null && returnStatus !== null && isError(returnStatus)) {
    return `returns-${hex(returnStatus)}`; // a provider that completes nothing then
  }
  if (completedNs === null || completionStatus === STATUS_CANCELLED) {
    return 'never'; // until its socket is closed, or it is cancelled
  }
  const after = inline === true ? '' : `@${Math.max(1, Math.round((completedNs - issuedNs!) / 1000))}`;
  if (completionStatus !== null && isError(completionStatus)) {
    return `fails${inline === true ? '-inline' : ''}-${hex(completionStatus)}${after}`;
  }
  const how = inline === true ? 'inline' : 'later';
  if (op === 'Receive' && bytes === 0) {
    return `peer-shuts-down${after}`;
  }
  const isPart = MOVING.has(op!) && bytes !== null && length !== null && bytes < length;
  return `${how}${isPart ? `-moves-${bytes}` : ''}${after}`;
}

/** Callbacks that told of a failure: those without data, or without a socket. */
function callbackRules(callbacks: readonly CallbackRow[]): string[] {
  const seen = new Map<string, number>();
  return [...callbacks]
    .sort((a, b) => (a.enteredNs ?? 0) - (b.enteredNs ?? 0))
    .flatMap(({ kind, bytes }) => {
      const times = (seen.get(kind) ?? 0) + 1;
      seen.set(kind, times);
      const answer = CALLBACKS[kind];
      return answer !== undefined && kind !== 'accept' && bytes === 0
        ? [`callback ${kind} - ${times} ${answer}`]
        : [];
    });
}

function stateRules(states: readonly StateRow[]): string[] {
  const calls: Readonly<Record<string, string>> = {
    Registered: 'Register',
    NpiCaptured: 'CaptureProviderNPI',
  };
  const seen = new Map<string, number>();
  return states.flatMap(({ state, status }) => {
    const op = calls[state];
    if (op === undefined) {
      return [];
    }
    const times = (seen.get(op) ?? 0) + 1;
    seen.set(op, times);
    return status === 'STATUS_SUCCESS' ? [] : [`call ${op} - ${times} fails`];
  });
}

function isError(status: number): boolean {
  return status >= 0xc000_0000;
}

function hex(status: number): string {
  return status.toString(16).padStart(8, '0');
}
