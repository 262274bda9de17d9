import type { Call, Driver, Finding, Irp, LastCall, Observer, Occurrence, Socket } from '../../wsk/index.ts';
import { type CallLife, callLife, type IrpLife, irpLife, type SocketLife, socketLife } from './lives.ts';

/** What became of the objects that a finding is about, to the end of the trace. */
export interface Story {
  readonly irp: IrpLife | null;
  readonly call: CallLife | null;
  readonly socket: SocketLife | null;
}

interface Entry {
  readonly provider: string;
  readonly load: number;
  irp: IrpLife | null;
  call: CallLife | null;
  socket: SocketLife | null;
}

/** The entries of one driver that go on, by the lives of their objects: one object may be in several. */
class OpenEntries {
  readonly calls = new Map<number, Entry[]>();
  readonly irps = new Map<number, Entry[]>();
  readonly sockets = new Map<number, Entry[]>();
}

/** What a completion routine returns for an IRP of the driver's own (STATUS_MORE_PROCESSING_REQUIRED). */
const MORE_PROCESSING_REQUIRED = 0xc000_0016;
/** Stories kept of one kind of step, of one operation in one function: more than a report shows of a finding. */
const MAX_ALIKE = 16;
/** And of all together. */
const MAX_STORIES = 4096;

/**
 * Keeps the stories of objects to which something happened that a rule may call a fault. Nothing is done for all the
 * others; what is kept goes on being told until the object ends.
 */
export class StoryCollector {
  readonly #entries: Entry[] = [];
  readonly #alike = new Map<string, number>();
  readonly #open = new Map<Driver, OpenEntries>();
  /** By driver, load and id. */
  #index: Map<string, Entry[]> | null = null;

  observer(): Observer {
    return {
      callCompletedAgain: ({ call, irpIdLow, irpIdHigh }, driver) => {
        const irp = driver.irps.get(irpIdLow, irpIdHigh) ?? null;
        this.#begin('again', driver, { call, irp });
      },
      callIssuedAfterClose: (call, _precedence, driver) => this.#begin('closed', driver, { call }),
      callCompletedBeforeIssue: (call, _issuedNs, driver) => this.#begin('early', driver, { call }),
      routineReturned: (call, result, _timeNs, driver) => {
        if (result !== MORE_PROCESSING_REQUIRED && call.irp !== null && !call.irp.isPassedDown) {
          this.#begin('routine', driver, { call });
        }
      },
      cancelRequested: (irp, call, _timeNs, driver) => this.#begin('cancel', driver, { irp, call }),
      irpReused: (irp, pending, _timeNs, driver) => {
        if (pending !== null) {
          this.#begin('reused', driver, { irp, call: pending });
        }
      },
      irpFreed: (irp, pending, driver) => {
        if (pending !== null) {
          this.#begin('freed', driver, { irp, call: pending });
        }
      },
      irpFreedAgain: (irp, _timeNs, driver) => this.#begin('freed-again', driver, { irp }),
      callFinished: (call, driver) => {
        const open = this.#open.get(driver)?.calls;
        tellCall(open, call);
        open?.delete(call.life);
      },
      irpEnded: (irp, driver) => {
        const open = this.#open.get(driver)?.irps;
        tellIrp(open, irp, driver);
        open?.delete(irp.life);
      },
      socketEnded: (socket, driver) => {
        const open = this.#open.get(driver)?.sockets;
        tellSocket(open, socket, driver);
        open?.delete(socket.life);
      },
      driverEnded: (_end, driver) => this.#driverEnded(driver),
    };
  }

  /** The story of what a finding's occurrence is about, or null where none was kept. */
  of({ provider }: Finding, { load, subject, evidence }: Occurrence): Story | null {
    this.#index ??= indexOf(this.#entries);
    const { callId, irpId, socketId } = subject;
    const times = new Set(evidence.map(({ timeNs }) => timeNs));
    for (const [kind, id] of [
      ['call', callId],
      ['irp', irpId],
      ['socket', socketId],
    ]) {
      const entries = id === null ? [] : (this.#index.get(`${provider} ${load} ${kind} ${id}`) ?? []);
      // A driver's ids may be addresses, and another object's soon: the times tell which one is meant.
      const told = entries.find((entry) =>
        timesOf(entry).some((timeNs) => timeNs != null && times.has(timeNs)),
      );
      if (told !== undefined) {
        return { irp: told.irp, call: told.call, socket: told.socket };
      }
    }
    return null;
  }

  #driverEnded(driver: Driver): void {
    const open = this.#open.get(driver);
    this.#open.delete(driver);
    for (const call of driver.calls.values()) {
      tellCall(open?.calls, call);
      if (!call.isFinished && !call.isCompleted) {
        this.#begin('pending', driver, { call });
      }
    }
    for (const irp of driver.irps.values()) {
      tellIrp(open?.irps, irp, driver);
      if (irp.isOutstanding) {
        this.#begin('outstanding', driver, { irp, lastCall: irp.lastCall });
      }
    }
    for (const socket of driver.sockets.values()) {
      tellSocket(open?.sockets, socket, driver);
      if (!socket.isClosed) {
        this.#begin('open', driver, { socket });
      }
    }
    this.#open.delete(driver);
  }

  #begin(
    why: string,
    driver: Driver,
    about: { call?: Call | null; lastCall?: LastCall | null; irp?: Irp | null; socket?: Socket },
  ): void {
    const call = about.call ?? null;
    const lastCall = call ?? about.lastCall ?? null;
    const irp = about.irp ?? (call === null ? null : call.irp);
    const socket = about.socket ?? (call === null ? null : call.socket);
    const site = (lastCall ?? irp ?? socket)?.site;
    const kind = `${driver.label} ${why} ${lastCall?.op} ${site?.function} ${socket?.category}`;
    const alike = this.#alike.get(kind) ?? 0;
    if (alike >= MAX_ALIKE || this.#entries.length >= MAX_STORIES) {
      return;
    }
    this.#alike.set(kind, alike + 1);
    const entry: Entry = {
      provider: driver.provider.name ?? driver.provider.id,
      load: driver.load,
      irp: irp === null ? null : irpLife(irp, driver),
      call: lastCall === null ? null : callLife(lastCall),
      socket: socket === null ? null : socketLife(socket, driver),
    };
    this.#entries.push(entry);
    const open = this.#openOf(driver);
    if (call !== null && !call.isFinished) {
      push(open.calls, call.life, entry);
    }
    if (irp !== null && !irp.isEnded) {
      push(open.irps, irp.life, entry);
    }
    if (socket !== null && !socket.isClosed) {
      push(open.sockets, socket.life, entry);
    }
  }

  #openOf(driver: Driver): OpenEntries {
    let open = this.#open.get(driver);
    if (open === undefined) {
      open = new OpenEntries();
      this.#open.set(driver, open);
    }
    return open;
  }
}

function tellCall(open: OpenEntries['calls'] | undefined, call: Call): void {
  for (const entry of open?.get(call.life) ?? []) {
    entry.call = callLife(call);
  }
}

function tellIrp(open: OpenEntries['irps'] | undefined, irp: Irp, driver: Driver): void {
  for (const entry of open?.get(irp.life) ?? []) {
    entry.irp = irpLife(irp, driver);
  }
}

function tellSocket(open: OpenEntries['sockets'] | undefined, socket: Socket, driver: Driver): void {
  for (const entry of open?.get(socket.life) ?? []) {
    entry.socket = socketLife(socket, driver);
  }
}

function indexOf(entries: readonly Entry[]): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { provider, load, call, irp, socket } = entry;
    push(index, `${provider} ${load} call ${call?.callId}`, entry);
    push(index, `${provider} ${load} irp ${irp?.irpId}`, entry);
    push(index, `${provider} ${load} socket ${socket?.socketId}`, entry);
  }
  return index;
}

function push<Key>(lists: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [entry]);
  } else {
    list.push(entry);
  }
}

function timesOf({ call, irp, socket }: Entry): (number | null | undefined)[] {
  return [
    ...[call?.issuedNs, call?.returnedNs, call?.completedNs, call?.cancelRequestedNs, call?.rundownNs],
    ...[irp?.allocatedNs, irp?.freedNs, irp?.rundownNs],
    ...[socket?.createdNs, socket?.closeIssuedNs, socket?.closedNs, socket?.rundownNs],
  ];
}
