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
    const { columns } = this.#frame;
    const at = this.#frame.next();
    columns.provider.set(at, providerOf(driver));
    columns.load.set(at, driver.load);
    columns.timeNs.set(at, timeNs);
    columns.state.set(at, state);
    columns.status.set(at, statusName(status));
  }

  end(): void {
    this.#frame.end();
  }
}
