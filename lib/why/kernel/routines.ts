import type { Image } from '../../decode/index.ts';
import { KernelKind } from './kernel-event.ts';

/** What kind of routine runs in a thread's place. */
export type RoutineKind = 'dpc' | 'timer-dpc' | 'threaded-dpc' | 'isr' | 'msi-isr' | 'passive-isr';

const KIND_NAMES: Readonly<Partial<Record<KernelKind, RoutineKind>>> = {
  [KernelKind.Dpc]: 'dpc',
  [KernelKind.TimerDpc]: 'timer-dpc',
  [KernelKind.ThreadedDpc]: 'threaded-dpc',
  [KernelKind.Isr]: 'isr',
  [KernelKind.MsiIsr]: 'msi-isr',
  [KernelKind.PassiveIsr]: 'passive-isr',
};

/** Vector of the interrupt that samples what runs, on x86 and x64: the recording's own, and no driver's work. */
const PROFILE_VECTOR = 253;

/** More than any machine has; a hostile trace must not fill the memory. The rest is counted under address 0. */
const MAX_ROUTINES = 65_536;

/** The image at an address of the kernel at a time. */
export type FindImage = (address: bigint, timeNs: number) => Image | null;

/** A DPC's or an interrupt's routine, and what it was seen to take. Times are nanoseconds. */
export class Routine {
  readonly index: number;
  readonly kind: RoutineKind;
  readonly address: bigint;
  readonly image: Image | null;
  readonly vector: number | null;
  count = 0;
  totalNs = 0;
  longestNs = 0;
  longestAtNs = 0;
  /** The same without what interrupted it. */
  exclusiveNs = 0;
  /** By processor. */
  readonly counts: number[] = [];
  readonly totals: number[] = [];

  constructor(index: number, kind: RoutineKind, address: bigint, image: Image | null, vector: number | null) {
    this.index = index;
    this.kind = kind;
    this.address = address;
    this.image = image;
    this.vector = vector;
  }

  get isInterrupt(): boolean {
    return this.kind === 'isr' || this.kind === 'msi-isr' || this.kind === 'passive-isr';
  }

  /** Whether it keeps its processor from threads: not where it runs in one. */
  get isRaised(): boolean {
    return this.kind !== 'threaded-dpc' && this.kind !== 'passive-isr';
  }

  /** Whether it is the profile interrupt's, which the recording itself asked for. */
  get isProfile(): boolean {
    return this.vector === PROFILE_VECTOR && this.kind === 'isr';
  }

  /** How it is called: by its module and the offset in it, or else by its address. */
  get name(): string {
    const { image, address } = this;
    return image === null
      ? `0x${address.toString(16)}`
      : `${image.name}+0x${(address - image.base).toString(16)}`;
  }

  get module(): string | null {
    return this.image?.name ?? null;
  }

  add(processor: number, startNs: number, endNs: number): void {
    const tookNs = endNs - startNs;
    this.count++;
    this.totalNs += tookNs;
    if (tookNs > this.longestNs) {
      this.longestNs = tookNs;
      this.longestAtNs = startNs;
    }
    this.counts[processor] = (this.counts[processor] ?? 0) + 1;
    this.totals[processor] = (this.totals[processor] ?? 0) + tookNs;
  }

  /** Whether it is in the image that lies at its address at this time. */
  isOf(timeNs: number): boolean {
    return this.image === null || (this.image.from <= timeNs && timeNs <= this.image.to);
  }
}

/** A power of 2; of the routines that run all the time there are fewer. */
const LATELY = 256;

/** The routines at one address. */
interface AtAddress {
  readonly high: number;
  readonly low: number;
  readonly routines: Routine[];
}

/** All routines seen: one for each address, kind, vector and stay of an image. */
export class RoutineTable {
  readonly all: Routine[] = [];
  readonly #findImage: FindImage;
  /** Those asked for lately, by some bits of their addresses. */
  readonly #lately: (AtAddress | undefined)[] = new Array(LATELY).fill(undefined);
  /** By the address's upper half, then by its lower half: kernel images share a few upper halves. */
  readonly #byHigh = new Map<number, Map<number, AtAddress>>();

  constructor(findImage: FindImage) {
    this.#findImage = findImage;
  }

  of(kind: KernelKind, high: number, low: number, vector: number | null, timeNs: number): Routine {
    if (this.all.length >= MAX_ROUTINES && !this.#isKnown(high, low)) {
      return this.of(kind, 0, 0, null, 0);
    }
    const place = ((low >>> 4) ^ (low >>> 12)) & (LATELY - 1);
    let found = this.#lately[place];
    if (found === undefined || found.low !== low || found.high !== high) {
      found = this.#at(high, low);
      this.#lately[place] = found;
    }
    const { routines } = found;
    const name = KIND_NAMES[kind]!;
    for (const routine of routines) {
      if (routine.kind === name && routine.vector === vector && routine.isOf(timeNs)) {
        return routine;
      }
    }
    const address = (BigInt(high) << 32n) | BigInt(low);
    const routine = new Routine(this.all.length, name, address, this.#findImage(address, timeNs), vector);
    this.all.push(routine);
    routines.push(routine);
    return routine;
  }

  #at(high: number, low: number): AtAddress {
    const byLow = this.#byHigh.get(high) ?? new Map<number, AtAddress>();
    this.#byHigh.set(high, byLow);
    const found = byLow.get(low) ?? { high, low, routines: [] };
    byLow.set(low, found);
    return found;
  }

  #isKnown(high: number, low: number): boolean {
    return (high === 0 && low === 0) || this.#byHigh.get(high)?.has(low) === true;
  }
}
