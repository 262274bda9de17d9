import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Catalog, type EventIdentity, Tally } from '../../lib/decode/index.ts';
import {
  ByteWriter,
  type EventSchema,
  eventHeaderEvent,
  eventSchemaEvent,
  extendedType,
  type RawEvent,
} from '../support/etl-writer/index.ts';
import { eachEvent, traceOf } from './decoded.ts';

const provider = '11111111-2222-3333-4444-555555555555';
const otherProvider = '21111111-2222-3333-4444-555555555555';
const firstItemAt = 80;

/** Identities of the written events, without the one of the trace's own header record. */
function identitiesOf(...events: readonly RawEvent[]): (EventIdentity | null)[] {
  const catalog = new Catalog();
  const identities: (EventIdentity | null)[] = [];
  eachEvent(traceOf(...events), (event) => identities.push(catalog.identityOf(event)));
  return identities.slice(1);
}

/** An event with this metadata, and other bytes behind it than those of other times. */
function withMetadata(data: ArrayLike<number>, ticks: number, of = provider): RawEvent {
  const items = [{ type: extendedType.traceLoggingSchema, data }];
  const event = eventHeaderEvent({ ticks, provider: of, items, payload: [ticks, ticks] });
  event.bytes.fill(ticks, firstItemAt + 8 + data.length);
  return event;
}

test('TraceLogging events share an identity where each byte of their metadata and the provider are the same', () => {
  const sample = fc.record({
    metadata: fc.uint8Array({ minLength: 1, maxLength: 70 }),
    at: fc.nat(),
    change: fc.integer({ min: 1, max: 255 }),
  });
  fc.assert(
    fc.property(sample, ({ metadata, at, change }) => {
      const changed = metadata.slice();
      changed[at % metadata.length]! ^= change;
      const [first, different, longer, foreign, again] = identitiesOf(
        withMetadata(metadata, 1),
        withMetadata(changed, 2),
        withMetadata([...metadata, 0], 3),
        withMetadata(metadata, 4, otherProvider),
        withMetadata(metadata, 5),
      );
      expect(again).toBe(first);
      expect(new Set([first, different, longer, foreign]).size).toBe(4);
    }),
  );
});

test('metadata at an odd place, as in a damaged event, is known all the same', () => {
  const metadata = Uint8Array.from({ length: 23 }, (_, i) => i + 1);
  const odd = (ticks: number): RawEvent => {
    const payload = new ByteWriter().u8(0);
    payload
      .u16(8 + metadata.length)
      .u16(extendedType.traceLoggingSchema)
      .u16(0)
      .u16(metadata.length);
    const items = [{ type: extendedType.eventKey, data: new Uint8Array(8) }];
    const event = eventHeaderEvent({ ticks, provider, items, payload: payload.bytes(metadata).finish() });
    event.bytes[firstItemAt] = 17;
    event.bytes[firstItemAt + 4] = 1;
    return event;
  };
  const [even, first, second] = identitiesOf(withMetadata(metadata, 1), odd(2), odd(3));
  expect([first, second]).toEqual([even, even]);
});

test('what events are called can be told after one pass, whatever stands behind them', () => {
  const schema: EventSchema = { provider, id: 7, version: 2, names: { task: 'Late' }, properties: [] };
  const event = (ticks: number, id: number) => eventHeaderEvent({ ticks, provider, id, version: 2 });
  const trace = traceOf(event(1, 7), event(2, 8), event(3, 7), eventSchemaEvent(4, schema));
  const catalog = new Catalog();
  const tally = new Tally();
  const indices = new Set<number>();
  const pass = trace.events();
  for (let raw = pass.next(); raw !== null; raw = pass.next()) {
    const identity = catalog.identityOf(raw)!;
    // Asked too early, the schema is not there yet.
    expect(identity.provider?.id === provider && identity.schema !== null).toBe(false);
    indices.add(identity.index);
    tally.add(raw, identity);
    catalog.add(raw);
  }
  expect([...indices]).toEqual([0, 1, 2, 3]);
  const facts = tally.facts(trace, pass.damage);
  expect(facts.providers.find(({ id }) => id === provider)).toMatchObject({
    events: 3,
    eventNames: { Late: 2 },
  });
});
