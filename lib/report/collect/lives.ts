import { Top } from '../../stats/index.ts';
import {
  categoryName,
  type Driver,
  type Irp,
  idText,
  type LastCall,
  type Observer,
  operationName,
  type Site,
  type Socket,
  statusName,
} from '../../wsk/index.ts';

/** Times are nanoseconds since the trace's start, null where not seen. Ids are decimal text, null for none. */
export interface CallLife {
  readonly callId: string | null;
  readonly op: string;
  readonly site: Site;
  readonly issuedNs: number | null;
  readonly returnedNs: number | null;
  readonly returnStatus: string;
  readonly completedNs: number | null;
  readonly completionStatus: string;
  readonly cancelRequestedNs: number | null;
  /** When a rundown last listed it. */
  readonly rundownNs: number | null;
  /** Whether a completion is due that the trace does not show. */
  readonly isPending: boolean;
}

export interface IrpLife {
  readonly driver: string;
  readonly irpId: string | null;
  readonly site: Site;
  /** Since when it is known to exist; before 0 for what a rundown tells of. */
  readonly sinceNs: number;
  readonly allocatedNs: number | null;
  readonly freedNs: number | null;
  /** Freed or handed back; null where it is outstanding. */
  readonly endedNs: number | null;
  readonly rundownNs: number | null;
  readonly uses: number;
  /** The operation of its last call; null where none is in the trace. */
  readonly lastOp: string | null;
  readonly outcome: string;
  readonly isOutstanding: boolean;
}

export interface SocketLife {
  readonly driver: string;
  readonly socketId: string | null;
  readonly category: string | null;
  readonly site: Site;
  readonly localAddress: string | null;
  readonly remoteAddress: string | null;
  readonly sinceNs: number;
  readonly createdNs: number | null;
  readonly closeIssuedNs: number | null;
  readonly closedNs: number | null;
  readonly rundownNs: number | null;
  readonly calls: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly outcome: string;
}

/** Those that matter most, and how many there were. */
export interface LifeList<T> {
  readonly count: number;
  readonly shown: readonly T[];
}

export interface Lives {
  readonly sockets: LifeList<SocketLife>;
  readonly irps: LifeList<IrpLife>;
}

/** What is outstanding at the end comes before all that ended. */
const OUTSTANDING = 2 ** 60;

/**
 * Keeps the lives of some hundred sockets and IRPs: what is outstanding at the end, the oldest first; then the sockets
 * with the most calls and the IRPs that lived longest.
 */
export class LifeCollector {
  readonly #sockets: Top<{ size: number; life: SocketLife }>;
  readonly #irps: Top<{ size: number; life: IrpLife }>;
  #socketCount = 0;
  #irpCount = 0;

  /** @param max how many of each kind are kept */
  constructor(max: number) {
    this.#sockets = new Top(max, ({ size }) => size);
    this.#irps = new Top(max, ({ size }) => size);
  }

  observer(): Observer {
    return {
      socketEnded: (socket, driver) => this.#addSocket(socket, driver, socket.calls),
      irpEnded: (irp, driver) => this.#addIrp(irp, driver, lifetimeOf(irp)),
      driverEnded: ({ endNs }, driver) => {
        for (const socket of driver.sockets.values()) {
          if (!socket.isClosed) {
            this.#addSocket(socket, driver, OUTSTANDING + endNs - socket.sinceNs);
          }
        }
        for (const irp of driver.irps.values()) {
          if (irp.isOutstanding) {
            this.#addIrp(irp, driver, OUTSTANDING + endNs - irp.sinceNs);
          }
        }
      },
    };
  }

  result(): Lives {
    return {
      sockets: { count: this.#socketCount, shown: this.#sockets.sorted().map(({ life }) => life) },
      irps: { count: this.#irpCount, shown: this.#irps.sorted().map(({ life }) => life) },
    };
  }

  #addSocket(socket: Socket, driver: Driver, size: number): void {
    this.#socketCount++;
    if (this.#sockets.takes(size)) {
      this.#sockets.add({ size, life: socketLife(socket, driver) });
    }
  }

  #addIrp(irp: Irp, driver: Driver, size: number): void {
    this.#irpCount++;
    if (this.#irps.takes(size)) {
      this.#irps.add({ size, life: irpLife(irp, driver) });
    }
  }
}

function lifetimeOf({ sinceNs, freedNs, handedBackNs, lastUsedNs }: Irp): number {
  const endedNs = seen(freedNs) ?? seen(handedBackNs) ?? lastUsedNs;
  return endedNs - sinceNs || 0;
}

export function callLife(call: LastCall): CallLife {
  return {
    callId: idText(call.idLow, call.idHigh),
    op: operationName(call.op),
    site: call.site,
    issuedNs: seen(call.issuedNs),
    returnedNs: seen(call.returnedNs),
    returnStatus: statusName(call.returnStatus),
    completedNs: seen(call.completedNs),
    completionStatus: statusName(call.completionStatus),
    cancelRequestedNs: seen(call.cancelRequestedNs),
    rundownNs: seen(call.rundownNs),
    isPending: call.hasIrp && !call.isCompleted,
  };
}

export function irpLife(irp: Irp, driver: Driver): IrpLife {
  const { lastCall } = irp;
  return {
    driver: driver.label,
    irpId: idText(irp.idLow, irp.idHigh),
    site: irp.site,
    sinceNs: irp.sinceNs,
    allocatedNs: seen(irp.allocatedNs),
    freedNs: seen(irp.freedNs),
    endedNs: seen(irp.freedNs) ?? seen(irp.handedBackNs),
    rundownNs: seen(irp.rundownNs),
    uses: irp.uses,
    lastOp: lastCall === null ? null : operationName(lastCall.op),
    outcome: irp.outcome,
    isOutstanding: irp.isOutstanding,
  };
}

export function socketLife(socket: Socket, driver: Driver): SocketLife {
  return {
    driver: driver.label,
    socketId: idText(socket.idLow, socket.idHigh),
    category: categoryName(socket.category),
    site: socket.site,
    localAddress: socket.localAddress || null,
    remoteAddress: socket.remoteAddress || null,
    sinceNs: socket.sinceNs,
    createdNs: seen(socket.createdNs),
    closeIssuedNs: seen(socket.closeIssuedNs),
    closedNs: seen(socket.closedNs),
    rundownNs: seen(socket.rundownNs),
    calls: socket.calls,
    bytesSent: socket.bytesSent,
    bytesReceived: socket.bytesReceived,
    outcome: socket.outcome,
  };
}

function seen(timeNs: number): number | null {
  return Number.isNaN(timeNs) ? null : timeNs;
}
