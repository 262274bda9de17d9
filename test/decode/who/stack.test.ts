import { expect, test } from 'vitest';
import { activityOf, StackKeys, stackOf } from '../../../lib/decode/index.ts';
import { describeCorpus, openCorpusTrace } from '../../support/corpus.ts';
import {
  ByteWriter,
  eventHeaderEvent,
  perfInfoEvent,
  type RawEvent,
  relatedActivity,
  stack,
  stackKey,
  systemEvent,
} from '../../support/etl-writer/index.ts';
import { eachEvent, traceOf } from '../decoded.ts';

const provider = '11111111-2222-3333-4444-555555555555';

/** What a function gives for each event behind the trace's own header. */
function each<T>(
  visit: (event: Parameters<Parameters<typeof eachEvent>[1]>[0]) => T,
  ...events: RawEvent[]
): T[] {
  const results: T[] = [];
  eachEvent(traceOf(...events), (event) => results.push(visit(event)));
  return results.slice(1);
}

test('a stack stands beside its event, innermost address first', () => {
  const items = [stack([0xffff_8000_0000_1000n, 0x2000n])];
  const [found] = each((event) => stackOf(event), eventHeaderEvent({ ticks: 1, provider, items }));
  expect(found).toEqual([0xffff_8000_0000_1000n, 0x2000n]);
});

test('a 32-bit stack has 32-bit addresses (synthetic: no real file has any)', () => {
  const items = [stack([0x1000, 0xffff_ffff], 32)];
  const [found] = each((event) => stackOf(event), eventHeaderEvent({ ticks: 1, provider, items, bits: 32 }));
  expect(found).toEqual([0x1000n, 0xffff_ffffn]);
});

test('an event without a stack has none', () => {
  expect(each((event) => stackOf(event), eventHeaderEvent({ ticks: 1, provider }))).toEqual([null]);
});

test('a kernel stack event gives the stack of the event that it tells of', () => {
  const payload = new ByteWriter().u64(5).u32(4).u32(8).u64(0x10).u64(0x20).finish();
  expect(
    each((event) => stackOf(event), perfInfoEvent({ ticks: 1, group: 24, opcode: 32, version: 2, payload })),
  ).toEqual([[0x10n, 0x20n]]);
});

test('a stack that is known by a key is found by what defines the key, wherever that stands', () => {
  const use = new ByteWriter().u64(5).u32(4).u32(8).u64(0xabc).finish();
  const definition = new ByteWriter().u64(0xabc).u64(0x10).u64(0x20).finish();
  const events = [
    systemEvent({ ticks: 1, group: 24, opcode: 37, version: 2, payload: use }),
    eventHeaderEvent({ ticks: 2, provider, items: [stackKey(0xabc)] }),
    eventHeaderEvent({ ticks: 3, provider, items: [stackKey(0xdef)] }),
    systemEvent({ ticks: 4, group: 24, opcode: 36, version: 2, payload: definition }),
  ];
  const keys = new StackKeys();
  eachEvent(traceOf(...events), (event) => keys.add(event));
  expect(each((event) => stackOf(event, keys), ...events)).toEqual([
    [0x10n, 0x20n],
    [0x10n, 0x20n],
    null,
    null,
  ]);
  expect(each((event) => stackOf(event), ...events)).toEqual([null, null, null, null]);
});

test('an event tells its activity and the one that led to it', () => {
  const [id, relatedId] = ['aaaaaaaa-0000-1111-2222-333333333333', 'bbbbbbbb-0000-1111-2222-333333333333'];
  const events = [
    eventHeaderEvent({ ticks: 1, provider, activityId: id, items: [relatedActivity(relatedId)] }),
    eventHeaderEvent({ ticks: 2, provider }),
    systemEvent({ ticks: 3, group: 0, opcode: 8 }),
  ];
  expect(each((event) => activityOf(event), ...events)).toEqual([
    { id, relatedId },
    { id: null, relatedId: null },
    { id: null, relatedId: null },
  ]);
});

describeCorpus('the keyed stacks of a real trace', () => {
  test('are all defined in it', () => {
    const trace = openCorpusTrace('microsoft__perfview__net.4.5.2.x86.etl');
    const keys = new StackKeys();
    eachEvent(trace, (event) => keys.add(event));
    const found = { resolved: 0, unresolved: 0 };
    eachEvent(trace, (event) => {
      if (event.group === 24 && (event.opcode === 37 || event.opcode === 38)) {
        found[stackOf(event, keys) === null ? 'unresolved' : 'resolved']++;
      }
    });
    expect(found).toEqual({ resolved: 12_172, unresolved: 0 });
  });
});
