import { type Site, UNKNOWN_SITE } from '../../site.ts';
import type { PooledIrp } from '../irp.ts';
import { Doubles, References, Words } from './columns.ts';
import { LastCallColumns } from './last-call-columns.ts';
import { Rows } from './rows.ts';

const IS_OLDER = 1;
const IS_FINISHED = 2;

/** IRPs as rows. */
export class IrpRows extends Rows<PooledIrp> {
  readonly #flagBits = new Words();
  readonly #pointerLow = new Words();
  readonly #pointerHigh = new Words();
  readonly #generation = new Words();
  /** From 1; 0 where it is not known. */
  readonly #origin = new Doubles(0);
  readonly #site = new References<Site>(UNKNOWN_SITE);
  readonly #allocatedNs = new Doubles(Number.NaN);
  /** From 1; 0 where it was not seen. */
  readonly #allocatedOn = new Words();
  readonly #allocatedStep = new Doubles(0);
  readonly #freedNs = new Doubles(Number.NaN);
  readonly #uses = new Words();
  readonly #callLife = new Words();
  readonly #callIdLow = new Words();
  readonly #callIdHigh = new Words();
  readonly #previousCallLife = new Words();
  readonly #previousCallIdLow = new Words();
  readonly #previousCallIdHigh = new Words();
  readonly #keptCall = new LastCallColumns();
  readonly #reusedNs = new Doubles(Number.NaN);
  readonly #handedBackNs = new Doubles(Number.NaN);
  /** NaN where it is the time since which it is known, as it is for one that no call was given. */
  readonly #lastUsedNs = new Doubles(Number.NaN);
  /** NaN where it is that of its allocation. */
  readonly #sinceNs = new Doubles(Number.NaN);
  readonly #rundownNs = new Doubles(Number.NaN);

  protected write(place: number, irp: PooledIrp): void {
    this.#flagBits.set(place, (irp.isOlder ? IS_OLDER : 0) | (irp.isFinished ? IS_FINISHED : 0));
    this.#pointerLow.set(place, irp.pointerLow);
    this.#pointerHigh.set(place, irp.pointerHigh);
    this.#generation.set(place, irp.generation);
    this.#origin.set(place, irp.origin === null ? 0 : irp.origin + 1);
    this.#site.set(place, irp.site);
    this.#allocatedNs.set(place, irp.allocatedNs);
    this.#allocatedOn.set(place, irp.allocatedOn + 1);
    this.#allocatedStep.set(place, irp.allocatedStep);
    this.#freedNs.set(place, irp.freedNs);
    this.#uses.set(place, irp.uses);
    // One that is forgotten is found no more, and takes no memory.
    const { hasCall, hasPreviousCall } = irp;
    this.#callLife.set(place, hasCall ? irp.callLife : 0);
    this.#callIdLow.set(place, hasCall ? irp.callIdLow : 0);
    this.#callIdHigh.set(place, hasCall ? irp.callIdHigh : 0);
    this.#previousCallLife.set(place, hasPreviousCall ? irp.previousCallLife : 0);
    this.#previousCallIdLow.set(place, hasPreviousCall ? irp.previousCallIdLow : 0);
    this.#previousCallIdHigh.set(place, hasPreviousCall ? irp.previousCallIdHigh : 0);
    this.#keptCall.write(place, irp.keptCall);
    this.#reusedNs.set(place, irp.reusedNs);
    this.#handedBackNs.set(place, irp.handedBackNs);
    this.#lastUsedNs.set(place, irp.lastUsedNs === irp.sinceNs ? Number.NaN : irp.lastUsedNs);
    this.#sinceNs.set(place, irp.sinceNs === irp.allocatedNs ? Number.NaN : irp.sinceNs);
    this.#rundownNs.set(place, irp.rundownNs);
  }

  protected read(place: number, irp: PooledIrp): void {
    const flagBits = this.#flagBits.get(place);
    const origin = this.#origin.get(place);
    const sinceNs = this.#sinceNs.get(place);
    const lastUsedNs = this.#lastUsedNs.get(place);
    irp.isOlder = (flagBits & IS_OLDER) !== 0;
    irp.isFinished = (flagBits & IS_FINISHED) !== 0;
    irp.pointerLow = this.#pointerLow.get(place);
    irp.pointerHigh = this.#pointerHigh.get(place);
    irp.generation = this.#generation.get(place);
    irp.origin = origin === 0 ? null : origin - 1;
    irp.site = this.#site.get(place);
    irp.allocatedNs = this.#allocatedNs.get(place);
    irp.allocatedOn = this.#allocatedOn.get(place) - 1;
    irp.allocatedStep = this.#allocatedStep.get(place);
    irp.freedNs = this.#freedNs.get(place);
    irp.uses = this.#uses.get(place);
    irp.callLife = this.#callLife.get(place);
    irp.callIdLow = this.#callIdLow.get(place);
    irp.callIdHigh = this.#callIdHigh.get(place);
    irp.previousCallLife = this.#previousCallLife.get(place);
    irp.previousCallIdLow = this.#previousCallIdLow.get(place);
    irp.previousCallIdHigh = this.#previousCallIdHigh.get(place);
    irp.keptCall = this.#keptCall.read(place);
    irp.reusedNs = this.#reusedNs.get(place);
    irp.handedBackNs = this.#handedBackNs.get(place);
    irp.sinceNs = Number.isNaN(sinceNs) ? irp.allocatedNs : sinceNs;
    irp.lastUsedNs = Number.isNaN(lastUsedNs) ? irp.sinceNs : lastUsedNs;
    irp.rundownNs = this.#rundownNs.get(place);
  }
}
