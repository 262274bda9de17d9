import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePayload } from '../../../lib/decode/index.ts';
import { readTraceLoggingSchema } from '../../../lib/decode/tracelogging/metadata.ts';
import { traceLoggingMetadata } from '../../support/etl-writer/index.ts';
import { samples } from '../arbitrary-schema.ts';

/** Reads metadata and decodes a payload by it; what comes out does not matter, that it ends does. */
function decode(metadata: Uint8Array, payload: Uint8Array): void {
  const schema = readTraceLoggingSchema(metadata, 0, metadata.length);
  if (schema !== null) {
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    const { readTo } = decodePayload(schema, { view, payload: 0, end: payload.length, pointerSize: 8 });
    expect(readTo).toBeLessThanOrEqual(payload.length);
  }
}

test('no bytes in the place of metadata and payload can make decoding throw', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 2, maxLength: 300 }),
      fc.uint8Array({ maxLength: 300 }),
      (metadata, payload) => {
        new DataView(metadata.buffer).setUint16(0, metadata.length, true);
        decode(metadata, payload);
      },
    ),
  );
});

test('nor can metadata of which single bytes were changed', () => {
  fc.assert(
    fc.property(
      samples,
      fc.nat(),
      fc.nat(255),
      fc.uint8Array({ maxLength: 200 }),
      (all, at, byte, payload) => {
        const metadata = Uint8Array.from(
          traceLoggingMetadata(
            'Event',
            all.map((sample) => sample.field),
          ),
        );
        metadata[at % metadata.length] = byte;
        decode(metadata, payload);
      },
    ),
  );
});

test('structs nested without end, and arrays of nothing, are decoded in no time', () => {
  // Each field: no name, a struct of a fixed count of 65,535 that holds one member, the next field.
  const nested = [0, 0x18 | 0x80 | 0x20, 1, 0xff, 0xff];
  const metadata = Uint8Array.from([0, 0, 0, 69, 0, ...Array(10_000).fill(nested).flat()]);
  new DataView(metadata.buffer).setUint16(0, metadata.length, true);
  const started = performance.now();
  decode(metadata, new Uint8Array(1000));
  expect(performance.now() - started).toBeLessThan(3000);
});
