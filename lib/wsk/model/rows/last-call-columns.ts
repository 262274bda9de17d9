import { type Site, UNKNOWN_SITE } from '../../site.ts';
import type { LastCall } from '../last-call.ts';
import { Doubles, References, Words } from './columns.ts';

const IS_KEPT = 1;
const HAS_IRP = 2;
const IS_COMPLETED = 4;

/** What stays known of calls as columns. */
export class LastCallColumns {
  readonly #flagBits = new Words();
  readonly #idLow = new Words();
  readonly #idHigh = new Words();
  readonly #op = new Words();
  readonly #site = new References<Site>(UNKNOWN_SITE);
  readonly #socketIdLow = new Words();
  readonly #socketIdHigh = new Words();
  readonly #issuedNs = new Doubles(Number.NaN);
  readonly #returnedNs = new Doubles(Number.NaN);
  readonly #returnStatus = new Words();
  readonly #completedNs = new Doubles(Number.NaN);
  readonly #completionStatus = new Words();
  readonly #cancelRequestedNs = new Doubles(Number.NaN);
  readonly #rundownNs = new Doubles(Number.NaN);

  write(place: number, call: LastCall | null): void {
    if (call === null) {
      this.#flagBits.set(place, 0);
      this.#site.set(place, UNKNOWN_SITE);
      return;
    }
    this.#flagBits.set(place, IS_KEPT | (call.hasIrp ? HAS_IRP : 0) | (call.isCompleted ? IS_COMPLETED : 0));
    this.#idLow.set(place, call.idLow);
    this.#idHigh.set(place, call.idHigh);
    this.#op.set(place, call.op);
    this.#site.set(place, call.site);
    this.#socketIdLow.set(place, call.socketIdLow);
    this.#socketIdHigh.set(place, call.socketIdHigh);
    this.#issuedNs.set(place, call.issuedNs);
    this.#returnedNs.set(place, call.returnedNs);
    this.#returnStatus.set(place, call.returnStatus);
    this.#completedNs.set(place, call.completedNs);
    this.#completionStatus.set(place, call.completionStatus);
    this.#cancelRequestedNs.set(place, call.cancelRequestedNs);
    this.#rundownNs.set(place, call.rundownNs);
  }

  read(place: number): LastCall | null {
    const flagBits = this.#flagBits.get(place);
    return flagBits === 0
      ? null
      : {
          idLow: this.#idLow.get(place),
          idHigh: this.#idHigh.get(place),
          op: this.#op.get(place),
          site: this.#site.get(place),
          socketIdLow: this.#socketIdLow.get(place),
          socketIdHigh: this.#socketIdHigh.get(place),
          issuedNs: this.#issuedNs.get(place),
          returnedNs: this.#returnedNs.get(place),
          returnStatus: this.#returnStatus.get(place),
          completedNs: this.#completedNs.get(place),
          completionStatus: this.#completionStatus.get(place),
          cancelRequestedNs: this.#cancelRequestedNs.get(place),
          rundownNs: this.#rundownNs.get(place),
          hasIrp: (flagBits & HAS_IRP) !== 0,
          isCompleted: (flagBits & IS_COMPLETED) !== 0,
        };
  }
}
