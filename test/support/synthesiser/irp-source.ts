import type { Driver } from './driver.ts';
import type { Site } from './event-template.ts';
import { status } from './ntstatus.ts';
import { type Call, type Irp, origin } from './objects.ts';

/** How a driver comes by the IRPs of its calls. */
export type IrpStyle = 'per-call' | 'reused' | 'embedded' | 'passed-down';

/**
 * The IRPs of a sequence of calls: allocated for each and freed in its completion routine; one that is reused (and may
 * be embedded in a larger structure); or one a call that comes from the driver above.
 */
export class IrpSource {
  readonly style: IrpStyle;
  readonly #driver: Driver;
  readonly #site: Site;
  #kept: Irp | undefined;

  constructor(driver: Driver, style: IrpStyle, site: Site) {
    this.#driver = driver;
    this.style = style;
    this.#site = site;
  }

  /** The IRP for the next call. */
  next(): Irp {
    const driver = this.#driver;
    const processor = driver.processor();
    if (this.style === 'per-call') return driver.allocateIrp(processor, this.#site);
    if (this.style === 'passed-down') return driver.allocateIrp(processor, this.#site, origin.passedDown);
    if (!this.#kept) {
      const from = this.style === 'embedded' ? origin.embedded : origin.allocated;
      this.#kept = driver.allocateIrp(processor, this.#site, from);
    } else if (this.#kept.used) {
      driver.reuseIrp(processor, this.#kept);
    }
    return this.#kept;
  }

  /** What the completion routine does with the IRP of a call. */
  readonly routine = (processor: number, call: Call): void => {
    if (call.irp && call.irp !== this.#kept) this.#driver.freeIrp(processor, call.irp);
  };

  /** The result of the completion routine: an IRP from above goes on to the driver above. */
  get routineResult(): number {
    return this.style === 'passed-down' ? status.success : status.moreProcessingRequired;
  }

  /** Frees the IRP that was kept. */
  dispose(): void {
    if (this.#kept) this.#driver.freeIrp(this.#driver.processor(), this.#kept);
    this.#kept = undefined;
  }
}

export function drawStyle(driver: Driver): IrpStyle {
  const { random, tellsOrigin } = driver.world;
  const styles: IrpStyle[] = ['per-call', 'per-call', 'reused', 'embedded'];
  if (tellsOrigin) styles.push('passed-down');
  return random.pick(styles);
}
