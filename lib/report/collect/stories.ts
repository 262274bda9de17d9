import type { Call, Driver, Finding, Irp, Observer, Occurrence, Socket } from '../../wsk/index.ts';
import { type CallLife, callLife, type IrpLife, irpLife, type SocketLife, socketLife } from './lives.ts';

/** What became of the objects that a finding is about, to the end of the trace. */
export interface Story {
  readonly irp: IrpLife | null;
  readonly call: CallLife | null;
  readonly socket: SocketLife | null;
}

interface Entry {
  readonly driver: Driver;
  readonly provider: string;
  irp: IrpLife | null;
  call: CallLife | null;
  socket: SocketLife | null;
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
  /** Those that go on, by the object itself. */
  readonly #irps = new Map<Irp, Entry>();
  readonly #calls = new Map<Call, Entry>();
  readonly #sockets = new Map<Socket, Entry>();
  /** By provider and id: the objects of several loads can have the same ids. */
  #index: Map<string, Entry[]> | null = null;

  observer(): Observer {
    return {
      callCompletedAgain: ({ call, irpIdLow, irpIdHigh }, driver) => {
        const irp = driver.irps.get(irpIdLow, irpIdHigh) ?? null;
        this.#begin('again', driver, { call, irp });
      },
      callIssuedAfterClose: (call, driver) => this.#begin('closed', driver, { call }),
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
        const entry = this.#calls.size === 0 ? undefined : this.#calls.get(call);
        if (entry !== undefined) {
          tell(entry, driver, { call });
          this.#calls.delete(call);
        }
      },
      irpEnded: (irp, driver) => {
        const entry = this.#irps.size === 0 ? undefined : this.#irps.get(irp);
        if (entry !== undefined) {
          tell(entry, driver, { irp });
          this.#irps.delete(irp);
        }
      },
      socketEnded: (socket, driver) => {
        const entry = this.#sockets.size === 0 ? undefined : this.#sockets.get(socket);
        if (entry !== undefined) {
          tell(entry, driver, { socket });
          this.#sockets.delete(socket);
        }
      },
      driverEnded: (_end, driver) => this.#driverEnded(driver),
    };
  }

  /** The story of what a finding's occurrence is about, or null where none was kept. */
  of(finding: Finding, { subject, evidence }: Occurrence): Story | null {
    this.#index ??= indexOf(this.#entries);
    const keys = [
      `${finding.provider} call ${subject.callId}`,
      `${finding.provider} irp ${subject.irpId}`,
      `${finding.provider} socket ${subject.socketId}`,
    ];
    for (const key of keys) {
      const entries = this.#index.get(key) ?? [];
      const times = new Set(evidence.map(({ timeNs }) => timeNs));
      const told =
        entries.find((entry) => timesOf(entry).some((timeNs) => timeNs != null && times.has(timeNs))) ??
        entries[0];
      if (told !== undefined) {
        return { irp: told.irp, call: told.call, socket: told.socket };
      }
    }
    return null;
  }

  #driverEnded(driver: Driver): void {
    for (const [call, entry] of this.#calls) {
      if (entry.driver === driver) {
        tell(entry, driver, { call });
        this.#calls.delete(call);
      }
    }
    for (const call of driver.calls.values()) {
      if (!call.isFinished && !call.isCompleted) {
        this.#begin('pending', driver, { call });
      }
    }
    for (const irp of driver.irps.values()) {
      if (irp.isOutstanding) {
        this.#begin('outstanding', driver, { irp, call: irp.call });
      }
    }
    for (const socket of driver.sockets.values()) {
      if (!socket.isClosed) {
        this.#begin('open', driver, { socket });
      }
    }
  }

  #begin(
    why: string,
    driver: Driver,
    about: { call?: Call | null; irp?: Irp | null; socket?: Socket },
  ): void {
    const call = about.call ?? null;
    const irp = about.irp ?? (call === null ? null : call.irp);
    const socket = about.socket ?? (call === null ? null : call.socket);
    const site = (call ?? irp ?? socket)?.site;
    const kind = `${driver.label} ${why} ${call?.op} ${site?.function} ${socket?.category}`;
    const alike = this.#alike.get(kind) ?? 0;
    if (alike >= MAX_ALIKE || this.#entries.length >= MAX_STORIES) {
      return;
    }
    this.#alike.set(kind, alike + 1);
    const provider = driver.provider.name ?? driver.provider.id;
    const entry: Entry = { driver, provider, irp: null, call: null, socket: null };
    tell(entry, driver, { call, irp, socket });
    this.#entries.push(entry);
    if (call !== null && !call.isFinished) {
      this.#calls.set(call, entry);
    }
    if (irp !== null && !irp.isEnded) {
      this.#irps.set(irp, entry);
    }
    if (socket !== null && !socket.isClosed) {
      this.#sockets.set(socket, entry);
    }
  }
}

function tell(
  entry: Entry,
  driver: Driver,
  { call, irp, socket }: { call?: Call | null; irp?: Irp | null; socket?: Socket | null },
): void {
  entry.call = call ? callLife(call) : entry.call;
  entry.irp = irp ? irpLife(irp, driver) : entry.irp;
  entry.socket = socket ? socketLife(socket, driver) : entry.socket;
}

function indexOf(entries: readonly Entry[]): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { provider, call, irp, socket } = entry;
    for (const key of [
      `${provider} call ${call?.callId}`,
      `${provider} irp ${irp?.irpId}`,
      `${provider} socket ${socket?.socketId}`,
    ]) {
      const told = index.get(key) ?? [];
      told.push(entry);
      index.set(key, told);
    }
  }
  return index;
}

function timesOf({ call, irp, socket }: Entry): (number | null | undefined)[] {
  return [
    call?.issuedNs,
    call?.completedNs,
    irp?.allocatedNs,
    irp?.freedNs,
    socket?.createdNs,
    socket?.closeIssuedNs,
  ];
}
