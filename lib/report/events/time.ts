import type { Clock } from '../../etl/index.ts';
import { type Constant, type LineBuffer, utf8 } from './line-buffer.ts';

/** Of a FILETIME. */
const UNITS_PER_SECOND = 10_000_000;
/** Below this frequency the ticks of a second, times the units of one, are exact in a double. */
const MAX_EXACT_FREQUENCY = 900_000_000;
const EIGHT_DIGITS = 100_000_000;
/** Of a moment in the years from 1601 to 9999: 2026-03-01T12:00:00.0000000Z. */
const ISO_LENGTH = 28;
const FRACTION_LENGTH = 8;
const END_OF_TIME = utf8('Z');

/** Writes raw ticks and moments with the digits that the trace's clock gives them, mostly without making text of them. */
export class TimeWriter {
  readonly #clock: Clock;
  /** The raw time of the start as two numbers: what is above its last eight digits, and those. */
  readonly #startHigh: number;
  readonly #startLow: number;
  readonly #ticksPerSecond: number;
  /** What the start's FILETIME has beyond a whole second, in its units; -1 where moments need the slow way. */
  readonly #startFraction: number;
  /** The second last written, as counted from the start's, and its text up to the fraction. */
  #second = -1;
  #secondText: Constant | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startHigh = Number(clock.startTicks / BigInt(EIGHT_DIGITS));
    this.#startLow = Number(clock.startTicks % BigInt(EIGHT_DIGITS));
    this.#ticksPerSecond = Math.round(clock.ticksPerSecond);
    const { startTime } = clock;
    const isExact = startTime !== null && startTime > 0n && this.#ticksPerSecond < MAX_EXACT_FREQUENCY;
    this.#startFraction = isExact ? Number(startTime % BigInt(UNITS_PER_SECOND)) : -1;
  }

  /** The digits of a raw time. */
  rawTicks(line: LineBuffer, ticks: number): void {
    if (ticks < 0) {
      line.text(String(this.#clock.rawTicks(ticks)));
      return;
    }
    const ticksHigh = Math.floor(ticks / EIGHT_DIGITS);
    let high = this.#startHigh + ticksHigh;
    let low = this.#startLow + (ticks - ticksHigh * EIGHT_DIGITS);
    if (low >= EIGHT_DIGITS) {
      high++;
      low -= EIGHT_DIGITS;
    }
    if (high === 0) {
      line.natural(low);
    } else {
      line.natural(high);
      line.digits(low, 8);
    }
  }

  /** Whether the trace tells when it began, and so when anything in it happened. */
  get tellsMoments(): boolean {
    return this.#clock.startTime !== null;
  }

  /** A moment in UTC, of a trace that tells such: characters that neither JSON nor CSV has to escape. */
  moment(line: LineBuffer, ticks: number): void {
    if (this.#startFraction < 0 || ticks < 0) {
      line.text(this.#clock.toIso(ticks)!);
      return;
    }
    // All of it is exact, as are quotients of such numbers, cut off as the clock does.
    const perSecond = this.#ticksPerSecond;
    let second = Math.floor(ticks / perSecond);
    const rest = ticks - second * perSecond;
    let fraction = this.#startFraction + Math.floor((rest * UNITS_PER_SECOND) / perSecond);
    if (fraction >= UNITS_PER_SECOND) {
      second++;
      fraction -= UNITS_PER_SECOND;
    }
    // Events stand close together: what precedes the fraction is mostly the same as of the one before.
    if (second !== this.#second) {
      this.#second = second;
      this.#secondText = secondOf(this.#clock.toIso(ticks)!);
    }
    if (this.#secondText === null) {
      line.text(this.#clock.toIso(ticks)!);
      return;
    }
    line.constant(this.#secondText);
    line.digits(fraction, 7);
    line.constant(END_OF_TIME);
  }
}

/** The text up to the fraction; null for years that are told in another form. */
function secondOf(iso: string): Constant | null {
  return iso.length === ISO_LENGTH ? utf8(iso.slice(0, -FRACTION_LENGTH)) : null;
}
