import { close } from '../activities/close.ts';
import type { Driver } from '../driver.ts';
import type { Site } from '../event-template.ts';
import { IrpSource } from '../irp-source.ts';
import { isError, status } from '../ntstatus.ts';
import type { Call, Irp, Socket } from '../objects.ts';
import { category, op, receives, sends } from '../operations.ts';
import { perform, type Request } from '../perform.ts';
import type { Activity } from '../scheduler.ts';
import type { Sites } from '../sites.ts';
import type { Rule } from '../truth.ts';

export interface Objects {
  irp?: Irp | undefined;
  call?: Call;
  socket?: Socket | undefined;
}

/** A fault that was injected, with the objects in place of their ids. */
export interface FaultRecord {
  readonly rule: Rule;
  readonly objects: Objects;
  readonly site: Site;
  readonly otherSites: readonly Site[];
  readonly consequences: { rule: Rule; objects: Objects }[];
  /** WskDeregister would wait for what this fault leaves behind. */
  hangsUnload: boolean;
}

interface Place {
  readonly op: number;
  readonly socket: Socket | undefined;
}

/** What a fault's script works with: the driver, its own places in the source, and what it tells of itself. */
export class Stage {
  readonly driver: Driver;
  readonly sites: Sites;
  readonly records: FaultRecord[];
  readonly #perCall: IrpSource;

  constructor(driver: Driver, sites: Sites, records: FaultRecord[]) {
    this.driver = driver;
    this.sites = sites;
    this.records = records;
    this.#perCall = new IrpSource(driver, 'per-call', sites.allocate);
  }

  /** Notes the fault. Its site is the call's; where there is none the IRP's allocation, or else the socket's creation. */
  report(rule: Rule, objects: Objects): FaultRecord {
    const { irp, call, socket } = objects;
    const sites = [
      ...(call ? [call.site] : []),
      ...(irp ? [irp.site] : []),
      ...(socket ? [this.sites.of(op.Socket)] : []),
    ];
    const [site = this.sites.allocate, ...otherSites] = sites;
    const record: FaultRecord = { rule, objects, site, otherSites, consequences: [], hangsUnload: false };
    this.records.push(record);
    return record;
  }

  irp(processor = this.driver.processor()): Irp {
    return this.driver.allocateIrp(processor, this.sites.allocate);
  }

  free(irp: Irp): void {
    this.driver.freeIrp(this.driver.processor(), irp);
  }

  /** Issues a call on some processor. */
  issue(operation: number, irp: Irp | undefined, socket?: Socket): Call {
    const processor = this.driver.processor();
    return this.driver.issue(processor, operation, irp, socket, this.sites.of(operation), 512);
  }

  /** Issues a call that pends. */
  *pend(operation: number, irp: Irp, socket?: Socket): Generator<number, Call, void> {
    const call = this.issue(operation, irp, socket);
    yield this.driver.around(400);
    this.driver.returned(call, status.pending);
    yield this.driver.around(50_000);
    return call;
  }

  /** Completes a call on some processor, from another thread. */
  complete(call: Call, ntstatus: number = status.success, routineResult?: number): void {
    const processor = this.driver.processor();
    // What was asked for was sent or received, or none of it.
    const moves = sends.has(call.op) || receives.has(call.op);
    const information = moves && !isError(ntstatus) ? call.length : 0;
    const cancel = ntstatus === status.cancelled;
    this.driver.completed(call, {
      processor,
      dpc: true,
      status: ntstatus,
      information,
      cancel,
      routineResult,
    });
  }

  /** A sound call with an IRP of its own. */
  call(operation: number, socket?: Socket, more: Partial<Request> = {}): Generator<number, Call, void> {
    const irp = this.#perCall.next();
    const request = { op: operation, irp, site: this.sites.of(operation), routine: this.#perCall.routine };
    return perform(this.driver, { ...request, ...(socket ? { socket } : {}), ...more });
  }

  /** A connected socket. */
  *open(): Generator<number, Socket, void> {
    const socket = this.driver.createSocket(category.connection);
    yield* this.call(op.Socket, undefined, { created: socket, flags: socket.category });
    yield* this.call(op.Bind, socket);
    yield* this.call(op.Connect, socket);
    return socket;
  }

  /** Somewhere for a call to be made: an operation, and for most a socket of its own. */
  *place(): Generator<number, Place, void> {
    const operation = this.driver.world.random.pick([
      op.Send,
      op.Receive,
      op.GetLocalAddress,
      op.GetNameInfo,
    ]);
    const socket = operation === op.GetNameInfo ? undefined : yield* this.open();
    return { op: operation, socket };
  }

  /** Closes the socket of a place, where it has one. */
  *leave({ socket }: Place): Activity {
    if (socket) yield* this.close(socket);
  }

  close(socket: Socket): Activity {
    return close(this.driver, this.sites, this.#perCall, socket);
  }

  /** A close that pends for ever, behind what `record` tells of. */
  *closeInVain(socket: Socket, record: FaultRecord): Activity {
    const irp = this.irp();
    socket.closing = true;
    const call = yield* this.pend(op.CloseSocket, irp, socket);
    leavesClose(record, irp, call, socket);
  }

  wait(ns: number): number {
    return this.driver.world.clock.ticks(ns);
  }
}

/** Adds what a close that never ends leaves behind, its socket besides. */
export function leavesClose(record: FaultRecord, irp: Irp, call: Call, socket: Socket): void {
  record.hangsUnload = true;
  record.consequences.push(
    { rule: 'close-stuck', objects: { irp, call, socket } },
    { rule: 'irp-leak', objects: { irp } },
  );
}

/** A rule's fault, and sound behaviour that comes close to it. Both end in time; what they leave, they report. */
export interface FaultScript {
  inject(stage: Stage): Activity;
  nearMiss(stage: Stage): Activity;
}

export const second = 1_000_000_000;
