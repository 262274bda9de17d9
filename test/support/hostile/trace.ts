import {
  ByteWriter,
  eventHeaderEvent,
  eventSourceManifest,
  field,
  on,
  systemEvent,
  traceLoggingEvent,
  writeTrace,
} from '../etl-writer/index.ts';
import { type EventName, fieldsOf } from '../synthesiser/event-shapes.ts';
import { fullSchema } from '../synthesiser/index.ts';

const GROUP = '8f02d326-1cc4-4b6d-be8e-971f85b7e25b';
const MANIFEST_PROVIDER = 'aaaaaaaa-1111-2222-3333-444444444444';
const STARTED = 1;

/**
 * A trace in which everything that can have a name has this one: the session, the driver and its functions, a process,
 * a provider that describes itself and one that a manifest in the trace describes, their events, fields and texts. A
 * call of the driver is never completed, an IRP and a socket leak.
 */
export function traceNamed(name: string): Uint8Array {
  const site = { Function: name, Line: 7 };
  const steps: [number, EventName, Record<string, number | string>][] = [
    [1, 'SocketCreated', { Socket: 0x8001, SocketId: 1, Category: 2, ...site }],
    [2, 'IrpAllocated', { Irp: 0x1001, IrpId: 1, ...site }],
    [3, 'WskCallIssued', { CallId: 1, Op: 4, Irp: 0x1001, IrpId: 1, Socket: 0x8001, SocketId: 1, ...site }],
    [4, 'WskCallReturned', { CallId: 1, Op: 4, Irp: 0x1001, IrpId: 1, Status: 0x103 }],
    [5, 'IrpAllocated', { Irp: 0x1002, IrpId: 2, ...site }],
    [6, 'WskCallIssued', { CallId: 2, Op: 4, Irp: 0x1002, IrpId: 2, Socket: 0x8001, SocketId: 1, ...site }],
    [7, 'WskCallReturned', { CallId: 2, Op: 4, Irp: 0x1002, IrpId: 2, Status: 0x103 }],
    [8, 'IrpCompleted', { CallId: 2, Op: 4, Irp: 0x1002, IrpId: 2, RoutineResult: 0xc0000016 | 0 }],
  ];
  const driver = { name, guid: 'bbbbbbbb-1111-2222-3333-444444444444', groupGuid: GROUP };
  const driverEvents = steps.map(([ticks, event, told]) => {
    const fields = fieldsOf(event, fullSchema);
    const values = Object.fromEntries(
      fields.map((one) => [
        one.name,
        told[one.name] ?? (one.in === 'astr' ? '' : one.in === 'binary' ? [] : 0),
      ]),
    );
    return traceLoggingEvent({ ticks, tid: 100, pid: 44, provider: driver, name: event, fields, values });
  });
  const other = traceLoggingEvent({
    ticks: 9,
    pid: 44,
    provider: { name, guid: 'cccccccc-1111-2222-3333-444444444444' },
    name,
    fields: [field(name, 'astr'), field('Wide', 'wstr')],
    values: { [name]: name, Wide: name },
  });
  const described = [
    ...eventSourceManifest({
      ticks: 10,
      provider: { name, guid: MANIFEST_PROVIDER },
      xml: manifestNamed(name),
    }),
    eventHeaderEvent({
      ticks: 11,
      pid: 44,
      provider: MANIFEST_PROVIDER,
      id: 1,
      payload: new ByteWriter().utf16z(name).u32(1).finish(),
    }),
  ];
  const process = new ByteWriter().u64(0x1000).u32(44).u32(4).u32(0).u32(0).u64(0).u32(0).u32(0);
  process.utf8z(name).utf16z(name).utf16z('').utf16z('');
  const started = systemEvent({ ticks: 0, group: 3, opcode: STARTED, version: 4, payload: process.finish() });
  // Long after, so that what is outstanding has been for long.
  const last = systemEvent({ ticks: 1_000_000_000_000n, group: 0, opcode: 8 });
  return writeTrace(on(0, started, ...driverEvents, other, ...described, last), {
    startTicks: 0,
    perfFreq: 10_000_000,
    loggerName: name,
    logFileName: name,
  }).bytes;
}

function manifestNamed(name: string): string {
  const text = attribute(name);
  return `<instrumentationManifest><instrumentation><events><provider name="${text}" guid="{${MANIFEST_PROVIDER}}">
<tasks><task name="${text}" value="1"/></tasks>
<maps><valueMap name="m"><map value="1" message="$(string.m)"/></valueMap></maps>
<templates><template tid="t"><data name="${text}" inType="win:UnicodeString"/><data name="n" inType="win:UInt32" map="m"/></template></templates>
<events><event value="1" version="0" task="${text}" template="t" message="$(string.e)"/></events>
</provider></events></instrumentation><localization><resources culture="en-US"><stringTable>
<string id="m" value="${text}"/><string id="e" value="${text} %1 %2"/>
</stringTable></resources></localization></instrumentationManifest>`;
}

/** XML has no way to write most control characters and halves of surrogate pairs. */
function attribute(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0)!;
      const isWritable =
        (code >= 0x20 && code < 0xd800) || code === 9 || code === 10 || code === 13 || code >= 0x1_0000;
      return isWritable ? `&#${code};` : '?';
    })
    .join('');
}
