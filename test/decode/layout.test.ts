import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Catalog, decodePayload, FieldLayout } from '../../lib/decode/index.ts';
import { startOfField } from '../../lib/decode/payload.ts';
import { field, traceLoggingEvent } from '../support/etl-writer/index.ts';
import { samples } from './arbitrary-schema.ts';
import { eachEvent, traceOf } from './decoded.ts';

const provider = { name: 'Test.Provider' };

test('a layout finds each field where decoding reads it', () => {
  fc.assert(
    fc.property(samples, fc.constantFrom<32 | 64>(32, 64), (all, bits) => {
      const event = traceLoggingEvent({
        ticks: 1,
        provider,
        name: 'Event',
        fields: all.map((sample) => sample.field),
        values: Object.fromEntries(all.map((sample) => [sample.field.name, sample.value])),
        bits,
      });
      const catalog = new Catalog();
      eachEvent(traceOf(event), (raw) => {
        const schema = catalog.identityOf(raw).schema;
        if (schema?.source !== 'tracelogging') {
          return;
        }
        const layout = new FieldLayout(schema, raw.pointerSize);
        for (const [index] of schema.fields.entries()) {
          expect(layout.locate(index, raw)).toBe(startOfField(schema.fields, index, raw));
        }
        expect(decodePayload(schema, raw).complete).toBe(true);
      });
    }),
  );
});

test('a field beyond the end of the payload is nowhere', () => {
  const event = traceLoggingEvent({
    ticks: 1,
    provider,
    name: 'Event',
    fields: [field('Text', 'astr'), field('Number', 'u32')],
    values: { Text: 'a', Number: 1 },
  });
  const catalog = new Catalog();
  eachEvent(traceOf(event), (raw) => {
    const schema = catalog.identityOf(raw).schema;
    if (schema?.source === 'tracelogging') {
      const layout = new FieldLayout(schema, 8);
      const cut = { view: raw.view, payload: raw.payload, end: raw.end - 1, pointerSize: 8 as const };
      expect(layout.locate(layout.indexOf('Number'), raw)).toBe(raw.end - 4);
      expect(layout.locate(layout.indexOf('Number'), cut)).toBe(-1);
      expect(layout.indexOf('Other')).toBe(-1);
    }
  });
});
