import fc from 'fast-check';
import { Catalog, type Provider, type Schema } from '../../../lib/decode/index.ts';
import { bytesSource, type RawEvent, Trace } from '../../../lib/etl/index.ts';
import { EventReader, type EventRecord } from '../../../lib/events/index.ts';
import { type EventFormat, eventWriter, LineBuffer, PLAIN } from '../../../lib/report/index.ts';
import { jsonText } from '../../../lib/text/index.ts';
import { samples } from '../../decode/arbitrary-schema.ts';
import { traceOf } from '../../decode/decoded.ts';
import {
  eventHeaderEvent,
  on,
  traceLoggingEvent,
  traceLoggingMetadata,
  traceLoggingPayload,
  traceLoggingSchema,
  writeTrace,
} from '../../support/etl-writer/index.ts';

/** What a format gives for a trace's events. */
export function printed(trace: Trace, format: EventFormat, catalog = new Catalog()): string {
  const reader = new EventReader(trace, catalog);
  const writer = eventWriter(format, reader, PLAIN);
  const pieces: Buffer[] = [];
  const lines = new LineBuffer((piece) => pieces.push(Buffer.from(piece)));
  lines.text(writer.head);
  eachEvent(trace, catalog, (...event) => writer.write(lines, ...event));
  lines.flush();
  return Buffer.concat(pieces).toString();
}

/** The same as lines. */
export function linesOf(trace: Trace, format: EventFormat): string[] {
  return printed(trace, format).split('\n').slice(0, -1);
}

/** What JSON.stringify makes of the records of the same events. */
export function recordLinesOf(trace: Trace): string[] {
  return recordsOf(trace).map((record) => jsonText(record));
}

export function recordsOf(trace: Trace, catalog = new Catalog()): EventRecord[] {
  const reader = new EventReader(trace, catalog);
  const records: EventRecord[] = [];
  eachEvent(trace, catalog, (...event) => records.push(reader.record(...event)));
  return records;
}

/** Traces of events of any fields, whose payloads end anywhere. */
export const cutTraces: fc.Arbitrary<Trace> = fc
  .array(fc.tuple(samples, fc.nat(60)), { minLength: 1, maxLength: 4 })
  .map((events) =>
    traceOf(
      ...events.map(([of, left], ticks) => {
        const fields = of.map((sample) => sample.field);
        const values = Object.fromEntries(of.map((sample) => [sample.field.name, sample.value]));
        return eventHeaderEvent({
          ticks,
          provider: '11111111-2222-3333-4444-555555555555',
          items: [traceLoggingSchema(traceLoggingMetadata(`Event${ticks}`, fields))],
          payload: traceLoggingPayload(fields, values).subarray(0, left),
        });
      }),
    ),
  );

/** A trace whose first buffer, which tells of the session, is gone. */
export function withoutHeader(): Trace {
  const bufferSize = 4096;
  const events = Array.from({ length: 100 }, (_, ticks) =>
    traceLoggingEvent({ ticks, provider: { name: 'Test' }, name: 'Event', fields: [], values: {} }),
  );
  return Trace.open(bytesSource(writeTrace(on(0, ...events), { bufferSize }).bytes.subarray(bufferSize)));
}

function eachEvent(
  trace: Trace,
  catalog: Catalog,
  visit: (event: RawEvent, provider: Provider | null, schema: Schema | null) => void,
): void {
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const { provider, schema } = catalog.identityOf(event);
    visit(event, provider, schema);
  }
}
