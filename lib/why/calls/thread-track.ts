import type { Piece } from '../machine/history.ts';
import type { Processor } from '../machine/processor.ts';
import type { Off, Readier, Run } from './whereabouts.ts';

/** Stretches kept of one call; what comes behind them is left open. */
const MOST_PIECES = 20_000;

/** A stretch of a thread's time. */
export type ThreadPiece =
  | { readonly kind: 'on'; readonly processor: Processor; readonly piece: Piece }
  /** It could have run; who had the processor that it was taken from, or that it got next. */
  | {
      readonly kind: 'preempted' | 'ready';
      readonly processor: Processor;
      readonly piece: Piece;
      readonly readier: Readier | null;
    }
  | {
      readonly kind: 'waiting';
      readonly startNs: number;
      readonly endNs: number;
      readonly processor: Processor;
      readonly readier: Readier;
    }
  /** Off its processor after a wait whose end was not seen. */
  | {
      readonly kind: 'off';
      readonly startNs: number;
      readonly endNs: number;
      readonly processor: Processor;
    };

/** What one thread did over a stretch of time, piece by piece. */
export class ThreadTrack {
  readonly fromNs: number;
  readonly toNs: number;
  /** Whether only what follows the latest wait is wanted. */
  readonly #isSinceWait: boolean;
  #pieces: ThreadPiece[] = [];
  /** Where only what follows the latest wait is wanted: that wait. */
  wait: Off | null = null;

  constructor(fromNs: number, toNs: number, isSinceWait: boolean) {
    this.fromNs = fromNs;
    this.toNs = toNs;
    this.#isSinceWait = isSinceWait;
  }

  /** In the order of time. */
  get pieces(): readonly ThreadPiece[] {
    return this.#pieces;
  }

  ran({ startNs, endNs, processor }: Run): void {
    this.#ask(processor, startNs, endNs, (piece) => ({ kind: 'on', processor, piece }));
  }

  wasOff(off: Off): void {
    const { startNs, from, endNs, to, isPreempted, readier } = off;
    if (isPreempted) {
      this.#ask(from, startNs, endNs, (piece) => ({
        kind: 'preempted',
        processor: from,
        piece,
        readier: null,
      }));
      return;
    }
    if (this.#isSinceWait && endNs <= this.toNs) {
      this.wait = off;
      this.#pieces = [];
    }
    if (readier === null) {
      this.#add({ kind: 'off', ...this.#within(startNs, endNs), processor: from });
      return;
    }
    this.#add({ kind: 'waiting', ...this.#within(startNs, readier.timeNs), processor: from, readier });
    this.#ask(to, readier.timeNs, endNs, (piece) => ({ kind: 'ready', processor: to, piece, readier }));
  }

  #within(startNs: number, endNs: number): { startNs: number; endNs: number } {
    return { startNs: Math.max(startNs, this.fromNs), endNs: Math.min(endNs, this.toNs) };
  }

  /** Asks what was on top of a processor, as far as the stretch lies within the track. */
  #ask(processor: Processor, from: number, to: number, make: (piece: Piece) => ThreadPiece): void {
    const { startNs, endNs } = this.#within(from, to);
    if (endNs <= startNs) {
      return;
    }
    const pieces = this.#pieces;
    processor.when(endNs, startNs, () => {
      // A later wait may have made these pieces needless.
      if (pieces === this.#pieces) {
        for (const piece of processor.history.pieces(startNs, endNs)) {
          this.#add(make(piece));
        }
      }
    });
  }

  #add(piece: ThreadPiece): void {
    const isEmpty = 'startNs' in piece && piece.endNs <= piece.startNs;
    if (!isEmpty && this.#pieces.length < MOST_PIECES) {
      this.#pieces.push(piece);
    }
  }
}
