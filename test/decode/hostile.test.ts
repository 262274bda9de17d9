import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activityOf, Catalog, ProcessNames, StackKeys, stackOf } from '../../lib/decode/index.ts';
import { bytesSource, Trace, TraceError } from '../../lib/etl/index.ts';
import {
  ByteWriter,
  eventHeaderEvent,
  eventMapEvent,
  eventSchemaEvent,
  eventSourceManifest,
  field,
  messageEvent,
  on,
  relatedActivity,
  stack,
  stackKey,
  systemEvent,
  traceLoggingEvent,
  writeTrace,
} from '../support/etl-writer/index.ts';
import { decodeOne, eachEvent } from './decoded.ts';

const provider = '11111111-2222-3333-4444-555555555555';
const guid = '4ed73968-00d8-34f3-557f-85fe0ce17799';
const source = { name: 'Source', guid: 'aaaaaaaa-1111-2222-3333-444444444444' };
const manifest = (name: string, id: string) =>
  `<m><provider name="${name}" guid="{${id}}"><templates><template tid="T"><data name="N" inType="win:UInt16"/>` +
  '<data name="A" inType="win:UnicodeString" count="N"/></template></templates>' +
  '<events><event value="1" template="T"/></events></provider></m>';
const counted = new ByteWriter().u16(2).utf16z('a').utf16z('b').finish();

/** An event of each kind that decoding knows. */
const { bytes: trace } = writeTrace(
  on(
    0,
    traceLoggingEvent({
      ticks: 1,
      provider: { name: 'P' },
      name: 'E',
      fields: [field('A', 'countedAstr'), { name: 'B', in: 'u16', count: 'counted' }, field('C', 'sid')],
      values: { A: 'text', B: [1, 2], C: [5, 18] },
      extraItems: [stack([1, 2]), stackKey(5), relatedActivity(guid)],
    }),
    eventHeaderEvent({ ticks: 2, provider, id: 1, payload: counted }),
    eventHeaderEvent({ ticks: 3, provider: source.guid, id: 1, payload: counted }),
    eventSchemaEvent(4, {
      provider,
      id: 1,
      names: { provider: 'P', task: 'T', eventMessage: '%1 %2!d!' },
      properties: [
        { name: 'N', inType: 6, mapName: 'M' },
        { name: 'A', inType: 1, count: { from: 'N' } },
      ],
    }),
    eventMapEvent(5, { provider, name: 'M', entries: [{ value: 2, text: 'Two' }] }),
    ...eventSourceManifest({
      ticks: 6,
      provider: source,
      xml: manifest('Source', source.guid),
      chunkSize: 100,
    }),
    systemEvent({
      ticks: 7,
      group: 3,
      opcode: 1,
      version: 4,
      payload: new ByteWriter().zeros(44).utf8z('a').zeros(6).finish(),
    }),
    systemEvent({ ticks: 8, group: 24, opcode: 36, payload: new ByteWriter().u64(5).u64(6).finish() }),
    messageEvent({ ticks: 9, guid, number: 10, args: [65, 0, 1, 2, 3, 4] }),
  ),
  { bufferSize: 4096 },
);

const tmf = `${guid} m\n#typev a 10 "%0%10!s! %11!x!"\n{\na, ItemString -- 10\nb, ItemLong -- 11\n}`;

/** Does with a trace all that a command can do, and throws away what it gives. */
function decodeEverything(bytes: Uint8Array): number {
  const opened = Trace.open(bytesSource(bytes));
  const catalog = new Catalog();
  catalog.addTmf(tmf, 'm.tmf');
  catalog.addManifest(manifest('P', provider), 'p.man');
  const names = new ProcessNames();
  const keys = new StackKeys();
  catalog.collect(opened, names, keys);
  let events = 0;
  eachEvent(opened, (event) => {
    decodeOne(catalog, event);
    stackOf(event, keys);
    activityOf(event);
    names.processName(event.processId, event.ticks);
    names.symbolOf(event.processId, 1n, event.ticks);
    events++;
  });
  return events;
}

test('the trace that is damaged below is a sound one', () => {
  expect(decodeEverything(trace)).toBe(12);
});

test('changed bytes anywhere in a trace make nothing throw but its being unreadable', () => {
  const change = fc.tuple(fc.nat(trace.length - 1), fc.nat(255));
  // Half of the changes fall where the events are.
  const near = fc.tuple(fc.integer({ min: 4096, max: 4096 + 2500 }), fc.nat(255));
  fc.assert(
    fc.property(fc.array(fc.oneof(change, near), { minLength: 1, maxLength: 12 }), (changes) => {
      const bytes = trace.slice();
      for (const [at, byte] of changes) {
        bytes[at] = byte;
      }
      try {
        decodeEverything(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(TraceError);
        expect((error as TraceError).kind).toBe('unreadable');
      }
    }),
    { numRuns: 1500 },
  );
});
