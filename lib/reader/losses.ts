import type { Damage, Trace } from '../etl/index.ts';

/** What a trace lacks, as far as it is known before its events are read. */
export interface Losses {
  /** Events and buffers that the session could not keep, as its header counts them. */
  readonly eventsLost: number;
  readonly buffersLost: number;
  /** Buffers that say that something was lost before them. */
  readonly lossyBuffers: number;
  /** Stretches of the file that are no buffers; a stream of events tells what it met inside of them. */
  readonly damage: readonly Damage[];
}

/** What is missing from a trace. */
export function lossesOf({ header, index }: Trace): Losses {
  return {
    eventsLost: header?.eventsLost ?? 0,
    buffersLost: header?.buffersLost ?? 0,
    lossyBuffers: index.lossy,
    damage: index.damage.list,
  };
}
