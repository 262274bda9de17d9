import { type Bucket, Distribution } from '../../stats/index.ts';
import { ByOperation } from '../by-operation.ts';
import { IdTable } from '../id-table.ts';
import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { Observer } from '../observer.ts';
import { operationName } from '../operation.ts';
import { type DurationSummary, summarize } from './summary.ts';

/** How an operation's calls went by, step by step. */
export interface OperationLatency {
  readonly op: string;
  readonly issued: number;
  readonly completed: number;
  /** Completed before the return, on the thread of the call. */
  readonly inline: number;
  /** Completed after the return. */
  readonly pended: number;
  /** Completed before the return, on another thread. */
  readonly raced: number;
  /** From issue to completion, of all, and apart for those completed inline and after the return. */
  readonly latencyNs: DurationSummary | null;
  readonly inlineNs: DurationSummary | null;
  readonly pendedNs: DurationSummary | null;
  readonly issueToReturnNs: DurationSummary | null;
  /** Of the calls that completed after their return. */
  readonly returnToCompletionNs: DurationSummary | null;
  /** From an IRP's last completion to its being freed. */
  readonly completionToFreeNs: DurationSummary | null;
  /** Latencies, four buckets a doubling. */
  readonly histogram: readonly Bucket[];
}

/** Durations of a step that are kept one by one; the latencies themselves all are. */
const EXACT = 512;
const BUCKETS_PER_OCTAVE = 4;

class Row {
  issued = 0;
  completed = 0;
  raced = 0;
  readonly latencies = new Distribution(Number.POSITIVE_INFINITY);
  readonly inline = new Distribution(EXACT);
  readonly pended = new Distribution(EXACT);
  readonly issueToReturn = new Distribution(EXACT);
  readonly returnToCompletion = new Distribution(EXACT);
  readonly completionToFree = new Distribution(EXACT);
}

/** The last completion on an IRP that is not freed yet. */
interface LastUse {
  op: number;
  completedNs: number;
}

/** Latencies by operation, and the steps that they are made of: eight bytes a call, and what is outstanding. */
export class OperationCollector {
  readonly #rows = new ByOperation(() => new Row());
  readonly #lastUses = new Map<Driver, IdTable<LastUse>>();

  observer(): Observer {
    return {
      callIssued: (call) => {
        this.#rows.of(call.op).issued++;
      },
      callReturned: (call) => {
        if (!call.isOlder) {
          this.#rows.of(call.op).issueToReturn.add(call.returnedNs - call.issuedNs);
        }
      },
      callCompleted: (call, driver) => {
        if (!call.isOlder) {
          this.#rows.of(call.op).completed++;
        }
        if (call.isTimed) {
          this.#completed(call, driver);
        }
        if (call.isMistimed) {
          this.#forget(call, driver);
        } else {
          this.#used(call, driver);
        }
      },
      callCompletedBeforeIssue: (call, _issuedNs, driver) => {
        this.#forget(call, driver);
        const row = this.#rows.of(call.op);
        row.issued++;
        row.completed++;
      },
      irpFreed: (irp, pending, driver) => {
        const last = this.#lastUses.get(driver)?.get(irp.idLow, irp.idHigh);
        if (last !== undefined && pending === null) {
          // The clocks leave open how long it was, not that the free came after the completion.
          this.#rows.of(last.op).completionToFree.add(Math.max(0, irp.freedNs - last.completedNs));
        }
      },
      irpEnded: (irp, driver) => {
        this.#lastUses.get(driver)?.delete(irp.idLow, irp.idHigh);
      },
      driverEnded: (_end, driver) => {
        this.#lastUses.delete(driver);
      },
    };
  }

  /** All operations by number, or one of them. */
  result(op: number | null = null): (OperationLatency & { readonly number: number })[] {
    return [...this.#rows.entries()]
      .filter(([number]) => op === null || number === op)
      .map(([number, row]) => ({ number, ...toLatency(number, row) }));
  }

  #completed(call: Call, { tells }: Driver): void {
    const row = this.#rows.of(call.op);
    row.latencies.add(call.latencyNs);
    if (call.inline) {
      row.inline.add(call.latencyNs);
    } else if (call.isReturned && call.returnedNs <= call.completedNs) {
      // By the times: where events were held back, one that came first can be taken last.
      row.pended.add(call.latencyNs);
      row.returnToCompletion.add(call.completedNs - call.returnedNs);
    } else if (tells.returns) {
      row.raced++;
    }
  }

  /** By clocks that disagree it is not known how long after the call's completion its IRP is freed. */
  #forget({ irpIdLow, irpIdHigh }: Call, driver: Driver): void {
    this.#lastUses.get(driver)?.delete(irpIdLow, irpIdHigh);
  }

  #used({ irp, op, completedNs }: Call, driver: Driver): void {
    // One passed down from above is not freed here.
    if (irp === null || irp.isEnded || irp.isPassedDown) {
      return;
    }
    let uses = this.#lastUses.get(driver);
    if (uses === undefined) {
      uses = new IdTable();
      this.#lastUses.set(driver, uses);
    }
    const last = uses.get(irp.idLow, irp.idHigh);
    if (last === undefined) {
      uses.set(irp.idLow, irp.idHigh, { op, completedNs });
    } else {
      last.op = op;
      last.completedNs = completedNs;
    }
  }
}

function toLatency(op: number, row: Row): OperationLatency {
  return {
    op: operationName(op),
    issued: row.issued,
    completed: row.completed,
    inline: row.inline.count,
    pended: row.pended.count,
    raced: row.raced,
    latencyNs: summarize(row.latencies),
    inlineNs: summarize(row.inline),
    pendedNs: summarize(row.pended),
    issueToReturnNs: summarize(row.issueToReturn),
    returnToCompletionNs: summarize(row.returnToCompletion),
    completionToFreeNs: summarize(row.completionToFree),
    histogram: row.latencies.histogram().buckets(BUCKETS_PER_OCTAVE),
  };
}
