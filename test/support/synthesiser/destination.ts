import type { PlacedEvent } from '../etl-writer/index.ts';
import type { Random } from '../random.ts';

/**
 * What takes events as they come: `reserve` makes room for one, and its bytes then go to `bytes` and `view` at the
 * offset that it returned. TraceFileWriter is one; it ignores what the event is about.
 */
export interface Destination {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  reserve(
    processor: number,
    size: number,
    ticks: number,
    name: string,
    callId: number,
    irpId: number,
    socketId: number,
  ): number;
}

/** An event of a synthesised trace. Ids are 0 where it has none. */
export interface SynthesisedEvent extends PlacedEvent {
  /** Its name, or `noise`. */
  readonly name: string;
  readonly callId: bigint;
  readonly irpId: bigint;
  readonly socketId: bigint;
}

/** Keeps every event as an object, in the order of time. */
export class Recorder implements Destination {
  readonly events: SynthesisedEvent[] = [];
  bytes = new Uint8Array(0);
  view = new DataView(this.bytes.buffer);
  readonly #baseTicks: bigint;
  readonly #idBase: bigint;

  constructor(baseTicks: bigint, idBase: bigint) {
    this.#baseTicks = baseTicks;
    this.#idBase = idBase;
  }

  reserve(
    processor: number,
    size: number,
    ticks: number,
    name: string,
    callId: number,
    irpId: number,
    socketId: number,
  ): number {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
    const id = (n: number): bigint => (n === 0 ? 0n : this.#idBase + BigInt(n));
    this.events.push({
      processor,
      ticks: this.#baseTicks + BigInt(ticks),
      bytes: this.bytes,
      name,
      callId: id(callId),
      irpId: id(irpId),
      socketId: id(socketId),
    });
    return 0;
  }
}

/** Loses a share of the events on their way to another destination. */
export class LossyDestination implements Destination {
  lost = 0;
  bytes: Uint8Array;
  view: DataView;
  readonly #inner: Destination;
  readonly #share: number;
  readonly #random: Random;
  readonly #scratch = new Uint8Array(65536);
  readonly #scratchView = new DataView(this.#scratch.buffer);

  constructor(inner: Destination, share: number, random: Random) {
    this.#inner = inner;
    this.#share = share;
    this.#random = random;
    this.bytes = inner.bytes;
    this.view = inner.view;
  }

  reserve(
    processor: number,
    size: number,
    ticks: number,
    name: string,
    callId: number,
    irpId: number,
    socketId: number,
  ): number {
    if (this.#random.chance(this.#share)) {
      this.lost++;
      this.bytes = this.#scratch;
      this.view = this.#scratchView;
      return 0;
    }
    const at = this.#inner.reserve(processor, size, ticks, name, callId, irpId, socketId);
    this.bytes = this.#inner.bytes;
    this.view = this.#inner.view;
    return at;
  }
}
