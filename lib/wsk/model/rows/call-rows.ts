import type { Moment } from '../../order/index.ts';
import { type Site, UNKNOWN_SITE } from '../../site.ts';
import type { PooledCall } from '../call.ts';
import { Doubles, References, Words } from './columns.ts';
import { MomentColumns } from './moment-columns.ts';
import { Rows } from './rows.ts';

const IS_INLINE = 1;
const IS_OLDER = 2;
const IS_IN_FLIGHT = 4;
const IS_MISTIMED = 8;
const IS_FINISHED = 16;
const HAS_IRQL = 32;

/** Calls as rows. */
export class CallRows extends Rows<PooledCall> {
  readonly #flagBits = new Words();
  readonly #op = new Words();
  readonly #irpIdLow = new Words();
  readonly #irpIdHigh = new Words();
  readonly #irpLife = new Words();
  readonly #socketIdLow = new Words();
  readonly #socketIdHigh = new Words();
  readonly #socketLife = new Words();
  readonly #processor = new Words();
  readonly #thread = new Words();
  readonly #process = new Words();
  readonly #site = new References<Site>(UNKNOWN_SITE);
  readonly #length = new Doubles(0);
  readonly #flags = new Words();
  readonly #issuedNs = new Doubles(Number.NaN);
  readonly #issuedAt = new MomentColumns();
  readonly #returnedNs = new Doubles(Number.NaN);
  readonly #returnStatus = new Words();
  readonly #completedNs = new Doubles(Number.NaN);
  readonly #completionStatus = new Words();
  readonly #completionThread = new Words();
  readonly #completionProcessor = new Words();
  readonly #completionIrql = new Words();
  readonly #informationLow = new Words();
  readonly #informationHigh = new Words();
  /** NaN where it is the time of the issue, as it is but for those older than the trace. */
  readonly #sinceNs = new Doubles(Number.NaN);
  readonly #rundownNs = new Doubles(Number.NaN);
  readonly #cancelRequestedNs = new Doubles(Number.NaN);
  readonly #waits = new Words();
  readonly #waitedMs = new Words();
  readonly #irpFreedNs = new Doubles(Number.NaN);
  readonly #irpFreedAt = new References<Moment | null>(null);
  readonly #irpReusedNs = new Doubles(Number.NaN);
  readonly #irpReusedAt = new References<Moment | null>(null);

  protected write(place: number, call: PooledCall): void {
    // Before that, what these fields hold is left of another life.
    const { isCompleted } = call;
    this.#flagBits.set(place, flagBitsOf(call));
    this.#op.set(place, call.op);
    this.#irpIdLow.set(place, call.irpIdLow);
    this.#irpIdHigh.set(place, call.irpIdHigh);
    this.#irpLife.set(place, call.irpLife);
    this.#socketIdLow.set(place, call.socketIdLow);
    this.#socketIdHigh.set(place, call.socketIdHigh);
    this.#socketLife.set(place, call.socketLife);
    this.#processor.set(place, call.processor);
    this.#thread.set(place, call.thread);
    this.#process.set(place, call.process);
    this.#site.set(place, call.site);
    this.#length.set(place, call.length);
    this.#flags.set(place, call.flags);
    this.#issuedNs.set(place, call.issuedNs);
    this.#issuedAt.write(place, call.issuedAt, call.issuedNs);
    this.#returnedNs.set(place, call.returnedNs);
    this.#returnStatus.set(place, call.returnStatus);
    this.#completedNs.set(place, call.completedNs);
    this.#completionStatus.set(place, isCompleted ? call.completionStatus : 0);
    this.#completionThread.set(place, isCompleted ? call.completionThread : 0);
    this.#completionProcessor.set(place, isCompleted ? call.completionProcessor : 0);
    this.#completionIrql.set(place, isCompleted ? (call.completionIrql ?? 0) : 0);
    this.#informationLow.set(place, isCompleted ? call.informationLow : 0);
    this.#informationHigh.set(place, isCompleted ? call.informationHigh : 0);
    this.#sinceNs.set(place, call.sinceNs === call.issuedNs ? Number.NaN : call.sinceNs);
    this.#rundownNs.set(place, call.rundownNs);
    this.#cancelRequestedNs.set(place, call.cancelRequestedNs);
    this.#waits.set(place, call.waits);
    this.#waitedMs.set(place, call.waitedMs);
    this.#irpFreedNs.set(place, call.irpFreedNs);
    this.#irpFreedAt.set(place, call.irpFreedAt);
    this.#irpReusedNs.set(place, call.irpReusedNs);
    this.#irpReusedAt.set(place, call.irpReusedAt);
  }

  protected read(place: number, call: PooledCall): void {
    const flagBits = this.#flagBits.get(place);
    call.inline = (flagBits & IS_INLINE) !== 0;
    call.isOlder = (flagBits & IS_OLDER) !== 0;
    call.isInFlight = (flagBits & IS_IN_FLIGHT) !== 0;
    call.isMistimed = (flagBits & IS_MISTIMED) !== 0;
    call.isFinished = (flagBits & IS_FINISHED) !== 0;
    call.op = this.#op.get(place);
    call.irpIdLow = this.#irpIdLow.get(place);
    call.irpIdHigh = this.#irpIdHigh.get(place);
    call.irpLife = this.#irpLife.get(place);
    call.socketIdLow = this.#socketIdLow.get(place);
    call.socketIdHigh = this.#socketIdHigh.get(place);
    call.socketLife = this.#socketLife.get(place);
    call.processor = this.#processor.get(place);
    call.thread = this.#thread.get(place);
    call.process = this.#process.get(place);
    call.site = this.#site.get(place);
    call.length = this.#length.get(place);
    call.flags = this.#flags.get(place);
    call.issuedNs = this.#issuedNs.get(place);
    this.#issuedAt.read(place, call.issuedAt, call.issuedNs);
    call.returnedNs = this.#returnedNs.get(place);
    call.returnStatus = this.#returnStatus.get(place);
    call.completedNs = this.#completedNs.get(place);
    call.completionStatus = this.#completionStatus.get(place);
    call.completionThread = this.#completionThread.get(place);
    call.completionProcessor = this.#completionProcessor.get(place);
    call.completionIrql = (flagBits & HAS_IRQL) === 0 ? null : this.#completionIrql.get(place);
    call.informationLow = this.#informationLow.get(place);
    call.informationHigh = this.#informationHigh.get(place);
    const sinceNs = this.#sinceNs.get(place);
    call.sinceNs = Number.isNaN(sinceNs) ? call.issuedNs : sinceNs;
    call.rundownNs = this.#rundownNs.get(place);
    call.cancelRequestedNs = this.#cancelRequestedNs.get(place);
    call.waits = this.#waits.get(place);
    call.waitedMs = this.#waitedMs.get(place);
    call.irpFreedNs = this.#irpFreedNs.get(place);
    call.irpFreedAt = this.#irpFreedAt.get(place);
    call.irpReusedNs = this.#irpReusedNs.get(place);
    call.irpReusedAt = this.#irpReusedAt.get(place);
  }
}

function flagBitsOf(call: PooledCall): number {
  return (
    (call.inline ? IS_INLINE : 0) |
    (call.isOlder ? IS_OLDER : 0) |
    (call.isInFlight ? IS_IN_FLIGHT : 0) |
    (call.isMistimed ? IS_MISTIMED : 0) |
    (call.isFinished ? IS_FINISHED : 0) |
    (call.isCompleted && call.completionIrql !== null ? HAS_IRQL : 0)
  );
}
