import {
  type Call,
  informationOf,
  isFailure,
  isReceive,
  isSend,
  type Observer,
  operationName,
  Slices,
} from '../../wsk/index.ts';
import { bucketOf } from './buckets.ts';
import { LatencyCounts } from './latency-counts.ts';
import { MAX_OPERATION } from './max-operation.ts';

/** What happened in one slice of time; times are nanoseconds since the trace's start. */
export interface ActivitySlice {
  readonly fromNs: number;
  readonly toNs: number;
  readonly completed: number;
  readonly failed: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Calls in flight: the most, and the mean weighted by time. */
  readonly maxInFlight: number;
  readonly meanInFlight: number;
}

/** What the calls did over time: all distributions over any stretch of it are drawn from this. */
export interface Activity {
  /**
   * From the first call to the last thing that happened to one, or to the trace's end where something hangs till then;
   * without gaps, and shorter where more calls completed.
   */
  readonly slices: readonly ActivitySlice[];
  /** Names of the operations of completed calls, those with the most time spent first. */
  readonly ops: readonly string[];
  /** Four numbers for each combination that occurred: slice, operation, bucket (see bucketStart), calls. */
  readonly cells: readonly number[];
  /** When the trace ends. */
  readonly endNs: number;
}

/** Fine slices kept of the whole trace, so that the part with calls in it has enough of them. */
const FINE_SLICES = 4096;
const MIN_SLICES = 12;

class Content {
  isActive = false;
  completed = 0;
  failed = 0;
  bytesSent = 0;
  bytesReceived = 0;
  maxInFlight = 0;
  /** Calls in flight × ns. */
  inFlightNs = 0;
  readonly latencies = new LatencyCounts();

  /** Takes all of another, which must not be used any more. */
  add(from: Content): void {
    this.isActive ||= from.isActive;
    this.completed += from.completed;
    this.failed += from.failed;
    this.bytesSent += from.bytesSent;
    this.bytesReceived += from.bytesReceived;
    this.maxInFlight = Math.max(this.maxInFlight, from.maxInFlight);
    this.inFlightNs += from.inFlightNs;
    this.latencies.addAll(from.latencies);
  }
}

interface Piece {
  readonly fromNs: number;
  readonly toNs: number;
  readonly value: Content;
}

/** Gathers what the calls did over time, in memory for some thousand slices. */
export class ActivityCollector {
  readonly #count: number;
  readonly #slices = new Slices<Content>(
    FINE_SLICES,
    { make: () => new Content(), merge: (into, from) => into.add(from) },
    1,
  );
  readonly #spentNs = new Float64Array(MAX_OPERATION + 1);
  #inFlight = 0;
  /** Until when the calls in flight are accounted for. */
  #untilNs = 0;
  #endNs = 0;
  /** Whether a call was in flight at the trace's end, or an unload had begun and not ended. */
  #isHanging = false;

  /** @param count about how many slices the result is to have */
  constructor(count: number) {
    this.#count = count;
  }

  observer(): Observer {
    return {
      flightEntered: (_op, timeNs) => {
        this.#advance(timeNs);
        this.#inFlight++;
        const slice = this.#slices.at(timeNs);
        slice.isActive = true;
        slice.maxInFlight = Math.max(slice.maxInFlight, this.#inFlight);
      },
      flightLeft: (_op, timeNs) => {
        this.#advance(timeNs);
        this.#inFlight--;
        this.#slices.at(timeNs).isActive = true;
      },
      callCompleted: (call) => this.#completed(call),
      driverEnded: ({ endNs }, driver) => {
        this.#advance(endNs);
        this.#endNs = Math.max(this.#endNs, endNs);
        const before = this.#inFlight;
        for (const call of driver.calls.values()) {
          this.#inFlight -= call.isInFlight ? 1 : 0;
        }
        this.#isHanging = this.#inFlight < before || driver.isStillUnloading;
      },
    };
  }

  result(): Activity {
    const slices = this.#coarsen(this.#slices.divide(this.#endNs));
    const ops = [...this.#spentNs.keys()]
      .filter((op) => slices.some(({ value }) => value.latencies.of(op) !== undefined))
      .sort((a, b) => this.#spentNs[b]! - this.#spentNs[a]!);
    const cells: number[] = [];
    slices.forEach(({ value }, slice) => {
      ops.forEach((number, op) => {
        value.latencies.of(number)?.forEach((count, bucket) => {
          if (count > 0) {
            cells.push(slice, op, bucket, count);
          }
        });
      });
    });
    return { slices: slices.map(toSlice), ops: ops.map(operationName), cells, endNs: this.#endNs };
  }

  /** The stretch of fine slices in which something happened, as some coarser ones: each ends when it is full. */
  #coarsen(fine: readonly Piece[]): Piece[] {
    const first = Math.max(
      fine.findIndex(({ value }) => value.isActive),
      0,
    );
    const last = this.#isHanging ? fine.length - 1 : fine.findLastIndex(({ value }) => value.isActive);
    const active = fine.slice(first, last + 1);
    const calls = active.reduce((sum, { value }) => sum + value.completed, 0);
    // A slice with hardly a call in it tells nothing of a distribution.
    const count = Math.min(this.#count, Math.max(MIN_SLICES, Math.round(3 * Math.sqrt(calls))));
    const coarse: Piece[] = [];
    let pieces = 0;
    for (const piece of active) {
      const last = coarse.at(-1);
      const isFull =
        last === undefined ||
        pieces >= (2 * active.length) / count ||
        last.value.completed + piece.value.completed > (2 * calls) / count;
      const value = isFull ? new Content() : last.value;
      value.add(piece.value);
      if (isFull) {
        coarse.push({ ...piece, value });
        pieces = 1;
      } else {
        coarse[coarse.length - 1] = { ...last, toNs: piece.toNs };
        pieces++;
      }
    }
    return withoutNarrowEnd(coarse);
  }

  #completed(call: Call): void {
    const slice = this.#slices.at(call.completedNs);
    slice.isActive = true;
    const isFailed = isFailure(call.completionStatus);
    if (call.isTimed) {
      // Numbers that are none are counted as one.
      const op = Math.min(call.op, MAX_OPERATION);
      const { latencyNs } = call;
      slice.completed++;
      slice.failed += isFailed ? 1 : 0;
      slice.latencies.add(op, bucketOf(latencyNs));
      this.#spentNs[op]! += latencyNs;
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
      const sliceEndNs = (Math.floor(this.#untilNs / widthNs) + 1) * widthNs;
      const toNs = this.#inFlight === 0 ? timeNs : Math.min(sliceEndNs, timeNs);
      if (this.#inFlight > 0) {
        const slice = this.#slices.at(this.#untilNs);
        slice.inFlightNs += this.#inFlight * (toNs - this.#untilNs);
        slice.maxInFlight = Math.max(slice.maxInFlight, this.#inFlight);
      }
      this.#untilNs = toNs;
    }
  }
}

/** What is left over at the end, joined to the slice before it: a single call in a microsecond would be a million a second. */
function withoutNarrowEnd(slices: Piece[]): Piece[] {
  const [before, last] = slices.slice(-2);
  if (last === undefined || 2 * (last.toNs - last.fromNs) >= before!.toNs - before!.fromNs) {
    return slices;
  }
  before!.value.add(last.value);
  return [...slices.slice(0, -2), { ...before!, toNs: last.toNs }];
}

function toSlice({ fromNs, toNs, value }: Piece): ActivitySlice {
  const { completed, failed, bytesSent, bytesReceived, maxInFlight, inFlightNs } = value;
  const meanInFlight = toNs > fromNs ? inFlightNs / (toNs - fromNs) : maxInFlight;
  return { fromNs, toNs, completed, failed, bytesSent, bytesReceived, maxInFlight, meanInFlight };
}
