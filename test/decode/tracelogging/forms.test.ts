import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalog, type EventIdentity } from '../../../lib/decode/index.ts';
import type { RawEvent } from '../../../lib/etl/index.ts';
import {
  type ExtendedItem,
  eventHeaderEvent,
  extendedType,
  providerTraits,
  stack,
  traceLoggingSchema,
  type RawEvent as WrittenEvent,
} from '../../support/etl-writer/index.ts';
import { eachEvent, traceOf } from '../decoded.ts';

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
      items: fc.array(anItem, { minLength: 1, maxLength: 4 }),
      of: fc.constantFrom(provider, other),
    });
    fc.assert(
      fc.property(fc.array(anEvent, { minLength: 1, maxLength: 6 }), (list) => {
        const events = [...list, ...list].map(({ items, of }, at) => withItems(at + 1, items, of));
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
});
