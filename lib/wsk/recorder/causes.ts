import type { Row } from '../events/row.ts';
import { EventKind, Slot } from '../events/schema.ts';
import { createsSocket, Operation } from '../operation.ts';
import { type Awaited, Cause } from '../order/index.ts';

const bit = (cause: Cause): number => 1 << cause;

/** Which causes events of a kind can be. */
const CAUSES: Readonly<Partial<Record<EventKind, number>>> = {
  [EventKind.WskCallIssued]: bit(Cause.CallIssued) | bit(Cause.CloseIssued),
  [EventKind.CallRundown]: bit(Cause.CallIssued),
  [EventKind.IrpCompleted]: bit(Cause.Completed) | bit(Cause.SocketCompleted),
  [EventKind.IrpAllocated]: bit(Cause.IrpAllocated),
  [EventKind.IrpRundown]: bit(Cause.IrpAllocated),
  [EventKind.SocketCreated]: bit(Cause.SocketCreated),
  [EventKind.SocketRundown]: bit(Cause.SocketCreated),
  [EventKind.DriverState]: bit(Cause.LoadEnded) | bit(Cause.LoadBegun),
};

export function causesOf(kind: EventKind): number {
  return CAUSES[kind] ?? 0;
}

/** Where an event tells the id of what another one waits for. */
const KEYS = {
  [Cause.CallIssued]: Slot.CallId,
  [Cause.IrpAllocated]: Slot.IrpId,
  [Cause.SocketCreated]: Slot.SocketId,
  [Cause.CloseIssued]: Slot.SocketId,
  [Cause.Completed]: Slot.CallId,
  [Cause.SocketCompleted]: Slot.Information,
} as const;

/** Whether an event, of a kind that can be it, is the cause that another one waits for. */
export function isCause(row: Row, { cause, low, high }: Awaited): boolean {
  const op = row.low(Slot.Op);
  if (cause === Cause.CloseIssued && op !== Operation.CloseSocket) {
    return false;
  }
  if (cause === Cause.SocketCompleted && !createsSocket(op)) {
    return false;
  }
  switch (cause) {
    case Cause.RestOfLoad:
      return false;
    case Cause.LoadEnded:
      return row.what === 'Deregistered';
    case Cause.LoadBegun:
      return row.what === 'Registered';
    default:
      return hasKey(row, KEYS[cause], low, high);
  }
}

function hasKey(row: Row, key: Slot, low: number, high: number): boolean {
  return row.has(key) && row.low(key) === low && row.high(key) === high;
}
