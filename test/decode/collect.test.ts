import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Catalog, ProcessNames, StackKeys } from '../../lib/decode/index.ts';
import type { RawEvent } from '../../lib/etl/index.ts';
import { ByteWriter, perfInfoEvent, systemEvent, traceLoggingEvent } from '../support/etl-writer/index.ts';
import { traceOf } from './decoded.ts';

const GROUP_THREAD = 5;
const CONTEXT_SWITCH = 36;

type Kind = 'described' | 'switch' | 'process' | 'key';

/** An event of each kind; those of processes and keys are of a number each. */
const EVENTS: Readonly<Record<Kind, (ticks: number) => ReturnType<typeof systemEvent>>> = {
  described: (ticks) =>
    traceLoggingEvent({ ticks, provider: { name: 'Test' }, name: 'Same', fields: [], values: {} }),
  switch: (ticks) =>
    perfInfoEvent({ ticks, group: GROUP_THREAD, opcode: CONTEXT_SWITCH, payload: new Uint8Array(24) }),
  process: (ticks) => {
    const payload = new ByteWriter().u64(0x1000).u32(ticks).u32(4).u32(0).u32(0).u64(0).u32(0).u32(0);
    payload.utf8z(`${ticks}.exe`).utf16z('').utf16z('').utf16z('');
    return systemEvent({ ticks, group: 3, opcode: 3, version: 4, payload: payload.finish() });
  },
  key: (ticks) =>
    systemEvent({
      ticks,
      group: 24,
      opcode: 34,
      version: 2,
      payload: new ByteWriter().u64(ticks).u64(0x2000).finish(),
    }),
};

/** Kinds of events, the first at tick 1. */
const kinds = fc.array(
  fc.constantFrom<Kind>('described', 'described', 'switch', 'switch', 'process', 'key'),
  {
    maxLength: 100,
  },
);

const traceOfKinds = (of: readonly Kind[]) => traceOf(...of.map((kind, at) => EVENTS[kind](at + 1)));

test('names and stacks are those that events tell, wherever these stand among others', () => {
  fc.assert(
    fc.property(kinds, (of) => {
      const names = new ProcessNames();
      const keys = new StackKeys();
      new Catalog().collect(traceOfKinds(of), names, keys);
      const told = of.map((_, at) => [names.processName(at + 1, 1000), keys.stackOf(BigInt(at + 1))]);
      expect(told).toEqual(
        of.map((kind, at) => [
          kind === 'process' ? `${at + 1}.exe` : null,
          kind === 'key' ? [0x2000n] : undefined,
        ]),
      );
    }),
  );
});

test('who tells no want is shown every event, and who tells one those of the forms that it wants', () => {
  fc.assert(
    fc.property(kinds, (of) => {
      const all: number[] = [];
      const switches: number[] = [];
      const isSwitch = (event: RawEvent) => event.group === GROUP_THREAD;
      new Catalog().collect(traceOfKinds(of), { add: ({ ticks }) => all.push(ticks) });
      new Catalog().collect(traceOfKinds(of), {
        wants: isSwitch,
        add: (event) => (isSwitch(event) ? switches.push(event.ticks) : 0),
      });
      expect(all).toHaveLength(of.length + 1);
      expect(switches).toHaveLength(of.filter((kind) => kind === 'switch').length);
    }),
  );
});

test('what nobody wants is passed over', () => {
  let shown = 0;
  const trace = traceOfKinds([
    ...new Array<Kind>(1000).fill('described'),
    ...new Array<Kind>(1000).fill('switch'),
  ]);
  new Catalog().collect(trace, { wants: () => false, add: () => shown++ });
  expect(shown).toBeLessThan(20);
});
