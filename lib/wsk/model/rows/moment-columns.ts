import type { Moment } from '../../order/index.ts';
import { Doubles, Words } from './columns.ts';

/** Moments as columns. */
export class MomentColumns {
  /** From 1; 0 for a moment that was not seen. */
  readonly #processor = new Words();
  readonly #step = new Doubles(0);
  /** NaN where it is the time itself, as it is where no clock is corrected. */
  readonly #clockNs = new Doubles(Number.NaN);

  /** @param timeNs of the same event, as it is corrected */
  write(place: number, moment: Moment, timeNs: number): void {
    this.#processor.set(place, moment.processor + 1);
    this.#step.set(place, moment.isSeen ? moment.step : 0);
    this.#clockNs.set(place, !moment.isSeen || moment.clockNs === timeNs ? Number.NaN : moment.clockNs);
  }

  read(place: number, moment: Moment, timeNs: number): void {
    const clockNs = this.#clockNs.get(place);
    moment.processor = this.#processor.get(place) - 1;
    moment.step = this.#step.get(place);
    moment.clockNs = Number.isNaN(clockNs) ? timeNs : clockNs;
  }
}
