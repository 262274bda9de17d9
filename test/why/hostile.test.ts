import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource, Trace } from '../../lib/etl/index.ts';
import { why } from '../../lib/why/index.ts';
import { random } from '../support/random.ts';
import type { LoggedEvent } from '../support/synthesiser/machine/logs.ts';
import { synthesiseMachine } from '../support/synthesiser/machine/scenario.ts';
import { expectTiled } from './tiled.ts';

const machine = synthesiseMachine({ seed: 7 });
/** Bytes of the headers that the machine's events have, by their types. */
const HEADER_BYTES: Readonly<Record<number, number>> = { 2: 32, 17: 16, 19: 80 };

/** Events of which some have other bytes in their payloads, as a damaged or a hostile trace has. */
function damaged(seed: number, share: number): LoggedEvent[] {
  const rng = random(seed);
  return machine.events.map((event) => {
    if (event.class === 'driver' || !rng.chance(share)) {
      return event;
    }
    const bytes = event.bytes.slice();
    const from = HEADER_BYTES[bytes[2]!]!;
    for (let i = 0; i < 4; i++) {
      bytes[from + rng.below(bytes.length - from)] = rng.pick([0, 1, 0x7f, 0x80, 0xff, rng.below(256)]);
    }
    return { ...event, bytes };
  });
}

test('whatever the kernel’s and TCPIP’s events hold, calls’ segments add up, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(0.01, 0.2, 1), (seed, share) => {
      const { bytes } = machine.write(damaged(seed, share));
      const result = why(Trace.open(bytesSource(bytes)), { choice: { worst: 1000 } });
      expect(result.calls).toHaveLength(machine.calls.length);
      for (const call of result.calls) {
        expectTiled(call);
      }
      for (const { totalNs, longestNs, exclusiveNs } of [...result.dpcs, ...result.interrupts]) {
        expect(longestNs).toBeLessThanOrEqual(totalNs);
        expect(exclusiveNs).toBeLessThanOrEqual(totalNs);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('events that are too short are counted, and passed over', () => {
  const short = machine.events.map((event) => {
    if (event.class !== 'switch') {
      return event;
    }
    const bytes = event.bytes.slice(0, 24);
    new DataView(bytes.buffer).setUint16(4, 24, true);
    return { ...event, bytes };
  });
  const { recorded } = why(Trace.open(bytesSource(machine.write(short).bytes)));
  expect(recorded.kernel.switches).toBe(0);
  expect(recorded.kernel.unreadable).toBe(short.filter(({ class: kind }) => kind === 'switch').length);
});
