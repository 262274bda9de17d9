import type { Provider } from '../decode/index.ts';
import { Samples } from '../stats/index.ts';
import { ByOperation } from './by-operation.ts';
import type { Call } from './model/call.ts';
import type { Driver } from './model/driver.ts';
import type { Observer } from './observer.ts';
import { isReceive, isSend, operationName } from './operation.ts';
import { informationOf } from './recorder/calls.ts';
import { isFailure, Status } from './status.ts';

/** Latencies in nanoseconds, nearest-rank; null where no call of the operation completed. */
export interface LatencySummary {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly mean: number;
}

/** What became of an operation's calls. `failed` and `cancelled` are among `completed`. */
export interface OperationSummary {
  readonly op: string;
  readonly issued: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Calls without an IRP, which their return ended. */
  readonly withoutIrp: number;
  /** Calls whose function returned an error and that never completed, though a completion is due all the same. */
  readonly refused: number;
  readonly bytes: number;
  readonly latencyNs: LatencySummary | null;
}

class Row {
  issued = 0;
  completed = 0;
  failed = 0;
  cancelled = 0;
  withoutIrp = 0;
  refused = 0;
  bytes = 0;
  readonly latencies = new Samples();
}

/** Counts and exact latencies for each operation: eight bytes a call. */
export class OperationTable {
  readonly #rows = new Map<Provider, ByOperation<Row>>();
  #latest: Provider | null = null;
  #latestRows = newRows();

  observer(): Observer {
    return {
      callIssued: (call, driver) => {
        const row = this.#row(driver.provider, call.op);
        row.issued++;
        // Its return may have come before.
        row.refused += call.isRefused ? 1 : 0;
      },
      callCompleted: (call, driver) => {
        if (!call.isOlder) {
          this.#completed(call, driver);
        }
      },
      callReturned: (call, driver) => {
        if (!call.isOlder && (!call.hasIrp || call.isRefused)) {
          this.#row(driver.provider, call.op)[call.hasIrp ? 'refused' : 'withoutIrp']++;
        }
      },
      callCompletedBeforeIssue: (call, _issuedNs, driver) => {
        const row = this.#row(driver.provider, call.op);
        row.issued++;
        this.#count(call, row);
      },
    };
  }

  /** A nearest-rank percentile of the latencies of an operation; NaN where none is known. */
  percentile(provider: Provider, op: number, fraction: number): number {
    return this.#rows.get(provider)?.get(op)?.latencies.percentiles([fraction])[0] ?? Number.NaN;
  }

  /** All operations of all drivers, by number. */
  summaries(): OperationSummary[] {
    const merged = new Map<number, Row[]>();
    for (const rows of this.#rows.values()) {
      for (const [op, row] of rows.entries()) {
        merged.set(op, [...(merged.get(op) ?? []), row]);
      }
    }
    return [...merged].sort(([a], [b]) => a - b).map(([op, rows]) => summarize(op, rows));
  }

  #completed(call: Call, driver: Driver): void {
    const row = this.#row(driver.provider, call.op);
    this.#count(call, row);
    row.refused -= call.returnedError && call.hasIrp ? 1 : 0;
    if (call.isTimed) {
      row.latencies.add(call.latencyNs);
    }
  }

  #count(call: Call, row: Row): void {
    const { completionStatus: status, op } = call;
    row.completed++;
    if (status === Status.Cancelled) {
      row.cancelled++;
    } else if (isFailure(status)) {
      row.failed++;
    } else if (isSend(op) || isReceive(op)) {
      row.bytes += informationOf(call);
    }
  }

  #row(provider: Provider, op: number): Row {
    // As a rule there is one provider: it is looked up when another's turn comes.
    return (provider === this.#latest ? this.#latestRows : this.#rowsOf(provider)).of(op);
  }

  #rowsOf(provider: Provider): ByOperation<Row> {
    let rows = this.#rows.get(provider);
    if (rows === undefined) {
      rows = newRows();
      this.#rows.set(provider, rows);
    }
    this.#latest = provider;
    this.#latestRows = rows;
    return rows;
  }
}

function newRows(): ByOperation<Row> {
  return new ByOperation(() => new Row());
}

function summarize(op: number, rows: readonly Row[]): OperationSummary {
  const sum = (field: 'issued' | 'completed' | 'failed' | 'cancelled' | 'withoutIrp' | 'refused' | 'bytes') =>
    rows.reduce((total, row) => total + row[field], 0);
  return {
    op: operationName(op),
    issued: sum('issued'),
    completed: sum('completed'),
    failed: sum('failed'),
    cancelled: sum('cancelled'),
    withoutIrp: sum('withoutIrp'),
    refused: sum('refused'),
    bytes: sum('bytes'),
    latencyNs: summarizeLatencies(rows.map((row) => row.latencies)),
  };
}

function summarizeLatencies(parts: readonly Samples[]): LatencySummary | null {
  const count = parts.reduce((total, samples) => total + samples.count, 0);
  if (count === 0) {
    return null;
  }
  const all = parts.length === 1 ? parts[0]! : joined(parts);
  const [p50, p90, p99, p999, max] = all.percentiles([0.5, 0.9, 0.99, 0.999, 1]) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const mean = parts.reduce((total, samples) => total + (samples.mean || 0) * samples.count, 0) / count;
  return { p50, p90, p99, p999, max, mean };
}

/** Several drivers' latencies of one operation together. */
function joined(parts: readonly Samples[]): Samples {
  const all = new Samples();
  for (const part of parts) {
    for (const value of part.sorted()) {
      all.add(value);
    }
  }
  return all;
}
