import { TraceFileWriter, traceLoggingEvent } from '../support/etl-writer/index.ts';
import { type EventName, fieldsOf } from '../support/synthesiser/event-shapes.ts';
import { fullSchema } from '../support/synthesiser/index.ts';

export const OUTSTANDING_KINDS = ['sockets', 'irps', 'calls'] as const;
export type OutstandingKind = (typeof OUTSTANDING_KINDS)[number];

/** Events that make one more of a kind: it begins and never ends. */
const BEGIN: Readonly<Record<OutstandingKind, (id: number) => [EventName, Record<string, number>]>> = {
  sockets: (id) => ['SocketCreated', { Socket: 0x10_0000 + 64 * id, SocketId: id, Category: 2 }],
  irps: (id) => ['IrpAllocated', { Irp: 0x10_0000 + 256 * id, IrpId: id }],
  calls: (id) => ['WskCallIssued', { CallId: id, Op: 4, Irp: 0x10_0000 + 256 * id, IrpId: id }],
};

/** Writes a trace in which so many things of a kind begin, 1 µs apart, and none ends. */
export function writeOutstanding(path: string, kind: OutstandingKind, count: number): void {
  const writer = new TraceFileWriter(path, { startTicks: 0, perfFreq: 10_000_000, processors: 1 });
  for (let id = 1; id <= count; id++) {
    const [name, told] = BEGIN[kind](id);
    const fields = fieldsOf(name, fullSchema);
    const values = Object.fromEntries(
      fields.map((field) => [
        field.name,
        told[field.name] ??
          (field.name === 'Function' ? 'Leak' : field.in === 'astr' ? '' : field.in === 'binary' ? [] : 0),
      ]),
    );
    const event = traceLoggingEvent({
      ticks: 10 * id,
      tid: 100,
      pid: 4,
      provider: { name: 'WskTraceDriver' },
      name,
      fields,
      values,
    });
    const at = writer.reserve(0, event.bytes.length, 10 * id);
    writer.bytes.set(event.bytes, at);
  }
  writer.close();
}
