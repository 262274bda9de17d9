import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource, type RawEvent, Trace, TraceError } from '../../lib/etl/index.ts';
import { analyze, LeakCollector, type TimedCollector } from '../../lib/wsk/index.ts';
import { synthesise } from '../support/synthesiser/index.ts';
import { synthesiseMachine } from '../support/synthesiser/machine/scenario.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');

/** What an analysis tells; null where the bytes are no trace. */
function told(bytes: Uint8Array, collectors: readonly TimedCollector[]): unknown {
  try {
    const leaks = new LeakCollector();
    const trace = Trace.open(bytesSource(bytes));
    const analysis = analyze(trace, { observers: [leaks.observer()], collectors });
    return { analysis, leaks: leaks.result() };
  } catch (error) {
    expect(error).toBeInstanceOf(TraceError);
    return null;
  }
}

/** Who wants to see every event leaves none to be passed over. */
const everything: TimedCollector = { add() {} };

/** Who wants one kind of the kernel's events, and counts them. */
class Switches implements TimedCollector {
  count = 0;
  others = 0;

  add({ group, opcode }: RawEvent): void {
    const isSwitch = group === 5 && opcode === 36;
    this.count += isSwitch ? 1 : 0;
    this.others += isSwitch ? 0 : 1;
  }

  wants({ group, opcode }: RawEvent): boolean {
    return group === 5 && opcode === 36;
  }
}

describe('a collector that tells what it wants', () => {
  const machine = synthesiseMachine({ seed: 5, callers: 8, calls: 50 });
  const { bytes } = machine.write();

  test('is given all of that, of other forms their first events, and changes nothing for others', () => {
    let all = 0;
    const [alone, amongOthers] = [new Switches(), new Switches()];
    const counter: TimedCollector = { add: () => all++ };
    expect(told(bytes, [alone])).toEqual(told(bytes, [amongOthers, counter]));
    const trace = Trace.open(bytesSource(bytes));
    expect(all).toBe(analyze(trace).trace.events);
    const expected = machine.events.filter(({ class: kind }) => kind === 'switch').length;
    expect([alone.count, amongOthers.count]).toEqual([expected, expected]);
    // TCPIP's events have no form: each of them is new.
    expect(alone.others).toBeLessThan(all / 3);
    expect(amongOthers.others).toBe(alone.others);
  });
});

describe('an analysis that passes over what other providers log', () => {
  test('tells the same as one that looks at each event, for each fixture', () => {
    for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.etl'))) {
      const bytes = readFileSync(resolve(FIXTURES, name));
      expect(told(bytes, []), name).toEqual(told(bytes, [everything]));
    }
  });

  test('tells the same wherever the trace ends, and where it is damaged', () => {
    const aTrace = fc.record({
      seed: fc.nat(1000),
      noise: fc.constantFrom(0.3, 0.8),
      processors: fc.integer({ min: 1, max: 4 }),
      changes: fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }), {
        maxLength: 8,
      }),
    });
    fc.assert(
      fc.property(aTrace, ({ seed, noise, processors, changes }) => {
        const faults = { 'irp-leak': 1, 'never-completed': 1 };
        const bytes = synthesise({ events: 1500, seed, noise, processors, faults }).write().bytes;
        for (const { at, byte } of changes) {
          bytes[Math.floor(at * (bytes.length - 1))] = byte;
        }
        expect(told(bytes, [])).toEqual(told(bytes, [everything]));
      }),
      { numRuns: 40 },
    );
  });
});
