import type { Driver, Irp } from '../../wsk/index.ts';
import { setId } from '../column-builder.ts';
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
    const at = this.#frame.next();
    const { columns, texts } = this.#frame;
    const endNs = irp.isFreed ? irp.freedNs : irp.handedBackNs;
    columns.provider[at] = texts.provider.numberOf(providerOf(driver));
    columns.load[at] = driver.load;
    setId(columns.irpId, at, irp.idLow, irp.idHigh);
    setId(columns.pointer, at, irp.pointerLow, irp.pointerHigh);
    columns.generation[at] = irp.generation;
    columns.origin[at] = texts.origin.numberOf(
      irp.origin === null ? null : (ORIGINS[irp.origin] ?? `origin(${irp.origin})`),
    );
    columns.allocatedNs[at] = irp.allocatedNs;
    columns.freedNs[at] = irp.freedNs;
    columns.lifetimeNs[at] = endNs - irp.allocatedNs;
    columns.uses[at] = irp.uses;
    columns.function[at] = texts.function.numberOf(irp.site.function);
    columns.line[at] = irp.site.line ?? NO_UINT32;
    columns.outcome[at] = texts.outcome.numberOf(irp.outcome);
  }

  end(): void {
    this.#frame.end();
  }
}
