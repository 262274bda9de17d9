import type { Site } from './event-template.ts';

/** The rules that the driver's own life breaks: no script of calls does (lifetime.ts). A driver breaks one of them, once. */
export const LIFE_RULES = ['unload-stuck', 'not-deregistered'] as const;
export type LifeRule = (typeof LIFE_RULES)[number];

/** The rules of the analysis, by name. */
export type Rule =
  | 'irp-leak'
  | 'socket-leak'
  | 'never-completed'
  | 'double-completion'
  | 'double-free'
  | 'error-return-no-completion'
  | 'free-while-pending'
  | 'reuse-while-pending'
  | 'use-after-close'
  | 'status-mismatch'
  | 'close-stuck'
  | LifeRule
  | 'forced-close-ignored'
  | 'cancel-not-completed'
  | 'routine-result'
  | 'indication-not-released'
  | 'clock-anomaly';

/** Ids as the trace has them, in decimal. */
export interface Subject {
  irpId?: string;
  callId?: string;
  socketId?: string;
}

export interface Consequence {
  rule: Rule;
  subject: Subject;
}

/** A fault that was injected: what an analysis has to find, and what the fault leaves behind. */
export interface InjectedFault {
  rule: Rule;
  subject: Subject;
  /** Where the call was issued; without a call, where the IRP was allocated; without either, where the socket was made. */
  site: Site;
  /** The other places that have to do with it: where its IRP was allocated and its socket made. */
  otherSites: readonly Site[];
  consequences: Consequence[];
}

export interface Latency {
  /** Nearest-rank percentiles, maximum and mean in ns, over the calls whose issue and completion the trace shows. */
  p50: number;
  p90: number;
  p99: number;
  p999: number;
  max: number;
  mean: number;
}

export interface OperationTruth {
  op: string;
  issued: number;
  /** All completions of calls issued in the trace: succeeded + failed + cancelled. */
  completed: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  /** Calls without an IRP: they end with their return and have no completion. */
  withoutIrp: number;
  /** Calls that returned an error and never completed. */
  refused: number;
  /** Moved by calls issued in the trace. */
  bytes: number;
  latencyNs: Latency | null;
}

/**
 * What is true of a trace. Counts are of what the trace itself shows: what began before it (late start) counts under
 * `olderThanTrace`, and its completions, frees and closes not as the others do; a socket's bytes are those of every
 * completion that the trace shows. The file header, an event to a reader, is not among the events here. Of the calls in flight those that a rundown tells of count from there.
 */
export interface Truth {
  seed: number;
  events: { total: number; driver: number; noise: number; lost: number };
  calls: {
    issued: number;
    completed: number;
    /** Completions of calls older than the trace, which `completed` leaves out. */
    olderCompleted: number;
    inline: number;
    withoutIrp: number;
    /** Calls that returned an error and never completed. */
    refused: number;
    /** Calls issued in the trace, or told by its rundown, that had not ended at its end. */
    pendingAtEnd: number;
    /** Calls that the trace shows something of, but not their issue. */
    olderThanTrace: number;
  };
  operations: OperationTruth[];
  irps: {
    allocated: number;
    freed: number;
    /** Frees of IRPs older than the trace, which `freed` leaves out. */
    olderFreed: number;
    /** Neither freed nor passed down from above. Those older than the trace count where it shows them. */
    outstandingAtEnd: number;
    passedDown: number;
    olderThanTrace: number;
  };
  sockets: {
    created: number;
    closed: number;
    /** Closes of sockets older than the trace, which `closed` leaves out. */
    olderClosed: number;
    openAtEnd: number;
    olderThanTrace: number;
    bytesSent: number;
    bytesReceived: number;
  };
  maxInFlight: number;
  /** Whether the driver's unload began, and whether it ended. */
  unload: 'none' | 'done' | 'stuck';
  faults: InjectedFault[];
}
