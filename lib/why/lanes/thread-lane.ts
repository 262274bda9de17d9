import type { Off, Readier, Run } from '../calls/whereabouts.ts';
import { Lane, type Window } from './lane.ts';

/** What a thread was doing. */
export interface Doing extends Window {
  readonly state: 'running' | 'ready' | 'waiting' | 'off';
  readonly processor: number;
  /** Who ended the wait. */
  readonly readier: Readier | null;
}

/** What one thread did in a stretch of time. */
export class ThreadLane {
  readonly threadId: number;
  readonly fromNs: number;
  readonly toNs: number;
  readonly lane: Lane<Doing>;

  constructor(threadId: number, { fromNs, toNs }: Window) {
    this.threadId = threadId;
    this.fromNs = fromNs;
    this.toNs = toNs;
    this.lane = new Lane({ fromNs, toNs });
  }

  ran({ startNs, endNs, processor }: Run): void {
    this.#add('running', startNs, endNs, processor.number, null);
  }

  wasOff({ startNs, from, endNs, to, isPreempted, readier }: Off): void {
    if (isPreempted) {
      this.#add('ready', startNs, endNs, from.number, null);
    } else if (readier === null) {
      this.#add('off', startNs, endNs, from.number, null);
    } else {
      this.#add('waiting', startNs, readier.timeNs, from.number, readier);
      this.#add('ready', readier.timeNs, endNs, to.number, readier);
    }
  }

  #add(
    state: Doing['state'],
    startNs: number,
    endNs: number,
    processor: number,
    readier: Readier | null,
  ): void {
    this.lane.add(startNs, endNs, (stretch) => ({ ...stretch, state, processor, readier }));
  }
}
