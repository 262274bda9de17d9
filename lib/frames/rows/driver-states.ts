import { type Driver, statusName } from '../../wsk/index.ts';
import { FrameBuilder, type SinkFor } from '../frame-builder.ts';
import { defineFrame } from '../schema.ts';
import { IDENTITY, providerOf } from './identity.ts';

export const DRIVER = defineFrame('driver', 'One row for each step of a driver’s own life.', {
  ...IDENTITY,
  timeNs: ['ns', 'when'],
  state: ['text', 'as in Registered, NpiCaptured, Loaded, UnloadStart or Deregistered'],
  status: ['text', 'name of the NTSTATUS of the step'],
});

export class DriverRows {
  readonly #frame: FrameBuilder<typeof DRIVER.types>;

  constructor(sinkFor: SinkFor) {
    this.#frame = new FrameBuilder(DRIVER, sinkFor);
  }

  add(state: string, status: number, timeNs: number, driver: Driver): void {
    const at = this.#frame.next();
    const { columns, texts } = this.#frame;
    columns.provider[at] = texts.provider.numberOf(providerOf(driver));
    columns.load[at] = driver.load;
    columns.timeNs[at] = timeNs;
    columns.state[at] = texts.state.numberOf(state);
    columns.status[at] = texts.status.numberOf(statusName(status));
  }

  end(): void {
    this.#frame.end();
  }
}
