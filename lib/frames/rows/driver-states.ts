import { type Driver, statusName } from '../../wsk/index.ts';
import type { RowSinkFor } from '../row-block.ts';
import { RowWriter } from '../row-writer.ts';
import { defineFrame } from '../schema.ts';
import { IDENTITY, providerOf } from './identity.ts';

export const DRIVER = defineFrame('driver', 'One row for each step of a driver’s own life.', {
  ...IDENTITY,
  timeNs: ['ns', 'when'],
  state: ['text', 'as in Registered, NpiCaptured, Loaded, UnloadStart or Deregistered'],
  status: ['text', 'name of the NTSTATUS of the step'],
});

export class DriverRows {
  readonly #frame: RowWriter<typeof DRIVER.types>;

  constructor(sinkFor: RowSinkFor) {
    this.#frame = new RowWriter(DRIVER, sinkFor);
  }

  add(state: string, status: number, timeNs: number, driver: Driver): void {
    const at = this.#frame.next();
    const { row, slots, texts } = this.#frame;
    row[at + slots.provider] = texts.provider.numberOf(providerOf(driver));
    row[at + slots.load] = driver.load;
    row[at + slots.timeNs] = timeNs;
    row[at + slots.state] = texts.state.numberOf(state);
    row[at + slots.status] = texts.status.numberOfCode(status, statusName);
  }

  end(): void {
    this.#frame.end();
  }
}
