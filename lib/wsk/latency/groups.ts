import { Distribution } from '../../stats/index.ts';
import type { Call } from '../model/call.ts';
import type { Driver } from '../model/driver.ts';
import type { Observer } from '../observer.ts';
import { isReceive, isSend } from '../operation.ts';
import { informationOf } from '../recorder/calls.ts';
import { isFailure, Status } from '../status.ts';
import { type KeyedDimension, keyOf } from './dimension.ts';
import { type DurationSummary, perSecond, summarize } from './summary.ts';

/** The completed calls of one key. */
export interface Group {
  readonly key: string;
  readonly completed: number;
  readonly completedPerSecond: number;
  /** Among `completed`. */
  readonly failed: number;
  readonly cancelled: number;
  readonly bytes: number;
  readonly latencyNs: DurationSummary;
}

export interface Grouping {
  readonly by: KeyedDimension;
  /** Those with the most time spent in calls first. */
  readonly groups: readonly Group[];
  /** Keys that came when there were too many already, together; null where all have a group of their own. */
  readonly others: Group | null;
}

/** Groups kept at the same time. Sockets that are closed make room when they had little part in the whole. */
export const MAX_GROUPS = 4096;
/** Latencies of a group that are kept one by one, so that small groups have exact percentiles. */
const EXACT = 512;

class Row {
  failed = 0;
  cancelled = 0;
  bytes = 0;
  readonly latencies = new Distribution(EXACT);
  isClosed = false;

  add(call: Call): void {
    const { completionStatus: status } = call;
    this.latencies.add(call.latencyNs);
    if (status === Status.Cancelled) {
      this.cancelled++;
    } else if (isFailure(status)) {
      this.failed++;
    } else if (isSend(call.op) || isReceive(call.op)) {
      this.bytes += informationOf(call);
    }
  }

  merge(from: Row): void {
    this.failed += from.failed;
    this.cancelled += from.cancelled;
    this.bytes += from.bytes;
    this.latencies.merge(from.latencies);
  }
}

/** Latencies by one property of the calls, in memory that does not grow with the number of its values. */
export class GroupCollector {
  readonly #by: KeyedDimension;
  readonly #op: number | null;
  readonly #maxGroups: number;
  readonly #rows = new Map<string, Row>();
  readonly #others = new Row();

  /** @param op only calls of this operation, or of all */
  constructor(by: KeyedDimension, op: number | null = null, maxGroups = MAX_GROUPS) {
    this.#by = by;
    this.#op = op;
    this.#maxGroups = maxGroups;
  }

  observer(): Observer {
    return {
      callCompleted: (call, driver) => {
        if (call.isTimed && (this.#op === null || call.op === this.#op)) {
          this.#rowOf(this.#keyOf(call, driver)).add(call);
        }
      },
      callFinished: (call, driver) => {
        if (this.#by === 'socket' && call.isClose && call.socket?.isClosed) {
          const row = this.#rows.get(this.#keyOf(call, driver));
          if (row !== undefined) {
            row.isClosed = true;
          }
        }
      },
    };
  }

  /** @param durationNs what the rates are over */
  result(durationNs: number): Grouping {
    const { latencies } = this.#others;
    const groups = [...this.#rows].map(([key, row]) => toGroup(key, row, durationNs));
    return {
      by: this.#by,
      groups: (this.#by === 'socket' ? withoutCommonLabel(groups) : groups).sort(byTimeSpent),
      others: latencies.count === 0 ? null : toGroup('others', this.#others, durationNs),
    };
  }

  #keyOf(call: Call, driver: Driver): string {
    const key = keyOf(this.#by, call);
    // The ids of sockets begin anew with each driver, and with each of its loads.
    return this.#by === 'socket' ? `${driver.label} ${key}` : key;
  }

  #rowOf(key: string): Row {
    let row = this.#rows.get(key);
    if (row === undefined) {
      if (this.#rows.size >= this.#maxGroups) {
        this.#makeRoom();
      }
      if (this.#rows.size >= this.#maxGroups) {
        return this.#others;
      }
      row = new Row();
      this.#rows.set(key, row);
    }
    return row;
  }

  /** Puts the less important half of the closed ones together. */
  #makeRoom(): void {
    const closed = [...this.#rows].filter(([, row]) => row.isClosed);
    closed.sort(([, a], [, b]) => a.latencies.sum - b.latencies.sum);
    for (const [key, row] of closed.slice(0, Math.ceil(closed.length / 2))) {
      this.#others.merge(row);
      this.#rows.delete(key);
    }
  }
}

function toGroup(key: string, row: Row, durationNs: number): Group {
  const { failed, cancelled, bytes, latencies } = row;
  return {
    key,
    completed: latencies.count,
    completedPerSecond: perSecond(latencies.count, durationNs),
    failed,
    cancelled,
    bytes,
    latencyNs: summarize(latencies)!,
  };
}

function byTimeSpent(a: Group, b: Group): number {
  const spent = ({ completed, latencyNs }: Group) => completed * latencyNs.mean;
  return spent(b) - spent(a) || (a.key < b.key ? -1 : 1);
}

/** A trace of one driver needs no name of it before each socket's id. */
function withoutCommonLabel(groups: readonly Group[]): Group[] {
  const labelOf = ({ key }: Group) => key.slice(0, key.lastIndexOf(' '));
  const isCommon = new Set(groups.map(labelOf)).size <= 1;
  return groups.map((group) =>
    isCommon ? { ...group, key: group.key.slice(group.key.lastIndexOf(' ') + 1) } : group,
  );
}
