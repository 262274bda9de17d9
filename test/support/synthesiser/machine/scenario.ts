import { type TraceOptions, type WrittenTrace, writeTrace } from '../../etl-writer/index.ts';
import { type Random, random } from '../../random.ts';
import {
  addresses,
  BASE_TICKS,
  type EventClass,
  type LoggedEvent,
  MachineLog,
  type SimImage,
  socketAddress,
} from './logs.ts';
import {
  flagsOf,
  isClients,
  isDatagrams,
  isNotification,
  isResolvers,
  Op,
  TCP_OPERATIONS,
} from './operations.ts';
import { Resolver } from './resolver.ts';
import { type Told, truthOf } from './truth.ts';
import {
  Frame,
  type Program,
  type SimProcessor,
  type SimRoutine,
  type SimThread,
  Waitable,
  World,
} from './world.ts';

export interface MachineOptions {
  readonly seed: number;
  readonly processors: number;
  /** Threads of the driver, each with a connection of its own. */
  readonly callers: number;
  /** Calls of each. */
  readonly calls: number;
  /** Threads that have nothing to do with the driver. */
  readonly others: number;
  /** Share of packets that are lost. */
  readonly loss: number;
  readonly switchVersion: number;
  /** Added to the ids of calls, IRPs and sockets. */
  readonly idBase: number;
  /** By how many ticks each processor's clock is ahead, by its number. */
  readonly ahead: readonly number[];
  /** What the driver calls, behind each caller's Connect. */
  readonly operations: readonly number[];
  /** For how many calls, one after the other, a caller uses an IRP, whose allocation, uses and end are told; 0 where none is told of. */
  readonly callsPerIrp: number;
}

export const defaultMachine: MachineOptions = {
  seed: 1,
  processors: 3,
  callers: 3,
  calls: 8,
  others: 4,
  loss: 0.15,
  switchVersion: 2,
  idBase: 0,
  ahead: [],
  operations: TCP_OPERATIONS,
  callsPerIrp: 0,
};

/** A connection of the driver's, and what happened to it. */
export interface SimConnection {
  readonly id: number;
  readonly tcb: bigint;
  readonly localPort: number;
  readonly remotePort: number;
  /** The processor that takes its interrupts. */
  readonly processor: SimProcessor;
  readonly facts: { readonly at: number; readonly what: 'progress' | 'again' | 'closed' | 'opened' }[];
}

/** A call of the driver's, as the machine knows it. */
export interface SimCall {
  readonly id: number;
  readonly op: number;
  readonly thread: SimThread;
  readonly connection: SimConnection;
  readonly irp: number;
  issuedAt: number;
  returnedAt: number;
  completedAt: number;
  completedIn: Frame | SimThread | null;
  routineReturnedAt: number;
  /** The DPC in which what completes it arrived, and when TCP told of it. */
  arrivedIn: Frame | null;
  arrivedAt: number;
  /** When the thread that completes it began to resolve its name. */
  resolvedFrom: number;
}

/** A synthesised machine's trace, and what is true of each call. */
export interface MachineTrace {
  readonly events: readonly LoggedEvent[];
  readonly calls: readonly Told[];
  write(events?: readonly LoggedEvent[], layout?: TraceOptions): WrittenTrace;
}

const PENDING = 0x103;

const images: readonly SimImage[] = [
  { name: 'ntoskrnl.exe', base: 0xfffff800_01000000n, size: 0x600000n },
  { name: 'ndis.sys', base: 0xfffff880_01000000n, size: 0x100000n },
  { name: 'tcpip.sys', base: 0xfffff880_02000000n, size: 0x200000n },
  { name: 'storport.sys', base: 0xfffff880_03000000n, size: 0x80000n },
];
const routine = (module: string, offset: bigint, kind: SimRoutine['kind']): SimRoutine => ({
  module,
  kind,
  offset,
  address: images.find(({ name }) => name === module)!.base + offset,
});
const nicIsr = routine('ndis.sys', 0x8_83e0n, 'isr');
const nicDpc = routine('ndis.sys', 0x1a00n, 'dpc');
const tcpTimer = routine('tcpip.sys', 0x7_b090n, 'timer-dpc');
const kernelTimer = routine('ntoskrnl.exe', 0x16_de30n, 'timer-dpc');
const diskIsr = routine('storport.sys', 0xcb4n, 'isr');
const diskDpc = routine('storport.sys', 0xbf5cn, 'dpc');

type Packet = {
  readonly connection: SimConnection;
  readonly call: SimCall;
  readonly what: 'answer' | 'closed' | 'opened';
  /** Where the answer is a name server's: the thread that waits for it. */
  readonly answered?: Waitable;
};

class Scenario {
  readonly log = new MachineLog();
  readonly calls: SimCall[] = [];
  readonly world: World;
  readonly #options: MachineOptions;
  readonly #random: Random;
  readonly #nics: { isMasked: boolean; readonly packets: Packet[] }[];
  readonly #work: { readonly items: SimCall[]; readonly ready: Waitable }[] = [];
  readonly #done = new Map<SimCall, Waitable>();
  readonly #resolver: Resolver | null;
  #irps = 0;
  #callersLeft: number;

  constructor(options: MachineOptions) {
    this.#options = options;
    this.#random = random(options.seed);
    this.log.ahead = options.ahead;
    this.log.switchVersion = options.switchVersion;
    this.world = new World(options.processors, this.log, this.#random);
    this.#nics = this.world.processors.map(() => ({ isMasked: false, packets: [] }));
    this.#callersLeft = options.callers;
    for (const image of images) this.log.image(image);
    this.log.process(4, 'System');
    this.log.process(900, 'busy.exe');
    for (let i = 0; i < 2; i++) this.#spawnWorker(200 + i);
    this.#resolver = options.operations.some(isResolvers) ? this.#startResolver() : null;
    for (let i = 0; i < options.callers; i++) this.#spawn(100 + i, 4, 8, (self) => this.#caller(self, i));
    for (let i = 0; i < options.others; i++) {
      this.#spawn(300 + i, 900, 7 + this.#random.below(4), () => this.#other());
    }
    this.#disturb();
  }

  run(): void {
    this.world.run(Number.MAX_SAFE_INTEGER);
  }

  #spawn(id: number, process: number, priority: number, program: (self: SimThread) => Program): void {
    this.log.thread(id, process);
    this.world.spawn(id, priority, program);
  }

  get #isOver(): boolean {
    return this.#callersLeft === 0;
  }

  /** A thread of another process: it runs and sleeps. */
  *#other(): Program {
    while (!this.#isOver) {
      yield { run: this.world.ticks(this.#random.chance(0.2) ? 9000 : 900) };
      yield* this.#sleep(3000);
    }
  }

  *#sleep(most: number): Program {
    const waitable = new Waitable();
    const processor = this.#random.pick(this.world.processors);
    this.world.after(this.world.ticks(most), () =>
      this.#timer(processor, kernelTimer, () => this.world.signal(waitable)),
    );
    yield { wait: waitable };
  }

  #timer(processor: SimProcessor, routine: SimRoutine, what: (frame: Frame) => void): void {
    const { world } = this;
    this.world.queueDpc(routine, processor, null, function* (frame): Program {
      yield { run: world.ticks(20) };
      what(frame);
      yield { run: world.ticks(20) };
    });
  }

  /** Interrupts and DPCs of another device. */
  #disturb(): void {
    if (this.#isOver) return;
    const { world } = this;
    const processor = this.#random.pick(world.processors);
    world.interrupt(processor, diskIsr, function* (isr): Program {
      yield { run: world.ticks(60) };
      world.queueDpc(diskDpc, processor, isr, function* (): Program {
        yield { run: world.ticks(400) };
      });
      yield { run: world.ticks(10) };
    });
    world.after(world.ticks(2500), () => this.#disturb());
  }

  #spawnWorker(id: number): void {
    const work = { items: [] as SimCall[], ready: new Waitable() };
    this.#work.push(work);
    this.#spawn(id, 4, 12, (self) => this.#worker(self, work));
  }

  #startResolver(): Resolver {
    this.log.process(950, 'svchost.exe');
    return new Resolver({
      world: this.world,
      log: this.log,
      random: this.#random,
      spawn: (id, program) => this.#spawn(id, 950, 9, program),
      askServer: (call, answered) => {
        const { connection } = call;
        this.world.after(200 + this.world.ticks(4000), () =>
          this.#arrive({ connection, call, what: 'answer', answered }),
        );
      },
      complete: (call, self) => this.#completeIn(call, self),
    });
  }

  *#worker(self: SimThread, work: { items: SimCall[]; ready: Waitable }): Program {
    for (;;) {
      yield { wait: work.ready };
      const call = work.items.shift()!;
      yield { run: this.world.ticks(this.#random.chance(0.2) ? 2000 : 200) };
      yield* this.#completeIn(call, self);
    }
  }

  *#completeIn(call: SimCall, self: SimThread): Program {
    this.#complete(call, self);
    yield { run: this.world.ticks(30) };
    this.#routineReturned(call, self);
    this.world.signal(this.#done.get(call)!);
    yield { run: this.world.ticks(30) };
  }

  *#caller(self: SimThread, index: number): Program {
    const { idBase, callers, calls, operations, callsPerIrp } = this.#options;
    const connection: SimConnection = {
      id: idBase + index + 1,
      tcb: 0xffffa80a_00001000n + BigInt(0x40 * index),
      localPort: 50_000 + index,
      remotePort: 7007,
      processor: this.#random.pick(this.world.processors),
      facts: [],
    };
    // A socket for datagrams has a local address alone.
    const datagrams: SimConnection = {
      ...connection,
      id: idBase + callers + index + 1,
      localPort: 51_000 + index,
      remotePort: 0,
      facts: [],
    };
    let irp = 0;
    yield { run: this.world.ticks(500) };
    for (let i = 0; i < calls; i++) {
      const op = i === 0 ? Op.Connect : this.#random.pick(operations);
      irp = this.#irpFor(self, irp, i);
      yield* this.#call(self, isDatagrams(op) ? datagrams : connection, { op, irp });
      if (callsPerIrp > 0 && (i === calls - 1 || (i + 1) % callsPerIrp === 0)) {
        this.#tellIrp(self, 'IrpFreed', irp);
      }
      if (i === 0) {
        this.#tellAddresses(self, connection);
        if (operations.some(isDatagrams)) this.#tellAddresses(self, datagrams);
      }
      yield { run: this.world.ticks(300) };
      if (this.#random.chance(0.3)) yield* this.#sleep(2000);
    }
    this.#callersLeft--;
    yield { run: 1 };
  }

  /** A caller's IRP for its next call: the same again, or another one. */
  #irpFor(self: SimThread, before: number, call: number): number {
    const { idBase, callsPerIrp } = this.#options;
    const isUsedAgain = callsPerIrp > 0 && call % callsPerIrp !== 0;
    const irp = isUsedAgain ? before : idBase + ++this.#irps;
    if (callsPerIrp > 0) {
      this.#tellIrp(self, isUsedAgain ? 'IrpReused' : 'IrpAllocated', irp);
    }
    return irp;
  }

  #tellIrp(self: SimThread, name: 'IrpAllocated' | 'IrpReused' | 'IrpFreed', irp: number): void {
    const of = { Irp: irpAt(irp), IrpId: irp, StackSize: 1, Function: 'ClientStep' };
    this.log.driver(this.world.now, self.processor!.number, self.id, name, of);
  }

  #tellAddresses(self: SimThread, { id, localPort, remotePort }: SimConnection): void {
    for (const [kind, port] of [
      [1, localPort],
      [2, remotePort],
    ] as const) {
      if (port === 0) continue;
      this.log.driver(this.world.now, self.processor!.number, self.id, 'SocketAddress', {
        Socket: 0x8000 + id,
        SocketId: id,
        Kind: kind,
        Address: socketAddress(kind === 1, port),
      });
    }
  }

  *#call(
    self: SimThread,
    connection: SimConnection,
    { op, irp }: { readonly op: number; readonly irp: number },
  ): Program {
    const { world, log } = this;
    const call: SimCall = {
      id: this.#options.idBase + this.calls.length + 1,
      op,
      thread: self,
      connection,
      irp,
      issuedAt: world.now,
      returnedAt: -1,
      completedAt: -1,
      completedIn: null,
      routineReturnedAt: -1,
      arrivedIn: null,
      arrivedAt: -1,
      resolvedFrom: -1,
    };
    this.calls.push(call);
    const done = new Waitable();
    this.#done.set(call, done);
    log.driver(world.now, self.processor!.number, self.id, 'WskCallIssued', {
      ...idsOf(call),
      Socket: isClients(op) ? 0 : 0x8000 + connection.id,
      SocketId: isClients(op) ? 0 : connection.id,
      Length: 100,
      Flags: flagsOf(op),
      Function: 'ClientStep',
      Line: op,
    });
    yield { run: world.ticks(150) };
    if (this.#random.chance(0.2)) yield* this.#sleep(1500);
    if (op !== Op.Connect && this.#random.chance(0.15)) {
      this.#complete(call, self);
      yield { run: world.ticks(50) };
      this.#returned(self, call);
      yield { run: world.ticks(20) };
      return;
    }
    this.#begin(call, self);
    yield { run: world.ticks(150) };
    this.#returned(self, call);
    yield { run: world.ticks(this.#random.chance(0.3) ? 2000 : 20) };
    yield { wait: done };
  }

  #returned(self: SimThread, call: SimCall): void {
    call.returnedAt = this.world.now;
    this.log.driver(this.world.now, self.processor!.number, self.id, 'WskCallReturned', {
      ...idsOf(call),
      Status: PENDING,
    });
  }

  #complete(call: SimCall, by: Frame | SimThread): void {
    call.completedAt = this.world.now;
    call.completedIn = by;
    const isDpc = by instanceof Frame;
    const processor = by.processor!;
    const thread = isDpc ? (processor.thread?.id ?? 0) : by.id;
    this.log.driver(this.world.now, processor.number, thread, 'IrpCompleted', {
      ...idsOf(call),
      Information: 100,
      Irql: isDpc ? 2 : 0,
      PendingReturned: 1,
      RoutineResult: 0xc0000016 | 0,
    });
  }

  #routineReturned(call: SimCall, by: Frame | SimThread): void {
    const processor = by.processor!;
    const thread = by instanceof Frame ? (processor.thread?.id ?? 0) : by.id;
    call.routineReturnedAt = this.world.now;
    this.log.routineReturned(this.world.now, processor.number, thread, call.id, call.op);
  }

  /** Hands a call over to who serves it. */
  #begin(call: SimCall, self: SimThread): void {
    const { op, connection } = call;
    if (isResolvers(op)) {
      this.#resolver!.take(call);
    } else if (isNotification(op)) {
      // A worker hears of the change some time.
      this.world.after(200 + this.world.ticks(6000), () =>
        this.#timer(this.#random.pick(this.world.processors), kernelTimer, () => this.#queue(call)),
      );
    } else if (isDatagrams(op)) {
      if (op === Op.SendTo) {
        this.log.datagram(this.world.now, self.processor!.number, self.id, true, connection.localPort);
      }
      this.#answer(call);
    } else {
      this.#beginTcp(call, self);
    }
  }

  #queue(call: SimCall): void {
    const work = this.#random.pick(this.#work);
    work.items.push(call);
    this.world.signal(work.ready);
  }

  /** Hands a call over to TCP, and has the peer answer. */
  #beginTcp(call: SimCall, self: SimThread): void {
    const { connection, op } = call;
    const { tcb, localPort, remotePort } = connection;
    const at = [this.world.now, self.processor!.number, self.id] as const;
    if (op === Op.Connect) {
      this.log.tcp('tcp-connection', ...at, 1002, tcb, (payload) =>
        addresses(payload, localPort, remotePort).u32(2).u32(0),
      );
      this.log.tcp('tcp-connection', ...at, 1004, tcb, (payload) => payload.u32(7).u32(65535).u8(8));
    } else if (op === Op.Send) {
      this.log.tcp('tcp-send', ...at, 1159, tcb, (payload) => payload.utf16z('').u32(100).u32(7));
      this.log.tcp('tcp-send', ...at, 1332, tcb, (payload) =>
        payload.u32(9).u32(9).u32(100).u32(7).u32(1).u32(1).u32(300),
      );
    } else {
      this.log.tcp('tcp-receive', ...at, 1156, tcb, (payload) =>
        payload.u64(1).u64(2).u64(100).u32(0).u64(0).u32(0).u32(0).u32(0).u32(1),
      );
    }
    if (op === Op.Send && this.#random.chance(0.15)) this.#closeWindow(call);
    else this.#answer(call);
  }

  #answer(call: SimCall): void {
    const isSent = call.op === Op.Connect || call.op === Op.Send;
    if (isSent && this.#random.chance(this.#options.loss)) {
      this.world.after(3000 + this.world.ticks(3000), () => this.#sendAgain(call));
      return;
    }
    this.world.after(200 + this.world.ticks(4000), () =>
      this.#arrive({ connection: call.connection, call, what: 'answer' }),
    );
  }

  #sendAgain(call: SimCall): void {
    const { connection, op } = call;
    const processor = this.#random.pick(this.world.processors);
    this.#timer(processor, tcpTimer, () => {
      connection.facts.push({ at: this.world.now, what: 'again' });
      const id = op === Op.Connect ? 1186 : 1187;
      const kind = op === Op.Connect ? 'tcp-connection' : 'tcp-send';
      const thread = processor.thread?.id ?? 0;
      const { tcb, localPort, remotePort } = connection;
      this.log.tcp(kind, this.world.now, processor.number, thread, id, tcb, (payload) =>
        addresses(payload, localPort, remotePort).u32(4).u32(1),
      );
      this.#answer(call);
    });
  }

  #closeWindow(call: SimCall): void {
    const { connection } = call;
    this.world.after(this.world.ticks(500), () => this.#arrive({ connection, call, what: 'closed' }));
    this.world.after(4000 + this.world.ticks(4000), () => this.#arrive({ connection, call, what: 'opened' }));
  }

  /** A packet reaches the network interface, which interrupts unless it is being served. */
  #arrive(packet: Packet): void {
    const { processor } = packet.connection;
    const nic = this.#nics[processor.number]!;
    nic.packets.push(packet);
    if (!nic.isMasked) this.#interrupt(processor);
  }

  #interrupt(processor: SimProcessor): void {
    const { world } = this;
    const nic = this.#nics[processor.number]!;
    const serve = (frame: Frame) => this.#serve(frame);
    nic.isMasked = true;
    world.interrupt(processor, nicIsr, function* (isr): Program {
      yield { run: world.ticks(40) };
      world.queueDpc(nicDpc, processor, isr, serve);
      yield { run: world.ticks(10) };
    });
  }

  *#serve(frame: Frame): Program {
    const nic = this.#nics[frame.processor.number]!;
    yield { run: this.world.ticks(30) };
    for (let packet = nic.packets.shift(); packet !== undefined; packet = nic.packets.shift()) {
      yield* this.#receive(packet, frame);
    }
    nic.isMasked = false;
    yield { run: 1 + this.world.ticks(10) };
    if (nic.packets.length > 0 && !nic.isMasked) this.#interrupt(frame.processor);
  }

  *#receive({ connection, call, what, answered }: Packet, frame: Frame): Program {
    const { world, log } = this;
    const { tcb, localPort, remotePort, facts } = connection;
    yield { run: world.ticks(20) };
    const thread = frame.processor.thread?.id ?? 0;
    const at = [world.now, frame.processor.number, thread] as const;
    if (answered !== undefined) {
      world.signal(answered);
      yield { run: world.ticks(40) };
      return;
    }
    if (what !== 'answer') {
      facts.push({ at: world.now, what });
      log.tcp('tcp-send', ...at, what === 'closed' ? 1102 : 1103, tcb, (payload) => payload.u32(7).u32(8));
      if (what === 'opened') this.#answer(call);
      yield { run: world.ticks(10) };
      return;
    }
    call.arrivedIn = frame;
    call.arrivedAt = world.now;
    if (call.op === Op.Connect) {
      log.tcpComplete(...at, 1033, tcb, localPort, remotePort);
    } else if (call.op === Op.Send) {
      facts.push({ at: world.now, what: 'progress' });
      log.tcp('tcp-send', ...at, 1330, tcb, (payload) => payload.u32(9).u32(9).u32(100).u32(107));
    } else if (call.op === Op.ReceiveFrom) {
      log.datagram(...at, false, localPort);
    } else if (call.op === Op.Receive) {
      log.tcp('tcp-receive', ...at, 1074, tcb, (payload) => payload.u32(100).u32(7));
    }
    yield { run: world.ticks(40) };
    // Of a datagram that was sent, no event tells that its buffers are free: it is completed at once.
    if (call.op === Op.SendTo || this.#random.chance(0.5)) {
      this.#complete(call, frame);
      yield { run: world.ticks(30) };
      this.#routineReturned(call, frame);
      world.signal(this.#done.get(call)!);
    } else {
      this.#queue(call);
    }
    yield { run: world.ticks(40) };
  }
}

function idsOf(call: SimCall): Record<string, number> {
  return { CallId: call.id, Op: call.op, Irp: irpAt(call.irp), IrpId: call.irp };
}

/** Address of an IRP, by its id. */
function irpAt(id: number): number {
  return 0x1000 + id;
}

/** Synthesises a machine on which a driver's threads make calls over TCP. */
export function synthesiseMachine(wanted: Partial<MachineOptions> = {}): MachineTrace {
  const options = { ...defaultMachine, ...wanted };
  const scenario = new Scenario(options);
  scenario.run();
  const { log, calls } = scenario;
  let told: Told[] | null = null;
  return {
    events: log.events,
    // What is true takes longer than the events themselves.
    get calls() {
      told ??= calls.map((call) => truthOf(call));
      return told;
    },
    write: (events = log.events, layout = {}) =>
      writeTrace(events, {
        startTicks: BASE_TICKS,
        perfFreq: 10_000_000,
        processors: options.processors,
        ...layout,
      }),
  };
}

/** The events but for those of some classes. */
export function withoutClasses(
  events: readonly LoggedEvent[],
  ...classes: readonly EventClass[]
): LoggedEvent[] {
  return events.filter((event) => !classes.includes(event.class));
}
