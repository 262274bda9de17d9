/** The events of the driver's schema, version 1; a name is their identity. Numbered for a switch in the hot path. */
export const EventKind = {
  IrpAllocated: 1,
  IrpReused: 2,
  IrpCancelRequested: 3,
  IrpFreed: 4,
  WskCallIssued: 5,
  WskCallReturned: 6,
  IrpCompleted: 7,
  SocketCreated: 8,
  SocketAddress: 9,
  SocketClosed: 10,
  WaitStillPending: 11,
  CallbackEnter: 12,
  CallbackLeave: 13,
  DriverState: 14,
  RundownBegin: 15,
  RundownEnd: 16,
  IrpRundown: 17,
  CallRundown: 18,
  SocketRundown: 19,
  TracingLost: 20,
  RoutineReturned: 21,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];
export type EventName = keyof typeof EventKind;

/** Number of a field in the tables of a bound event: those that the analysis reads, of all events together. */
export const Slot = {
  CallId: 0,
  Op: 1,
  Irp: 2,
  IrpId: 3,
  Socket: 4,
  SocketId: 5,
  Status: 6,
  Information: 7,
  Length: 8,
  Flags: 9,
  Function: 10,
  Line: 11,
  Origin: 12,
  Irql: 13,
  RoutineResult: 14,
  Category: 15,
  ListenerId: 16,
  AddressFamily: 17,
  SocketType: 18,
  Protocol: 19,
  Kind: 20,
  Address: 21,
  ElapsedMs: 22,
  Bytes: 23,
  What: 24,
  AgeMs: 25,
  Count: 26,
  Indications: 27,
  Reason: 28,
  Irps: 29,
  Calls: 30,
  Sockets: 31,
} as const;
export type Slot = (typeof Slot)[keyof typeof Slot];
export type SlotName = keyof typeof Slot;

export const SLOT_NAMES = Object.keys(Slot) as SlotName[];

/** Why a rundown was written (`Reason`): the last is that of WskTraceStop. */
export const RundownReason = { Enabled: 1, CaptureState: 2, Stop: 3 } as const;

/** Whose events an IRP was born of (`Origin`). */
export const IrpOrigin = { Allocated: 0, Embedded: 1, PassedDown: 2 } as const;
