import { type Driver, IRP_ORIGINS, type Irp } from '../../wsk/index.ts';
import type { RowSinkFor } from '../row-block.ts';
import { RowWriter, setId } from '../row-writer.ts';
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

export class IrpRows {
  readonly #frame: RowWriter<typeof IRPS.types>;

  constructor(sinkFor: RowSinkFor) {
    this.#frame = new RowWriter(IRPS, sinkFor);
  }

  add(irp: Irp, driver: Driver): void {
    const at = this.#frame.next();
    const { row, slots, texts } = this.#frame;
    const endNs = irp.isFreed ? irp.freedNs : irp.handedBackNs;
    row[at + slots.provider] = texts.provider.numberOf(providerOf(driver));
    row[at + slots.load] = driver.load;
    setId(row, at + slots.irpId, irp.idLow, irp.idHigh);
    setId(row, at + slots.pointer, irp.pointerLow, irp.pointerHigh);
    row[at + slots.generation] = irp.generation;
    row[at + slots.origin] = texts.origin.numberOf(
      irp.origin === null ? null : (IRP_ORIGINS.get(irp.origin) ?? `origin(${irp.origin})`),
    );
    row[at + slots.allocatedNs] = irp.allocatedNs;
    row[at + slots.freedNs] = irp.freedNs;
    row[at + slots.lifetimeNs] = endNs - irp.allocatedNs;
    row[at + slots.uses] = irp.uses;
    row[at + slots.function] = texts.function.numberOf(irp.site.function);
    row[at + slots.line] = irp.site.line ?? NO_UINT32;
    row[at + slots.outcome] = texts.outcome.numberOf(irp.outcome);
  }

  end(): void {
    this.#frame.end();
  }
}
