import type { Driver } from '../model/driver.ts';
import type { OperationTable } from '../operations.ts';
import { type Confidence, oneStepDown } from './finding.ts';

/** A call is out of the ordinary when it is outstanding this many times longer than nearly all of its kind took. */
const FACTOR = 10;
const NEARLY_ALL = 0.999;

/** Says how sure it is that what is still outstanding at the end of a trace will stay so. */
export class Judge {
  readonly #operations: OperationTable;
  readonly #stuckAfterNs: number;

  /** @param stuckAfterNs the user's limit: nothing younger is called stuck */
  constructor(operations: OperationTable, stuckAfterNs: number) {
    this.#operations = operations;
    this.#stuckAfterNs = stuckAfterNs;
  }

  /** How long a call of this operation may be outstanding before it is likely stuck, in nanoseconds. */
  limitOf(driver: Driver, op: number): number {
    const ordinary = this.#operations.percentile(driver.provider, op, NEARLY_ALL);
    return Math.max(this.#stuckAfterNs, Number.isNaN(ordinary) ? 0 : FACTOR * ordinary);
  }

  get stuckAfterNs(): number {
    return this.#stuckAfterNs;
  }

  /**
   * Confidence that something outstanding at the end never ends.
   * @param ageNs since when nothing happened to it
   * @param limitNs what is ordinary for its kind
   * @param isOlder whether it began before the trace
   */
  outstanding(driver: Driver, ageNs: number, limitNs: number, isOlder: boolean): Confidence {
    const confidence = this.#ofYoung(driver, ageNs, limitNs);
    return isOlder ? oneStepDown(confidence) : confidence;
  }

  #ofYoung(driver: Driver, ageNs: number, limitNs: number): Confidence {
    // WskDeregister has returned: the driver is gone, and nothing can end any more.
    if (driver.isDeregistered) {
      return 'certain';
    }
    // A driver that unloads lets go of everything: what is still open is stuck, not young. One that works on memory
    // of others may have been stopped in the middle of it.
    const isLettingGo = driver.isUnloading && !driver.isCorrupted;
    return isLettingGo || ageNs > limitNs ? 'likely' : 'possible';
  }
}
