import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalog, type EventIdentity } from '../../../lib/decode/index.ts';
import { bytesSource, type RawEvent, Trace } from '../../../lib/etl/index.ts';
import { eachEvent, traceOf } from '../../decode/decoded.ts';
import {
  type EventHeaderEvent,
  type ExtendedItem,
  eventHeaderEvent,
  extendedType,
  on,
  perfInfoEvent,
  providerTraits,
  stack,
  systemEvent,
  traceLoggingSchema,
  type RawEvent as WrittenEvent,
  writeTrace,
} from '../../support/etl-writer/index.ts';

const provider = '11111111-2222-3333-4444-555555555555';
const other = '11111111-2222-3333-4444-555555555556';

/** Metadata of an event without fields. */
function metadataOf(name: string): number[] {
  return [name.length + 4, 0, 0, ...new TextEncoder().encode(name), 0];
}

interface Seen {
  readonly identity: EventIdentity;
  readonly group: string | null | undefined;
  /** Where the parts of the event lie, from its start. */
  readonly parts: readonly number[];
  readonly hasOtherItems: boolean;
}

function seen(event: RawEvent, catalog: Catalog): Seen {
  const identity = catalog.identityOf(event);
  const { start, payload, schema, schemaEnd, traits, traitsEnd, hasOtherItems } = event;
  const parts = [payload, schema, schemaEnd, traits, traitsEnd].map((at) => (at === 0 ? 0 : at - start));
  return { identity, group: identity.provider?.group, parts, hasOtherItems };
}

/** What one catalog sees of all events, and what a new one sees of each of them alone. */
function bothWays(...events: readonly WrittenEvent[]): { known: Seen[]; alone: Seen[] } {
  const catalog = new Catalog();
  const known: Seen[] = [];
  eachEvent(traceOf(...events), (event) => known.push(seen(event, catalog)));
  const alone = events.map((event) => {
    let last: Seen | undefined;
    eachEvent(traceOf(event), (raw) => {
      last = seen(raw, new Catalog());
    });
    return last!;
  });
  return { known: known.slice(1), alone };
}

const withItems = (ticks: number, items: readonly ExtendedItem[], of = provider): WrittenEvent =>
  eventHeaderEvent({ ticks, provider: of, items, payload: [ticks] });

describe('events whose form is known', () => {
  test('are told, and lie, as they would be were each the first, whatever items they have', () => {
    const anItem = fc.oneof(
      fc.constantFrom(
        providerTraits('Contoso', '22222222-3333-4444-5555-666666666666'),
        traceLoggingSchema(metadataOf('One')),
        traceLoggingSchema(metadataOf('Two')),
        stack([1, 2]),
        stack([3, 4]),
        stack([0xffff_8000_0000_0000n]),
      ),
      fc.record({
        type: fc.constantFrom(extendedType.traceLoggingSchema, extendedType.providerTraits, 10),
        data: fc.array(fc.constantFrom(0, 0x80, 0xff, 0x7f, 65), { minLength: 1, maxLength: 26 }),
      }),
    );
    const anEvent = fc.record({
      items: fc.array(anItem, { maxLength: 4 }),
      provider: fc.constantFrom(provider, other),
      id: fc.nat(2),
      version: fc.nat(1),
      // A payload that is a text: what it is called follows from that.
      flags: fc.constantFrom(0, 4),
      property: fc.constantFrom(0, 2),
    });
    fc.assert(
      fc.property(fc.array(anEvent, { minLength: 1, maxLength: 6 }), (list) => {
        const events = [...list, ...list].map((event, at) =>
          eventHeaderEvent({ ...event, ticks: at + 1, payload: [at] }),
        );
        const { known, alone } = bothWays(...events);
        const essence = ({ identity, parts, hasOtherItems }: Seen) => ({
          name: identity.eventName,
          id: identity.provider?.id,
          parts,
          hasOtherItems,
        });
        expect(known.map(essence)).toEqual(alone.map(essence));
        // The same items again are the same event again.
        const half = list.length;
        expect(known.slice(half).map(({ identity }) => identity)).toEqual(
          known.slice(0, half).map(({ identity }) => identity),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('are none where a zero has another sign, or one bit of a NaN differs', () => {
    const zero = [0, 0, 0, 0, 0, 0, 0, 0];
    const minusZero = [0, 0, 0, 0, 0, 0, 0, 0x80];
    const nan = [1, 0, 0, 0, 0, 0, 0xf8, 0x7f];
    const otherNan = [2, 0, 0, 0, 0, 0, 0xf8, 0x7f];
    const padded = (value: number[]) => traceLoggingSchema([...metadataOf('Wide'), ...value, ...value]);
    const { known } = bothWays(
      ...[zero, minusZero, nan, otherNan, zero, nan].map((value, at) => withItems(at + 1, [padded(value)])),
    );
    const indices = known.map(({ identity }) => identity.index);
    expect(new Set(indices.slice(0, 4)).size).toBe(4);
    expect(indices.slice(4)).toEqual([indices[0], indices[2]]);
  });

  test('keep what their provider told of itself', () => {
    const traits = providerTraits('Contoso', '22222222-3333-4444-5555-666666666666');
    const schema = traceLoggingSchema(metadataOf('One'));
    const { known } = bothWays(
      withItems(1, [schema]),
      withItems(2, [schema, traits]),
      withItems(3, [schema]),
      withItems(4, [schema, traits]),
    );
    expect(new Set(known.map(({ identity }) => identity)).size).toBe(1);
    expect(known.map(({ group }) => group)).toEqual([
      null,
      ...new Array(3).fill('22222222-3333-4444-5555-666666666666'),
    ]);
  });

  test('are not those with another bit in their metadata, wherever it is', () => {
    const metadata = metadataOf('AnEventWithANameOfSomeLength');
    fc.assert(
      fc.property(fc.nat(8 * metadata.length - 1), (bit) => {
        const changed = metadata.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const items = (bytes: number[]) => [
          providerTraits('Contoso', '22222222-3333-4444-5555-666666666666'),
          traceLoggingSchema(bytes),
        ];
        const { known } = bothWays(
          withItems(1, items(metadata)),
          withItems(2, items(changed)),
          withItems(3, items(metadata)),
          withItems(4, items(changed)),
        );
        const [a, b, c, d] = known.map(({ identity }) => identity);
        expect([c, d]).toEqual([a, b]);
        expect(a).not.toBe(b);
      }),
      { numRuns: 100 },
    );
  });

  test('are known by who logged them and their numbers, where they have no metadata', () => {
    const base = { provider, id: 7, version: 1, channel: 2, level: 3, opcode: 4, task: 5, keyword: 6 };
    const same = [{}, { keyword: 60 }, { tid: 9, pid: 8 }, { payload: [1, 2, 3] }];
    const differing = [
      { provider: other },
      { id: 8 },
      { version: 2 },
      { channel: 3 },
      { level: 4 },
      { opcode: 5 },
      { task: 6 },
      { flags: 4 },
      { property: 2 },
      { bits: 32 as const },
      { items: [stack([1])] },
      { items: [stack([1, 2])] },
    ];
    const formsOf = (changes: readonly Partial<EventHeaderEvent>[]) => {
      const events = changes.map((change, at) => eventHeaderEvent({ ...base, ...change, ticks: at + 1 }));
      const catalog = new Catalog();
      const forms: number[] = [];
      eachEvent(traceOf(...events), (event) => {
        catalog.identityOf(event);
        forms.push(event.form);
      });
      return forms.slice(1);
    };
    const [first, ...others] = formsOf(same);
    expect(first).toBe(0);
    expect(others[0]).toBeGreaterThan(0);
    expect(new Set(others).size).toBe(1);
    const forms = formsOf([{}, ...differing, {}, ...differing]);
    expect(forms.slice(0, differing.length + 1)).toEqual(new Array(differing.length + 1).fill(0));
    expect(new Set(forms.slice(differing.length + 1)).size).toBe(differing.length + 1);
  });

  test('leave their room to others where events without metadata are of very many kinds', () => {
    const described = (ticks: number) => withItems(ticks, [traceLoggingSchema(metadataOf('AnEvent'))]);
    const many = Array.from({ length: 20_000 }, (_, i) =>
      eventHeaderEvent({ ticks: i + 1, provider, id: i % 5000, version: i % 7 }),
    );
    const catalog = new Catalog();
    const pass = longTrace([...many, described(30_000), described(30_001)]).events();
    let form = 0;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      catalog.identityOf(event);
      form = event.form;
    }
    expect(form).toBeGreaterThan(0);
  });

  test('are not those of the other pointer size', () => {
    const items = [traceLoggingSchema(metadataOf('AnEvent'))];
    const of = (bits: 32 | 64, ticks: number) =>
      eventHeaderEvent({ ticks, provider, items, bits, payload: [ticks] });
    const forms: [number, number][] = [];
    const catalog = new Catalog();
    eachEvent(traceOf(of(64, 1), of(32, 2), of(64, 3), of(32, 4)), (event) => {
      catalog.identityOf(event);
      forms.push([event.form, event.pointerSize]);
    });
    const [, , , third, fourth] = forms;
    expect([third, fourth]).toEqual([
      [expect.any(Number), 8],
      [expect.any(Number), 4],
    ]);
    expect(third![0]).toBeGreaterThan(0);
    expect(fourth![0]).toBeGreaterThan(0);
    expect(third![0]).not.toBe(fourth![0]);
  });

  test('are the kernel’s by group, opcode and version, by its own headers', () => {
    const kernel = (ticks: number, group: number, opcode: number, version: number) =>
      ticks % 2 === 0
        ? systemEvent({ ticks, group, opcode, version, payload: [1] })
        : perfInfoEvent({ ticks, group, opcode, version, payload: [1] });
    const aKind = fc.record({ group: fc.nat(3), opcode: fc.nat(3), version: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(aKind, { minLength: 1, maxLength: 12 }), (kinds) => {
        const events = kinds.map(({ group, opcode, version }, i) =>
          kernel(i + 1, group + 1, opcode, version),
        );
        const { known, alone } = bothWays(...events);
        expect(known.map(({ identity, parts }) => [identity.eventName, parts])).toEqual(
          alone.map(({ identity, parts }) => [identity.eventName, parts]),
        );
      }),
      { numRuns: 100 },
    );
  });
});

/** More events than can be arguments. */
function longTrace(events: readonly WrittenEvent[]): Trace {
  return Trace.open(bytesSource(writeTrace(events.flatMap((event) => on(0, event))).bytes));
}

describe('a pass that was told to', () => {
  const items = (name: string) => [traceLoggingSchema(metadataOf(name))];
  const events = Array.from({ length: 20_000 }, (_, i) =>
    withItems(i + 1, items(i % 10 === 0 ? 'Rare' : 'Usual')),
  );
  const trace = longTrace(events);

  test('passes over events of a form, counts them, and gives one now and then', () => {
    const catalog = new Catalog();
    const pass = trace.events();
    let given = 0;
    let again = 0;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      const { eventName } = catalog.identityOf(event);
      if (event.forms!.isCounted(event.form)) {
        again++;
      } else if (eventName === 'Usual') {
        given++;
        if (event.form > 0) {
          event.forms!.passOver(event.form);
        }
      }
    }
    const { events: counted, forms, headerTypes, firstTicks, lastTicks } = pass.forms.countedEvents();
    expect(given).toBe(2);
    expect(counted).toBe(18_000 - 2);
    expect(headerTypes.reduce((sum, count) => sum + count)).toBe(18_000 - 2);
    const usual = forms.findIndex((count) => count > 0);
    expect(catalog.identityOfForm(pass.forms, usual)!.eventName).toBe('Usual');
    // Ticks count from the trace's first record, which is one before the first of these.
    expect([firstTicks, lastTicks]).toEqual([4 - 1, 20_000 - 1]);
    // Only where nothing else comes for long.
    expect(again).toBe(0);
  });

  test('gives one of a form that it passes over where nothing else comes for long', () => {
    const same = Array.from({ length: 150_000 }, (_, i) => withItems(i + 1, items('Usual')));
    const catalog = new Catalog();
    const pass = longTrace(same).events();
    let again = 0;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      catalog.identityOf(event);
      again += event.forms!.isCounted(event.form) ? 1 : 0;
      if (event.form > 0) {
        event.forms!.passOver(event.form);
      }
    }
    expect(again).toBe(2);
    expect(pass.forms.counted).toBe(150_000 - 2);
  });
});
