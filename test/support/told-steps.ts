import type { SynthesisedEvent } from './synthesiser/index.ts';
import { operations } from './synthesiser/operations.ts';

/** Ids as outputs name them; what is left out is not told. */
export interface Named {
  readonly irpId?: string | null | undefined;
  readonly callId?: string | null | undefined;
  readonly socketId?: string | null | undefined;
}

/** What an output says happened to the objects that it names. */
export interface Step extends Named {
  readonly event: string;
  readonly timeNs: number;
}

/** One event, as the synthesiser wrote it. */
export interface TrueEvent {
  readonly name: string;
  readonly timeNs: number;
  readonly irpId: string | null;
  readonly callId: string | null;
  readonly socketId: string | null;
  /** Number of the operation, where it is an issue. */
  readonly op: number;
}

/** `Op` of the call that closes a socket: its completion is a step of the socket. */
const CLOSE_SOCKET = operations.findIndex(({ name }) => name === 'CloseSocket') + 1;
/** Bytes of an EVENT_HEADER. */
const HEADER_BYTES = 80;

/** What is true of the objects of one load of a driver, by its events alone: no code of the product is asked. */
export class TrueSteps {
  readonly #events: readonly TrueEvent[];
  readonly #byObject = new Map<string, TrueEvent[]>();

  constructor(events: readonly SynthesisedEvent[], startTicks: bigint) {
    this.#events = events
      .filter(({ name }) => name !== 'noise')
      .map((event) => ({
        name: event.name,
        timeNs: 100 * Number(event.ticks - startTicks),
        irpId: idOf(event.irpId),
        callId: idOf(event.callId),
        socketId: idOf(event.socketId),
        op: event.name === 'WskCallIssued' ? opOf(event.bytes) : 0,
      }));
    for (const event of this.#events) {
      this.#add(event, keysOf(event));
    }
    for (const event of this.#events) {
      const [issued] = event.name === 'IrpCompleted' ? this.of({ callId: event.callId }) : [];
      if (issued?.op === CLOSE_SOCKET) {
        this.#add(event, keysOf({ socketId: issued.socketId }));
      }
    }
  }

  #add(event: TrueEvent, keys: readonly string[]): void {
    for (const key of keys) {
      const list = this.#byObject.get(key) ?? [];
      list.push(event);
      this.#byObject.set(key, list);
    }
  }

  /** The events of one object, in the order of time. */
  of(named: Named): readonly TrueEvent[] {
    const [key] = keysOf(named);
    return (key === undefined ? undefined : this.#byObject.get(key)) ?? [];
  }

  /** What is wrong with ids that an output names together: a call is on one IRP and one socket. */
  wrongTogether({ irpId, callId, socketId }: Named): string | null {
    if (callId == null) {
      return null;
    }
    const issued = this.of({ callId }).find(({ name }) => name === 'WskCallIssued');
    if (issued === undefined) {
      return `call ${callId} was never issued`;
    }
    if (irpId != null && issued.irpId !== irpId) {
      return `call ${callId} has IRP ${issued.irpId}, not ${irpId}`;
    }
    return socketId != null && issued.socketId !== socketId
      ? `call ${callId} is on socket ${issued.socketId}, not ${socketId}`
      : null;
  }

  /** Whether one of the objects had this step at a time that an output shows the same way. */
  has({ event, ...named }: Named & { event: string }, isTime: (timeNs: number) => boolean): boolean {
    const names = event.split('|');
    return keysOf(named).some((key) =>
      this.#byObject.get(key)?.some((one) => names.includes(one.name) && isTime(one.timeNs)),
    );
  }

  /** What is wrong with a step that an output tells exactly, or null. */
  wrong(step: Step): string | null {
    const isTrue = this.has(step, (timeNs) => timeNs === step.timeNs);
    return isTrue ? this.wrongTogether(step) : `never happened: ${JSON.stringify(step)}`;
  }
}

function keysOf({ irpId, callId, socketId }: Named): string[] {
  return [
    ...(callId == null ? [] : [`call ${callId}`]),
    ...(irpId == null ? [] : [`irp ${irpId}`]),
    ...(socketId == null ? [] : [`socket ${socketId}`]),
  ];
}

function idOf(id: bigint): string | null {
  return id === 0n ? null : String(id);
}

/** `Op`, behind the CallId of 64 bits with which the payload begins. */
function opOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = HEADER_BYTES;
  for (let hasMore = true; hasMore; ) {
    hasMore = (view.getUint16(at + 4, true) & 1) !== 0;
    at += view.getUint16(at, true);
  }
  return view.getUint32(at + 8, true);
}
