import type { Driver, Irp } from '../../wsk/index.ts';
import { FrameBuilder, type SinkFor } from '../frame-builder.ts';
import { defineFrame, NO_UINT32 } from '../schema.ts';
import { IDENTITY, providerOf } from './identity.ts';

export const IRPS = defineFrame('irps', 'One row for each IRP.', {
  ...IDENTITY,
  irpId: ['id', 'the IRP'],
  pointer: ['pointer', 'its address, which is used again at once'],
  generation: ['uint32', 'which IRP it is at this address, from 1'],
  origin: ['text', 'allocated, embedded or passed-down; none where its beginning is not known'],
  allocatedNs: ['ns', 'when it was allocated or initialized'],
  freedNs: ['ns', 'when it was freed or cleaned up'],
  lifetimeNs: ['ns', 'from its allocation to its end; none unless both are in the trace'],
  uses: ['uint32', 'calls that it was used for'],
  function: ['text', 'the driver’s function that allocated it'],
  line: ['uint32', 'the line in the driver’s source'],
  outcome: ['text', 'freed, handed-back (passed down from above), outstanding or older-than-trace'],
});

/** By the numbers of `Origin` in the events. */
const ORIGINS = ['allocated', 'embedded', 'passed-down'];

export class IrpRows {
  readonly #frame: FrameBuilder<typeof IRPS.types>;

  constructor(sinkFor: SinkFor) {
    this.#frame = new FrameBuilder(IRPS, sinkFor);
  }

  add(irp: Irp, driver: Driver): void {
    const { columns } = this.#frame;
    const at = this.#frame.next();
    const endNs = irp.isFreed ? irp.freedNs : irp.handedBackNs;
    columns.provider.set(at, providerOf(driver));
    columns.load.set(at, driver.load);
    columns.irpId.set(at, irp.idLow, irp.idHigh);
    columns.pointer.set(at, irp.pointerLow, irp.pointerHigh);
    columns.generation.set(at, irp.generation);
    columns.origin.set(at, irp.origin === null ? null : (ORIGINS[irp.origin] ?? `origin(${irp.origin})`));
    columns.allocatedNs.set(at, irp.allocatedNs);
    columns.freedNs.set(at, irp.freedNs);
    columns.lifetimeNs.set(at, endNs - irp.allocatedNs);
    columns.uses.set(at, irp.uses);
    columns.function.set(at, irp.site.function);
    columns.line.set(at, irp.site.line ?? NO_UINT32);
    columns.outcome.set(at, irp.outcome);
  }

  end(): void {
    this.#frame.end();
  }
}
