import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalog } from '../../lib/decode/index.ts';
import { MANIFEST_IN_TYPES, MANIFEST_OUT_TYPES } from '../../lib/decode/manifest/types.ts';
import {
  ByteWriter,
  eventHeaderEvent,
  eventSchemaEvent,
  eventSourceManifest,
  inType,
  outType,
  providerTraits,
  type RawEvent,
  traceLoggingMetadata,
  traceLoggingSchema,
} from '../support/etl-writer/index.ts';
import { type DecodedEvent, decodeWritten } from './decoded.ts';

const provider = { name: 'Odd', guid: '33333333-3333-4444-5555-666666666666' };

/** One event of one field of any types, by any source of schemas. */
interface Odd {
  readonly inType: string | number;
  readonly outType: string | number;
  readonly count: number | undefined;
  readonly format: string;
  readonly payload: Uint8Array;
}

type Decode = (odd: Odd) => DecodedEvent;

function manifestOf({ inType, outType, count, format }: Odd): string {
  const more = count === undefined ? '' : ` count="${count}"`;
  return `<m><provider name="Odd" guid="{${provider.guid}}"><templates><template tid="T">
    <data name="F" inType="win:${inType}" outType="win:${outType}"${more}/></template></templates>
    <events><event value="1" template="T" message="$(string.M)"/></events></provider>
    <localization><resources culture="en-US"><stringTable><string id="M" value="&lt;%1${format}&gt;"/></stringTable></resources></localization></m>`;
}

function logged(payload: Uint8Array): RawEvent {
  return eventHeaderEvent({ ticks: 1, provider: provider.guid, id: 1, payload });
}

const byManifest: Decode = (odd) => {
  const catalog = new Catalog();
  catalog.addManifest(manifestOf(odd), 'odd.man');
  return decodeWritten(catalog, logged(odd.payload))[0]!;
};

const byEventSource: Decode = (odd) =>
  decodeWritten(
    new Catalog(),
    logged(odd.payload),
    ...eventSourceManifest({ ticks: 2, provider, xml: manifestOf(odd) }),
  )[0]!;

const byEmbedded: Decode = ({ inType, outType, count, format, payload }) =>
  decodeWritten(
    new Catalog(),
    logged(payload),
    eventSchemaEvent(2, {
      provider: provider.guid,
      id: 1,
      names: { eventMessage: `<%1${format}>` },
      properties: [
        {
          name: 'F',
          inType: Number(inType),
          outType: Number(outType),
          ...(count === undefined ? {} : { count }),
        },
      ],
    }),
  )[0]!;

const byTraceLogging: Decode = ({ inType: type, outType: out, count, payload }) => {
  const field = { name: 'F', in: type as keyof typeof inType, out: Number(out) };
  const metadata = traceLoggingMetadata('E', [count === undefined ? field : { ...field, count }]);
  const event = eventHeaderEvent({
    ticks: 1,
    provider: provider.guid,
    items: [providerTraits('Odd'), traceLoggingSchema(metadata)],
    payload,
  });
  return decodeWritten(new Catalog(), event)[0]!;
};

function isValue(value: unknown): boolean {
  return Array.isArray(value)
    ? value.every(isValue)
    : value === null ||
        ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ||
        Object.values(value as object).every(isValue);
}

const numbers = fc.oneof(fc.integer({ min: 0, max: 45 }), fc.integer({ min: 300, max: 312 }), fc.nat(65_535));
const SOURCES: Readonly<Record<string, readonly [Decode, fc.Arbitrary<unknown>, fc.Arbitrary<unknown>]>> = {
  'a manifest': [
    byManifest,
    fc.constantFrom(...MANIFEST_IN_TYPES.keys()),
    fc.oneof(fc.constantFrom(...MANIFEST_OUT_TYPES.keys()), fc.constant('NewType9')),
  ],
  'an EventSource': [
    byEventSource,
    fc.constantFrom(...MANIFEST_IN_TYPES.keys()),
    fc.constantFrom(...MANIFEST_OUT_TYPES.keys()),
  ],
  'an embedded schema': [byEmbedded, numbers, numbers],
  TraceLogging: [
    byTraceLogging,
    fc.constantFrom(...Object.keys(inType).filter((name) => name !== 'struct')),
    fc.integer({ min: 0, max: 127 }),
  ],
};

describe.each(Object.entries(SOURCES))('%s', (_, [decode, inTypes, outTypes]) => {
  test('gives a value for any in-type with any out-type, and never throws', () => {
    const odd = fc.record({
      inType: inTypes as fc.Arbitrary<string>,
      outType: outTypes as fc.Arbitrary<string>,
      count: fc.option(fc.nat(4), { nil: undefined }),
      format: fc.constantFrom('', '!d!', '!u!', '!08X!', '!s!', '!.3f!', '!p!', '!c!', '!I64x!', '!y!'),
      payload: fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.double().map((value) => new ByteWriter().f64(value).f64(-value).finish()),
      ),
    });
    fc.assert(
      fc.property(odd, (one) => {
        const { fields, message } = decode(one);
        expect(Object.values(fields).every(isValue)).toBe(true);
        expect(message === undefined || typeof message === 'string').toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('an out-type that does not fit its in-type is passed over', () => {
  const out = Object.keys(outType).map((name) => outType[name as keyof typeof outType]);

  test.each(out)('a double and a float are numbers with the out-type %i', (number) => {
    const f64 = new ByteWriter().f64(-2.75).finish();
    const f32 = new ByteWriter().f32(-2.75).finish();
    const common = { count: undefined, format: '', outType: number };
    expect(byTraceLogging({ ...common, inType: 'f64', payload: f64 }).fields).toEqual({ F: -2.75 });
    expect(byTraceLogging({ ...common, inType: 'f32', payload: f32 }).fields).toEqual({ F: -2.75 });
    expect(byEmbedded({ ...common, inType: 12, payload: f64 }).fields).toEqual({ F: -2.75 });
    expect(byEmbedded({ ...common, inType: 11, payload: f32 }).fields).toEqual({ F: -2.75 });
  });

  test.each([...MANIFEST_OUT_TYPES.keys()])('in a manifest: %s', (name) => {
    const common = { count: undefined, outType: name };
    const double = {
      ...common,
      inType: 'Double',
      format: '!.2f!',
      payload: new ByteWriter().f64(1e300).finish(),
    };
    expect(byManifest(double).fields).toEqual({ F: 1e300 });
    const float = { ...common, inType: 'Float', format: '', payload: new ByteWriter().f32(0.5).finish() };
    expect(byEventSource(float)).toMatchObject({ fields: { F: 0.5 }, message: '<0.5>' });
  });
});
