import { field, type InType, type TraceLoggingField } from '../etl-writer/index.ts';

/** How the events look: older drivers wrote narrower types and fewer fields. */
export interface SchemaOptions {
  readonly pointerType: 'pointer' | 'hex64' | 'hex32';
  /** `none`: no ids at all, as of a driver that knows its objects by their pointers. */
  readonly idType: 'u64' | 'u32' | 'none';
  /** Whether the optional fields are written (Function, Line, Origin, RoutineResult, CallId of a cancel request). */
  readonly optional: boolean;
  /** Whether receive callbacks and releases tell how many structures their list has, and releases their bytes. */
  readonly indications?: boolean;
}

/** What a field is; a trailing ? marks those that a driver may leave out. */
type Kind = 'ptr' | 'id' | 'status' | 'info' | 'astr' | 'u8' | 'u16' | 'u32' | 'u64' | 'hex32' | 'binary';
type Fields = Readonly<Record<string, Kind | `${Kind}?`>>;

const irp = {
  Irp: 'ptr',
  IrpId: 'id',
  StackSize: 'u8',
  Origin: 'u8?',
  Function: 'astr?',
  Line: 'u32?',
} as const satisfies Fields;
const call = {
  CallId: 'id',
  Op: 'u32',
  Irp: 'ptr',
  IrpId: 'id',
  Socket: 'ptr',
  SocketId: 'id',
  Length: 'u64',
  Flags: 'hex32',
  Function: 'astr?',
  Line: 'u32?',
} as const satisfies Fields;
const socket = {
  Socket: 'ptr',
  SocketId: 'id',
  Category: 'hex32',
  ListenerId: 'id',
  AddressFamily: 'u16',
  SocketType: 'u16',
  Protocol: 'u32',
} as const satisfies Fields;
const run = { Kind: 'u8', Socket: 'ptr', SocketId: 'id', Bytes: 'u64' } as const satisfies Fields;
const counted = { Indications: 'u32?' } as const satisfies Fields;
const rundown = { Reason: 'u8', Irps: 'u32', Calls: 'u32', Sockets: 'u32' } as const satisfies Fields;

interface Shape {
  readonly level: number;
  readonly keyword: number;
  readonly fields: Fields;
}

const verbose = 5;
const information = 4;

/** The driver's events: level, keyword and fields. */
export const shapes = {
  IrpAllocated: { level: verbose, keyword: 0x1, fields: irp },
  IrpReused: { level: verbose, keyword: 0x1, fields: { Irp: 'ptr', IrpId: 'id', PrevStatus: 'status' } },
  IrpCancelRequested: {
    level: verbose,
    keyword: 0x1,
    fields: { Irp: 'ptr', IrpId: 'id', CallId: 'id?', Result: 'u8' },
  },
  IrpFreed: { level: verbose, keyword: 0x1, fields: { Irp: 'ptr', IrpId: 'id', Line: 'u32?' } },
  WskCallIssued: { level: verbose, keyword: 0x2, fields: { ...call, ...counted } },
  WskCallReturned: {
    level: verbose,
    keyword: 0x2,
    fields: { CallId: 'id', Op: 'u32', Irp: 'ptr', Status: 'status' },
  },
  IrpCompleted: {
    level: verbose,
    keyword: 0x2,
    fields: {
      CallId: 'id',
      Op: 'u32',
      Irp: 'ptr',
      IrpId: 'id',
      Status: 'status',
      Information: 'info',
      Cancel: 'u8',
      PendingReturned: 'u8',
      Irql: 'u8',
      RoutineResult: 'status?',
    },
  },
  SocketCreated: { level: information, keyword: 0x4, fields: socket },
  SocketAddress: {
    level: information,
    keyword: 0x4,
    fields: { Socket: 'ptr', SocketId: 'id', Kind: 'u8', Address: 'binary' },
  },
  SocketClosed: {
    level: information,
    keyword: 0x4,
    fields: { Socket: 'ptr', SocketId: 'id', Status: 'status' },
  },
  WaitStillPending: {
    level: information,
    keyword: 0x2,
    fields: { CallId: 'id', Op: 'u32', ElapsedMs: 'u32' },
  },
  CallbackEnter: { level: verbose, keyword: 0x10, fields: { ...run, ...counted } },
  CallbackLeave: { level: verbose, keyword: 0x10, fields: { ...run, Status: 'status' } },
  DriverState: { level: information, keyword: 0x8, fields: { What: 'astr', Status: 'status' } },
  RundownBegin: { level: information, keyword: 0x40, fields: rundown },
  RundownEnd: { level: information, keyword: 0x40, fields: rundown },
  IrpRundown: { level: information, keyword: 0x40, fields: { ...irp, AgeMs: 'u64' } },
  CallRundown: { level: information, keyword: 0x40, fields: { ...call, AgeMs: 'u64' } },
  SocketRundown: { level: information, keyword: 0x40, fields: { ...socket, AgeMs: 'u64' } },
} as const satisfies Record<string, Shape>;

export type EventName = keyof typeof shapes;

/** Of calls, a release alone has a count of indications. */
export const RELEASE = 'Release';

/** The fields of an event under a schema, with their types on the wire. `what`: `RELEASE`, of a release's issue. */
export function fieldsOf(name: EventName, schema: SchemaOptions, what = ''): TraceLoggingField[] {
  const fields: Fields = shapes[name].fields;
  const isCounted = schema.indications === true && (name === 'CallbackEnter' || what === RELEASE);
  return Object.entries(fields)
    .filter(([fieldName]) => isCounted || fieldName !== 'Indications')
    .filter(([, kind]) => schema.optional || !kind.endsWith('?'))
    .filter(([, kind]) => schema.idType !== 'none' || !kind.startsWith('id'))
    .map(([fieldName, kind]) => wireField(fieldName, kind.replace('?', '') as Kind, schema));
}

function wireField(name: string, kind: Kind, schema: SchemaOptions): TraceLoggingField {
  if (kind === 'ptr') return field(name, schema.pointerType);
  if (kind === 'id') return field(name, schema.idType === 'u32' ? 'u32' : 'u64');
  if (kind === 'status') return field(name, 'i32', 'ntstatus');
  if (kind === 'info') return field(name, 'u64', 'hex');
  if (kind === 'binary') return field(name, 'binary', 'socketAddress');
  return field(name, kind satisfies InType);
}
