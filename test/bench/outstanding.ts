import { TraceFileWriter, traceLoggingEvent } from '../support/etl-writer/index.ts';
import { type EventName, fieldsOf } from '../support/synthesiser/event-shapes.ts';
import { fullSchema } from '../support/synthesiser/index.ts';

export const OUTSTANDING_KINDS = ['sockets', 'irps', 'calls'] as const;
export type OutstandingKind = (typeof OUTSTANDING_KINDS)[number];

/** A 64-bit field of which each event tells another value. */
interface Counted {
  readonly name: string;
  readonly of: (id: number) => number;
}

/** The event that makes one more of a kind: it begins and never ends. */
interface Beginning {
  readonly event: EventName;
  readonly counted: readonly Counted[];
  readonly others: Readonly<Record<string, number>>;
}

const id = (name: string): Counted => ({ name, of: (number) => number });
const address = (name: string, size: number): Counted => ({
  name,
  of: (number) => 0x10_0000 + size * number,
});

const BEGINNINGS: Readonly<Record<OutstandingKind, Beginning>> = {
  sockets: {
    event: 'SocketCreated',
    counted: [id('SocketId'), address('Socket', 64)],
    others: { Category: 2 },
  },
  irps: { event: 'IrpAllocated', counted: [id('IrpId'), address('Irp', 256)], others: {} },
  calls: {
    event: 'WskCallIssued',
    counted: [id('CallId'), id('IrpId'), address('Irp', 256)],
    others: { Op: 4 },
  },
};

/** Where the time stands in an event's header. */
const TICKS_AT = 16;
/** No other bytes of an event are like these. */
const MARK = 0x1f2e_3d4c;

/** Writes a trace in which so many things of a kind begin, 1 µs apart, and none ends. */
export function writeOutstanding(path: string, kind: OutstandingKind, count: number): void {
  const { event: name, counted, others } = BEGINNINGS[kind];
  const marked = Object.fromEntries(counted.map((field, at) => [field.name, MARK + at]));
  const fields = fieldsOf(name, fullSchema);
  const values = Object.fromEntries(
    fields.map((field) => [
      field.name,
      marked[field.name] ??
        others[field.name] ??
        (field.name === 'Function' ? 'Leak' : field.in === 'astr' ? '' : field.in === 'binary' ? [] : 0),
    ]),
  );
  const provider = { name: 'WskTraceDriver' };
  const { bytes } = traceLoggingEvent({ ticks: 10, tid: 100, pid: 4, provider, name, fields, values });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const places = counted.map(({ of }, at) => ({ of, at: placeOf(view, MARK + at) }));
  const writer = new TraceFileWriter(path, { startTicks: 0, perfFreq: 10_000_000, processors: 1 });
  for (let number = 1; number <= count; number++) {
    const at = writer.reserve(0, bytes.length, 10 * number);
    writer.bytes.set(bytes, at);
    writer.view.setBigUint64(at + TICKS_AT, BigInt(10 * number), true);
    for (const place of places) {
      writer.view.setBigUint64(at + place.at, BigInt(place.of(number)), true);
    }
  }
  writer.close();
}

function placeOf(view: DataView, mark: number): number {
  for (let at = 0; at + 8 <= view.byteLength; at++) {
    if (view.getUint32(at, true) === mark && view.getUint32(at + 4, true) === 0) {
      return at;
    }
  }
  throw new RangeError('a counted field is no field of 64 bits');
}
