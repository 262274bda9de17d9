import { Catalog } from '../../../lib/decode/index.ts';
import type { Trace } from '../../../lib/etl/index.ts';
import { type EventFormat, EventReader, eventWriter, LineBuffer, PLAIN } from '../../../lib/report/index.ts';

/** The lines that a format gives for a trace's events. */
export function linesOf(trace: Trace, format: EventFormat): string[] {
  const catalog = new Catalog();
  const reader = new EventReader(trace, catalog);
  const writer = eventWriter(format, reader, PLAIN);
  const pieces: Buffer[] = [];
  const lines = new LineBuffer((piece) => pieces.push(Buffer.from(piece)));
  lines.text(writer.head);
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const provider = catalog.providerOf(event);
    writer.write(lines, event, provider, catalog.schemaOf(event, provider));
  }
  lines.flush();
  return Buffer.concat(pieces).toString().split('\n').slice(0, -1);
}

/** What JSON.stringify makes of the records of the same events. */
export function recordLinesOf(trace: Trace): string[] {
  const catalog = new Catalog();
  const reader = new EventReader(trace, catalog);
  const lines: string[] = [];
  const pass = trace.events();
  for (let event = pass.next(); event !== null; event = pass.next()) {
    const provider = catalog.providerOf(event);
    lines.push(JSON.stringify(reader.record(event, provider, catalog.schemaOf(event, provider))));
  }
  return lines;
}
