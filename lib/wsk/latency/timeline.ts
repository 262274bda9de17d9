import { type Bucket, Distribution } from '../../stats/index.ts';
import type { Call } from '../model/call.ts';
import type { Observer } from '../observer.ts';
import { isReceive, isSend } from '../operation.ts';
import { informationOf } from '../recorder/calls.ts';
import { isFailure } from '../status.ts';
import { Slices } from './slices.ts';
import { type DurationSummary, perSecond, summarize } from './summary.ts';

/** What happened in one slice of time. */
export interface TimelineSlice {
  readonly fromNs: number;
  readonly toNs: number;
  readonly issued: number;
  readonly completed: number;
  readonly completedPerSecond: number;
  readonly failed: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Of the calls that completed in it. */
  readonly latencyNs: DurationSummary | null;
  /** The same latencies, four buckets a doubling. */
  readonly histogram: readonly Bucket[];
  /** Calls in flight: the most, and the mean weighted by time. */
  readonly maxInFlight: number;
  readonly meanInFlight: number;
}

class Content {
  issued = 0;
  completed = 0;
  failed = 0;
  bytesSent = 0;
  bytesReceived = 0;
  readonly latencies = new Distribution(EXACT);
  maxInFlight = 0;
  /** Calls in flight × ns. */
  inFlightNs = 0;

  merge(from: Content): void {
    this.issued += from.issued;
    this.completed += from.completed;
    this.failed += from.failed;
    this.bytesSent += from.bytesSent;
    this.bytesReceived += from.bytesReceived;
    this.latencies.merge(from.latencies);
    this.maxInFlight = Math.max(this.maxInFlight, from.maxInFlight);
    this.inFlightNs += from.inFlightNs;
  }
}

/** Latencies of a slice that are kept one by one. */
const EXACT = 256;
const BUCKETS_PER_OCTAVE = 4;
export const DEFAULT_SLICES = 60;

/** Throughput, latencies and queue depth by slices of time, for charts: of all calls, or of those of one operation. */
export class Timeline {
  readonly #op: number | null;
  readonly #slices: Slices<Content>;
  #inFlight = 0;
  /** Until when the calls in flight are accounted for. */
  #untilNs = 0;
  #endNs = Number.NaN;

  constructor(count: number, op: number | null = null) {
    this.#op = op;
    this.#slices = new Slices(count, {
      make: () => new Content(),
      merge: (into, from) => into.merge(from),
    });
  }

  observer(): Observer {
    return {
      callIssued: (call) => {
        if (this.#isOurs(call.op)) {
          this.#slices.at(call.issuedNs).issued++;
        }
      },
      flightEntered: (op, timeNs) => {
        if (this.#isOurs(op)) {
          this.#advance(timeNs);
          this.#inFlight++;
          const slice = this.#slices.at(timeNs);
          slice.maxInFlight = Math.max(slice.maxInFlight, this.#inFlight);
        }
      },
      flightLeft: (op, timeNs) => {
        if (this.#isOurs(op)) {
          this.#advance(timeNs);
          this.#inFlight--;
        }
      },
      callCompleted: (call) => {
        if (this.#isOurs(call.op)) {
          this.#completed(call);
        }
      },
      callCompletedBeforeIssue: (call, issuedNs) => {
        if (this.#isOurs(call.op)) {
          this.#slices.at(issuedNs).issued++;
          count(call, this.#slices.at(call.completedNs));
        }
      },
      driverEnded: ({ endNs }, driver) => {
        this.#advance(endNs);
        this.#endNs = endNs;
        for (const call of driver.calls.values()) {
          this.#inFlight -= call.isInFlight && this.#isOurs(call.op) ? 1 : 0;
        }
      },
    };
  }

  /** The slices from the trace's start to its end; none where no driver was seen. */
  slices(): TimelineSlice[] {
    if (Number.isNaN(this.#endNs)) {
      return [];
    }
    return this.#slices.divide(this.#endNs).map(({ fromNs, toNs, value }) => ({
      fromNs,
      toNs,
      issued: value.issued,
      completed: value.completed,
      completedPerSecond: perSecond(value.completed, toNs - fromNs),
      failed: value.failed,
      bytesSent: value.bytesSent,
      bytesReceived: value.bytesReceived,
      latencyNs: summarize(value.latencies),
      histogram: value.latencies.histogram().buckets(BUCKETS_PER_OCTAVE),
      maxInFlight: value.maxInFlight,
      meanInFlight: toNs > fromNs ? value.inFlightNs / (toNs - fromNs) : value.maxInFlight,
    }));
  }

  #isOurs(op: number): boolean {
    return this.#op === null || op === this.#op;
  }

  #completed(call: Call): void {
    const slice = this.#slices.at(call.completedNs);
    const isFailed = isFailure(call.completionStatus);
    if (!call.isOlder) {
      count(call, slice);
    }
    if (call.isTimed) {
      slice.latencies.add(call.latencyNs);
    }
    if (!isFailed && isSend(call.op)) {
      slice.bytesSent += informationOf(call);
    } else if (!isFailed && isReceive(call.op)) {
      slice.bytesReceived += informationOf(call);
    }
  }

  /** Accounts for the calls in flight up to a time, slice by slice. */
  #advance(timeNs: number): void {
    // Looked up first, since it may widen the slices.
    this.#slices.at(timeNs);
    const { widthNs } = this.#slices;
    while (this.#untilNs < timeNs) {
      const slice = this.#slices.at(this.#untilNs);
      const sliceEndNs = (Math.floor(this.#untilNs / widthNs) + 1) * widthNs;
      const toNs = this.#inFlight === 0 ? timeNs : Math.min(sliceEndNs, timeNs);
      if (this.#inFlight > 0) {
        slice.inFlightNs += this.#inFlight * (toNs - this.#untilNs);
        slice.maxInFlight = Math.max(slice.maxInFlight, this.#inFlight);
      }
      this.#untilNs = toNs;
    }
  }
}

function count(call: Call, slice: Content): void {
  slice.completed++;
  slice.failed += isFailure(call.completionStatus) ? 1 : 0;
}
