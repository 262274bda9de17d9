import { type MachineOptions, synthesiseMachine } from './scenario.ts';

/** The machine of fixtures/machine-slow-calls.etl: three busy processors, and a peer that loses packets. */
export const fixtureMachine: Partial<MachineOptions> = {
  seed: 5,
  processors: 3,
  callers: 4,
  calls: 12,
  others: 6,
  loss: 0.15,
};

/** Small buffers: a fixture needs no room for more. */
const BUFFER_BYTES = 16_384;

/** The bytes of a synthesised machine's trace, in as few buffers as a fixture needs. */
export function machineBytes(options: Partial<MachineOptions>): Uint8Array {
  const machine = synthesiseMachine(options);
  return machine.write(machine.events, { bufferSize: BUFFER_BYTES }).bytes;
}
