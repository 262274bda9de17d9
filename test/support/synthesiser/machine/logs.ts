import {
  ByteWriter,
  eventHeaderEvent,
  field,
  type PlacedEvent,
  perfInfoEvent,
  systemEvent,
  traceLoggingEvent,
} from '../../etl-writer/index.ts';
import { type EventName, fieldsOf } from '../event-shapes.ts';
import { fullSchema } from '../index.ts';
import type { KernelLog, SimRoutine } from './world.ts';

/** Raw time of a synthesised machine's first moment. */
export const BASE_TICKS = 5_000_000_000n;

/** What kind of event one is, as recording can leave it out. */
export type EventClass =
  | 'driver'
  | 'switch'
  | 'ready'
  | 'dpc'
  | 'interrupt'
  | 'image'
  | 'thread'
  | 'process'
  | 'tcp-send'
  | 'tcp-receive'
  | 'tcp-connection'
  | 'socket-address'
  | 'names'
  | 'other';

export interface LoggedEvent extends PlacedEvent {
  readonly class: EventClass;
}

/** An image of the machine, with a name as the kernel tells it. */
export interface SimImage {
  readonly name: string;
  readonly base: bigint;
  readonly size: bigint;
}

const TCPIP = '2f07e2ee-15db-40f1-90ef-9d7ba282188a';

/** Writes the events of a machine in their real layouts. */
export class MachineLog implements KernelLog {
  readonly events: LoggedEvent[] = [];
  /** By how many ticks each processor's clock is ahead, by its number. */
  ahead: readonly number[] = [];
  /** Version of the events of context switches, of which 2 to 5 share the fields that matter. */
  switchVersion = 2;

  switched(at: number, processor: number, newThread: number, oldThread: number, oldState: number): void {
    const payload = new ByteWriter().u32(newThread).u32(oldThread).u8(8).u8(8).u8(0).u8(0);
    payload
      .u8(oldState === 5 ? 15 : 0)
      .u8(0)
      .u8(oldState)
      .u8(0)
      .u32(0)
      .u32(0);
    this.#perfInfo('switch', at, processor, 5, 36, this.switchVersion, payload);
  }

  readied(at: number, processor: number, thread: number, isByDpc: boolean): void {
    const payload = new ByteWriter()
      .u32(thread)
      .u8(0)
      .u8(0)
      .u8(isByDpc ? 1 : 0)
      .u8(0);
    this.#perfInfo('ready', at, processor, 5, 50, 2, payload);
  }

  routine(at: number, processor: number, routine: SimRoutine, startedAt: number): void {
    const payload = new ByteWriter().u64(this.#ticks(startedAt, processor)).u64(routine.address);
    if (routine.kind === 'isr') {
      payload.u8(1).u16(161).u8(0).u32(0);
    }
    const opcode = { isr: 50, dpc: 68, 'timer-dpc': 69 }[routine.kind];
    this.#perfInfo(routine.kind === 'isr' ? 'interrupt' : 'dpc', at, processor, 15, opcode, 2, payload);
  }

  image({ name, base, size }: SimImage): void {
    const payload = new ByteWriter().u64(base).u64(size).u32(0).u32(0).u32(0).u32(0).u64(base).zeros(16);
    payload.utf16z(`\\SystemRoot\\System32\\drivers\\${name}`);
    this.#system('image', 20, 3, 2, payload);
  }

  process(id: number, name: string): void {
    const payload = new ByteWriter()
      .u64(0x1000 + id)
      .u32(id)
      .u32(4)
      .u32(0)
      .u32(0)
      .u64(0)
      .u32(0)
      .u32(0);
    payload.utf8z(name).utf16z('').utf16z('').utf16z('');
    this.#system('process', 3, 3, 4, payload);
  }

  thread(id: number, process: number): void {
    const payload = new ByteWriter().u32(process).u32(id);
    for (let i = 0; i < 7; i++) payload.u64(0);
    this.#system('thread', 5, 3, 3, payload.u32(0).u32(0).utf16z(''));
  }

  driver(
    at: number,
    processor: number,
    thread: number,
    name: EventName,
    values: Readonly<Record<string, number | bigint | string | readonly number[]>>,
  ): void {
    const shape = fieldsOf(name, fullSchema);
    const event = traceLoggingEvent({
      ticks: this.#ticks(at, processor),
      tid: thread,
      pid: 4,
      provider: { name: 'WskTraceDriver' },
      name,
      fields: shape,
      values: Object.fromEntries(
        shape.map((field) => [
          field.name,
          values[field.name] ?? (field.in === 'astr' ? '' : field.in === 'binary' ? [] : 0),
        ]),
      ),
    });
    const kind = name === 'SocketAddress' ? 'socket-address' : 'driver';
    this.events.push({ ...event, processor, class: kind });
  }

  /** The completion routine returned to the I/O manager; drivers of this project's library tell it behind IrpCompleted. */
  routineReturned(at: number, processor: number, thread: number, callId: number, op: number): void {
    const fields = [field('CallId', 'u64'), field('Op', 'u32'), field('RoutineResult', 'u32')];
    const event = traceLoggingEvent({
      ticks: this.#ticks(at, processor),
      tid: thread,
      pid: 4,
      provider: { name: 'WskTraceDriver' },
      name: 'RoutineReturned',
      fields,
      values: { CallId: callId, Op: op, RoutineResult: 0xc0000016 | 0 },
    });
    this.events.push({ ...event, processor, class: 'driver' });
  }

  /** An event of TCPIP's, with its Tcb first; `more` writes what follows. */
  tcp(
    kind: 'tcp-send' | 'tcp-receive' | 'tcp-connection',
    at: number,
    processor: number,
    thread: number,
    id: number,
    tcb: bigint,
    more: (payload: ByteWriter) => ByteWriter,
  ): void {
    const payload = more(new ByteWriter().u64(tcb)).finish();
    const ticks = this.#ticks(at, processor);
    const event = eventHeaderEvent({ ticks, provider: TCPIP, id, level: 4, tid: thread, pid: 4, payload });
    this.events.push({ ...event, processor, class: kind });
  }

  /** An event of any provider, by its id and version. */
  provided(
    at: number,
    processor: number,
    thread: number,
    told: { provider: string; id: number; version?: number; class?: EventClass },
    payload: ByteWriter,
  ): void {
    const { provider, id, version = 0 } = told;
    const ticks = this.#ticks(at, processor);
    const event = { ticks, provider, id, version, level: 4, tid: thread, pid: 4, payload: payload.finish() };
    this.events.push({ ...eventHeaderEvent(event), processor, class: told.class ?? 'other' });
  }

  /** A datagram that UDP took from, or gave to, the endpoint of a socket. */
  datagram(at: number, processor: number, thread: number, isSent: boolean, port: number): void {
    const counts = new ByteWriter()
      .u64(0xffffa80a_00080000n + BigInt(port))
      .u32(1)
      .u32(100);
    const told = {
      provider: TCPIP,
      id: isSent ? 1169 : 1170,
      class: isSent ? 'tcp-send' : 'tcp-receive',
    } as const;
    this.provided(at, processor, thread, told, addresses(counts, port, 7007).u32(4));
  }

  /** An event that tells addresses first, and its Tcb behind. */
  tcpComplete(
    at: number,
    processor: number,
    thread: number,
    id: number,
    tcb: bigint,
    local: number,
    remote: number,
  ): void {
    const payload = addresses(new ByteWriter(), local, remote).u32(0).u32(4).u32(1).u64(tcb).finish();
    const ticks = this.#ticks(at, processor);
    const event = eventHeaderEvent({ ticks, provider: TCPIP, id, level: 4, tid: thread, pid: 4, payload });
    this.events.push({ ...event, processor, class: 'tcp-connection' });
  }

  #ticks(at: number, processor: number): bigint {
    return BASE_TICKS + BigInt(at + (this.ahead[processor] ?? 0));
  }

  #perfInfo(
    kind: EventClass,
    at: number,
    processor: number,
    group: number,
    opcode: number,
    version: number,
    payload: ByteWriter,
  ): void {
    const event = perfInfoEvent({
      ticks: this.#ticks(at, processor),
      group,
      opcode,
      version,
      payload: payload.finish(),
    });
    this.events.push({ ...event, processor, class: kind });
  }

  #system(kind: EventClass, group: number, opcode: number, version: number, payload: ByteWriter): void {
    const event = systemEvent({ ticks: BASE_TICKS, group, opcode, version, payload: payload.finish() });
    this.events.push({ ...event, processor: 0, class: kind });
  }
}

/** Of connections, one end is always ours, 192.0.2.1, and the other the peer's, 198.51.100.7. */
export function socketAddress(isLocal: boolean, port: number): readonly number[] {
  const address = isLocal ? [192, 0, 2, 1] : [198, 51, 100, 7];
  return [2, 0, port >> 8, port & 0xff, ...address, 0, 0, 0, 0, 0, 0, 0, 0];
}

/** The two ends' SOCKADDRs, each behind its length. */
export function addresses(payload: ByteWriter, local: number, remote: number): ByteWriter {
  for (const bytes of [socketAddress(true, local), socketAddress(false, remote)]) {
    payload.u32(bytes.length).bytes(bytes);
  }
  return payload;
}
