import type { Cause, Missing, Phase } from './calls/segment.ts';
import type { ThreadName } from './names.ts';
import type { ExplainedCall, ExplainedSegment } from './why.ts';

/** How much of the calls' time went to something, and in how many of them it came up. */
export interface Share {
  readonly totalNs: number;
  /** Of all the calls' time. */
  readonly share: number;
  readonly longestNs: number;
  readonly calls: number;
}

/** Where the time of all explained calls went. The greatest share first. */
export interface WhySummary {
  readonly totalNs: number;
  readonly byCause: readonly (Share & {
    readonly phase: Phase;
    readonly cause: Cause;
    readonly missing: Missing | null;
  })[];
  /** By the module whose DPCs and interrupts took the time. */
  readonly byModule: readonly (Share & { readonly module: string })[];
  /** By the thread that ran in a thread's place, or that it waited for. */
  readonly byThread: readonly (Share & { readonly thread: ThreadName })[];
  /** By the connection, for what was the network's. */
  readonly byConnection: readonly (Share & { readonly local: string; readonly remote: string })[];
}

class Sum<T> {
  readonly what: T;
  totalNs = 0;
  longestNs = 0;
  readonly #calls = new Set<ExplainedCall>();

  constructor(what: T) {
    this.what = what;
  }

  add(call: ExplainedCall, ns: number): void {
    this.totalNs += ns;
    this.longestNs = Math.max(this.longestNs, ns);
    this.#calls.add(call);
  }

  result(ofNs: number): T & Share {
    const { totalNs, longestNs } = this;
    const share = ofNs > 0 ? totalNs / ofNs : 0;
    return { ...this.what, totalNs, share, longestNs, calls: this.#calls.size };
  }
}

/** Sums of one kind, by what they are of. */
class Sums<T> {
  readonly #sums = new Map<string, Sum<T>>();

  add(key: string, what: T, call: ExplainedCall, ns: number): void {
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      sum = new Sum(what);
      this.#sums.set(key, sum);
    }
    sum.add(call, ns);
  }

  result(ofNs: number): (T & Share)[] {
    return [...this.#sums.values()].map((sum) => sum.result(ofNs)).sort((a, b) => b.totalNs - a.totalNs);
  }
}

/** Sums up where the time of calls went. */
export function summarise(calls: readonly ExplainedCall[]): WhySummary {
  const byCause = new Sums<{ phase: Phase; cause: Cause; missing: Missing | null }>();
  const byModule = new Sums<{ module: string }>();
  const byThread = new Sums<{ thread: ThreadName }>();
  const byConnection = new Sums<{ local: string; remote: string }>();
  let totalNs = 0;
  for (const call of calls) {
    totalNs += call.latencyNs;
    for (const segment of call.segments) {
      const ns = segment.endNs - segment.startNs;
      const { phase, cause, missing, module, thread } = segment;
      byCause.add(`${phase} ${cause} ${missing}`, { phase, cause, missing }, call, ns);
      if (module !== null) {
        byModule.add(module, { module }, call, ns);
      }
      if (thread !== null && isOthers(segment)) {
        byThread.add(`${thread.id} ${thread.process}`, { thread }, call, ns);
      }
      const { localAddress: local, remoteAddress: remote } = call;
      if (phase === 'pending' && remote !== '') {
        byConnection.add(`${local} ${remote}`, { local, remote }, call, ns);
      }
    }
  }
  return {
    totalNs,
    byCause: byCause.result(totalNs),
    byModule: byModule.result(totalNs),
    byThread: byThread.result(totalNs),
    byConnection: byConnection.result(totalNs),
  };
}

const OTHERS: ReadonlySet<Cause> = new Set(['preempted', 'ready', 'waiting', 'interrupt-to-dpc', 'resolver']);

/** Whether the thread that a segment names is another than the one that was kept. */
function isOthers({ cause }: ExplainedSegment): boolean {
  return OTHERS.has(cause);
}
