import { type Finding, hangsUnload } from './findings/finding.ts';
import { withoutCompletion } from './findings/pending.ts';
import { IdSet } from './id-set.ts';
import { LeastIds } from './least-ids.ts';
import type { Driver } from './model/driver.ts';
import type { Observer } from './observer.ts';
import { operationName } from './operation.ts';

/** Calls of one operation that an unload waits for. */
export interface AwaitedCalls {
  readonly op: string;
  readonly count: number;
  /** Of the sockets that they are on the first few, as `sockets` are counted; none for calls without one. */
  readonly sockets: number;
  readonly socketIds: readonly string[];
}

/** A driver's unload that began and hangs, with what it waits for. Times are nanoseconds since the trace's start. */
export interface StuckUnload {
  readonly provider: string;
  /** Which load of the driver in the trace, from 1. */
  readonly load: number;
  readonly sinceNs: number;
  readonly ageNs: number;
  /** Whether it stands in WskDeregister, or still in the driver's own clean-up. */
  readonly isNpiReleased: boolean;
  /** What has not completed; those with the most calls first. */
  readonly calls: readonly AwaitedCalls[];
  /** Sockets that are open: what it waits for where no call is outstanding. */
  readonly openSockets: number;
  readonly openSocketIds: readonly string[];
}

/** Ids that are listed of many. */
const LISTED = 8;

/** Gathers what unloads that have not ended wait for. */
export class UnloadCollector {
  readonly #unloads: StuckUnload[] = [];

  observer(): Observer {
    return {
      driverEnded: ({ endNs }, driver) => {
        if (driver.isStillUnloading) {
          this.#unloads.push(describe(driver, endNs));
        }
      },
    };
  }

  /** Those that the findings are sure to hang, by themselves or behind another fault. */
  result(findings: readonly Finding[]): StuckUnload[] {
    return this.#unloads.filter(({ provider, load }) =>
      findings.some((finding) => finding.provider === provider && hangsUnload(finding, load)),
    );
  }
}

function describe(driver: Driver, endNs: number): StuckUnload {
  const { unloadStartNs, npiReleasedNs } = driver.life;
  const open = new LeastIds(LISTED);
  let openSockets = 0;
  for (const { isClosed, idLow, idHigh } of driver.sockets.values()) {
    if (!isClosed) {
      openSockets++;
      open.add(idLow, idHigh);
    }
  }
  return {
    provider: driver.provider.name ?? driver.provider.id,
    load: driver.load,
    sinceNs: unloadStartNs,
    ageNs: endNs - unloadStartNs,
    isNpiReleased: !Number.isNaN(npiReleasedNs),
    calls: awaitedCalls(driver),
    openSockets,
    openSocketIds: open.texts(),
  };
}

/** A close that hangs behind another call on its socket is left out: it is that call that is waited for. */
function awaitedCalls(driver: Driver): AwaitedCalls[] {
  const busy = new IdSet();
  for (const { isClose, socketIdLow, socketIdHigh } of withoutCompletion(driver)) {
    if (!isClose) {
      busy.add(socketIdLow, socketIdHigh);
    }
  }
  const byOp = new Map<number, { count: number; readonly sockets: LeastIds }>();
  for (const { op, isClose, socketIdLow, socketIdHigh } of withoutCompletion(driver)) {
    if (isClose && busy.has(socketIdLow, socketIdHigh)) {
      continue;
    }
    const row = byOp.get(op) ?? { count: 0, sockets: new LeastIds(LISTED) };
    byOp.set(op, row);
    row.count++;
    row.sockets.add(socketIdLow, socketIdHigh);
  }
  return [...byOp]
    .sort(([opA, a], [opB, b]) => b.count - a.count || opA - opB)
    .map(([op, { count, sockets }]) => ({
      op: operationName(op),
      count,
      sockets: sockets.count,
      socketIds: sockets.texts(),
    }));
}
