import type { Bits, Clock } from '../etl-writer/index.ts';
import type { SchemaOptions } from './event-shapes.ts';
import type { Rule } from './truth.ts';

export interface SynthesiserOptions {
  seed: number;
  /** About how many events the trace gets, noise included. Faults and their endings come on top. */
  events: number;
  processors: number;
  /** Share of the events that are other providers'. */
  noise: number;
  /** Things the driver does at the same time. */
  concurrency: number;
  /** How often each fault is injected. */
  faults: Partial<Record<Rule, number>>;
  /** How often each rule's near miss is played, or one number for all rules. */
  nearMisses: Partial<Record<Rule, number>> | number;
  /**
   * `unload`: the driver is unloaded, and hangs there where a fault makes it; `drained`: it goes on living with nothing
   * left to do; `cut`: the trace ends in the middle of its work.
   */
  ending: 'unload' | 'drained' | 'cut';
  /** How long the trace goes on behind the last fault, with a few calls, so that what is stuck grows old. */
  tailSeconds: number;
  /** Time that a sound WskDeregister takes. */
  unloadSeconds: number;
  /** The trace begins when the driver has been at work for a while: with the rundown that tells of it, or without. */
  lateStart: 'none' | 'rundown' | 'bare';
  /** How often the session asks, in the middle of the trace, for a rundown of what exists. */
  captureStates: number;
  schema: SchemaOptions;
  bits: Bits;
  provider: { name: string; guid?: string; groupGuid?: string };
  /** Added to every id: 2^32 or more shows whether ids stay whole. */
  idBase: bigint;
  irpBase: bigint;
  socketBase: bigint;
  clock: Clock;
  /** Ticks of the clock a second; 10 MHz for the system clock. */
  perfFreq: number;
  /** Raw time at the trace's start. */
  startTicks: bigint;
}

export const fullSchema: SchemaOptions = { pointerType: 'pointer', idType: 'u64', optional: true };
/** What the tracing library writes today: what a list of indications holds, too. */
export const countingSchema: SchemaOptions = { ...fullSchema, indications: true };
/** What an older driver wrote: ids of 32 bits, and none of the optional fields. */
export const narrowSchema: SchemaOptions = { pointerType: 'hex64', idType: 'u32', optional: false };

export const defaultOptions: SynthesiserOptions = {
  seed: 1,
  events: 5000,
  processors: 4,
  noise: 0.2,
  concurrency: 8,
  faults: {},
  nearMisses: 0,
  ending: 'unload',
  tailSeconds: 600,
  unloadSeconds: 0.01,
  lateStart: 'none',
  captureStates: 0,
  schema: fullSchema,
  bits: 64,
  provider: { name: 'WskTraceDriver', groupGuid: '8f02d326-1cc4-4b6d-be8e-971f85b7e25b' },
  idBase: 0n,
  irpBase: 0xffff_b30c_4a01_0000n,
  // As high as addresses go: as JavaScript numbers these would all be equal.
  socketBase: 0xffff_ffff_f000_0000n,
  clock: 'qpc',
  perfFreq: 10_000_000,
  startTicks: 26_523_333_000n,
};
