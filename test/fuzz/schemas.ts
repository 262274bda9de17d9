import { Catalog } from '../../lib/decode/index.ts';
import { MANIFEST_IN_TYPES, MANIFEST_OUT_TYPES } from '../../lib/decode/manifest/types.ts';
import { bytesSource, Trace, TraceError } from '../../lib/etl/index.ts';
import {
  eventHeaderEvent,
  eventSchemaEvent,
  eventSourceManifest,
  messageEvent,
  on,
  providerTraits,
  type RawEvent,
  traceLoggingSchema,
  writeTrace,
} from '../support/etl-writer/index.ts';

/** Whose schemas and events the inputs are about. */
export const PROVIDER = '33333333-3333-4444-5555-666666666666';
export const MESSAGE_GUID = '4ed73968-00d8-34f3-557f-85fe0ce17799';
const NAME = 'Fuzz';
const FORMATS = ['', '!d!', '!u!', '!08X!', '!s!', '!.3f!', '!p!', '!c!', '!I64x!', '!-20g!', '!y!'];
const KINDS = ['tmf', 'manifest', 'pair'] as const;

/** An input: its kind, what the events carry, and the schema that they are read by. */
export function schemaInput(
  kind: (typeof KINDS)[number],
  payload: ArrayLike<number>,
  schema: string | ArrayLike<number>,
) {
  const text = typeof schema === 'string' ? new TextEncoder().encode(schema) : schema;
  return Uint8Array.from([
    KINDS.indexOf(kind),
    payload.length & 0xff,
    ...Array.from(payload),
    ...Array.from(text),
  ]);
}

/**
 * A trace with events that an input's schemas describe, and a catalog with those that the user would give; null where
 * they are refused, as only a TraceError may.
 */
export function schemaTrace(input: Uint8Array): { trace: Trace; catalog: Catalog } | null {
  const length = input[1] ?? 0;
  const payload = input.subarray(2, 2 + length);
  const schema = input.subarray(2 + length);
  const catalog = new Catalog();
  try {
    const events = EVENTS[KINDS[(input[0] ?? 0) % KINDS.length]!](catalog, payload, schema);
    return {
      trace: Trace.open(bytesSource(writeTrace(on(0, ...events), { bufferSize: 32_768 }).bytes)),
      catalog,
    };
  } catch (error) {
    if (error instanceof TraceError) {
      return null;
    }
    throw error;
  }
}

type Events = (catalog: Catalog, payload: Uint8Array, schema: Uint8Array) => RawEvent[];

const EVENTS: Readonly<Record<(typeof KINDS)[number], Events>> = {
  tmf(catalog, args, schema) {
    catalog.addTmf(schema, 'fuzz.tmf');
    return [10, 11, 12].map((number) => messageEvent({ ticks: number, guid: MESSAGE_GUID, number, args }));
  },

  manifest(catalog, payload, schema) {
    const xml = new TextDecoder().decode(schema);
    const events = [1, 2].flatMap((id) => [
      eventHeaderEvent({ ticks: id, provider: PROVIDER, id, pid: 4, payload }),
      eventHeaderEvent({ ticks: id, provider: PROVIDER, id, pid: 5, payload }),
    ]);
    if (payload.length % 2 === 0) {
      catalog.addManifest(schema, 'fuzz.man');
      return events;
    }
    return [...events, ...eventSourceManifest({ ticks: 3, provider: { name: NAME, guid: PROVIDER }, xml })];
  },

  pair(catalog, payload, [a = 0, b = 0, out = 0, count = 0, format = 0, ...metadata]) {
    const inTypes = [...MANIFEST_IN_TYPES.keys()];
    const outTypes = [...MANIFEST_OUT_TYPES.keys()];
    const text = FORMATS[format % FORMATS.length]!;
    const extent = count === 0 ? '' : `${count % 2 === 0 ? 'count' : 'length'}="${count >> 4}"`;
    const embedded = eventSchemaEvent(4, {
      provider: PROVIDER,
      id: 2,
      names: { eventMessage: `<%1${text}>` },
      properties: [
        { name: 'F', inType: a + 256 * (b % 2), outType: out, ...(count === 0 ? {} : { count: count >> 4 }) },
      ],
    });
    const xml = `<m><provider name="${NAME}" guid="{${PROVIDER}}"><templates><template tid="T">
      <data name="F" inType="win:${inTypes[a % inTypes.length]}" outType="win:${outTypes[out % outTypes.length]}" ${extent}/>
      </template></templates><events><event value="1" template="T" message="&lt;%1${text}&gt;"/></events></provider></m>`;
    catalog.addManifest(xml, 'fuzz.man');
    const items = [providerTraits(NAME), traceLoggingSchema([5 + metadata.length, 0, 0, 69, 0, ...metadata])];
    return [
      ...[1, 2].map((id) => eventHeaderEvent({ ticks: id, provider: PROVIDER, id, payload })),
      eventHeaderEvent({ ticks: 3, provider: PROVIDER, items, payload }),
      embedded,
    ];
  },
};
